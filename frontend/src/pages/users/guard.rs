//! Why a person may not act on an account, in words. The server decides; this spares the detour.

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;

use crate::session::{is_administrator, may};
use crate::t;

/// Why the account can't be suspended or activated by this person; `None` if it can.
pub fn reason(me: &Me, user: &User) -> Option<String> {
    if user.status == "deleted" {
        return Some(t!("guard-deleted"));
    }
    if me.user.id == user.id {
        return Some(t!("guard-self"));
    }
    if !may(me, "users.suspend") {
        return Some(t!("guard-capability"));
    }
    protects(me, user).then(|| t!("guard-administrator"))
}

/// Why the details of an account can't be changed by this person; `None` if they can.
pub fn edit_reason(me: &Me, user: &User) -> Option<String> {
    if user.status == "deleted" {
        return Some(t!("guard-deleted"));
    }
    if !may(me, "users.update") {
        return Some(t!("guard-capability"));
    }
    protects(me, user).then(|| t!("guard-administrator"))
}

/// Why a user can't be put into cohorts, nor be taken out of them, by a person who may do that as such; `None` if they can.
pub fn cohort_reason(me: &Me, user: &User) -> Option<String> {
    if user.status == "deleted" {
        return Some(t!("guard-deleted"));
    }
    protects(me, user).then(|| t!("guard-administrator"))
}

/// Why the person can't let a user sign in with another method; `None` if they can.
pub fn method_reason(me: &Me, user: &User) -> Option<String> {
    if me.user.id == user.id { Some(t!("guard-self")) } else { edit_reason(me, user) }
}

/// Whether an account is an administrator's and the person is none.
pub fn protects(me: &Me, user: &User) -> bool {
    is_administrator(&user.system_roles) && !is_administrator(&me.user.system_roles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    fn other(roles: &[&str]) -> User {
        User { id: "other".to_owned(), ..me(roles, &[]).user }
    }

    #[test]
    fn nobody_suspends_themselves() {
        let person = me(&["administrator"], &["*"]);
        assert_eq!(reason(&person, &person.user), Some(t!("guard-self")));
    }

    #[test]
    fn administrators_are_for_administrators() {
        let manager = me(&["account_manager"], &["users.*"]);
        assert_eq!(reason(&manager, &other(&["administrator"])), Some(t!("guard-administrator")));
        assert_eq!(reason(&manager, &other(&["learner"])), None);
        let administrator = me(&["administrator"], &["*"]);
        assert_eq!(reason(&administrator, &other(&["administrator"])), None);
    }

    #[test]
    fn the_deleted_and_administrators_stay_in_their_cohorts() {
        let manager = me(&["account_manager"], &["cohorts.manage"]);
        assert_eq!(cohort_reason(&manager, &other(&["administrator"])), Some(t!("guard-administrator")));
        let deleted = User { status: "deleted".to_owned(), ..other(&[]) };
        assert_eq!(cohort_reason(&manager, &deleted), Some(t!("guard-deleted")));
        assert_eq!(cohort_reason(&manager, &manager.user), None);
    }

    #[test]
    fn without_the_capability_nobody_is_suspended() {
        let viewer = me(&[], &["users.view"]);
        assert_eq!(reason(&viewer, &other(&[])), Some(t!("guard-capability")));
    }
}
