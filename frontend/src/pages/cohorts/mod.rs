//! Cohorts: groups of people for the whole site. The page that lists them, and the field in which one is found elsewhere.

mod any;
mod delete;
mod dialog;
mod found;
mod people;
mod picker;
mod row;
mod shown;
mod wanted;

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

pub use self::any::{reason, use_any};
pub use self::found::use_found;
pub use self::people::address as people_address;
pub use self::picker::CohortPicker;
#[cfg(test)]
pub use self::wanted::tests::cohort as sample;

use self::delete::DeleteDialog;
use self::dialog::CohortDialog;
use self::row::{CohortRow, headings};
use self::shown::{LIMIT, Shown};
use crate::api;
use crate::router::{self, use_place};
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{
    Button, CursorTrail, Empty, Look, PageHeader, Pager, ProblemAlert, SearchBox, Section, Symbol, Table,
    TableSkeleton, use_load, use_rescue_after_acts,
};

/// What takes making and changing cohorts, and changing who is in them.
pub const MANAGE: &str = "cohorts.manage";

#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    New,
    Edit(Cohort),
    Delete(Cohort),
}

/// The page.
#[component]
pub fn CohortsPage() -> Html {
    let shown = Shown::of(&use_place().query);
    let cohorts =
        use_load(shown.clone(), |shown, signal| async move { api::cohorts::list(&shown.for_api(), &signal).await });
    // Cursors of one search say nothing about another.
    let trail = use_mut_ref(|| (String::new(), CursorTrail::default()));
    if trail.borrow().0 != shown.q {
        *trail.borrow_mut() = (shown.q.clone(), CursorTrail::default());
    }
    let acted = use_rescue_after_acts(&cohorts.data);
    let open = use_state_eq(|| Open::Nothing);
    let may_manage = use_me().is_some_and(|me| may(&me, MANAGE));
    let opening = |wanted: Open| {
        let open = open.setter();
        Callback::from(move |()| open.set(wanted.clone()))
    };
    let onclose = opening(Open::Nothing);
    let onchanged = {
        let (acted, reload) = (acted.clone(), cohorts.reload.clone());
        Callback::from(move |()| {
            acted.emit(());
            reload.emit(());
        })
    };
    let new = if may_manage {
        html! { <Button look={Look::Primary} icon={Symbol::Add} onclick={opening(Open::New)} testid="cohort-new">{ t!("cohort-new") }</Button> }
    } else {
        Html::default()
    };
    let show_all = acted.reform(|()| router::go(&Shown::all().address()));
    let list = match (&cohorts.data, &cohorts.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={cohorts.reload.clone()} testid="cohorts-error" /> }
        }
        (None, None) => html! { <TableSkeleton /> },
        (Some(found), None) if found.items.is_empty() && shown.is_narrowed() => html! {
            <Empty
                title={t!("cohorts-none-found")}
                testid="cohorts-none-found"
                actions={html! {
                    <Button look={Look::Link} onclick={show_all} testid="cohorts-show-all">{ t!("cohorts-show-all") }</Button>
                }}
            >
                { t!("cohorts-none-found-detail") }
            </Empty>
        },
        (Some(found), None) if found.items.is_empty() => html! {
            <Empty title={t!("cohorts-none")} actions={new.clone()} testid="cohorts-empty">{ t!("cohorts-none-detail") }</Empty>
        },
        (Some(found), None) => {
            trail.borrow_mut().1.note(
                shown.page,
                &shown.cursor,
                found.next_cursor.as_deref().filter(|_| !cohorts.busy),
            );
            let act = |wanted: fn(Cohort) -> Open| {
                let open = open.setter();
                Callback::from(move |cohort| open.set(wanted(cohort)))
            };
            let (onedit, ondelete) = (act(Open::Edit), act(Open::Delete));
            let row = |cohort: &Cohort| {
                html! {
                    <CohortRow key={cohort.id.clone()} cohort={cohort.clone()} {may_manage} onedit={onedit.clone()} ondelete={ondelete.clone()} />
                }
            };
            html! {
                <>
                    <Table caption={t!("cohorts")} columns={headings(may_manage)} busy={cohorts.busy} testid="cohorts-table">
                        { for found.items.iter().map(row) }
                    </Table>
                    <Pager
                        label={t!("cohorts-pages")}
                        page={shown.page}
                        limit={LIMIT}
                        shown={found.items.len()}
                        total={found.total}
                        onprevious={(shown.page > 1).then(|| step(&shown, trail.borrow().1.before(shown.page)))}
                        onnext={found.next_cursor.clone().map(|next| step(&shown, (shown.page + 1, next)))}
                    />
                </>
            }
        }
    };
    let dialog = match &*open {
        Open::Nothing => Html::default(),
        Open::New => html! { <CohortDialog cohort={None::<Cohort>} {onclose} {onchanged} /> },
        Open::Edit(cohort) => html! { <CohortDialog cohort={Some(cohort.clone())} {onclose} {onchanged} /> },
        Open::Delete(cohort) => html! { <DeleteDialog cohort={cohort.clone()} {onclose} {onchanged} /> },
    };
    // Where there is none at all, the page itself says what to do.
    let bare = cohorts.failure.is_none() && cohorts.data.as_ref().is_some_and(|found| found.items.is_empty());
    let bare = bare && !shown.is_narrowed();
    let total = cohorts.data.as_ref().filter(|_| cohorts.failure.is_none()).and_then(|page| page.total);
    // A new step of the history for every letter would make the way back long.
    let onsearch = Callback::from(|q| router::replace(&Shown::searching(q).address()));
    html! {
        <>
            <PageHeader title={t!("cohorts")} actions={if bare { Html::default() } else { new }}>
                <p class="rc-lead">{ t!("cohorts-lead") }</p>
            </PageHeader>
            <Section testid="cohorts">
                if !bare {
                    <div class="rc-toolbar" role="search" aria-label={t!("cohorts-find")}>
                        <SearchBox label={t!("cohorts-search")} value={shown.q} {onsearch} testid="cohorts-search" />
                        <span class="rc-toolbar__total" role="status" data-testid="cohorts-total">
                            { total.map(|total| t!("cohorts-total", count = total)).unwrap_or_default() }
                        </span>
                    </div>
                }
                { list }
            </Section>
            { dialog }
        </>
    }
}

fn step(shown: &Shown, (page, cursor): (usize, String)) -> Callback<()> {
    let address = shown.at(page, cursor).address();
    Callback::from(move |()| router::go(&address))
}
