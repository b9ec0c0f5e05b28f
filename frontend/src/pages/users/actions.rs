//! What one can do with an account, and what follows: the dialog, the toast, the way back.

use std::rc::Rc;

use rollcall_wire::Patch;
use rollcall_wire::users::{Activate, Suspend, User};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::activate::ActivateDialog;
use super::suspend::SuspendDialog;
use crate::api::{self, Failure};
use crate::t;
use crate::ui::{Toast, use_task, use_toaster, words};

/// An act that is being asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Block sign-in.
    Suspend(User),
    /// Let the person in again.
    Activate(User),
}

/// An act with its settings.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Block sign-in like this.
    Suspend(Suspend),
    /// Let the person in again like this.
    Activate(Activate),
}

impl Act {
    /// The same act on the account as the list has it by now.
    pub fn newest<'u>(&self, mut page: impl Iterator<Item = &'u User>) -> Self {
        let (Self::Suspend(user) | Self::Activate(user)) = self;
        let found = page.find(|known| known.id == user.id);
        self.of(found.unwrap_or(user))
    }

    /// The same act on the account as it is known by now.
    pub fn of(&self, user: &User) -> Self {
        let user = user.clone();
        match self {
            Self::Suspend(_) => Self::Suspend(user),
            Self::Activate(_) => Self::Activate(user),
        }
    }
}

/// What brings an account back to how it was.
fn reverse(before: &User, after: &User) -> Order {
    if after.suspended {
        return Order::Activate(Activate { restore_auth_method: Some(before.auth_method != after.auth_method) });
    }
    let same_method = before.auth_method == after.auth_method;
    let method = (!same_method).then(|| before.auth_method.clone());
    Order::Suspend(Suspend {
        set_auth_method: Patch::from(method),
        reason: Patch::from(before.suspension_reason.clone()),
        until: Patch::from(before.suspended_until.clone()),
    })
}

async fn carry_out(user: &User, order: &Order) -> Result<User, Failure> {
    match order {
        Order::Suspend(how) => api::users::suspend(user, how).await,
        Order::Activate(how) => api::users::activate(user, how).await,
    }
}

fn done(order: &Order, name: &str) -> String {
    match order {
        Order::Suspend(_) => t!("suspended-toast", name = name.to_owned()),
        Order::Activate(_) => t!("activated-toast", name = name.to_owned()),
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub act: Act,
    pub onclose: Callback<()>,
    /// The account is no longer as the list shows it.
    pub onchanged: Callback<()>,
}

/// The dialog of an act.
#[component]
pub fn ActionDialog(props: &Props) -> Html {
    let toaster = use_toaster();
    let task = use_task();
    let (Act::Suspend(user) | Act::Activate(user)) = &props.act;
    let onorder = {
        let (task, user, toaster) = (task.clone(), user.clone(), toaster.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |order: Order| {
            let (user, order, toaster) = (Rc::new(user.clone()), Rc::new(order), toaster.clone());
            let (onclose, onchanged, onstale) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let call = {
                let (user, order) = (Rc::clone(&user), Rc::clone(&order));
                async move { carry_out(&user, &order).await }
            };
            let carried_out = move |after| {
                let undo = undoing(&user, after, &toaster, &onchanged);
                toaster.emit(Toast::success(done(&order, &user.full_name)).with_action(t!("undo"), undo));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(call, carried_out, move |reason| {
                // Another user was faster: show the account as it is now.
                if matches!(reason.status(), Some(404 | 409 | 412)) {
                    onstale.emit(());
                }
            });
        })
    };
    let (user, busy, failure) = (user.clone(), task.busy, task.failure);
    let onclose = props.onclose.clone();
    match &props.act {
        Act::Suspend(_) => html! { <SuspendDialog {user} {busy} {failure} {onclose} {onorder} /> },
        Act::Activate(_) => {
            html! { <ActivateDialog {user} {busy} {failure} {onclose} {onorder} /> }
        }
    }
}

fn undoing(before: &User, after: User, toaster: &Callback<Toast>, onchanged: &Callback<()>) -> Callback<()> {
    let order = reverse(before, &after);
    let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
    Callback::from(move |()| {
        let (order, after) = (order.clone(), after.clone());
        let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
        spawn_local(async move {
            match carry_out(&after, &order).await {
                Ok(_) => toaster.emit(Toast::success(done(&order, &after.full_name))),
                Err(failure) => {
                    let words = words(&failure);
                    toaster.emit(Toast::danger(t!("undo-failed", reason = words.detail)));
                }
            }
            onchanged.emit(());
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    #[test]
    fn the_way_back_restores_reason_until_and_method() {
        let after = me(&[], &[]).user;
        let before = User {
            suspended: true,
            suspension_reason: Some("Left".to_owned()),
            suspended_until: Some("2026-12-01T00:00:00.000Z".to_owned()),
            auth_method: "nologin".to_owned(),
            ..after.clone()
        };
        let Order::Suspend(order) = reverse(&before, &after) else { panic!("a suspension") };
        assert_eq!(order.set_auth_method, Patch::Value("nologin".to_owned()));
        assert_eq!(order.reason, Patch::Value("Left".to_owned()));
        assert_eq!(order.until, Patch::from(before.suspended_until));
    }

    #[test]
    fn a_method_that_was_left_alone_stays_alone() {
        let active = me(&[], &[]).user;
        let suspended = User { suspended: true, ..active.clone() };
        assert_eq!(reverse(&active, &suspended), Order::Activate(Activate { restore_auth_method: Some(false) }));
        let Order::Suspend(order) = reverse(&suspended, &active) else { panic!("a suspension") };
        assert_eq!(order.set_auth_method, Patch::Null);
    }
}
