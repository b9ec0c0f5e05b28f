//! Roles that a user holds somewhere, each with its end and its reason.
//!
//! At site level an assignment is a change of the account, and its row follows: [`commands`] goes through
//! [`crate::users::store::write`]. In other contexts the row is all there is. [`ends`] is the job that carries out ends
//! in time.

pub mod commands;
pub mod ends;
pub mod explained;
pub mod store;

use crate::Millis;
use crate::context::Context;
use crate::id::{RoleAssignmentId, UserId};
use crate::roles::RoleKey;

/// A role that a user holds somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: RoleAssignmentId,
    /// Who holds it.
    pub user: UserId,
    /// Which role.
    pub role: RoleKey,
    /// Where.
    pub context: Context,
    /// When it ends by itself.
    pub until: Option<Millis>,
    /// Why it was given.
    pub reason: Option<String>,
    /// Since when.
    pub assigned_at: Millis,
    /// By whom: the account, and its name if it is still there.
    pub assigned_by: Option<(UserId, Option<String>)>,
}
