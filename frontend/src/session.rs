//! Who is signed in, as far as the pages need to know. The token itself stays in [`crate::api`].

use std::rc::Rc;

use rollcall_wire::auth::Me;
use yew::prelude::*;

use crate::api::Failure;
use crate::api::courses::RightsInCourse;

/// Where this tab stands with the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Session {
    /// Asking the server whether an earlier session goes on.
    Starting,
    /// The server does not answer that question.
    Unavailable(Failure),
    /// Not signed in.
    SignedOut {
        /// Whether a session ended without the person having asked for it.
        expired: bool,
    },
    /// The person who is signed in.
    SignedIn(Rc<Me>),
}

/// The session and the way to change it, for every component.
#[derive(Clone, PartialEq)]
pub struct SessionContext {
    /// Where this tab stands.
    pub session: Session,
    /// Takes over a new standing.
    pub change: Callback<Session>,
}

/// Who is signed in; `None` outside of a session.
#[hook]
pub fn use_me() -> Option<Rc<Me>> {
    match use_context::<SessionContext>()?.session {
        Session::SignedIn(me) => Some(me),
        Session::Starting | Session::Unavailable(_) | Session::SignedOut { .. } => None,
    }
}

/// Whether a person holds a capability: by its name, by its family (`users.*`) or by all (`*`).
pub fn may(me: &Me, capability: &str) -> bool {
    let family = capability.split('.').next().unwrap_or_default();
    me.capabilities
        .iter()
        .any(|held| held == capability || held == "*" || held.strip_suffix(".*").is_some_and(|held| held == family))
}

/// What a person may do in the courses of their own, besides what they may do everywhere.
#[derive(Clone, Default, PartialEq)]
pub struct CourseRights {
    /// The courses in which they hold a role; `None` as long as that is not known.
    pub courses: Option<Rc<Vec<RightsInCourse>>>,
    /// Asks again, after they have come into a course or gone out of one.
    pub reload: Callback<()>,
}

impl CourseRights {
    fn of(&self, course: &str) -> &[String] {
        let all = self.courses.iter().flat_map(|courses| courses.iter());
        all.filter(|own| own.id == course).map(|own| own.capabilities.as_slice()).next().unwrap_or_default()
    }

    /// Whether they hold a capability in a course.
    pub fn may_in(&self, course: &str, capability: &str) -> bool {
        self.of(course).iter().any(|held| held == capability)
    }

    /// Whether they hold a capability in any course.
    pub fn may_somewhere(&self, capability: &str) -> bool {
        let mut all = self.courses.iter().flat_map(|courses| courses.iter());
        all.any(|own| own.capabilities.iter().any(|held| held == capability))
    }
}

/// What the person who is signed in may do in courses.
#[hook]
pub fn use_course_rights() -> CourseRights {
    use_context::<CourseRights>().unwrap_or_default()
}

/// Whether a person is an administrator.
pub fn is_administrator(roles: &[String]) -> bool {
    roles.iter().any(|role| role == "administrator")
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn me(roles: &[&str], capabilities: &[&str]) -> Me {
        let user = serde_json::json!({
            "id": "me", "username": "anna", "email": "anna@example.org",
            "first_name": "Anna", "last_name": "Berg", "full_name": "Anna Berg",
            "auth_method": "manual", "suspended": false, "confirmed": true, "locked": false,
            "must_change_password": false, "status": "active", "system_roles": roles,
            "cohorts": [], "profile": {}, "created_at": "", "updated_at": "", "version": 1,
            "capabilities": capabilities,
        });
        serde_json::from_value(user).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_capability_is_held_by_name_or_by_family() {
        let person = me(&[], &["users.view", "batches.*"]);
        assert!(may(&person, "users.view"));
        assert!(!may(&person, "users.suspend"));
        assert!(may(&person, "batches.apply"));
        assert!(may(&me(&[], &["*"]), "users.suspend"));
    }
}
