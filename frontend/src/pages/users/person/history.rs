//! What was done to the account: when, by whom, from which batch, with the values before and after.

use rollcall_wire::users::HistoryEntry;
use yew::prelude::*;

use crate::api;
use crate::i18n::{find, format};
use crate::pages::changes;
use crate::router::Route;
use crate::t;
use crate::ui::{Button, Cell, Column, Diff, Heading, Link, ProblemAlert, Row, Table, TableSkeleton, use_load};
use crate::url::Query;

/// How many entries come at first, and with every wish for more.
const STEP: usize = 25;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub id: AttrValue,
}

/// What an act is called; one without a name is shown as it is.
fn action(code: &str) -> String {
    let key = format!("history-{}", code.replace(['.', '_'], "-"));
    find(&key, &[]).unwrap_or_else(|| code.replace(['.', '_'], " "))
}

/// The card.
#[component]
pub fn History(props: &Props) -> Html {
    let shown = use_state_eq(|| STEP);
    let entries = use_load((props.id.clone(), *shown), |(id, shown), signal| async move {
        api::users::history(&id, &Query::default().with("limit", shown), &signal).await
    });
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set((*shown + STEP).min(500)))
    };
    let body = match (&entries.data, &entries.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={entries.reload.clone()} testid="history-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={4} /> },
        (Some(found), None) => {
            let columns = [t!("history-when"), t!("history-what"), t!("history-who"), t!("row-changes")];
            html! {
                <>
                    <Table caption={t!("history")} columns={columns.map(Column::new).to_vec()} busy={entries.busy} testid="history">
                        { for found.items.iter().map(row) }
                    </Table>
                    if found.next_cursor.is_some() && *shown < 500 {
                        <div><Button onclick={more} busy={entries.busy} testid="history-more">{ t!("history-more") }</Button></div>
                    }
                </>
            }
        }
    };
    html! {
        <section class="rc-card">
            <Heading>{ t!("history") }</Heading>
            { body }
        </section>
    }
}

fn row(entry: &HistoryEntry) -> Html {
    let who = entry.actor.as_ref().map_or_else(|| t!("by-system"), |actor| actor.username.clone());
    html! {
        <Row testid="history-entry" of={entry.action.clone()}>
            <Cell label={t!("history-when")} class="rc-when"><time datetime={entry.at.clone()}>{ format::moment(&entry.at) }</time></Cell>
            <Cell heads=true label={t!("history-what")}>{ action(&entry.action) }</Cell>
            <Cell label={t!("history-who")} class="rc-word">
                { who }
                if let Some(batch) = &entry.batch_id {
                    <span class="rc-below"><Link to={Route::Batch(batch.clone()).path()}>{ t!("history-batch") }</Link></span>
                }
            </Cell>
            <Cell label={t!("row-changes")} class="rc-changes">
                <Diff changes={changes::of_entry(entry)} />
                if let Some(reason) = entry.reason.as_ref().filter(|_| entry.after.get("suspension_reason").is_none()) {
                    <span class="rc-below">{ reason }</span>
                }
            </Cell>
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_has_a_name() {
        assert_eq!(action("user.suspended"), "Suspended");
        assert_eq!(action("user.something_new"), "user something new");
    }
}
