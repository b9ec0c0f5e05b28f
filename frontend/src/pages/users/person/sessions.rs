//! Where the person is signed in.

use rollcall_wire::auth::SessionInfo;
use yew::prelude::*;

use crate::api;
use crate::i18n::format;
use crate::t;
use crate::ui::{Cell, Column, Heading, ProblemAlert, Row, Table, TableSkeleton, use_load};

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
        (Some(found), None) => {
            let columns = [t!("session-began"), t!("session-last"), t!("session-address"), t!("session-program")];
            html! {
                <Table caption={t!("sessions")} columns={columns.map(Column::new).to_vec()} testid="sessions">
                    { for found.items.iter().map(row) }
                </Table>
            }
        }
    };
    html! {
        <section class="rc-card">
            <Heading>{ t!("sessions") }</Heading>
            { body }
        </section>
    }
}

fn row(session: &SessionInfo) -> Html {
    html! {
        <Row>
            <Cell heads=true label={t!("session-began")}>{ format::moment(&session.created_at) }</Cell>
            <Cell label={t!("session-last")}>{ format::moment(&session.last_renewed_at) }</Cell>
            <Cell label={t!("session-address")}>{ session.address.clone().unwrap_or_default() }</Cell>
            <Cell label={t!("session-program")}>{ session.user_agent.clone().unwrap_or_default() }</Cell>
        </Row>
    }
}
