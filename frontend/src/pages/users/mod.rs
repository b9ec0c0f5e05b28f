//! The list of accounts: find people, see how their accounts stand, act on one or on many.

mod actions;
mod activate;
mod bulk;
mod cohort_finder;
mod columns;
mod download;
mod filters;
mod further;
mod guard;
mod method;
mod oneself;
mod over;
mod person;
mod query;
mod row;
mod selection;
mod suspend;
mod suspension;
mod views;

use std::rc::Rc;

use rollcall_wire::users::User;
use yew::prelude::*;

pub use self::person::PersonPage;

use self::bulk::Bulk;
use self::filters::FilterPanel;
use self::further::Further;
use self::over::{Over, overlay};
use self::query::UsersQuery;
use self::row::UserRow;
use self::selection::Selection;
use self::views::ViewsMenu;
use crate::api;
use crate::router::{self, Place, Route, use_place};
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{
    Button, CursorTrail, Empty, Link, Look, PageHeader, Pager, PickAll, ProblemAlert, SearchBox, Section, Select,
    Sorting, Symbol, Table, TableSkeleton, Ticked, use_load, use_rescue_after_acts,
};

/// The page.
#[component]
pub fn UsersPage() -> Html {
    let query = UsersQuery::read(&use_place().query);
    let fields = use_load((), |(), signal| async move { api::profile_fields::list(&signal).await });
    // Without them the list has its other columns, and names in place of what custom ones are called.
    let fields = fields.data.as_deref().map(Rc::clone).unwrap_or_default();
    let question = (query.for_api(), query.limit);
    let users = use_load(question, |(query, _), signal| async move { api::users::list(&query, &signal).await });
    let trail = use_mut_ref(CursorTrail::default);
    let over = use_state(|| Over::Nothing);
    let filtering = use_state_eq(|| false);
    // How often a saved view was chosen: the same one again shows its filter anew.
    let view_choices = use_state_eq(|| 0_u32);
    let selection = use_state(Selection::default);
    let me = use_me();
    let acted = use_rescue_after_acts(&users.data);
    let goes = |change: fn(UsersQuery, String) -> UsersQuery| {
        let query = query.clone();
        Callback::from(move |value: String| router::go(&change(query.clone(), value).address()))
    };
    // A new step of the history for every letter would make the way back long. What else is chosen meanwhile stays.
    let search = Callback::from(|text| {
        let now = UsersQuery::read(&Place::now().query);
        router::replace(&now.searching(text).address());
    });
    let clear = {
        let query = query.clone();
        Callback::from(move |()| router::go(&query.clone().widened().address()))
    };
    let select = {
        let selection = selection.setter();
        Callback::from(move |wanted| selection.set(wanted))
    };
    let of_deleted = query.is_of_deleted();
    let selects = me.as_ref().is_some_and(|me| may(me, "batches.create"));
    let asked = query.question();
    let page = users.data.clone();
    let ticked = page.as_ref().map_or(Ticked::None, |page| selection.of_page(&page.items, &asked));
    let fixed = !selection.takes_rows_of(&asked);
    let list = match (&page, &users.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={users.reload.clone()} testid="users-error" /> }
        }
        (None, None) => html! { <TableSkeleton /> },
        (Some(page), None) if page.items.is_empty() && of_deleted && !query.is_narrowed() => html! {
            <Empty title={t!("deleted-none")} testid="users-empty">{ t!("deleted-none-detail") }</Empty>
        },
        (Some(page), None) if page.items.is_empty() => html! {
            <Empty
                title={t!("users-none")}
                testid="users-empty"
                actions={html! {
                    if query.is_narrowed() {
                        <Button look={Look::Link} onclick={clear.clone()} testid="clear-filters">{ t!("clear-filters") }</Button>
                    }
                }}
            >
                { t!("users-none-detail") }
            </Empty>
        },
        (Some(page), None) => {
            trail.borrow_mut().note(query.page, &query.cursor, page.next_cursor.as_deref().filter(|_| !users.busy));
            let sorting = Sorting { by: query.sort.clone(), onsort: goes(UsersQuery::sorted_by) };
            let open = over.setter();
            let onact = Callback::from(move |wanted| open.set(Over::Act(Box::new(wanted))));
            let open = over.setter();
            let onfurther = Callback::from(move |(further, user): (Further, User)| {
                open.set(Over::Further(further, Box::new(user)))
            });
            let onpick = {
                let (selection, select) = ((*selection).clone(), select.clone());
                Callback::from(move |(user, wanted): (User, bool)| {
                    select.emit(selection.clone().with(&user.id, &user.full_name, wanted));
                })
            };
            let pick_all = selects.then(|| {
                let (page, selection, select) = (Rc::clone(page), (*selection).clone(), select.clone());
                let onchange =
                    Callback::from(move |wanted| select.emit(selection.clone().with_page(&page.items, wanted)));
                PickAll { ticked, disabled: fixed, onchange }
            });
            let row = |user: &User| {
                let picked = selects.then(|| selection.has(&user.id, &asked));
                html! {
                    <UserRow
                        key={user.id.clone()}
                        user={user.clone()}
                        columns={query.columns.clone()}
                        fields={fields.clone()}
                        me={me.clone()}
                        onact={onact.clone()}
                        onfurther={onfurther.clone()}
                        {picked}
                        {fixed}
                        onpick={onpick.clone()}
                    />
                }
            };
            html! {
                <>
                    <Table
                        caption={t!("users")}
                        columns={columns::headings(&query.columns, &fields)}
                        {sorting}
                        density={query.density}
                        {pick_all}
                        busy={users.busy}
                        testid="users-table"
                    >
                        { for page.items.iter().map(row) }
                    </Table>
                    <Pager
                        label={t!("users-pages")}
                        page={query.page}
                        limit={query.limit}
                        shown={page.items.len()}
                        total={page.total}
                        onprevious={(query.page > 1).then(|| step(&query, trail.borrow().before(query.page)))}
                        onnext={page.next_cursor.clone().map(|next| step(&query, (query.page + 1, next)))}
                        onlimit={goes(UsersQuery::limited_to)}
                    />
                </>
            }
        }
    };
    let opening = |wanted: fn() -> Over| {
        let over = over.setter();
        Callback::from(move |()| over.set(wanted()))
    };
    let toggle = {
        let filtering = filtering.clone();
        Callback::from(move |()| filtering.set(!*filtering))
    };
    let conditions = filters::conditions(&query.filter);
    let shows_filter = *filtering || (conditions > 0 && users.failure.is_some());
    let views = match &me {
        Some(me) => {
            let onchosen = {
                let view_choices = view_choices.clone();
                Callback::from(move |()| view_choices.set(*view_choices + 1))
            };
            html! { <ViewsMenu query={query.clone()} me={me.clone()} {onchosen} /> }
        }
        None => Html::default(),
    };
    let downloads = me.as_ref().is_some_and(|me| may(me, "exports.create"));
    let actions = html! {
        <>
            if !of_deleted {
                <Link to={UsersQuery::default().having_status("deleted".to_owned()).address()} class="rc-header__link" testid="deleted-users">{ t!("deleted-users") }</Link>
            }
            if downloads {
                <Button icon={Symbol::Download} onclick={opening(|| Over::Download)} testid="download">{ t!("download") }</Button>
            }
        </>
    };
    let header = if of_deleted {
        let above = Some((Route::Users.path().into(), t!("users").into()));
        html! {
            <PageHeader key="deleted" title={t!("deleted-users")} {above} aside={views} {actions}>
                <p class="rc-lead">{ t!("deleted-lead") }</p>
            </PageHeader>
        }
    } else {
        html! { <PageHeader key="users" title={t!("users")} aside={views} {actions} /> }
    };
    let head = html! {
        <div class="rc-toolbar" role="search" aria-label={t!("users-find")}>
            <SearchBox label={t!("users-search")} value={query.q.clone()} onsearch={search} testid="users-search" />
            if !of_deleted {
                <Select inline=true label={t!("users-status")} value={query.status.clone()} options={query::statuses()} onchange={goes(UsersQuery::having_status)} testid="users-status" />
            }
            <Button icon={Symbol::Filter} expanded={Some(shows_filter)} onclick={toggle} testid="filter-toggle">{ t!("filter-button", count = conditions) }</Button>
            <Button icon={Symbol::Columns} onclick={opening(|| Over::Columns)} testid="columns">{ t!("columns") }</Button>
            if selects && !of_deleted {
                <Button onclick={opening(|| Over::Paste)} testid="paste">{ t!("paste") }</Button>
            }
            if query.is_narrowed() {
                <Button look={Look::Link} onclick={clear} testid="clear-all">{ t!("clear-filters") }</Button>
            }
            <span class="rc-toolbar__total" role="status" data-testid="users-total">
                { page.as_ref().and_then(|page| page.total).map(|total| t!("users-total", count = total)).unwrap_or_default() }
            </span>
        </div>
    };
    html! {
        <>
            { header }
            <Section>
                { head }
                if shows_filter {
                    <FilterPanel filter={query.filter.clone()} view={query.view.clone()} view_choices={*view_choices} onfilter={goes(UsersQuery::filtered_by)} />
                }
                { list }
                <Bulk
                    selection={(*selection).clone()}
                    question={asked}
                    total={page.as_ref().and_then(|page| page.total)}
                    {of_deleted}
                    page_is_picked={ticked == Ticked::All}
                    me={me.clone()}
                    onchange={select.clone()}
                />
            </Section>
            { overlay(&over, &query, page.as_deref(), &selection, &select, &fields, users.reload.reform(move |()| acted.emit(()))) }
        </>
    }
}

fn step(query: &UsersQuery, (page, cursor): (usize, String)) -> Callback<()> {
    let address = query.clone().at(page, cursor).address();
    Callback::from(move |()| router::go(&address))
}
