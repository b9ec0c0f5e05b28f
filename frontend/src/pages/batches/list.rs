//! The list of batches, newest first.

use gloo_timers::callback::Interval;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::query::{BatchesQuery, choices};
use super::state;
use crate::api;
use crate::i18n::{format, words};
use crate::router::{self, Route};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Button, Cell, Column, Empty, Link, List, ListBody, ListPage, ListToolbar, Look, Row, Select, Symbol, Table,
    after_act, use_list,
};

/// Milliseconds between looks while something is going on.
const LOOK_AGAIN: u32 = 3_000;

type Batches = List<BatchesQuery, Batch>;

/// The page.
#[component]
pub fn BatchesPage() -> Html {
    let batches: Batches = use_list(Route::Batches.path().into(), |parameters, signal| async move {
        api::batches::list(&parameters, &signal).await
    });
    use_looks_again(&batches);
    let may_upload = state::may_make(use_me().as_deref());
    let new = html! {
        <Button
            look={Look::Primary}
            icon={Symbol::Upload}
            reason={(!may_upload).then(|| AttrValue::from(t!("batch-new-forbidden")))}
            onclick={Callback::from(|()| router::go(&Route::NewBatch.path()))}
            testid="new-batch"
        >
            { t!("batch-new-button") }
        </Button>
    };
    let empty = html! {
        <Empty title={t!("batches-none")} testid="batches-empty" actions={new.clone()}>{ t!("batches-none-detail") }</Empty>
    };
    html! {
        <ListPage title={t!("batches")} actions={new}>
            <ListToolbar
                label={t!("batches-find")}
                name="batches"
                search_label={t!("batches-search")}
                value={batches.query.name.clone()}
                onsearch={batches.searching(|query, name| BatchesQuery { name, ..query })}
                total={batches.total().map(|total| t!("batches-total", count = total))}
            >
                <Select
                    inline=true
                    label={t!("batches-show")}
                    value={batches.query.choice.clone()}
                    options={choices()}
                    onchange={batches.showing(|query, choice| BatchesQuery { choice, ..query })}
                    testid="batches-show"
                />
            </ListToolbar>
            <ListBody state={batches.state()} reload={batches.reload.clone()} name="batches" {empty} none_found={none_found(&batches)}>
                <Table caption={t!("batches")} columns={columns()} testid="batches-table">
                    { for batches.items().iter().map(row) }
                </Table>
                { batches.pager(t!("batches-pages"), false) }
            </ListBody>
        </ListPage>
    }
}

/// Asks again while something is going on.
#[hook]
fn use_looks_again(batches: &Batches) {
    let going_on = batches.items().iter().any(state::is_going_on);
    let reload = batches.reload.clone();
    use_effect_with((going_on, batches.page.clone()), move |(going_on, _)| {
        let timer = going_on.then(|| Interval::new(LOOK_AGAIN, move || reload.emit(())));
        move || drop(timer)
    });
}

fn none_found(batches: &Batches) -> Html {
    if batches.query.is_of_approvals() {
        return html! {
            <Empty title={t!("batches-none-waiting")} testid="batches-none-waiting">{ t!("batches-none-waiting-detail") }</Empty>
        };
    }
    let onclick = after_act(&batches.acted, &batches.showing(|_, ()| BatchesQuery::default()));
    let actions = html! {
        <Button look={Look::Link} {onclick} testid="batches-show-all">{ t!("batches-show-all") }</Button>
    };
    html! {
        <Empty title={t!("batches-none-found")} testid="batches-none-found" {actions}>{ t!("batches-none-found-detail") }</Empty>
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(t!("batch-name")),
        Column::new(t!("batch-action")),
        Column::new(t!("batch-state")),
        Column::new(t!("batch-affected")).number(),
        Column::new(t!("batch-by")),
        Column::new(t!("batch-when")),
    ]
}

fn row(batch: &Batch) -> Html {
    let progress = batch.progress;
    let by = batch.created_by.as_ref().map(|actor| actor.username.clone());
    html! {
        <Row key={batch.id.clone()} testid="batch-row" of={batch.id.clone()}>
            <Cell heads=true label={t!("batch-name")}>
                <Link to={Route::Batch(batch.id.clone()).path()}>{ state::name(batch) }</Link>
            </Cell>
            <Cell label={t!("batch-action")}>{ words::batch_action(&batch.action) }</Cell>
            <Cell label={t!("batch-state")}>
                { state::label(batch) }
                if let Some(at) = state::starts_at(batch) {
                    <span class="rc-below"><time datetime={at.to_owned()}>{ format::moment(at) }</time></span>
                } else if !batch.is_resting() && progress.total > 0 {
                    <span class="rc-below">{ t!("progress-of", done = progress.done, total = progress.total) }</span>
                }
            </Cell>
            <Cell label={t!("batch-affected")} class="rc-number">{ format::count(state::accounts(batch)) }</Cell>
            <Cell label={t!("batch-by")}>{ by.unwrap_or_else(|| t!("by-system")) }</Cell>
            <Cell label={t!("batch-when")} class="rc-when">
                <time datetime={batch.created_at.clone()}>{ format::moment(&batch.created_at) }</time>
            </Cell>
        </Row>
    }
}
