//! Labelled form fields: every one has its label, its help and its error tied to it.

use std::cell::Cell;

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Icon, Symbol, focus};

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has.
#[hook]
pub fn use_unique_id(prefix: &'static str) -> AttrValue {
    let id = use_memo((), |()| {
        let number = NEXT_ID.get();
        NEXT_ID.set(number + 1);
        AttrValue::from(format!("rc-{prefix}-{number}"))
    });
    (*id).clone()
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    id: AttrValue,
    label: AttrValue,
    required: bool,
    help: Option<AttrValue>,
    error: Option<AttrValue>,
    children: Html,
}

/// Label above, help or error below.
#[component]
fn Group(props: &GroupProps) -> Html {
    let below = |text: &AttrValue, wrong: bool| {
        html! {
            <div class="pf-v6-c-form__helper-text">
                <div class="pf-v6-c-helper-text" id={format!("{}-help", props.id)}>
                    <div class={classes!("pf-v6-c-helper-text__item", wrong.then_some("pf-m-error"))}>
                        if wrong {
                            <span class="pf-v6-c-helper-text__item-icon"><Icon symbol={Symbol::Error} /></span>
                        }
                        <span class="pf-v6-c-helper-text__item-text">{ text }</span>
                    </div>
                </div>
            </div>
        }
    };
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={props.id.clone()}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                    if props.required {
                        <span class="pf-v6-c-form__label-required" aria-hidden="true">{ "\u{a0}*" }</span>
                    }
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                { props.children.clone() }
                { match (&props.error, &props.help) {
                    (Some(error), _) => below(error, true),
                    (None, Some(help)) => below(help, false),
                    (None, None) => Html::default(),
                } }
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct TextProps {
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    /// The input's type.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    #[prop_or_default]
    pub name: Option<AttrValue>,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    #[prop_or_default]
    pub required: bool,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub node: Option<NodeRef>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One line of text.
#[component]
pub fn TextField(props: &TextProps) -> Html {
    let id = use_unique_id("field");
    let oninput = props.oninput.reform(|event: InputEvent| value_of(&event));
    let wrong = props.error.is_some();
    let own_node = use_node_ref();
    let node = props.node.clone().unwrap_or(own_node);
    focus::use_focus_on_error(&props.error, &node);
    let described = (wrong || props.help.is_some()).then(|| format!("{id}-help"));
    // Names are not prose: no capitals, no spelling.
    html! {
        <Group id={id.clone()} label={props.label.clone()} required={props.required} help={props.help.clone()} error={props.error.clone()}>
            <span class={classes!("pf-v6-c-form-control", wrong.then_some("pf-m-error"))}>
                <input
                    ref={node}
                    {id}
                    type={props.kind.clone()}
                    name={props.name.clone()}
                    value={props.value.clone()}
                    autocomplete={props.autocomplete.clone()}
                    autocapitalize="none"
                    spellcheck="false"
                    inputmode={props.inputmode.clone()}
                    required={props.required}
                    aria-invalid={wrong.then_some("true")}
                    aria-describedby={described}
                    data-testid={props.testid.clone()}
                    {oninput}
                />
            </span>
        </Group>
    }
}

#[derive(PartialEq, Properties)]
pub struct AreaProps {
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    #[prop_or_default]
    pub maxlength: Option<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Several lines of text.
#[component]
pub fn TextArea(props: &AreaProps) -> Html {
    let id = use_unique_id("field");
    let oninput = props.oninput.reform(|event: InputEvent| {
        event
            .target_dyn_into::<HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default()
    });
    let described = props.help.is_some().then(|| format!("{id}-help"));
    html! {
        <Group id={id.clone()} label={props.label.clone()} required=false help={props.help.clone()} error={None::<AttrValue>}>
            <span class="pf-v6-c-form-control pf-m-textarea pf-m-resize-vertical">
                <textarea
                    {id}
                    rows="3"
                    value={props.value.clone()}
                    maxlength={props.maxlength.clone()}
                    aria-describedby={described}
                    data-testid={props.testid.clone()}
                    {oninput}
                />
            </span>
        </Group>
    }
}

#[derive(PartialEq, Properties)]
pub struct SelectProps {
    pub label: AttrValue,
    pub value: AttrValue,
    /// Values and what they are called.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// For toolbars: the label is in front of the choice, in small.
    #[prop_or_default]
    pub inline: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One of a few values.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let id = use_unique_id("field");
    let onchange = props.onchange.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default()
    });
    let described = props.help.is_some().then(|| format!("{id}-help"));
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ name }</option> }
    };
    let select = html! {
        <span class="pf-v6-c-form-control">
            <select id={id.clone()} {onchange} aria-describedby={described} data-testid={props.testid.clone()}>
                { for props.options.iter().map(option) }
            </select>
            <span class="pf-v6-c-form-control__utilities">
                <span class="pf-v6-c-form-control__toggle-icon"><Icon symbol={Symbol::Down} /></span>
            </span>
        </span>
    };
    if props.inline {
        return html! {
            <div class="rc-inline-field"><label for={id}>{ &props.label }</label>{ select }</div>
        };
    }
    html! {
        <Group {id} label={props.label.clone()} required=false help={props.help.clone()} error={None::<AttrValue>}>
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
    let onchange = props.onchange.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked())
    });
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

#[derive(PartialEq, Properties)]
pub struct SearchProps {
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A search box; its label is its placeholder, and stays for screen readers.
#[component]
pub fn SearchField(props: &SearchProps) -> Html {
    let id = use_unique_id("field");
    let oninput = props.oninput.reform(|event: InputEvent| value_of(&event));
    html! {
        <div class="rc-search">
            <label class="pf-v6-u-screen-reader" for={id.clone()}>{ &props.label }</label>
            <span class="pf-v6-c-form-control pf-m-icon">
                <input
                    {id}
                    type="search"
                    value={props.value.clone()}
                    placeholder={props.label.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    {oninput}
                    data-testid={props.testid.clone()}
                />
                <span class="pf-v6-c-form-control__utilities">
                    <span class="pf-v6-c-form-control__icon"><Icon symbol={Symbol::Search} /></span>
                </span>
            </span>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct FormProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// No wider than what reads well.
    #[prop_or_default]
    pub narrow: bool,
    /// The browser checks that required fields are filled.
    #[prop_or_default]
    pub checked: bool,
    pub onsubmit: Callback<()>,
    pub children: Html,
}

/// A form that is sent by the program. Unless it is `checked`, what is wrong is said
/// beside the fields and not by the browser.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let onsubmit = props
        .onsubmit
        .reform(|event: SubmitEvent| event.prevent_default());
    let class = classes!("pf-v6-c-form", props.narrow.then_some("rc-narrow"));
    html! {
        <form id={props.id.clone()} {class} {onsubmit} novalidate={!props.checked}>{ props.children.clone() }</form>
    }
}

/// What the input of an event holds.
fn value_of(event: &InputEvent) -> String {
    let input = event.target_dyn_into::<HtmlInputElement>();
    input.map(|input| input.value()).unwrap_or_default()
}
