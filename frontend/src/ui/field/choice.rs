//! Fields that one chooses in.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::{Icon, Symbol, focus};
use super::{Group, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct SelectProps {
    pub label: AttrValue,
    pub value: AttrValue,
    /// Values and what they are called.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub required: bool,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// For toolbars: the label is in front of the choice, in small.
    #[prop_or_default]
    pub inline: bool,
    /// With `inline`: the label is for screen readers only.
    #[prop_or_default]
    pub quiet: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One of a few values.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let id = use_unique_id("field");
    let onchange = props.onchange.reform(|event: Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
    });
    let node = use_node_ref();
    focus::use_focus_on_error(&props.error, &node);
    // A browser forgets about `selected` once the person has chosen: only its property says what is chosen from then on,
    // and the value can change by itself (the way back, a saved view).
    use_effect({
        let (node, value) = (node.clone(), props.value.clone());
        move || {
            if let Some(select) = node.cast::<HtmlSelectElement>()
                && select.value() != value.as_str()
            {
                select.set_value(&value);
            }
        }
    });
    let wrong = props.error.is_some();
    let described = (wrong || props.help.is_some()).then(|| format!("{id}-help"));
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ name }</option> }
    };
    let select = html! {
        <span class={classes!("pf-v6-c-form-control", wrong.then_some("pf-m-error"))}>
            <select ref={node} id={id.clone()} {onchange} aria-invalid={wrong.then_some("true")} aria-describedby={described} data-testid={props.testid.clone()}>
                { for props.options.iter().map(option) }
            </select>
            <span class="pf-v6-c-form-control__utilities">
                <span class="pf-v6-c-form-control__toggle-icon"><Icon symbol={Symbol::Down} /></span>
            </span>
        </span>
    };
    if props.inline {
        return html! {
            <div class="rc-inline-field"><label for={id} class={props.quiet.then_some("pf-v6-u-screen-reader")}>{ &props.label }</label>{ select }</div>
        };
    }
    html! {
        <Group {id} label={props.label.clone()} required={props.required} help={props.help.clone()} error={props.error.clone()}>
            { select }
        </Group>
    }
}

#[derive(PartialEq, Properties)]
pub struct CheckProps {
    pub label: AttrValue,
    pub checked: bool,
    pub onchange: Callback<bool>,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Yes or no.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let id = use_unique_id("field");
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked()));
    let help_id = format!("{id}-help");
    html! {
        <div class="pf-v6-c-check">
            <input
                class="pf-v6-c-check__input"
                type="checkbox"
                id={id.clone()}
                checked={props.checked}
                {onchange}
                aria-describedby={props.help.is_some().then(|| help_id.clone())}
                data-testid={props.testid.clone()}
            />
            <label class="pf-v6-c-check__label" for={id}>{ &props.label }</label>
            if let Some(help) = &props.help {
                <span class="pf-v6-c-check__description" id={help_id}>{ help }</span>
            }
        </div>
    }
}
