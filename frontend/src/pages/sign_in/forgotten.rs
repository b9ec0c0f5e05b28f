//! Ask for a link to choose a new password.

use yew::prelude::*;

use super::frame::Frame;
use crate::api::session;
use crate::router::Destination;
use crate::t;
use crate::ui::{Alert, Button, Form, Link, Look, ProblemAlert, TextField, Tone, use_task};

/// The page. The answer is the same whether an account has the address or not.
#[component]
pub fn ForgottenPage() -> Html {
    let email = use_state(String::new);
    let asked = use_state_eq(|| false);
    let task = use_task();
    let first = use_node_ref();
    let onsubmit = {
        let (task, email, asked) = (task.clone(), email.clone(), asked.setter());
        Callback::from(move |()| {
            let asked = asked.clone();
            task.run(session::forgot_password((*email).clone()), move |()| asked.set(true));
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
                if let Some(failure) = &task.failure {
                    <ProblemAlert failure={failure.clone()} urgent=true testid="forgotten-error" />
                }
                <p>{ t!("forgotten-what") }</p>
                <Form checked=true {onsubmit}>
                    <TextField label={t!("field-email")} kind="email" name="email" autocomplete="email" required=true value={(*email).clone()} {oninput} node={first} testid="forgotten-email" />
                    <div class="rc-sign-in__submit">
                        <Button look={Look::Primary} submit=true busy={task.busy} testid="forgotten-submit">{ t!("forgotten-submit") }</Button>
                    </div>
                </Form>
            }
            <p><Link to={Destination::SignIn.path()}>{ t!("back-to-sign-in") }</Link></p>
        </Frame>
    }
}
