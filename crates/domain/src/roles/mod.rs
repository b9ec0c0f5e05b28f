//! Roles and the capabilities they hold.
//!
//! The shipped roles are code: their keys are a part of the API. Which account holds which of them at
//! site level is data (`role_assignments`).

mod capability;
pub mod store;

pub use capability::Capability;

use crate::privacy::{Erasure, Fate};

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

    /// Whether the role has the capability.
    pub fn holds(self, capability: Capability) -> bool {
        match self {
            Self::Administrator => true,
            Self::AccountManager => capability.is_account_management(),
            Self::Learner => capability.is_own_account(),
        }
    }
}
