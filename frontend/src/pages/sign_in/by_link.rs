//! What the links in mails open: choose a password, confirm an address.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::frame::Frame;
use crate::api::Failure;
use crate::api::session::{self, LinkKind};
use crate::router::Route;
use crate::t;
use crate::ui::{Alert, Button, Form, Link, Look, ProblemAlert, TextField, Tone};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the link is for.
    pub kind: LinkKind,
    /// Its last part.
    pub token: AttrValue,
}

/// The page. It does nothing until the person says so: mail programs open links by themselves.
#[component]
pub fn LinkPage(props: &Props) -> Html {
    let chooses = props.kind != LinkKind::Confirmation;
    let (password, again) = (use_state(String::new), use_state(String::new));
    let differs = use_state_eq(|| false);
    let done = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let first = use_node_ref();
    let onsubmit = {
        let (kind, token) = (props.kind, props.token.clone());
        let (password, again, differs) = (password.clone(), again.clone(), differs.setter());
        let (done, failure, busy) = (done.setter(), failure.setter(), busy.clone());
        Callback::from(move |()| {
            differs.set(chooses && *password != *again);
            if *busy || (chooses && *password != *again) {
                return;
            }
            busy.set(true);
            let (token, password) = (token.clone(), chooses.then(|| (*password).clone()));
            let (done, failure, busy) = (done.clone(), failure.clone(), busy.setter());
            spawn_local(async move {
                match session::by_link(kind, &token, password).await {
                    Ok(()) => done.set(true),
                    Err(reason) => failure.set(Some(reason)),
                }
                busy.set(false);
            });
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |value| setter.set(value))
    };
    let (title, what, submit, success) = match props.kind {
        LinkKind::Invitation => (t!("invitation-title"), t!("choose-what"), t!("choose-submit"), t!("choose-done")),
        LinkKind::PasswordReset => (t!("reset-title"), t!("choose-what"), t!("choose-submit"), t!("choose-done")),
        LinkKind::Confirmation => {
            (t!("confirmation-title"), t!("confirmation-what"), t!("confirmation-submit"), t!("confirmation-done"))
        }
    };
    html! {
        <Frame {title} first={first.clone()}>
            if *done {
                <Alert tone={Tone::Success} title={success} urgent=true testid="link-done">
                    <Link to={Route::SignIn.path()} testid="link-sign-in">{ t!("sign-in") }</Link>
                </Alert>
            } else {
                if let Some(failure) = &*failure {
                    <ProblemAlert failure={failure.clone()} urgent=true testid="link-error" />
                }
                <p>{ what }</p>
                <Form {onsubmit}>
                    if chooses {
                        <TextField label={t!("new-password")} kind="password" name="new-password" autocomplete="new-password" help={t!("new-password-help")} required=true value={(*password).clone()} oninput={set(&password)} node={first} testid="new-password" />
                        <TextField label={t!("new-password-again")} kind="password" name="new-password-again" autocomplete="new-password" error={differs.then(|| AttrValue::from(t!("new-password-differs")))} required=true value={(*again).clone()} oninput={set(&again)} testid="new-password-again" />
                    }
                    <div class="rc-sign-in__submit">
                        <Button look={Look::Primary} submit=true busy={*busy} testid="link-submit">{ submit }</Button>
                    </div>
                </Form>
            }
        </Frame>
    }
}
