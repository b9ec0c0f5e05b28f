//! Suspend one account.

use js_sys::Date;
use rollcall_wire::Patch;
use rollcall_wire::users::{Suspend, User};
use yew::prelude::*;

use super::actions::Order;
use crate::api::Failure;
use crate::i18n::words;
use crate::t;
use crate::ui::{Button, Check, Dialog, Form, Look, ProblemAlert, TextArea, TextField, use_unique_id};

/// The properties of both dialogs about one account.
#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: User,
    pub busy: bool,
    pub failure: Option<Failure>,
    pub onclose: Callback<()>,
    pub onorder: Callback<Order>,
}

/// The dialog.
#[component]
pub fn SuspendDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let no_login = use_state_eq(|| true);
    let reason = use_state_eq(String::new);
    let until = use_state_eq(String::new);
    let until_error = use_state_eq(|| None::<AttrValue>);
    let user = &props.user;
    let onsubmit = {
        let (no_login, reason, until) = (no_login.clone(), reason.clone(), until.clone());
        let (until_error, onorder, busy) = (until_error.setter(), props.onorder.clone(), props.busy);
        Callback::from(move |()| {
            let end = match ending(&until) {
                Ok(end) => end,
                Err(words) => return until_error.set(Some(words.into())),
            };
            until_error.set(None);
            if !busy {
                onorder.emit(Order::Suspend(Suspend {
                    set_auth_method: if *no_login { Patch::Value("nologin".to_owned()) } else { Patch::Null },
                    reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
                    until: end,
                }));
            }
        })
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={props.busy} testid="confirm-suspend">{ t!("suspend") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={props.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog
            title={t!("suspend-title", name = user.full_name.clone())}
            onclose={props.onclose.clone()}
            busy={props.busy}
            {footer}
            testid="suspend-dialog"
        >
            if let Some(failure) = &props.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("suspend-what", username = user.username.clone()) }</p>
            <Form id={form} {onsubmit}>
                <Check
                    label={t!("suspend-no-login")}
                    help={t!("suspend-no-login-help", method = words::auth_method(&user.auth_method))}
                    checked={*no_login}
                    onchange={let no_login = no_login.setter(); Callback::from(move |value| no_login.set(value))}
                    testid="suspend-no-login"
                />
                <TextArea
                    label={t!("suspend-reason")}
                    help={t!("suspend-reason-help")}
                    maxlength="1000"
                    value={(*reason).clone()}
                    oninput={let reason = reason.setter(); Callback::from(move |value| reason.set(value))}
                    testid="suspend-reason"
                />
                <TextField
                    kind="datetime-local"
                    label={t!("suspend-until")}
                    help={t!("suspend-until-help")}
                    error={(*until_error).clone()}
                    value={(*until).clone()}
                    oninput={let until = until.setter(); Callback::from(move |value| until.set(value))}
                    testid="suspend-until"
                />
            </Form>
        </Dialog>
    }
}

/// The end of a suspension from what the field holds, on the person's own clock.
fn ending(local: &str) -> Result<Option<String>, String> {
    if local.is_empty() {
        return Ok(None);
    }
    let date = Date::new(&local.into());
    if date.get_time().is_nan() || date.get_time() <= Date::now() {
        return Err(t!("suspend-until-past"));
    }
    Ok(date.to_iso_string().as_string())
}
