//! What is shown where there is no page to show.

use yew::prelude::*;

use crate::api::Failure;
use crate::t;
use crate::ui::{Link, PageHeader, ProblemAlert, Section};

#[derive(PartialEq, Properties)]
pub struct NotFoundProps {
    /// The address that leads nowhere.
    pub path: AttrValue,
}

/// No such page.
#[component]
pub fn NotFound(props: &NotFoundProps) -> Html {
    html! {
        <>
            <PageHeader title={t!("not-found")} />
            <Section testid="not-found">
                <p>{ t!("not-found-detail", path = props.path.to_string()) }</p>
                <p><Link to="/">{ t!("to-start") }</Link></p>
            </Section>
        </>
    }
}

/// A page that the person may not see.
#[component]
pub fn Forbidden() -> Html {
    html! {
        <>
            <PageHeader title={t!("forbidden")} />
            <Section testid="forbidden">
                <p>{ t!("forbidden-detail") }</p>
            </Section>
        </>
    }
}

#[derive(PartialEq, Properties)]
pub struct UnavailableProps {
    pub failure: Failure,
    pub retry: Callback<()>,
}

/// The server does not answer, so that there is nothing at all to show.
#[component]
pub fn Unavailable(props: &UnavailableProps) -> Html {
    html! {
        <main class="rc-starting">
            <h1 class="rc-starting__brand">{ t!("product") }</h1>
            <ProblemAlert failure={props.failure.clone()} retry={props.retry.clone()} urgent=true />
        </main>
    }
}
