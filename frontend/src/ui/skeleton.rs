//! What stands in for content that is on its way.

use yew::prelude::*;

use crate::t;

/// Tells screen readers once that something is being loaded.
fn note() -> Html {
    html! { <p class="pf-v6-u-screen-reader" role="status">{ t!("loading") }</p> }
}

#[derive(PartialEq, Properties)]
pub struct TableProps {
    #[prop_or(8)]
    pub rows: usize,
}

/// Stands in for a table.
#[component]
pub fn TableSkeleton(props: &TableProps) -> Html {
    let bar = |_| html! { <div class="pf-v6-c-skeleton rc-skeleton__row" /> };
    html! {
        <div class="rc-skeleton" data-testid="loading">{ note() }{ for (0..props.rows).map(bar) }</div>
    }
}

/// Stands in for a page of text.
#[component]
pub fn TextSkeleton() -> Html {
    // The widths stand in the style sheet: the policy of the site applies no style that stands in a page.
    let bar = |_| html! { <div class="pf-v6-c-skeleton rc-skeleton__line" /> };
    html! {
        <div class="rc-skeleton" data-testid="loading">
            { note() }
            { for (0..4).map(bar) }
        </div>
    }
}

/// Stands in for the whole console.
#[component]
pub fn PageSkeleton() -> Html {
    html! {
        <main class="rc-starting">
            // PatternFly's own part has an attribute `style`, which the policy of the site does not allow.
            <svg class="pf-v6-c-spinner pf-m-xl" role="progressbar" viewBox="0 0 100 100" aria-label={t!("loading")}>
                <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
            </svg>
        </main>
    }
}
