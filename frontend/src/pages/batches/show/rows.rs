//! The rows of a batch, a page at a time, narrowed to one outcome where one is chosen.

use std::cell::RefCell;
use std::rc::Rc;

use rollcall_wire::batches::{self as wire, Batch};
use yew::prelude::*;

use super::super::state;
use super::repair::RepairRow;
use super::results::{self, has_results};
use crate::api;
use crate::i18n::{format, server};
use crate::pages::changes;
use crate::router::{self, Route, use_place};
use crate::session::{may, use_course_rights, use_me};
use crate::t;
use crate::ui::{
    Badge, Button, Cell, Column, CursorTrail, Diff, Hue, Icon, Link, Load, Pager, ProblemAlert, Row, Symbol, Table,
    TableSkeleton, use_load,
};
use crate::url::Query;

const LIMIT: usize = 50;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    /// What has become of messages: the rows are asked for again when that changes.
    #[prop_or_default]
    pub results: Option<Rc<Vec<wire::ResultCount>>>,
    /// The batch is no longer as it was shown.
    pub onchanged: Callback<()>,
}

/// The place in the rows, as it stands in the address.
#[derive(Debug, Clone, PartialEq)]
struct RowsPlace {
    /// The one outcome that is shown; empty for all.
    outcome: String,
    cursor: String,
    page: usize,
}

/// The rows, as far as they are loaded.
struct List {
    place: RowsPlace,
    rows: Load<rollcall_wire::Page<wire::Row>>,
    trail: Rc<RefCell<CursorTrail>>,
}

#[hook]
fn use_rows(batch: &Batch, results: Option<Rc<Vec<wire::ResultCount>>>) -> List {
    let place = use_place();
    let part = |name| place.query.get(name).unwrap_or_default().to_owned();
    let (outcome, cursor) = (part("outcome"), part("cursor"));
    let page = if cursor.is_empty() { 1 } else { part("page").parse().unwrap_or(2).max(2) };
    let place = RowsPlace { outcome, cursor, page };
    let question = (batch.id.clone(), batch.version, batch.state.clone(), results, place.clone());
    let rows = use_load(question, |(id, _, _, _, place), signal| async move {
        let query = Query::default().with("limit", LIMIT).with("outcome", place.outcome).with("cursor", place.cursor);
        api::batches::rows(&id, &query, &signal).await
    });
    // Cursors of one outcome say nothing about another.
    let trail = use_mut_ref(CursorTrail::default);
    let seen = use_mut_ref(String::new);
    if *seen.borrow() != place.outcome {
        *seen.borrow_mut() = place.outcome.clone();
        *trail.borrow_mut() = CursorTrail::default();
    }
    if let (Some(found), None) = (&rows.data, &rows.failure) {
        trail.borrow_mut().note(place.page, &place.cursor, found.next_cursor.as_deref().filter(|_| !rows.busy));
    }
    List { place, rows, trail }
}

/// Shows all rows once the last row of an outcome is repaired, or the batch applied: what is left would be an empty page.
#[hook]
fn use_left_when_emptied(batch: &Batch, outcome: &str) {
    let emptied =
        !outcome.is_empty() && batch.counts.entries().iter().any(|(name, count)| *name == outcome && *count == 0);
    use_effect_with((emptied, batch.id.clone()), |(emptied, id)| {
        if *emptied {
            router::replace(&Route::Batch(id.clone()).path());
        }
    });
}

fn pager(batch: &Batch, place: &RowsPlace, found: &rollcall_wire::Page<wire::Row>, trail: &CursorTrail) -> Html {
    let step = |(page, cursor): (usize, String)| {
        let query = Query::default().with("outcome", &place.outcome).with("cursor", &cursor);
        let query = query.with_some("page", (page > 1).then_some(page));
        let address = query.on(&Route::Batch(batch.id.clone()).path());
        Callback::from(move |()| router::go(&address))
    };
    html! {
        <Pager
            label={t!("rows-pages")}
            page={place.page}
            limit={LIMIT}
            shown={found.items.len()}
            onprevious={(place.page > 1).then(|| step(trail.before(place.page)))}
            onnext={found.next_cursor.clone().map(|next| step((place.page + 1, next)))}
        />
    }
}

/// The table.
#[component]
pub fn RowsTable(props: &Props) -> Html {
    let batch = &props.batch;
    let List { place, rows, trail } = use_rows(batch, props.results.clone());
    use_left_when_emptied(batch, &place.outcome);
    let (me, courses) = (use_me(), use_course_rights());
    let repairing = use_state_eq(|| None::<i64>);
    let (Some(found), None) = (&rows.data, &rows.failure) else {
        return match &rows.failure {
            Some(failure) => {
                html! { <ProblemAlert failure={failure.clone()} retry={rows.reload.clone()} testid="rows-error" /> }
            }
            None => html! { <TableSkeleton /> },
        };
    };
    let open = repairing.setter();
    let onrepair = (batch.state == "planned" && state::may_plan(me.as_deref(), &courses, batch))
        .then(|| Callback::from(move |line| open.set(Some(line))));
    let from_file = batch.kind == "file";
    let shown = RowContext {
        batch,
        from_file,
        done: state::is_done(batch),
        with_results: has_results(batch),
        links: me.as_ref().is_some_and(|me| may(me, "users.view")),
    };
    let onclose = {
        let repairing = repairing.setter();
        Callback::from(move |()| repairing.set(None))
    };
    let onrepaired = {
        let (onchanged, reload) = (props.onchanged.clone(), rows.reload.clone());
        Callback::from(move |()| {
            onchanged.emit(());
            reload.emit(());
        })
    };
    let width = columns(shown).len();
    let editor = |row: &wire::Row| {
        if *repairing != Some(row.line) || onrepair.is_none() {
            return Html::default();
        }
        let (onclose, onrepaired) = (onclose.clone(), onrepaired.clone());
        html! { <RepairRow key={format!("repair-{}", row.line)} batch={batch.clone()} row={row.clone()} columns={width} {onclose} {onrepaired} /> }
    };
    html! {
        <>
            if found.items.is_empty() {
                <p class="rc-quiet" data-testid="rows-empty">{ t!("rows-none") }</p>
            } else {
                <Table caption={t!("rows-caption", name = state::name(batch))} columns={columns(shown)} busy={rows.busy} testid="rows-table">
                    { for found.items.iter().map(|row| view(row, shown, onrepair.as_ref(), editor(row))) }
                </Table>
                { pager(batch, &place, found, &trail.borrow()) }
            }
        </>
    }
}

/// What says where a row comes from: its line in the file, or its place in another source.
fn position(from_file: bool) -> String {
    if from_file { t!("row-line") } else { t!("row-number") }
}

fn columns(shown: RowContext<'_>) -> Vec<Column> {
    // A message changes nothing of an account.
    let third = if shown.with_results { t!("row-results") } else { t!("row-changes") };
    vec![
        Column::new(position(shown.from_file)).number(),
        Column::new(t!("row-key")),
        Column::new(t!("row-outcome")),
        Column::new(third),
        Column::new(t!("row-messages")),
    ]
}

/// The context that the rows of a batch share.
#[derive(Clone, Copy)]
struct RowContext<'a> {
    batch: &'a Batch,
    from_file: bool,
    done: bool,
    /// Whether it has sent messages, and tells what has become of them.
    with_results: bool,
    /// Whether the person may see others' pages.
    links: bool,
}

fn view(row: &wire::Row, shown: RowContext<'_>, onrepair: Option<&Callback<i64>>, editor: Html) -> Html {
    let repair = onrepair.filter(|_| row.outcomes.iter().any(|outcome| outcome == "error") && !row.cells.is_empty());
    let outcome = |outcome: &String| html! { <Badge hue={hue(outcome)} text={state::outcome(shown.batch, outcome, shown.done)} /> };
    let line = row.line;
    html! {
        <>
        <Row key={row.line.to_string()} testid="batch-line" of={row.line.to_string()}>
            <Cell label={position(shown.from_file)} class="rc-number">
                if row.not_in_file {
                    <span class="rc-quiet" data-testid="not-in-file">{ t!("row-not-in-file") }</span>
                } else {
                    { format::count(row.line) }
                }
            </Cell>
            <Cell heads=true label={t!("row-key")}>{ key(row, shown.links) }</Cell>
            <Cell label={t!("row-outcome")}><span class="rc-badges">{ for row.outcomes.iter().map(outcome) }</span></Cell>
            if shown.with_results {
                <Cell label={t!("row-results")}>{ results::of_row(&row.results) }</Cell>
            } else {
                <Cell label={t!("row-changes")} class="rc-changes"><Diff changes={changes::of_row(row)} /></Cell>
            }
            <Cell label={t!("row-messages")} class="rc-messages">
                { for row.messages.iter().map(message) }
                if let Some(onrepair) = repair {
                    <Button
                        small=true
                        icon={Symbol::Edit}
                        label={t!("repair-row", line = row.line)}
                        onclick={onrepair.reform(move |()| line)}
                        testid="row-repair"
                    >
                        { t!("repair") }
                    </Button>
                }
            </Cell>
        </Row>
        { editor }
        </>
    }
}

fn message(message: &wire::Message) -> Html {
    let symbol = match message.level.as_str() {
        "error" => Symbol::Error,
        "warning" => Symbol::Warning,
        _ => Symbol::Info,
    };
    html! {
        <p class={classes!("rc-message", format!("rc-message--{}", message.level))} data-code={message.code.clone()}>
            <Icon {symbol} /><span>{ server::row_message(message) }</span>
        </p>
    }
}

/// The colour of an outcome.
fn hue(outcome: &str) -> Hue {
    match outcome {
        "error" => Hue::Bad,
        "conflict" | "suspend" | "delete" => Hue::Attention,
        "activate" | "create" | "restore" => Hue::Good,
        "unchanged" | "skip" => Hue::Neutral,
        _ => Hue::Active,
    }
}

/// The account that the row names, or that it names none; and its full name.
fn key(row: &wire::Row, links: bool) -> Html {
    let named = match row.key.as_str() {
        "" => html! { <span class="rc-quiet">{ t!("row-nobody") }</span> },
        key => html! { <span class="rc-word">{ key }</span> },
    };
    let person = row.user.as_ref().map(|person| {
        let to = Route::Person(person.id.clone()).path();
        // A row may name a user by something else, or by a name that they no longer have.
        let also = (person.username != row.key && !row.key.is_empty())
            .then(|| t!("row-username", username = person.username.clone()));
        let name = if links {
            html! { <Link {to}>{ &person.full_name }</Link> }
        } else {
            html! { &person.full_name }
        };
        html! { <span class="rc-below" data-testid="row-person">{ name }{ also }</span> }
    });
    html! { <>{ named }{ person }</> }
}
