//! What is chosen, and what one can do with it: stays in sight at the foot of the page.

use yew::prelude::*;

use super::{Button, Look};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// How much is chosen, in words.
    pub summary: AttrValue,
    /// Offers the rest of what matches, and what can be done.
    pub children: Html,
    pub onclear: Callback<()>,
}

/// The bar. The page leaves room for it when it scrolls to what has the focus, so that it never lies over it.
#[component]
pub fn BulkBar(props: &Props) -> Html {
    html! {
        <div class="rc-bulk" role="region" aria-label={t!("selection")} data-testid="bulk-bar">
            <strong role="status" data-testid="bulk-count">{ &props.summary }</strong>
            <div class="rc-bulk__actions">
                { props.children.clone() }
                <Button look={Look::Link} onclick={props.onclear.clone()} testid="bulk-clear">{ t!("selection-clear") }</Button>
            </div>
        </div>
    }
}
