//! The page where the site has no messages.

use yew::prelude::*;

use crate::t;
use crate::ui::{Empty, PageHeader, Section};

/// Says so.
#[component]
pub fn SwitchedOff() -> Html {
    html! {
        <>
            <PageHeader title={t!("messages")} />
            <Section><Empty title={t!("messages-off")} testid="messages-off">{ t!("messages-off-detail") }</Empty></Section>
        </>
    }
}
