//! Suspend one account.

use rollcall_wire::users::{Suspend, User};
use yew::prelude::*;

use super::actions::Order;
use super::suspension::{Suspension, SuspensionFields};
use crate::api::Failure;
use crate::i18n::words;
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, use_unique_id};

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
    let suspension = use_state_eq(Suspension::default);
    let until_error = use_state_eq(|| None::<AttrValue>);
    let user = &props.user;
    let onsubmit = {
        let (suspension, until_error) = (suspension.clone(), until_error.setter());
        let (onorder, busy) = (props.onorder.clone(), props.busy);
        Callback::from(move |()| {
            let until = match suspension.end() {
                Ok(until) => until,
                Err(words) => return until_error.set(Some(words.into())),
            };
            until_error.set(None);
            if !busy {
                let (set_auth_method, reason) = (suspension.method(), suspension.reason());
                onorder.emit(Order::Suspend(Suspend { set_auth_method, reason, until }));
            }
        })
    };
    let onchange = {
        let suspension = suspension.setter();
        Callback::from(move |changed| suspension.set(changed))
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={props.busy} onclose={props.onclose.clone()} testid="confirm-suspend">{ t!("suspend") }</FormButtons>
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
                <SuspensionFields
                    value={(*suspension).clone()}
                    {onchange}
                    no_login_help={t!("suspend-no-login-help", method = words::auth_method(&user.auth_method))}
                    until_error={(*until_error).clone()}
                />
            </Form>
        </Dialog>
    }
}
