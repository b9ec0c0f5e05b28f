//! A password that has to be changed before anything else.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use yew::prelude::*;

use super::frame::Frame;
use super::new_password::{NewPassword, NewPasswordFields};
use crate::api::session;
use crate::session::{Session, SessionContext};
use crate::t;
use crate::ui::{Button, Form, Look, ProblemAlert, TextField, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub me: Rc<Me>,
    pub onsignout: Callback<()>,
}

/// The page. The server refuses everything else until then.
#[component]
pub fn ForcedPasswordPage(props: &Props) -> Html {
    let context = use_context::<SessionContext>();
    let current = use_state(String::new);
    let chosen = use_state_eq(NewPassword::default);
    let differs = use_state_eq(|| false);
    let task = use_task();
    let first = use_node_ref();
    let onsubmit = {
        let (task, current, chosen) = (task.clone(), current.clone(), chosen.clone());
        let differs = differs.setter();
        Callback::from(move |()| {
            differs.set(chosen.differs());
            if chosen.differs() {
                return;
            }
            let context = context.clone();
            task.run(session::change_password((*current).clone(), chosen.password.clone()), move |me| {
                if let Some(context) = context {
                    context.change.emit(Session::SignedIn(me));
                }
            });
        })
    };
    let oncurrent = {
        let current = current.setter();
        Callback::from(move |typed| current.set(typed))
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |typed| chosen.set(typed))
    };
    html! {
        <Frame title={t!("forced-title")} first={first.clone()}>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="forced-error" />
            }
            <p>{ t!("forced-what", name = props.me.user.first_name.clone()) }</p>
            <Form {onsubmit}>
                <TextField label={t!("current-password")} kind="password" name="password" autocomplete="current-password" required=true value={(*current).clone()} oninput={oncurrent} node={first} testid="current-password" />
                <NewPasswordFields value={(*chosen).clone()} {onchange} differs={*differs} />
                <div class="rc-sign-in__submit">
                    <Button look={Look::Primary} submit=true busy={task.busy} testid="forced-submit">{ t!("choose-submit") }</Button>
                </div>
            </Form>
            <div><Button look={Look::Link} onclick={props.onsignout.clone()} testid="forced-sign-out">{ t!("sign-out") }</Button></div>
        </Frame>
    }
}
