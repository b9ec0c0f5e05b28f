//! Choose another password.

use yew::prelude::*;

use crate::api::session;
use crate::i18n::words;
use crate::pages::sign_in::new_password::{NewPassword, NewPasswordFields};
use crate::session::{Session, SessionContext};
use crate::t;
use crate::ui::{Button, Card, Form, Look, ProblemAlert, TextField, Toast, field_errors, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub auth_method: AttrValue,
    pub onchanged: Callback<()>,
}

/// The card.
#[component]
pub fn PasswordCard(props: &Props) -> Html {
    let context = use_context::<SessionContext>();
    let current = use_state_eq(String::new);
    let chosen = use_state_eq(NewPassword::default);
    let differs = use_state_eq(|| false);
    let task = use_task();
    let toaster = use_toaster();
    if props.auth_method != "manual" {
        let method = words::auth_method(&props.auth_method);
        return html! {
            <Card title={t!("account-password")} testid="password-card"><p>{ t!("account-password-elsewhere", method = method) }</p></Card>
        };
    }
    let onsubmit = {
        let (task, current, chosen) = (task.clone(), current.clone(), chosen.clone());
        let (differs, toaster, onchanged) = (differs.setter(), toaster.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            differs.set(chosen.differs());
            if chosen.differs() {
                return;
            }
            let (context, toaster, onchanged) = (context.clone(), toaster.clone(), onchanged.clone());
            let (typed, retyped) = (current.setter(), chosen.setter());
            task.run(session::change_password((*current).clone(), chosen.password.clone()), move |me| {
                typed.set(String::new());
                retyped.set(NewPassword::default());
                if let Some(context) = context {
                    context.change.emit(Session::SignedIn(me));
                }
                toaster.emit(Toast::success(t!("account-password-changed")));
                onchanged.emit(());
            });
        })
    };
    let errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let oncurrent = {
        let current = current.setter();
        Callback::from(move |typed| current.set(typed))
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |typed| chosen.set(typed))
    };
    html! {
        <Card title={t!("account-password")} testid="password-card">
            if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="password-error" />
            }
            <p class="rc-lead">{ t!("account-password-what") }</p>
            <Form narrow=true {onsubmit}>
                <TextField
                    label={t!("current-password")}
                    kind="password"
                    name="password"
                    autocomplete="current-password"
                    required=true
                    error={error("current_password")}
                    value={(*current).clone()}
                    oninput={oncurrent}
                    testid="current-password"
                />
                <NewPasswordFields value={(*chosen).clone()} {onchange} differs={*differs} error={error("new_password")} />
                <div><Button look={Look::Secondary} submit=true busy={task.busy} testid="password-submit">{ t!("account-password-submit") }</Button></div>
            </Form>
        </Card>
    }
}
