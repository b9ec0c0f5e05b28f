//! Roles and the capabilities they hold.
//!
//! The shipped roles are code: their keys are a part of the API. Which account holds which of them at
//! site level is a field of the account; `role_assignments` follows it, and is what is looked things up in.

mod capability;
pub mod store;

pub use capability::Capability;

use std::collections::BTreeSet;

use crate::text::show;

use crate::erasure::{Erasure, Fate};

/// What becomes of roles when people are erased.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "role_assignments", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];

/// A shipped role, by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKey {
    /// Everything.
    Administrator,
    /// Accounts and batches, but not those of administrators.
    AccountManager,
    /// One's own account; everybody holds it without an assignment.
    Learner,
}

impl RoleKey {
    /// Every role that can be held at site level.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::AccountManager, Self::Learner];

    /// The key in the API and the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::AccountManager => "account_manager",
            Self::Learner => "learner",
        }
    }

    /// The role with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::AccountManager => "Account manager",
            Self::Learner => "Learner",
        }
    }

    /// Where it can be held.
    pub fn contexts(self) -> &'static [&'static str] {
        match self {
            Self::Administrator | Self::AccountManager => &["site"],
            Self::Learner => &["site", "course"],
        }
    }

    /// Whether the role has the capability.
    pub fn holds(self, capability: Capability) -> bool {
        match self {
            Self::Administrator => true,
            Self::AccountManager => capability.is_account_management(),
            Self::Learner => capability.is_own_account(),
        }
    }
}

/// The keys of all roles, as they are told to people.
pub fn known() -> String {
    RoleKey::ALL.map(RoleKey::key).join(", ")
}

/// What is said of a key that no role has.
pub fn unknown(key: &str) -> String {
    format!("There is no role \"{}\". There are: {}.", show(key), known())
}

/// Roles as the account's own column has them: their keys in order, with spaces between.
pub fn text(roles: &BTreeSet<RoleKey>) -> String {
    let mut keys: Vec<_> = roles.iter().map(|role| role.key()).collect();
    keys.sort_unstable();
    keys.join(" ")
}

/// Reads back what [`text`] wrote.
pub fn of_text(text: &str) -> BTreeSet<RoleKey> {
    text.split(' ').filter_map(RoleKey::from_key).collect()
}
