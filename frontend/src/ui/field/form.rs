//! What fields are sent by.

use yew::prelude::*;

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
    let onsubmit = props.onsubmit.reform(|event: SubmitEvent| event.prevent_default());
    let class = classes!("pf-v6-c-form", props.narrow.then_some("rc-narrow"));
    html! {
        <form id={props.id.clone()} {class} {onsubmit} novalidate={!props.checked}>{ props.children.clone() }</form>
    }
}
