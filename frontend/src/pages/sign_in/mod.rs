//! Sign in. Shown in place of any page while the person is not signed in, so that the requested address
//! is still there afterwards.

mod by_link;
mod forced;
mod forgotten;
mod frame;
pub mod new_password;

use yew::prelude::*;

pub use self::by_link::LinkPage;
pub use self::forced::ForcedPasswordPage;
pub use self::forgotten::ForgottenPage;
use self::frame::Frame;

use crate::api::{Failure, session};
use crate::router::{self, Destination};
use crate::session::{Session, SessionContext};
use crate::t;
use crate::ui::{Alert, Button, Form, Link, Look, ProblemAlert, TextField, Tone, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// A session has ended by itself.
    pub expired: bool,
}

/// The form.
#[component]
pub fn SignInPage(props: &Props) -> Html {
    let context = use_context::<SessionContext>();
    let username = use_state(String::new);
    let password = use_state(String::new);
    let task = use_task();
    let first = use_node_ref();
    let onsubmit = {
        let (task, username, password) = (task.clone(), username.clone(), password.clone());
        Callback::from(move |()| {
            if task.busy {
                return;
            }
            task.clear();
            let (context, retyped) = (context.clone(), password.setter());
            let done = move |me| {
                router::count_as_move();
                if let Some(context) = context {
                    context.change.emit(Session::SignedIn(me));
                }
            };
            task.run_or(session::sign_in((*username).clone(), (*password).clone()), done, move |reason| {
                if reason.status() == Some(401) {
                    retyped.set(String::new());
                }
            });
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <Frame title={t!("sign-in")} first={first.clone()}>
            if props.expired && task.failure.is_none() {
                <Alert tone={Tone::Info} title={t!("session-expired")} testid="session-expired">{ t!("session-expired-detail") }</Alert>
            }
            { failed(task.failure.as_ref()) }
            <Form checked=true {onsubmit}>
                <TextField
                    label={t!("username")}
                    name="username"
                    autocomplete="username"
                    required=true
                    value={(*username).clone()}
                    oninput={set(&username)}
                    node={first}
                    testid="sign-in-username"
                />
                <TextField
                    label={t!("password")}
                    kind="password"
                    name="password"
                    autocomplete="current-password"
                    required=true
                    value={(*password).clone()}
                    oninput={set(&password)}
                    testid="sign-in-password"
                />
                <div class="rc-sign-in__submit">
                    <Button look={Look::Primary} submit=true busy={task.busy} testid="sign-in-submit">
                        { if task.busy { t!("signing-in") } else { t!("sign-in") } }
                    </Button>
                </div>
            </Form>
            <p><Link to={Destination::Forgotten.path()} testid="forgotten">{ t!("forgotten") }</Link></p>
        </Frame>
    }
}

/// The server gives the same answer for every reason, and so does the page.
fn failed(failure: Option<&Failure>) -> Html {
    match failure {
        None => Html::default(),
        Some(failure) if failure.status() == Some(401) => html! {
            <Alert tone={Tone::Danger} title={t!("sign-in-failed")} urgent=true testid="sign-in-error">{ t!("sign-in-failed-detail") }</Alert>
        },
        Some(failure) => {
            html! { <ProblemAlert failure={failure.clone()} urgent=true testid="sign-in-error" /> }
        }
    }
}
