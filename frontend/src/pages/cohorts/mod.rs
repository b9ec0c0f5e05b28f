//! Cohorts: groups of people for the whole site. The page that lists them, and the field in which one is found elsewhere.

mod any;
mod delete;
mod dialog;
mod form;
mod page;
mod people;
mod picker;
mod row;
pub mod rule;
mod suggestions;

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

pub use self::any::{reason, use_any};
#[cfg(test)]
pub use self::form::tests::cohort as sample;
pub use self::page::CohortPage;
pub use self::people::{address as people_address, filter};
pub use self::picker::CohortPicker;
pub use self::suggestions::search;

use self::delete::DeleteDialog;
use self::dialog::CohortDialog;
use self::row::{CohortRow, headings};
use crate::api;
use crate::router::Route;
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{
    Button, Empty, List, ListBody, ListPage, ListState, ListToolbar, Look, SearchQuery, Symbol, Table, after_act,
    use_list,
};

/// What takes making and changing cohorts, and changing who is in them.
pub const MANAGE: &str = "cohorts.manage";

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    New,
    Edit(Cohort),
    Delete(Cohort),
}

type Cohorts = List<SearchQuery, Cohort>;

/// The page.
#[component]
pub fn CohortsPage() -> Html {
    let cohorts: Cohorts = use_list(Route::Cohorts.path().into(), |parameters, signal| async move {
        api::cohorts::list(&parameters, &signal).await
    });
    let open = use_state_eq(|| OpenDialog::Nothing);
    let may_manage = use_me().is_some_and(|me| may(&me, MANAGE));
    let onnew = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::New))
    };
    let new = if may_manage {
        html! { <Button look={Look::Primary} icon={Symbol::Add} onclick={onnew} testid="cohort-new">{ t!("cohort-new") }</Button> }
    } else {
        Html::default()
    };
    // Where there is none at all, the page itself says what to do.
    let is_bare = cohorts.state() == ListState::Empty;
    let empty = html! {
        <Empty title={t!("cohorts-none")} actions={new.clone()} testid="cohorts-empty">{ t!("cohorts-none-detail") }</Empty>
    };
    html! {
        <ListPage
            title={t!("cohorts")}
            lead={t!("cohorts-lead")}
            actions={if is_bare { Html::default() } else { new }}
            over={dialog(&open, &cohorts)}
            testid="cohorts"
        >
            if !is_bare {
                <ListToolbar
                    label={t!("cohorts-find")}
                    name="cohorts"
                    search_label={t!("cohorts-search")}
                    value={cohorts.query.q.clone()}
                    onsearch={cohorts.searching(|_, q| SearchQuery { q })}
                    total={cohorts.total().map(|total| t!("cohorts-total", count = total))}
                />
            }
            <ListBody state={cohorts.state()} reload={cohorts.reload.clone()} name="cohorts" {empty} none_found={none_found(&cohorts)}>
                { table(&cohorts, may_manage, &open) }
                { cohorts.pager(t!("cohorts-pages"), false) }
            </ListBody>
        </ListPage>
    }
}

fn none_found(cohorts: &Cohorts) -> Html {
    let onclick = after_act(&cohorts.acted, &cohorts.showing(|_, ()| SearchQuery::default()));
    let actions = html! {
        <Button look={Look::Link} {onclick} testid="cohorts-show-all">{ t!("cohorts-show-all") }</Button>
    };
    html! {
        <Empty title={t!("cohorts-none-found")} testid="cohorts-none-found" {actions}>{ t!("cohorts-none-found-detail") }</Empty>
    }
}

fn table(cohorts: &Cohorts, may_manage: bool, open: &UseStateHandle<OpenDialog>) -> Html {
    let act = |opened: fn(Cohort) -> OpenDialog| {
        let open = open.setter();
        Callback::from(move |cohort| open.set(opened(cohort)))
    };
    let (onedit, ondelete) = (act(OpenDialog::Edit), act(OpenDialog::Delete));
    let row = |cohort: &Cohort| {
        html! {
            <CohortRow key={cohort.id.clone()} cohort={cohort.clone()} {may_manage} onedit={onedit.clone()} ondelete={ondelete.clone()} />
        }
    };
    html! {
        <Table caption={t!("cohorts")} columns={headings(may_manage)} busy={cohorts.busy} testid="cohorts-table">
            { for cohorts.items().iter().map(row) }
        </Table>
    }
}

fn dialog(open: &UseStateHandle<OpenDialog>, cohorts: &Cohorts) -> Html {
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Nothing))
    };
    let onchanged = cohorts.refresh();
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::New => html! { <CohortDialog cohort={None::<Cohort>} {onclose} {onchanged} /> },
        OpenDialog::Edit(cohort) => html! { <CohortDialog cohort={Some(cohort.clone())} {onclose} {onchanged} /> },
        OpenDialog::Delete(cohort) => html! { <DeleteDialog cohort={cohort.clone()} {onclose} {onchanged} /> },
    }
}
