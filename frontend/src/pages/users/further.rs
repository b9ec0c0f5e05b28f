//! What can be done with one account besides suspending and activating: the entries of its menu, in a row of the list
//! and on the person's page, and the dialogs that they open.

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::columns;
use super::download::{DownloadDialog, Whom};
use super::guard;
use super::method::MethodDialog;
use super::person::simple::{Simple, SimpleDialog};
use super::selection::Question;
use crate::session::may;
use crate::t;
use crate::ui::MenuAct;

/// Something that can be done with one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Further {
    /// What needs nothing to be filled in.
    Simple(Simple),
    /// Sign in with another method from now on.
    Method,
    /// Download the profile.
    Download,
}

/// What can be done with an account by a person, with the reason where it can't.
pub fn acts(user: &User, me: &Me, onselect: &Callback<Further>) -> Vec<MenuAct> {
    let act = |further: Further, name: String, reason: Option<String>, testid: &'static str| MenuAct {
        name,
        reason,
        danger: further == Further::Simple(Simple::Delete),
        onselect: onselect.reform(move |()| further),
        testid: testid.into(),
        ..MenuAct::default()
    };
    let simple = |simple: Simple| act(Further::Simple(simple), simple.name(), simple.reason(me, user), simple.testid());
    let mut acts: Vec<MenuAct> = Simple::of(user).into_iter().map(simple).collect();
    if user.status != "deleted" {
        acts.insert(0, act(Further::Method, t!("method-change"), guard::method_reason(me, user), "person-method"));
        // Deleting stays the last.
        let last = acts.len() - 1;
        let reason = (!may(me, "exports.create")).then(|| t!("guard-capability"));
        acts.insert(last, act(Further::Download, t!("download-one"), reason, "person-download"));
    }
    acts
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub further: Further,
    pub user: User,
    pub onclose: Callback<()>,
    /// The account is no longer as it is shown.
    pub onchanged: Callback<()>,
}

/// The dialog of an entry.
#[component]
pub fn FurtherDialog(props: &Props) -> Html {
    let (user, onclose, onchanged) = (props.user.clone(), props.onclose.clone(), props.onchanged.clone());
    match props.further {
        Further::Simple(act) => html! { <SimpleDialog {act} {user} {onclose} {onchanged} /> },
        Further::Method => html! { <MethodDialog {user} {onclose} {onchanged} /> },
        Further::Download => {
            let question = Question { q: String::new(), filter: format!("id eq \"{}\"", user.id) };
            let whom = vec![Whom::of_question(user.full_name, question, 1)];
            html! { <DownloadDialog {whom} columns={columns::known(columns::USUAL)} {onclose} /> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    fn names(user: &User, me: &Me) -> Vec<String> {
        acts(user, me, &Callback::noop()).iter().map(|act| act.testid.to_string()).collect()
    }

    #[test]
    fn deleting_comes_last_and_the_deleted_can_only_be_restored() {
        let all = me(&["administrator"], &["*"]);
        let other = User { id: "other".to_owned(), ..me(&[], &[]).user };
        let found = names(&other, &all);
        let ends = (found.first().map(String::as_str), found.last().map(String::as_str));
        assert_eq!(ends, (Some("person-method"), Some("person-delete")));
        assert!(found.iter().any(|name| name == "person-download"));
        assert_eq!(names(&User { status: "deleted".to_owned(), ..other }, &all), ["person-restore"]);
    }

    #[test]
    fn what_is_not_allowed_says_why() {
        let viewer = me(&[], &["users.view"]);
        let other = User { id: "other".to_owned(), ..viewer.user.clone() };
        assert!(acts(&other, &viewer, &Callback::noop()).iter().all(|act| act.reason.is_some()));
    }
}
