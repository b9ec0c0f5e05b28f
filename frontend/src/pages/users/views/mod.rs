//! Saved views: choose one, save what is shown under a name, keep one's own in order. The address stays the truth: a
//! view is only where it came from.

mod content;
mod dialog;

use std::rc::Rc;

use rollcall_wire::Patch;
use rollcall_wire::auth::Me;
use rollcall_wire::views::{UpdateView, View};
use yew::prelude::*;

use self::dialog::{SaveDialog, Saving};
use super::query::UsersQuery;
use crate::api;
use crate::router;
use crate::t;
use crate::ui::{ActionMenu, Confirm, MenuAct, Task, Toast, use_load, use_task, use_toaster, words};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub query: UsersQuery,
    pub me: Rc<Me>,
    /// Called when a view was chosen, be it the one in force.
    pub onchosen: Callback<()>,
}

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Save(Saving),
    Delete(Box<View>),
}

/// The menu of views, named after the one in force.
#[component]
pub fn ViewsMenu(props: &Props) -> Html {
    let views = use_load((), |(), signal| async move { api::views::list(&signal).await });
    let open = use_state_eq(|| OpenDialog::Nothing);
    let keeping = use_task();
    let query = &props.query;
    let all: &[View] = views.data.as_ref().map_or(&[], |page| &page.items);
    let chosen = all.iter().find(|view| view.id == query.view);
    let changed = chosen.is_some_and(|view| !UsersQuery::of_view(view).shows_what(query));
    let opening = |opened: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(opened.clone()))
    };
    let keep = keeping_to(query, &keeping, use_toaster(), &views.reload);
    let mut acts: Vec<MenuAct> = match (&views.data, &views.failure) {
        (_, Some(failure)) => vec![MenuAct {
            name: t!("views-failed"),
            detail: Some(words(failure).title),
            onselect: views.reload.clone(),
            testid: "views-failed".into(),
            ..MenuAct::default()
        }],
        (None, None) => vec![MenuAct { name: t!("loading"), reason: Some(String::new()), ..MenuAct::default() }],
        (Some(_), None) => all.iter().map(|view| choice(props, view, chosen)).collect(),
    };
    acts.push(MenuAct {
        name: t!("view-save"),
        apart: !acts.is_empty(),
        onselect: opening(OpenDialog::Save(Saving::New)),
        testid: "view-save".into(),
        ..MenuAct::default()
    });
    if let Some(view) = chosen.filter(|view| props.is_own(view)) {
        acts.extend(acts_on_own(view, changed, keep, opening));
    }
    let text = match chosen {
        None => t!("views"),
        Some(view) if changed => t!("view-changed", name = view.name.clone()),
        Some(view) => view.name.clone(),
    };
    let (onclose, reload) = (opening(OpenDialog::Nothing), views.reload.clone());
    let dialog = match &*open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Save(saving) => {
            html! { <SaveDialog saving={saving.clone()} query={query.clone()} {onclose} onsaved={reload} /> }
        }
        OpenDialog::Delete(view) => {
            html! { <DeleteDialog view={(**view).clone()} query={query.clone()} {onclose} ondeleted={reload} /> }
        }
    };
    html! {
        <>
            <ActionMenu {text} {acts} downwards=true testid="views" />
            { dialog }
        </>
    }
}

impl Props {
    fn is_own(&self, view: &View) -> bool {
        view.owner.id == self.me.user.id
    }
}

/// The entry that shows a view.
fn choice(props: &Props, view: &View, chosen: Option<&View>) -> MenuAct {
    let address = UsersQuery::of_view(view).address();
    let detail = match (props.is_own(view), view.shared) {
        (false, _) => Some(t!("view-of", username = view.owner.username.clone())),
        (true, true) => Some(t!("view-shared")),
        (true, false) => None,
    };
    MenuAct {
        name: view.name.clone(),
        detail,
        checked: Some(chosen.is_some_and(|chosen| chosen.id == view.id)),
        onselect: props.onchosen.reform(move |()| router::go(&address)),
        testid: "view".into(),
        ..MenuAct::default()
    }
}

/// What can be done with a view of one's own.
fn acts_on_own(
    view: &View,
    changed: bool,
    keep: Callback<View>,
    opening: impl Fn(OpenDialog) -> Callback<()>,
) -> [MenuAct; 3] {
    let kept = view.clone();
    [
        MenuAct {
            name: t!("view-keep", name = view.name.clone()),
            reason: (!changed).then(|| t!("view-unchanged")),
            onselect: keep.reform(move |()| kept.clone()),
            testid: "view-keep".into(),
            ..MenuAct::default()
        },
        MenuAct {
            name: t!("view-rename", name = view.name.clone()),
            onselect: opening(OpenDialog::Save(Saving::Changed(Box::new(view.clone())))),
            testid: "view-rename".into(),
            ..MenuAct::default()
        },
        MenuAct {
            name: t!("view-delete-named", name = view.name.clone()),
            danger: true,
            onselect: opening(OpenDialog::Delete(Box::new(view.clone()))),
            testid: "view-delete".into(),
            ..MenuAct::default()
        },
    ]
}

/// Lets a view show from now on what is shown now.
fn keeping_to(query: &UsersQuery, task: &Task, toaster: Callback<Toast>, reload: &Callback<()>) -> Callback<View> {
    let (task, changes, reload) = (task.clone(), update(query), reload.clone());
    Callback::from(move |view: View| {
        let (changes, said) = (changes.clone(), t!("view-kept", name = view.name.clone()));
        let (toaster, reload, failed) = (toaster.clone(), reload.clone(), (toaster.clone(), reload.clone()));
        let done = move |_| {
            toaster.emit(Toast::success(said));
            reload.emit(());
        };
        task.run_or(async move { api::views::update(&view, &changes).await }, done, move |failure| {
            failed.0.emit(Toast::danger(words(failure).title));
            failed.1.emit(());
        });
    })
}

#[derive(PartialEq, Properties)]
struct DeleteProps {
    view: View,
    query: UsersQuery,
    onclose: Callback<()>,
    ondeleted: Callback<()>,
}

/// Asks before a view goes.
#[component]
fn DeleteDialog(props: &DeleteProps) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let view = &props.view;
    let onconfirm = {
        let (task, view, onclose) = (task.clone(), view.clone(), props.onclose.clone());
        let (ondeleted, query) = (props.ondeleted.clone(), props.query.clone());
        Callback::from(move |()| {
            let (view, onclose) = (view.clone(), onclose.clone());
            let (toaster, ondeleted, query) = (toaster.clone(), ondeleted.clone(), query.clone());
            let said = t!("view-deleted", name = view.name.clone());
            task.run(async move { api::views::delete(&view).await }, move |()| {
                toaster.emit(Toast::success(said));
                onclose.emit(());
                query.come_under(String::new());
                ondeleted.emit(());
            });
        })
    };
    let what = if view.shared { t!("view-delete-shared") } else { t!("view-delete-what") };
    html! {
        <Confirm
            title={t!("view-delete-title", name = view.name.clone())}
            action={t!("view-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="view-delete-dialog"
        >
            <p>{ what }</p>
        </Confirm>
    }
}

/// What a view shows from now on; its name stays.
fn update(query: &UsersQuery) -> UpdateView {
    let shown = query.to_view(String::new(), false);
    UpdateView {
        q: Patch::from(shown.q),
        filter: Patch::from(shown.filter),
        sort: Patch::from(shown.sort),
        columns: Patch::from(shown.columns),
        density: Patch::from(shown.density),
        ..UpdateView::default()
    }
}
