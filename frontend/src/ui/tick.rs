//! A checkbox without a text of its own, for tables.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How much of what a box stands for is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticked {
    /// Nothing.
    None,
    /// Some of it.
    Some,
    /// All of it.
    All,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What it chooses, for screen readers.
    pub label: AttrValue,
    pub ticked: Ticked,
    #[prop_or_default]
    pub disabled: bool,
    /// Called with whether all of it is to be chosen.
    pub onchange: Callback<bool>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// The checkbox.
#[component]
pub fn Tick(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with(props.ticked, {
        let node = node.clone();
        move |ticked| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.set_indeterminate(*ticked == Ticked::Some);
            }
        }
    });
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked()));
    html! {
        <label class="rc-tick">
            <input
                ref={node}
                type="checkbox"
                aria-label={props.label.clone()}
                checked={props.ticked == Ticked::All}
                disabled={props.disabled}
                {onchange}
                data-testid={props.testid.clone()}
            />
        </label>
    }
}
