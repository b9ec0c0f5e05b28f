//! What stands in for content that is on its way.

use patternfly_yew::prelude as pf;
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
    let bar = |_| html! { <pf::Skeleton height="1.5rem" /> };
    html! {
        <div class="rc-skeleton" data-testid="loading">{ note() }{ for (0..props.rows).map(bar) }</div>
    }
}

/// Stands in for a page of text.
#[component]
pub fn TextSkeleton() -> Html {
    let bar = |width: &str| html! { <pf::Skeleton width={width.to_owned()} height="1.25rem" /> };
    html! {
        <div class="rc-skeleton" data-testid="loading">
            { note() }
            { for ["30%", "55%", "80%", "65%"].into_iter().map(bar) }
        </div>
    }
}

/// Stands in for the whole console.
#[component]
pub fn Waiting() -> Html {
    html! {
        <main class="rc-starting">
            <pf::Spinner aria_label={t!("loading")} />
        </main>
    }
}
