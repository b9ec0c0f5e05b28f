//! Where the person is signed in.

use yew::prelude::*;

use crate::api;
use crate::pages::sign_ins::SignInsTable;
use crate::t;
use crate::ui::{Card, ProblemAlert, TableSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub id: AttrValue,
}

/// The card.
#[component]
pub fn Sessions(props: &Props) -> Html {
    let sessions = use_load(props.id.clone(), |id, signal| async move { api::users::sessions(&id, &signal).await });
    let body = match (&sessions.data, &sessions.failure) {
        (_, Some(failure)) => html! { <ProblemAlert failure={failure.clone()} retry={sessions.reload.clone()} /> },
        (None, None) => html! { <TableSkeleton rows={2} /> },
        (Some(found), None) if found.items.is_empty() => {
            html! { <p class="rc-quiet" data-testid="no-sessions">{ t!("sessions-none") }</p> }
        }
        (Some(found), None) => html! { <SignInsTable caption={t!("sessions")} sessions={found.items.clone()} /> },
    };
    html! { <Card title={t!("sessions")}>{ body }</Card> }
}
