//! Activate one account.

use rollcall_wire::users::Activate;
use yew::prelude::*;

use super::actions::Order;
use super::suspend::Props;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{Check, Dialog, Fact, Facts, Form, FormButtons, ProblemAlert, use_unique_id};

/// The dialog.
#[component]
pub fn ActivateDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let restore = use_state_eq(|| true);
    let user = &props.user;
    let onsubmit = {
        let (restore, onorder, busy) = (restore.clone(), props.onorder.clone(), props.busy);
        Callback::from(move |()| {
            if !busy {
                onorder.emit(Order::Activate(Activate { restore_auth_method: Some(*restore) }));
            }
        })
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={props.busy} onclose={props.onclose.clone()} testid="confirm-activate">{ t!("activate") }</FormButtons>
    };
    html! {
        <Dialog
            title={t!("activate-title", name = user.full_name.clone())}
            onclose={props.onclose.clone()}
            busy={props.busy}
            {footer}
            testid="activate-dialog"
        >
            if let Some(failure) = &props.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("activate-what", username = user.username.clone()) }</p>
            if user.suspension_reason.is_some() || user.suspended_until.is_some() {
                <Facts>
                    if let Some(reason) = &user.suspension_reason {
                        <Fact term={t!("field-suspension-reason")}>{ reason }</Fact>
                    }
                    if let Some(until) = &user.suspended_until {
                        <Fact term={t!("field-suspended-until")}>{ format::moment(until) }</Fact>
                    }
                </Facts>
            }
            <Form id={form} {onsubmit}>
                <Check
                    label={t!("activate-restore")}
                    help={t!("activate-restore-help", method = words::auth_method(&user.auth_method))}
                    checked={*restore}
                    onchange={let restore = restore.setter(); Callback::from(move |value| restore.set(value))}
                    testid="activate-restore"
                />
            </Form>
        </Dialog>
    }
}
