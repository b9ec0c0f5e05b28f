//! Let a user sign in with another method.

use rollcall_wire::users::User;
use serde_json::{Map, Value};
use yew::prelude::*;

use super::filters::METHODS;
use crate::api;
use crate::i18n::words;
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, Select, Toast, use_task, use_toaster, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: User,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn MethodDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let method = use_state_eq(|| props.user.auth_method.clone());
    let task = use_task();
    let toaster = use_toaster();
    let onsubmit = {
        let (task, user, method, toaster) = (task.clone(), props.user.clone(), method.clone(), toaster.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            if *method == user.auth_method {
                return onclose.emit(());
            }
            let changes = Map::from_iter([("auth_method".to_owned(), Value::String((*method).clone()))]);
            let said = t!("method-done", name = user.full_name.clone(), method = words::auth_method(&method));
            let (user, toaster) = (user.clone(), toaster.clone());
            let (onclose, onchanged, onfailed) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let done = move |_| {
                toaster.emit(Toast::success(said));
                onclose.emit(());
                onchanged.emit(());
            };
            // Where another user was faster, the account is shown as it is now.
            task.run_or(async move { api::users::update(&user, &changes).await }, done, move |_| onfailed.emit(()));
        })
    };
    let onchange = {
        let method = method.setter();
        Callback::from(move |code| method.set(code))
    };
    let methods = METHODS.map(|code| (AttrValue::Static(code), words::auth_method(code).into()));
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="method-submit">{ t!("save") }</FormButtons>
    };
    html! {
        <Dialog title={t!("method-title", name = props.user.full_name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="method-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <Select label={t!("field-auth-method")} help={t!("bulk-method-help")} value={(*method).clone()} options={methods.to_vec()} {onchange} testid="method" />
            </Form>
        </Dialog>
    }
}
