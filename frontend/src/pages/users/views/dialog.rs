//! Name a view, and say who sees it.

use rollcall_wire::Patch;
use rollcall_wire::views::{UpdateView, View};
use yew::prelude::*;

use crate::api;
use crate::pages::users::query::UsersQuery;
use crate::t;
use crate::ui::{
    Check, Dialog, Form, FormButtons, ProblemAlert, Task, TextField, Toast, use_task, use_toaster, use_unique_id,
};

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
    let form = use_unique_id("form");
    let (known_name, known_shared) = match &props.saving {
        Saving::New => (String::new(), false),
        Saving::Changed(view) => (view.name.clone(), view.shared),
    };
    let name = use_state_eq(|| known_name);
    let shared = use_state_eq(|| known_shared);
    let missing = use_state_eq(|| false);
    let task = use_task();
    let onsubmit = saving(props, &name, *shared, missing.setter(), &task, use_toaster());
    let taken = task.failure.as_ref().filter(|failure| failure.code() == Some("name_taken"));
    let error = match taken {
        Some(_) => Some(t!("view-name-taken").into()),
        None => missing.then(|| AttrValue::from(t!("value-missing"))),
    };
    let title = match &props.saving {
        Saving::New => t!("view-save-title"),
        Saving::Changed(view) => t!("view-rename-title", name = view.name.clone()),
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="view-submit">{ t!("save") }</FormButtons>
    };
    let oninput = {
        let name = name.setter();
        Callback::from(move |typed| name.set(typed))
    };
    let onchange = {
        let shared = shared.setter();
        Callback::from(move |wanted| shared.set(wanted))
    };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="view-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| taken.is_none()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            if props.saving == Saving::New {
                <p>{ t!("view-save-what") }</p>
            }
            <Form id={form} {onsubmit}>
                <TextField label={t!("view-name")} required=true {error} value={(*name).clone()} {oninput} autocomplete="off" testid="view-name" />
                <Check label={t!("view-share")} help={t!("view-share-help")} checked={*shared} {onchange} testid="view-share" />
            </Form>
        </Dialog>
    }
}

/// Saves the view, if it has a name.
fn saving(
    props: &Props,
    name: &UseStateHandle<String>,
    shared: bool,
    missing: UseStateSetter<bool>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, name, saving, query) = (task.clone(), name.clone(), props.saving.clone(), props.query.clone());
    let (onclose, onsaved) = (props.onclose.clone(), props.onsaved.clone());
    Callback::from(move |()| {
        let name = name.trim().to_owned();
        missing.set(name.is_empty());
        if name.is_empty() {
            return;
        }
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
