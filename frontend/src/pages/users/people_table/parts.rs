//! The parts of the table of people: what narrows it, its rows, and the bar for those who are selected.

use std::rc::Rc;

use rollcall_wire::users::User;
use yew::prelude::*;

use super::{Listed, People};
use crate::pages::courses::enrolment::EnrolmentAct;
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
                total={total.map(|total| self.counted(total))}
            >
                { self.course_filters() }
                if !query.is_of_deleted() && self.source.course().is_none() {
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

    /// How many there are, in words.
    fn counted(&self, count: i64) -> String {
        if self.source.course().is_some() {
            t!("participants-total", count = count)
        } else {
            t!("users-total", count = count)
        }
    }

    pub(super) fn body(&self, onturn: &Callback<Listed>) -> Html {
        let of_deleted = self.query().is_of_deleted();
        let (title, detail) = match (of_deleted, self.source.cohort(), self.source.course()) {
            (true, ..) => (t!("deleted-none"), t!("deleted-none-detail")),
            (false, Some(_), _) => (t!("cohort-nobody"), t!("cohort-nobody-detail")),
            (false, _, Some(source)) if source.manages => (t!("course-nobody"), t!("course-nobody-detail")),
            (false, _, Some(_)) => (t!("course-nobody"), String::new()),
            (false, None, None) => (t!("users-none"), t!("users-none-detail")),
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
                { self.table(onturn) }
                { self.list.pager(t!("users-pages"), true) }
            </ListBody>
        }
    }

    fn table(&self, onturn: &Callback<Listed>) -> Html {
        let query = self.query();
        let sorting = Sorting { by: query.sort.clone(), onsort: self.list.showing(UsersQuery::sorted_by) };
        html! {
            <Table
                caption={t!("users")}
                columns={columns::headings(&self.source.columns(query), &self.fields, self.source.has_acts())}
                {sorting}
                density={query.density}
                pick_all={self.pick_all()}
                busy={self.list.busy}
                testid="users-table"
            >
                { for self.rows(onturn) }
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
        let onchange = Callback::from(move |picked| {
            let users = page.items.iter().map(|listed| &listed.user);
            select.emit(selection.clone().with_page(users, picked));
        });
        Some(PickAll { ticked: self.ticked(), disabled: self.is_fixed(), onchange })
    }

    fn rows(&self, onturn: &Callback<Listed>) -> Vec<Html> {
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
        let open = self.over.setter();
        let onenrolment = {
            let onturn = onturn.clone();
            Callback::from(move |(act, listed): (EnrolmentAct, Listed)| match act {
                EnrolmentAct::Change => open.set(TableDialog::Enrolment(Box::new(listed))),
                EnrolmentAct::Turn => onturn.emit(listed),
                EnrolmentAct::End => open.set(TableDialog::Unenrol(Box::new(listed))),
            })
        };
        let columns = self.source.columns(self.query());
        let row = |listed: &Listed| {
            let user = &listed.user;
            let picked = self.selects().then(|| self.selection.has(&user.id, &asked));
            html! {
                <UserRow
                    key={user.id.clone()}
                    listed={listed.clone()}
                    source={self.source.clone()}
                    onenrolment={onenrolment.clone()}
                    columns={columns.clone()}
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
                source={self.source.clone()}
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
            source: &self.source,
            question: self.question(),
            page: self.list.page.as_deref(),
            selection: &self.selection,
            select: self.select(),
            fields: &self.fields,
            onstyle: {
                let usual = self.source.usual_columns(self.query());
                self.list.restyled(move |query: UsersQuery, (columns, density): (Vec<String>, _)| {
                    query.showing(&columns, usual, density)
                })
            },
        }
    }
}
