//! What the links in mails open: choose a password, confirm an address.

use yew::prelude::*;

use super::frame::Frame;
use super::new_password::{NewPassword, NewPasswordFields};
use crate::api::session::{self, LinkKind};
use crate::router::Destination;
use crate::t;
use crate::ui::{Alert, Button, Form, Link, Look, ProblemAlert, Tone, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the link is for.
    pub kind: LinkKind,
    /// What stands behind the `#` of its address.
    pub token: AttrValue,
}

/// The page. It does nothing until the person says so: mail programs open links by themselves.
#[component]
pub fn LinkPage(props: &Props) -> Html {
    let chooses = props.kind != LinkKind::Confirmation;
    let chosen = use_state_eq(NewPassword::default);
    let differs = use_state_eq(|| false);
    let done = use_state_eq(|| false);
    let task = use_task();
    let first = use_node_ref();
    let onsubmit = {
        let (task, kind, token) = (task.clone(), props.kind, props.token.clone());
        let (chosen, differs, done) = (chosen.clone(), differs.setter(), done.setter());
        Callback::from(move |()| {
            let wrong = chooses && chosen.differs();
            differs.set(wrong);
            if wrong {
                return;
            }
            let (token, password, done) = (token.clone(), chooses.then(|| chosen.password.clone()), done.clone());
            task.run(async move { session::by_link(kind, &token, password).await }, move |()| done.set(true));
        })
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |typed| chosen.set(typed))
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
                    <Link to={Destination::SignIn.path()} testid="link-sign-in">{ t!("sign-in") }</Link>
                </Alert>
            } else {
                if let Some(failure) = &task.failure {
                    <ProblemAlert failure={failure.clone()} urgent=true testid="link-error" />
                }
                <p>{ what }</p>
                <Form {onsubmit}>
                    if chooses {
                        <NewPasswordFields value={(*chosen).clone()} {onchange} differs={*differs} node={first} />
                    }
                    <div class="rc-sign-in__submit">
                        <Button look={Look::Primary} submit=true busy={task.busy} testid="link-submit">{ submit }</Button>
                    </div>
                </Form>
            }
        </Frame>
    }
}
