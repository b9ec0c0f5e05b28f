//! The dialogs that the buttons of the table of people open.

use rollcall_wire::Page;
use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::actions::{Act, ActionDialog};
use super::bulk::PasteDialog;
use super::columns;
use super::download::{DownloadDialog, Whom};
use super::further::{Further, FurtherDialog};
use super::people_table::{Listed, PeopleSource};
use super::query::UsersQuery;
use super::selection::{Question, Selection};
use crate::pages::courses::enrolment::{EnrolmentDialog, UnenrolDialog};
use crate::t;
use crate::ui::{ColumnChooser, Density};

/// The dialog that is open over the table.
pub enum TableDialog {
    /// None.
    Nothing,
    Act(Box<Act>),
    Further(Further, Box<User>),
    Download,
    Columns,
    Paste,
    /// Change how somebody takes part in the course.
    Enrolment(Box<Listed>),
    /// Take somebody out of the course.
    Unenrol(Box<Listed>),
}

/// What the dialogs need of the table.
pub struct Dialogs<'a> {
    pub over: &'a UseStateHandle<TableDialog>,
    pub query: &'a UsersQuery,
    pub source: &'a PeopleSource,
    /// Those who are listed.
    pub question: Question,
    pub page: Option<&'a Page<Listed>>,
    pub selection: &'a Selection,
    pub select: Callback<Selection>,
    pub fields: &'a [ProfileField],
    /// Called with other columns and another density.
    pub onstyle: Callback<(Vec<String>, Density)>,
}

impl Dialogs<'_> {
    fn columns(&self, onclose: Callback<()>) -> Html {
        let query = self.query;
        let usual = self.source.usual_columns(query).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        html! {
            <ColumnChooser
                columns={columns::choosable(query.is_of_deleted(), self.source, self.fields)}
                shown={self.source.columns(query)}
                {usual}
                density={query.density}
                most={columns::MOST_CUSTOM}
                {onclose}
                onchange={self.onstyle.clone()}
            />
        }
    }

    /// The accounts on the page.
    fn users(&self) -> impl Iterator<Item = &User> {
        self.page.into_iter().flat_map(|page| page.items.iter()).map(|listed| &listed.user)
    }

    /// Who can be downloaded: those who are selected, and all who match.
    fn whom(&self) -> Vec<Whom> {
        let count = self.page.and_then(|page| page.total).unwrap_or_default();
        let everybody = Whom::of_question(t!("download-everybody", count = count), self.question.clone(), count);
        if self.selection.is_empty() || self.query.is_of_deleted() {
            return vec![everybody];
        }
        let selected = Whom::of_selection(t!("download-selected", count = self.selection.count()), self.selection);
        vec![selected, everybody]
    }
}

/// The dialog over the table, if one is open.
pub fn overlay(dialogs: &Dialogs<'_>, onchanged: Callback<()>) -> Html {
    let onclose = {
        let over = dialogs.over.setter();
        Callback::from(move |()| over.set(TableDialog::Nothing))
    };
    match &**dialogs.over {
        TableDialog::Nothing => Html::default(),
        TableDialog::Act(act) => html! { <ActionDialog act={act.newest(dialogs.users())} {onclose} {onchanged} /> },
        TableDialog::Further(further, user) => {
            html! { <FurtherDialog further={*further} user={(**user).clone()} {onclose} {onchanged} /> }
        }
        TableDialog::Download => {
            html! { <DownloadDialog whom={dialogs.whom()} columns={dialogs.source.columns(dialogs.query)} {onclose} /> }
        }
        TableDialog::Paste => html! { <PasteDialog onselect={dialogs.select.clone()} {onclose} /> },
        TableDialog::Columns => dialogs.columns(onclose),
        TableDialog::Enrolment(listed) => {
            let Some(source) = dialogs.source.course().cloned() else { return Html::default() };
            html! { <EnrolmentDialog {source} listed={(**listed).clone()} {onclose} {onchanged} /> }
        }
        TableDialog::Unenrol(listed) => {
            html! { <UnenrolDialog listed={(**listed).clone()} {onclose} {onchanged} /> }
        }
    }
}
