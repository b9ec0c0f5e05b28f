//! The list of accounts: find people, see how their accounts stand, suspend and activate.

mod actions;
mod activate;
mod guard;
mod query;
mod row;
mod search;
mod suspend;

use yew::prelude::*;

use self::actions::{Act, ActionDialog};
use self::query::UsersQuery;
use self::row::UserRow;
use self::search::SearchBox;
use crate::api;
use crate::router::{self, use_place};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Button, Column, CursorTrail, Empty, Look, PageHeader, Pager, ProblemAlert, Section, Select, Sorting, Table,
    TableSkeleton, rescue_focus, use_load,
};

/// The page.
#[component]
pub fn UsersPage() -> Html {
    let query = UsersQuery::read(&use_place().query);
    let users =
        use_load(query.clone(), |query, signal| async move { api::users::list(&query.for_api(), &signal).await });
    let trail = use_mut_ref(CursorTrail::default);
    let act = use_state(|| None::<Act>);
    let me = use_me();
    let acted = use_mut_ref(|| false);
    use_effect_with(users.data.clone(), {
        let acted = acted.clone();
        move |_| {
            if acted.replace(false) {
                rescue_focus();
            }
        }
    });
    let goes = |change: fn(UsersQuery, String) -> UsersQuery| {
        let query = query.clone();
        Callback::from(move |value: String| router::go(&change(query.clone(), value).address()))
    };
    let search = {
        let query = query.clone();
        // A new step of the history for every letter would make the way back long.
        Callback::from(move |text| router::replace(&query.clone().searching(text).address()))
    };
    let clear = Callback::from(|()| router::go(&UsersQuery::default().address()));
    let list = match (&users.data, &users.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={users.reload.clone()} testid="users-error" /> }
        }
        (None, None) => html! { <TableSkeleton /> },
        (Some(page), None) if page.items.is_empty() => html! {
            <Empty
                title={t!("users-none")}
                testid="users-empty"
                actions={html! { <Button look={Look::Link} onclick={clear} testid="clear-filters">{ t!("clear-filters") }</Button> }}
            >
                { t!("users-none-detail") }
            </Empty>
        },
        (Some(page), None) => {
            trail.borrow_mut().note(query.page, &query.cursor, page.next_cursor.as_deref().filter(|_| !users.busy));
            let sorting = Sorting { by: query.sort.clone(), onsort: goes(UsersQuery::sorted_by) };
            let open = act.setter();
            let onact = Callback::from(move |wanted| open.set(Some(wanted)));
            let row = |user: &rollcall_wire::users::User| {
                html! { <UserRow key={user.id.clone()} user={user.clone()} me={me.clone()} onact={onact.clone()} /> }
            };
            html! {
                <>
                    <Table caption={t!("users")} columns={columns()} {sorting} busy={users.busy} testid="users-table">
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
    let close = act.setter();
    html! {
        <>
            <PageHeader title={t!("users")} />
            <Section>
                <div class="rc-toolbar" role="search">
                    <SearchBox value={query.q.clone()} onsearch={search} />
                    <Select inline=true label={t!("users-status")} value={query.status.clone()} options={query::statuses()} onchange={goes(UsersQuery::having_status)} testid="users-status" />
                    <span class="rc-toolbar__total" role="status" data-testid="users-total">
                        { users.data.as_ref().and_then(|page| page.total).map(|total| t!("users-total", count = total)).unwrap_or_default() }
                    </span>
                </div>
                { list }
            </Section>
            if let Some(act) = &*act {
                <ActionDialog
                    act={act.newest(users.data.as_deref())}
                    onclose={Callback::from(move |()| close.set(None))}
                    onchanged={users.reload.reform(move |()| *acted.borrow_mut() = true)}
                />
            }
        </>
    }
}

fn step(query: &UsersQuery, (page, cursor): (usize, String)) -> Callback<()> {
    let address = query.clone().at(page, cursor).address();
    Callback::from(move |()| router::go(&address))
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(t!("field-full-name")).sorted_by("last_name"),
        Column::new(t!("field-username")).sorted_by("username"),
        Column::new(t!("field-email")).sorted_by("email"),
        Column::new(t!("field-id-number")),
        Column::new(t!("field-status")),
        Column::new(t!("field-auth-method")),
        Column::new(t!("field-last-access-at")).sorted_by("last_access_at"),
        Column::new(t!("actions")).quiet(),
    ]
}
