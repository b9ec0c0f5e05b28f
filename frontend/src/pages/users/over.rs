//! What lies over the list: the dialogs that its buttons open.

use rollcall_wire::Page;
use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::actions::{Act, ActionDialog};
use super::bulk::PasteDialog;
use super::columns;
use super::download::{DownloadDialog, Whom};
use super::further::{Further, FurtherDialog};
use super::query::{self, UsersQuery};
use super::selection::Selection;
use crate::router;
use crate::t;
use crate::ui::ColumnChooser;

/// What lies over the list.
pub enum Over {
    /// Nothing does.
    Nothing,
    Act(Box<Act>),
    Further(Further, Box<User>),
    Download,
    Columns,
    Paste,
}

/// The dialog over the list, if one is open.
pub fn overlay(
    over: &UseStateHandle<Over>,
    query: &UsersQuery,
    page: Option<&Page<User>>,
    selection: &Selection,
    select: &Callback<Selection>,
    fields: &[ProfileField],
    onchanged: Callback<()>,
) -> Html {
    let onclose = {
        let over = over.setter();
        Callback::from(move |()| over.set(Over::Nothing))
    };
    match &**over {
        Over::Nothing => Html::default(),
        Over::Act(act) => html! { <ActionDialog act={act.newest(page)} {onclose} {onchanged} /> },
        Over::Further(further, user) => {
            html! { <FurtherDialog further={*further} user={(**user).clone()} {onclose} {onchanged} /> }
        }
        Over::Download => {
            let whom = whom(query, page, selection);
            html! { <DownloadDialog {whom} columns={query.columns.clone()} {onclose} /> }
        }
        Over::Paste => html! { <PasteDialog onselect={select.clone()} {onclose} /> },
        Over::Columns => {
            let usual = query::usual_columns(&query.status).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
            let onchange = {
                let query = query.clone();
                Callback::from(move |(columns, density): (Vec<String>, _)| {
                    router::replace(&query.clone().showing(&columns, density).address());
                })
            };
            html! {
                <ColumnChooser
                    columns={columns::choosable(query.is_of_deleted(), fields)}
                    shown={query.columns.clone()}
                    {usual}
                    density={query.density}
                    most={columns::MOST_CUSTOM}
                    {onclose}
                    {onchange}
                />
            }
        }
    }
}

/// Who can be downloaded: those who are selected, and all who match.
fn whom(query: &UsersQuery, page: Option<&Page<User>>, selection: &Selection) -> Vec<Whom> {
    let count = page.and_then(|page| page.total).unwrap_or_default();
    let everybody = Whom::of_question(t!("download-everybody", count = count), query.question(), count);
    if selection.is_empty() || query.is_of_deleted() {
        return vec![everybody];
    }
    let selected = Whom::of_selection(t!("download-selected", count = selection.count()), selection);
    vec![selected, everybody]
}
