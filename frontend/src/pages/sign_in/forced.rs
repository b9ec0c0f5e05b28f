//! A password that has to be changed before anything else.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::frame::Frame;
use crate::api::{Failure, session};
use crate::session::{Session, SessionContext};
use crate::t;
use crate::ui::{Button, Form, Look, ProblemAlert, TextField};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub me: Rc<Me>,
    pub onsignout: Callback<()>,
}

/// The page. The server refuses everything else until then.
#[component]
pub fn ForcedPasswordPage(props: &Props) -> Html {
    let context = use_context::<SessionContext>();
    let (current, password, again) = (use_state(String::new), use_state(String::new), use_state(String::new));
    let differs = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let first = use_node_ref();
    let onsubmit = {
        let (current, password, again) = (current.clone(), password.clone(), again.clone());
        let (differs, failure, busy) = (differs.setter(), failure.setter(), busy.clone());
        Callback::from(move |()| {
            differs.set(*password != *again);
            if *busy || *password != *again {
                return;
            }
            busy.set(true);
            let (current, password, context) = ((*current).clone(), (*password).clone(), context.clone());
            let (failure, busy) = (failure.clone(), busy.setter());
            spawn_local(async move {
                match session::change_password(current, password).await {
                    Ok(me) => {
                        if let Some(context) = context {
                            context.change.emit(Session::SignedIn(me));
                        }
                    }
                    Err(reason) => {
                        failure.set(Some(reason));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <Frame title={t!("forced-title")} first={first.clone()}>
            if let Some(failure) = &*failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="forced-error" />
            }
            <p>{ t!("forced-what", name = props.me.user.first_name.clone()) }</p>
            <Form {onsubmit}>
                <TextField label={t!("current-password")} kind="password" name="password" autocomplete="current-password" required=true value={(*current).clone()} oninput={set(&current)} node={first} testid="current-password" />
                <TextField label={t!("new-password")} kind="password" name="new-password" autocomplete="new-password" help={t!("new-password-help")} required=true value={(*password).clone()} oninput={set(&password)} testid="new-password" />
                <TextField label={t!("new-password-again")} kind="password" name="new-password-again" autocomplete="new-password" error={differs.then(|| AttrValue::from(t!("new-password-differs")))} required=true value={(*again).clone()} oninput={set(&again)} testid="new-password-again" />
                <div class="rc-sign-in__submit">
                    <Button look={Look::Primary} submit=true busy={*busy} testid="forced-submit">{ t!("choose-submit") }</Button>
                </div>
            </Form>
            <div><Button look={Look::Link} onclick={props.onsignout.clone()} testid="forced-sign-out">{ t!("sign-out") }</Button></div>
        </Frame>
    }
}
