//! Roles: what they are, who holds them where, and until when.
//!
//! The shipped roles are constants ([`crate::actor::SHIPPED`]), since their keys are a part of the API; those that a
//! site makes for itself are rows ([`own`]). Which account holds which of them at site level is a field of the account;
//! `role_assignments` follows it, says since when, until when and why, and is what is looked things up in ([`store`]).
//! It holds the roles of other contexts, too ([`crate::role_assignments`]).

pub mod commands;
pub mod own;
pub mod store;

use std::collections::BTreeSet;

pub use crate::actor::{Capabilities, Capability, RoleKey};
use crate::actor::{MayAssign, SHIPPED, ShippedRole, shipped};
use crate::context::ContextKind;
use crate::erasure::{Erasure, Fate};
use crate::text::show;
use crate::{Actor, Millis};

/// Erasure policy of roles. The roles themselves say nothing about anybody.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "roles",
        rows: "",
        fate: Fate::Nameless {
            columns: &[
                "key",
                "name",
                "description",
                "capabilities",
                "contexts",
                "may_assign",
                "copied_from",
                "created_at",
                "updated_at",
                "version",
            ],
        },
    },
    Erasure { table: "role_assignments", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
];

/// A role, shipped or made by the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its key.
    pub key: RoleKey,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it allows.
    pub capabilities: Capabilities,
    /// Where it can be held.
    pub contexts: BTreeSet<ContextKind>,
    /// The roles that its holder may give and take away.
    pub may_assign: BTreeSet<RoleKey>,
    /// The role that it began as a copy of.
    pub copied_from: Option<RoleKey>,
    /// When it was made and last changed; `None` for a shipped role.
    pub times: Option<(Millis, Millis)>,
    /// Counts its changes.
    pub version: i64,
}

impl Role {
    /// A shipped role; `own` are the site's, since some may assign every role.
    pub fn of_shipped(shipped: &ShippedRole, own: impl IntoIterator<Item = RoleKey>) -> Self {
        let more = own.into_iter().filter(|_| shipped.may_assign == MayAssign::Every);
        let assignable = RoleKey::SHIPPED.into_iter().filter(|role| shipped.may_assign.contains(*role)).chain(more);
        Self {
            key: shipped.key,
            name: shipped.name.to_owned(),
            description: Some(shipped.description.to_owned()),
            capabilities: shipped.capabilities,
            contexts: shipped.contexts.iter().copied().collect(),
            may_assign: assignable.collect(),
            copied_from: None,
            times: None,
            version: 1,
        }
    }

    /// Whether the role can be held at site level and the actor may give it there. The learner's is held by everybody.
    pub fn is_grantable_by(&self, actor: &Actor) -> bool {
        self.key != RoleKey::Learner && self.contexts.contains(&ContextKind::Site) && actor.may_grant(self.key)
    }
}

/// The shipped roles that can be held at site level.
pub fn shipped_at_site() -> impl Iterator<Item = RoleKey> {
    SHIPPED.iter().filter(|role| role.contexts.contains(&ContextKind::Site)).map(|role| role.key)
}

/// The shipped roles that can be held in a course.
pub fn shipped_in_courses() -> impl Iterator<Item = RoleKey> {
    SHIPPED.iter().filter(|role| role.contexts.contains(&ContextKind::Course)).map(|role| role.key)
}

/// The keys of the roles that can be held at site level, as they are told to people.
pub fn known() -> String {
    let keys: Vec<String> = shipped_at_site().map(|role| role.to_string()).collect();
    format!("{}, and those that the site has made for itself (GET /roles)", keys.join(", "))
}

/// What is said of a key that no role at site level has.
pub fn unknown(key: &str) -> String {
    let elsewhere = RoleKey::from_key(key).and_then(shipped).and_then(|role| role.contexts.first());
    match elsewhere {
        Some(context) => {
            format!(
                "The role \"{key}\" is held {}, and not at site level. Here there are: {}.",
                context.place(),
                known()
            )
        }
        None => format!("There is no role \"{}\" at site level. There are: {}.", show(key), known()),
    }
}

/// What is said of a key that no role in courses has.
pub fn unknown_in_courses(key: &str) -> String {
    let courses: Vec<String> = shipped_in_courses().map(|role| role.to_string()).collect();
    format!(
        "There is no role \"{}\" that is held in a course. There are: {}, and the site's own for courses.",
        show(key),
        courses.join(", ")
    )
}

/// Roles as the account's own column has them: their keys in order, with spaces between.
pub fn text(roles: &BTreeSet<RoleKey>) -> String {
    let mut keys: Vec<_> = roles.iter().map(RoleKey::key).collect();
    keys.sort_unstable();
    keys.join(" ")
}

/// Reads back what [`text`] wrote.
pub fn of_text(text: &str) -> BTreeSet<RoleKey> {
    text.split(' ').filter_map(RoleKey::from_key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back_as_they_were_written() {
        let roles: BTreeSet<RoleKey> =
            ["training_lead", "auditor", "administrator"].into_iter().filter_map(RoleKey::from_key).collect();
        assert_eq!(text(&roles), "administrator auditor training_lead");
        assert_eq!(of_text(&text(&roles)), roles);
        assert_eq!(of_text(""), BTreeSet::new());
    }

    #[test]
    fn a_role_of_courses_is_told_from_one_that_is_not_there() {
        assert!(unknown("instructor").contains("is held in a course"));
        assert!(unknown("emperor").contains("There is no role \"emperor\""));
    }
}
