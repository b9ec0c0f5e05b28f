//! The list of batches, newest first.

use gloo_timers::callback::Interval;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::shown::{Shown, choices};
use super::state;
use crate::api;
use crate::i18n::{format, words};
use crate::router::{self, Place, Route, use_place};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Button, Cell, Column, CursorTrail, Empty, Link, Look, PageHeader, Pager, ProblemAlert, Row, SearchBox, Section,
    Select, Symbol, Table, TableSkeleton, use_load, use_rescue_after_acts,
};
use crate::url::Query;

const LIMIT: usize = 50;
/// Milliseconds between looks while something is going on.
const LOOK_AGAIN: u32 = 3_000;

/// The page.
#[component]
pub fn BatchesPage() -> Html {
    let place = use_place();
    let cursor = place.query.get("cursor").unwrap_or_default().to_owned();
    let page = place.query.get("page").and_then(|page| page.parse().ok());
    let page = if cursor.is_empty() { 1 } else { page.unwrap_or(2).max(2) };
    let shown = Shown::of(&place.query);
    let batches = use_load((cursor.clone(), shown.clone()), |(cursor, shown), signal| async move {
        let query = Query::default().with("limit", LIMIT).with("cursor", cursor).with("count", "exact");
        let query = shown.asked(query);
        api::batches::list(&query, &signal).await
    });
    // Cursors of one list say nothing about another.
    let trail = use_mut_ref(|| (Shown::default(), CursorTrail::default()));
    if trail.borrow().0 != shown {
        *trail.borrow_mut() = (shown.clone(), CursorTrail::default());
    }
    let going_on = batches.data.as_ref().is_some_and(|page| page.items.iter().any(state::is_going_on));
    let reload = batches.reload.clone();
    use_effect_with((going_on, batches.data.clone()), move |(going_on, _)| {
        let timer = going_on.then(|| Interval::new(LOOK_AGAIN, move || reload.emit(())));
        move || drop(timer)
    });
    let acted = use_rescue_after_acts(&batches.data);
    let me = use_me();
    let may_upload = state::may_make(me.as_deref());
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
    let show_all = acted.reform(|()| router::go(&Shown::default().address().on("/batches")));
    let list = match (&batches.data, &batches.failure) {
        // What is there may answer another question.
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={batches.reload.clone()} testid="batches-error" /> }
        }
        (None, None) => html! { <TableSkeleton /> },
        (Some(found), None) if found.items.is_empty() && page == 1 && shown.is_of_approvals() => html! {
            <Empty title={t!("batches-none-waiting")} testid="batches-none-waiting">{ t!("batches-none-waiting-detail") }</Empty>
        },
        (Some(found), None) if found.items.is_empty() && page == 1 && shown.is_narrowed() => html! {
            <Empty
                title={t!("batches-none-found")}
                testid="batches-none-found"
                actions={html! {
                    <Button look={Look::Link} onclick={show_all} testid="batches-show-all">{ t!("batches-show-all") }</Button>
                }}
            >
                { t!("batches-none-found-detail") }
            </Empty>
        },
        (Some(found), None) if found.items.is_empty() && page == 1 => html! {
            <Empty title={t!("batches-none")} testid="batches-empty" actions={new.clone()}>{ t!("batches-none-detail") }</Empty>
        },
        (Some(found), None) => {
            trail.borrow_mut().1.note(page, &cursor, found.next_cursor.as_deref().filter(|_| !batches.busy));
            html! {
                <>
                    <Table caption={t!("batches")} columns={columns()} testid="batches-table">
                        { for found.items.iter().map(row) }
                    </Table>
                    <Pager
                        label={t!("batches-pages")}
                        {page}
                        limit={LIMIT}
                        shown={found.items.len()}
                        total={found.total}
                        onprevious={(page > 1).then(|| step(&shown, trail.borrow().1.before(page)))}
                        onnext={found.next_cursor.clone().map(|next| step(&shown, (page + 1, next)))}
                    />
                </>
            }
        }
    };
    let onchange = {
        let shown = shown.clone();
        Callback::from(move |choice: String| router::go(&Shown { choice, ..shown.clone() }.address().on("/batches")))
    };
    // A new step of the history for every letter would make the way back long. What else is chosen meanwhile stays.
    let onsearch = Callback::from(|name: String| {
        let now = Shown::of(&Place::now().query);
        router::replace(&Shown { name, ..now }.address().on("/batches"));
    });
    let total = batches.data.as_ref().filter(|_| batches.failure.is_none()).and_then(|page| page.total);
    html! {
        <>
            <PageHeader title={t!("batches")} actions={new} />
            <Section>
                <div class="rc-toolbar" role="search" aria-label={t!("batches-find")}>
                    <SearchBox label={t!("batches-search")} value={shown.name} {onsearch} testid="batches-search" />
                    <Select inline=true label={t!("batches-show")} value={shown.choice} options={choices()} {onchange} testid="batches-show" />
                    <span class="rc-toolbar__total" role="status" data-testid="batches-total">
                        { total.map(|total| t!("batches-total", count = total)).unwrap_or_default() }
                    </span>
                </div>
                { list }
            </Section>
        </>
    }
}

fn step(shown: &Shown, (page, cursor): (usize, String)) -> Callback<()> {
    let query = shown.address().with("cursor", &cursor).with_some("page", (page > 1).then_some(page));
    let address = query.on("/batches");
    Callback::from(move |()| router::go(&address))
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
