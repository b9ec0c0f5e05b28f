//! Where one is signed in oneself, and the way to end that.

use rollcall_wire::auth::SessionInfo;
use yew::prelude::*;

use crate::api;
use crate::pages::sign_ins::SignInsTable;
use crate::t;
use crate::ui::{
    Button, Card, Confirm, ProblemAlert, TableSkeleton, Toast, use_load, use_rescued_focus, use_task, use_toaster,
};

/// Which sessions the person is asked to confirm ending.
#[derive(Clone, PartialEq)]
enum SessionsToEnd {
    Nothing,
    One(SessionInfo),
    Others,
}

/// The card.
#[component]
pub fn OwnSessions() -> Html {
    let sessions = use_load((), |(), signal| async move { api::me::sessions(&signal).await });
    use_rescued_focus(&sessions.data);
    let ending = use_state_eq(|| SessionsToEnd::Nothing);
    let task = use_task();
    let toaster = use_toaster();
    let onclose = {
        let (ending, task) = (ending.setter(), task.clone());
        Callback::from(move |()| {
            task.clear();
            ending.set(SessionsToEnd::Nothing);
        })
    };
    let onconfirm = {
        let (task, which, onclose, toaster) = (task.clone(), (*ending).clone(), onclose.clone(), toaster.clone());
        let reload = sessions.reload.clone();
        Callback::from(move |()| {
            let (which, onclose, toaster, reload) = (which.clone(), onclose.clone(), toaster.clone(), reload.clone());
            let said = if which == SessionsToEnd::Others { t!("sessions-ended") } else { t!("session-ended") };
            let call = async move {
                match which {
                    SessionsToEnd::One(session) => api::me::end_session(&session.id).await,
                    SessionsToEnd::Others => api::me::end_other_sessions().await,
                    SessionsToEnd::Nothing => Ok(()),
                }
            };
            task.run(call, move |()| {
                toaster.emit(Toast::success(said));
                onclose.emit(());
                reload.emit(());
            });
        })
    };
    let others = sessions.data.as_ref().is_some_and(|found| found.items.iter().any(|session| !session.current));
    let ask = {
        let ending = ending.setter();
        Callback::from(move |()| ending.set(SessionsToEnd::Others))
    };
    let actions = html! {
        if others {
            <Button onclick={ask} testid="sessions-end">{ t!("sessions-end") }</Button>
        }
    };
    let body = match (&sessions.data, &sessions.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={sessions.reload.clone()} testid="sessions-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={2} /> },
        (Some(found), None) => {
            let onend = {
                let ending = ending.setter();
                Callback::from(move |session| ending.set(SessionsToEnd::One(session)))
            };
            html! { <SignInsTable caption={t!("account-sessions")} sessions={found.items.clone()} {onend} /> }
        }
    };
    let (title, what) = match &*ending {
        SessionsToEnd::Nothing => (String::new(), String::new()),
        SessionsToEnd::One(_) => (t!("session-end-title"), t!("session-end-what")),
        SessionsToEnd::Others => (t!("sessions-end-title"), t!("sessions-end-what")),
    };
    html! {
        <Card title={t!("account-sessions")} {actions} testid="own-sessions">
            { body }
            if *ending != SessionsToEnd::Nothing {
                <Confirm {title} action={t!("session-end")} busy={task.busy} failure={task.failure.clone()} {onconfirm} {onclose} testid="session-dialog">
                    <p>{ what }</p>
                </Confirm>
            }
        </Card>
    }
}
