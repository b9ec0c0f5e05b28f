//! What a person should look at before applying, by cause, with the repair.

use rollcall_wire::batches::Warning;
use yew::prelude::*;

use crate::i18n::server;
use crate::t;
use crate::ui::{Alert, Tone};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub warnings: Vec<Warning>,
    /// It is too late to do something about them.
    #[prop_or_default]
    pub done: bool,
}

/// The warnings in one notice.
#[component]
pub fn Warnings(props: &Props) -> Html {
    if props.warnings.is_empty() {
        return Html::default();
    }
    let item = |warning: &Warning| {
        let (message, repair) = server::warning(warning);
        html! {
            <li data-code={warning.code.clone()}>
                <strong>{ message }</strong>
                { " " }<span class="rc-quiet">{ t!("warning-times", count = warning.count) }</span>
                if !repair.is_empty() {
                    <span class="rc-below">{ repair }</span>
                }
            </li>
        }
    };
    let count = props.warnings.len();
    let (tone, title) = if props.done {
        (Tone::Info, t!("warnings-done", count = count))
    } else {
        (Tone::Warning, t!("warnings", count = count))
    };
    html! {
        <Alert {tone} {title} testid="warnings">
            <ul class="rc-points">{ for props.warnings.iter().map(item) }</ul>
        </Alert>
    }
}
