//! What a person should look at before applying, by cause, with the repair.

use rollcall_wire::batches::Warning;
use yew::prelude::*;

use crate::t;
use crate::ui::{Alert, Tone};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub warnings: Vec<Warning>,
}

/// The warnings in one notice.
#[component]
pub fn Warnings(props: &Props) -> Html {
    if props.warnings.is_empty() {
        return Html::default();
    }
    let item = |warning: &Warning| {
        html! {
            <li data-code={warning.code.clone()}>
                <strong>{ &warning.message }</strong>
                { " " }<span class="rc-quiet">{ t!("warning-times", count = warning.count) }</span>
                if !warning.repair.is_empty() {
                    <span class="rc-below">{ &warning.repair }</span>
                }
            </li>
        }
    };
    html! {
        <Alert tone={Tone::Warning} title={t!("warnings", count = props.warnings.len())} testid="warnings">
            <ul class="rc-points">{ for props.warnings.iter().map(item) }</ul>
        </Alert>
    }
}
