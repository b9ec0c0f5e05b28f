//! Ask for a link to choose a new password.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::frame::Frame;
use crate::api::{Failure, session};
use crate::router::Route;
use crate::t;
use crate::ui::{Alert, Button, Form, Link, Look, ProblemAlert, TextField, Tone};

/// The page. The answer is the same whether somebody has the address or not.
#[component]
pub fn ForgottenPage() -> Html {
    let email = use_state(String::new);
    let asked = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let first = use_node_ref();
    let onsubmit = {
        let (email, asked, failure, busy) = (email.clone(), asked.setter(), failure.setter(), busy.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (email, asked, failure, busy) = ((*email).clone(), asked.clone(), failure.clone(), busy.setter());
            spawn_local(async move {
                match session::forgot_password(email).await {
                    Ok(()) => {
                        failure.set(None);
                        asked.set(true);
                    }
                    Err(reason) => failure.set(Some(reason)),
                }
                busy.set(false);
            });
        })
    };
    let oninput = {
        let email = email.setter();
        Callback::from(move |typed| email.set(typed))
    };
    html! {
        <Frame title={t!("forgotten-title")} first={first.clone()}>
            if *asked {
                <Alert tone={Tone::Success} title={t!("forgotten-asked")} urgent=true testid="forgotten-asked">{ t!("forgotten-asked-detail") }</Alert>
            } else {
                if let Some(failure) = &*failure {
                    <ProblemAlert failure={failure.clone()} urgent=true testid="forgotten-error" />
                }
                <p>{ t!("forgotten-what") }</p>
                <Form checked=true {onsubmit}>
                    <TextField label={t!("field-email")} kind="email" name="email" autocomplete="email" required=true value={(*email).clone()} {oninput} node={first} testid="forgotten-email" />
                    <div class="rc-sign-in__submit">
                        <Button look={Look::Primary} submit=true busy={*busy} testid="forgotten-submit">{ t!("forgotten-submit") }</Button>
                    </div>
                </Form>
            }
            <p><Link to={Route::SignIn.path()}>{ t!("back-to-sign-in") }</Link></p>
        </Frame>
    }
}
