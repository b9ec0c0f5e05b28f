//! Fields that one types in.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::super::{Icon, Symbol, focus};
use super::{Group, use_unique_id};

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
    /// The error comes while one types, or has gone on: it leaves the focus where it is.
    #[prop_or_default]
    pub passing: bool,
    /// The focus goes elsewhere.
    #[prop_or_default]
    pub onleave: Callback<()>,
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
    focus::use_focus_on_error(&props.error.clone().filter(|_| !props.passing), &node);
    let onfocusout = props.onleave.reform(|_: FocusEvent| ());
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
                    {onfocusout}
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
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub maxlength: Option<AttrValue>,
    #[prop_or_default]
    pub required: bool,
    /// How many lines are seen at first.
    #[prop_or(3)]
    pub rows: u32,
    #[prop_or_default]
    pub node: Option<NodeRef>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Several lines of text.
#[component]
pub fn TextArea(props: &AreaProps) -> Html {
    let id = use_unique_id("field");
    let oninput = props.oninput.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default()
    });
    let wrong = props.error.is_some();
    let own_node = use_node_ref();
    let node = props.node.clone().unwrap_or(own_node);
    focus::use_focus_on_error(&props.error, &node);
    let described = (wrong || props.help.is_some()).then(|| format!("{id}-help"));
    html! {
        <Group id={id.clone()} label={props.label.clone()} required={props.required} help={props.help.clone()} error={props.error.clone()}>
            <span class={classes!("pf-v6-c-form-control", "pf-m-textarea", "pf-m-resize-vertical", wrong.then_some("pf-m-error"))}>
                <textarea
                    ref={node}
                    {id}
                    rows={props.rows.to_string()}
                    value={props.value.clone()}
                    required={props.required}
                    aria-invalid={wrong.then_some("true")}
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

/// What the input of an event holds.
fn value_of(event: &InputEvent) -> String {
    let input = event.target_dyn_into::<HtmlInputElement>();
    input.map(|input| input.value()).unwrap_or_default()
}
