//! What can be done with an account by saying so, without anything to fill in.

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::super::{guard, self_notice};
use crate::api::{self, Failure};
use crate::i18n::find;
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{Button, Dialog, Look, ProblemAlert, Toast, use_task, use_toaster};

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simple {
    /// End the rest after failed sign-ins.
    Unlock,
    /// The address counts as confirmed.
    Confirm,
    /// Send the link to confirm the address again.
    ResendConfirmation,
    /// Send a link to choose a new password.
    ResetPassword,
    /// The password has to be changed with the next sign-in.
    ForcePasswordChange,
    /// End all sessions.
    SignOut,
    /// Out of every list, restorable for a while.
    Delete,
    /// Back from there.
    Restore,
}

impl Simple {
    /// What makes sense for an account as it is.
    pub fn of(user: &User) -> Vec<Self> {
        if user.status == "deleted" {
            return vec![Self::Restore];
        }
        let some = [
            (user.locked, Self::Unlock),
            (!user.confirmed, Self::Confirm),
            (!user.confirmed, Self::ResendConfirmation),
        ];
        let always = [Self::ResetPassword, Self::ForcePasswordChange, Self::SignOut, Self::Delete];
        some.into_iter().filter(|(fits, _)| *fits).map(|(_, act)| act).chain(always).collect()
    }

    fn code(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Confirm => "confirm",
            Self::ResendConfirmation => "resend-confirmation",
            Self::ResetPassword => "reset-password",
            Self::ForcePasswordChange => "force-password-change",
            Self::SignOut => "sign-out",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// What its entry in the menu says.
    pub fn name(self) -> String {
        find(&format!("single-{}", self.code()), &[]).unwrap_or_default()
    }

    fn what(self) -> String {
        find(&format!("single-{}-what", self.code()), &[]).unwrap_or_default()
    }

    /// For tests.
    pub fn testid(self) -> &'static str {
        match self {
            Self::Unlock => "person-unlock",
            Self::Confirm => "person-confirm",
            Self::ResendConfirmation => "person-resend-confirmation",
            Self::ResetPassword => "person-reset-password",
            Self::ForcePasswordChange => "person-force-password-change",
            Self::SignOut => "person-sign-out",
            Self::Delete => "person-delete",
            Self::Restore => "person-restore",
        }
    }

    /// What it takes: any of these.
    fn capabilities(self) -> &'static [&'static str] {
        match self {
            Self::Unlock | Self::ResendConfirmation | Self::ResetPassword | Self::SignOut => {
                &["users.support", "users.update"]
            }
            Self::Confirm | Self::ForcePasswordChange => &["users.update"],
            Self::Delete | Self::Restore => &["users.delete"],
        }
    }

    /// Why a person can't do it with an account; `None` if they can.
    pub fn reason(self, me: &Me, user: &User) -> Option<String> {
        if !self.capabilities().iter().any(|capability| may(me, capability)) {
            return Some(t!("guard-capability"));
        }
        if self == Self::Delete && me.user.id == user.id {
            return Some(t!("guard-self"));
        }
        guard::protects(me, user).then(|| t!("guard-administrator"))
    }

    async fn carry_out(self, user: &User) -> Result<(), Failure> {
        match self {
            Self::Delete => api::users::delete(user).await,
            other => api::users::simply(user, other.code()).await,
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub act: Simple,
    pub user: User,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// Says what follows, and asks.
#[component]
pub fn SimpleDialog(props: &Props) -> Html {
    let toaster = use_toaster();
    let task = use_task();
    let me = use_me();
    let act = props.act;
    let onclick = {
        let (task, user, toaster) = (task.clone(), props.user.clone(), toaster.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (user, name, toaster) = (user.clone(), user.full_name.clone(), toaster.clone());
            let (onclose, onchanged, onfailed) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("single-done", act = act.name(), name = name)));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(async move { act.carry_out(&user).await }, done, move |_| onfailed.emit(()));
        })
    };
    let look = if act == Simple::Delete { Look::Danger } else { Look::Primary };
    let footer = html! {
        <>
            <Button {look} busy={task.busy} {onclick} testid="confirm-simple">{ act.name() }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("single-title", act = act.name(), name = props.user.full_name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="simple-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p>{ act.what() }</p>
            { self_notice::notice_for_one(act.code(), &props.user.id, me.as_deref()) }
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    #[test]
    fn only_what_makes_sense_is_offered_and_all_of_it_has_words() {
        let user = me(&[], &[]).user;
        assert!(!Simple::of(&user).contains(&Simple::Unlock));
        let locked = User { locked: true, confirmed: false, ..user.clone() };
        assert!(Simple::of(&locked).contains(&Simple::Unlock));
        let deleted = User { status: "deleted".to_owned(), ..user };
        assert_eq!(Simple::of(&deleted), [Simple::Restore]);
        for act in Simple::of(&locked).into_iter().chain([Simple::Restore]) {
            assert!(!act.name().is_empty() && !act.what().is_empty(), "{}", act.code());
        }
    }

    #[test]
    fn nobody_deletes_themselves_and_administrators_are_for_administrators() {
        let manager = me(&["account_manager"], &["users.*"]);
        assert_eq!(Simple::Delete.reason(&manager, &manager.user), Some(t!("guard-self")));
        let administrator = User { id: "other".to_owned(), ..me(&["administrator"], &[]).user };
        assert_eq!(Simple::SignOut.reason(&manager, &administrator), Some(t!("guard-administrator")));
        assert_eq!(Simple::SignOut.reason(&me(&[], &["users.view"]), &manager.user), Some(t!("guard-capability")));
    }

    #[test]
    fn the_helpdesk_helps_people_to_sign_in_and_does_nothing_else() {
        let helpdesk = me(&["helpdesk"], &["users.view", "users.support"]);
        let other = User { id: "other".to_owned(), ..me(&[], &[]).user };
        for act in [Simple::Unlock, Simple::ResendConfirmation, Simple::ResetPassword, Simple::SignOut] {
            assert_eq!(act.reason(&helpdesk, &other), None, "{}", act.code());
        }
        for act in [Simple::Confirm, Simple::ForcePasswordChange, Simple::Delete, Simple::Restore] {
            assert_eq!(act.reason(&helpdesk, &other), Some(t!("guard-capability")), "{}", act.code());
        }
    }
}
