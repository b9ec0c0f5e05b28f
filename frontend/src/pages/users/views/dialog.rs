//! Name a view, and say who sees it.

use rollcall_wire::Patch;
use rollcall_wire::views::{UpdateView, View};
use yew::prelude::*;

use crate::api;
use crate::pages::users::query::UsersQuery;
use crate::t;
use crate::ui::{NameDialog, NameWords, Task, Toast, use_task, use_toaster};

/// Whether there is one more view, or one is called otherwise.
#[derive(Clone, PartialEq)]
pub enum Saving {
    New,
    Changed(Box<View>),
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub saving: Saving,
    /// What is shown now.
    pub query: UsersQuery,
    pub onclose: Callback<()>,
    pub onsaved: Callback<()>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &Props) -> Html {
    let task = use_task();
    let onsubmit = saving(props, &task, use_toaster());
    let (name, shared) = match &props.saving {
        Saving::New => (String::new(), false),
        Saving::Changed(view) => (view.name.clone(), view.shared),
    };
    let words = NameWords {
        title: match &props.saving {
            Saving::New => t!("view-save-title"),
            Saving::Changed(view) => t!("view-rename-title", name = view.name.clone()),
        },
        what: (props.saving == Saving::New).then(|| t!("view-save-what")),
        name: t!("view-name"),
        missing: t!("value-missing"),
        taken: t!("view-name-taken"),
        share: t!("view-share"),
        share_help: t!("view-share-help"),
        submit: t!("save"),
    };
    html! {
        <NameDialog kind="view" {words} {name} {shared} busy={task.busy} failure={task.failure.clone()} {onsubmit} onclose={props.onclose.clone()} />
    }
}

/// Saves the view.
fn saving(props: &Props, task: &Task, toaster: Callback<Toast>) -> Callback<(String, bool)> {
    let (task, saving, query) = (task.clone(), props.saving.clone(), props.query.clone());
    let (onclose, onsaved) = (props.onclose.clone(), props.onsaved.clone());
    Callback::from(move |(name, shared): (String, bool)| {
        let (saving, query, new) = (saving.clone(), query.clone(), query.to_view(name.clone(), shared));
        let (toaster, onclose, onsaved) = (toaster.clone(), onclose.clone(), onsaved.clone());
        let call = async move {
            match saving {
                Saving::New => api::views::create(&new).await,
                Saving::Changed(view) => {
                    let (name, shared) = (Patch::Value(name), Patch::Value(shared));
                    api::views::update(&view, &UpdateView { name, shared, ..UpdateView::default() }).await
                }
            }
        };
        let onfailed = onsaved.clone();
        let done = move |view: View| {
            toaster.emit(Toast::success(t!("view-saved", name = view.name)));
            onclose.emit(());
            onsaved.emit(());
            query.come_under(view.id);
        };
        // Another user may have been faster: the views are then looked at again.
        task.run_or(call, done, move |_| onfailed.emit(()));
    })
}
