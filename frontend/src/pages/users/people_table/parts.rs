//! The parts of the table of people: what narrows it, its rows, and the bar for those who are selected.

use std::rc::Rc;

use rollcall_wire::users::User;
use yew::prelude::*;

use super::People;
use crate::pages::users::bulk::{Bulk, Offers};
use crate::pages::users::further::Further;
use crate::pages::users::query::{self, UsersQuery};
use crate::pages::users::row::UserRow;
use crate::pages::users::table_dialog::{Dialogs, TableDialog};
use crate::pages::users::{columns, filters};
use crate::t;
use crate::ui::{
    Button, Empty, ListBody, ListQuery, ListToolbar, Look, PickAll, Select, Sorting, Symbol, Table, Ticked,
};

impl People {
    /// Shows everybody again.
    fn clear(&self) -> Callback<()> {
        self.list.showing(|query: UsersQuery, ()| query.widened())
    }

    pub(super) fn toolbar(&self, shows_filter: bool) -> Html {
        let query = self.query();
        let toggle = {
            let filtering = self.filtering.clone();
            Callback::from(move |()| filtering.set(!*filtering))
        };
        let total = self.list.page.as_ref().and_then(|page| page.total);
        html! {
            <ListToolbar
                label={t!("users-find")}
                name="users"
                search_label={t!("users-search")}
                value={query.q.clone()}
                onsearch={self.list.searching(UsersQuery::searching)}
                total={total.map(|total| t!("users-total", count = total))}
            >
                if !query.is_of_deleted() {
                    <Select
                        inline=true
                        label={t!("users-status")}
                        value={query.status.clone()}
                        options={query::statuses()}
                        onchange={self.list.showing(UsersQuery::having_status)}
                        testid="users-status"
                    />
                }
                <Button icon={Symbol::Filter} expanded={Some(shows_filter)} onclick={toggle} testid="filter-toggle">
                    { t!("filter-button", count = filters::conditions(&query.filter)) }
                </Button>
                <Button icon={Symbol::Columns} onclick={self.opening(|| TableDialog::Columns)} testid="columns">{ t!("columns") }</Button>
                if self.selects() && self.source.is_site() && !query.is_of_deleted() {
                    <Button onclick={self.opening(|| TableDialog::Paste)} testid="paste">{ t!("paste") }</Button>
                }
                if query.is_narrowed() {
                    <Button look={Look::Link} onclick={self.clear()} testid="clear-all">{ t!("clear-filters") }</Button>
                }
            </ListToolbar>
        }
    }

    pub(super) fn body(&self) -> Html {
        let of_deleted = self.query().is_of_deleted();
        let (title, detail) = match (of_deleted, &self.source.cohort) {
            (true, _) => (t!("deleted-none"), t!("deleted-none-detail")),
            (false, Some(_)) => (t!("cohort-nobody"), t!("cohort-nobody-detail")),
            (false, None) => (t!("users-none"), t!("users-none-detail")),
        };
        let empty = html! { <Empty {title} testid="users-empty">{ detail }</Empty> };
        let actions = html! {
            <Button look={Look::Link} onclick={self.clear()} testid="clear-filters">{ t!("clear-filters") }</Button>
        };
        let none_found = html! {
            <Empty title={t!("users-none")} testid="users-empty" {actions}>{ t!("users-none-detail") }</Empty>
        };
        html! {
            <ListBody state={self.list.state()} reload={self.list.reload.clone()} name="users" {empty} {none_found}>
                { self.table() }
                { self.list.pager(t!("users-pages"), true) }
            </ListBody>
        }
    }

    fn table(&self) -> Html {
        let query = self.query();
        let sorting = Sorting { by: query.sort.clone(), onsort: self.list.showing(UsersQuery::sorted_by) };
        html! {
            <Table
                caption={t!("users")}
                columns={columns::headings(&query.columns, &self.fields)}
                {sorting}
                density={query.density}
                pick_all={self.pick_all()}
                busy={self.list.busy}
                testid="users-table"
            >
                { for self.rows() }
            </Table>
        }
    }

    /// Whether the rows that are listed can't be selected: the selection is of other people.
    fn is_fixed(&self) -> bool {
        !self.selection.takes_rows_of(&self.question())
    }

    fn pick_all(&self) -> Option<PickAll> {
        let page = self.list.page.clone().filter(|_| self.selects())?;
        let (selection, select) = ((*self.selection).clone(), self.select());
        let onchange = Callback::from(move |picked| select.emit(selection.clone().with_page(&page.items, picked)));
        Some(PickAll { ticked: self.ticked(), disabled: self.is_fixed(), onchange })
    }

    fn rows(&self) -> Vec<Html> {
        let (asked, fixed) = (self.question(), self.is_fixed());
        let open = self.over.setter();
        let onact = Callback::from(move |act| open.set(TableDialog::Act(Box::new(act))));
        let open = self.over.setter();
        let onfurther = Callback::from(move |(further, user): (Further, User)| {
            open.set(TableDialog::Further(further, Box::new(user)))
        });
        let onpick = {
            let (selection, select) = ((*self.selection).clone(), self.select());
            Callback::from(move |(user, picked): (User, bool)| {
                select.emit(selection.clone().with(&user.id, &user.full_name, picked));
            })
        };
        let row = |user: &User| {
            let picked = self.selects().then(|| self.selection.has(&user.id, &asked));
            html! {
                <UserRow
                    key={user.id.clone()}
                    user={user.clone()}
                    columns={self.query().columns.clone()}
                    fields={Rc::clone(&self.fields)}
                    me={self.me.clone()}
                    onact={onact.clone()}
                    onfurther={onfurther.clone()}
                    {picked}
                    {fixed}
                    onpick={onpick.clone()}
                />
            }
        };
        self.list.items().iter().map(row).collect()
    }

    pub(super) fn bulk(&self, offers: Offers) -> Html {
        html! {
            <Bulk
                selection={(*self.selection).clone()}
                question={self.question()}
                total={self.list.page.as_ref().and_then(|page| page.total)}
                {offers}
                described={self.actions.data.as_deref().cloned().flatten()}
                failure={self.actions.failure.clone()}
                reload={self.actions.reload.clone()}
                of_deleted={self.query().is_of_deleted()}
                cohort={self.source.cohort.clone()}
                page_is_picked={self.ticked() == Ticked::All}
                me={self.me.clone()}
                onchange={self.select()}
            />
        }
    }

    /// What the dialogs over the table need.
    pub(super) fn dialogs(&self) -> Dialogs<'_> {
        Dialogs {
            over: &self.over,
            query: self.query(),
            question: self.question(),
            page: self.list.page.as_deref(),
            selection: &self.selection,
            select: self.select(),
            fields: &self.fields,
            onstyle: self
                .list
                .restyled(|query: UsersQuery, (columns, density): (Vec<String>, _)| query.showing(&columns, density)),
        }
    }
}
