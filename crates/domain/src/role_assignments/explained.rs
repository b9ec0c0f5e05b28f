//! Why a user may do something: each capability with the roles that give it.

use super::{Assignment, store};
use crate::actor::HeldRole;
use crate::context::Context;
use crate::db::Conn;
use crate::id::UserId;
use crate::roles::{self, Capability, RoleKey};
use crate::{Millis, Result};

/// A capability that a user has, and where from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedCapability {
    /// Which one.
    pub capability: Capability,
    /// The roles that give it, the site's first.
    pub sources: Vec<CapabilitySource>,
}

/// A role that gives a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilitySource {
    /// Which role.
    pub role: RoleKey,
    /// Where it is held, and so where the capability counts.
    pub context: Context,
    /// The assignment; `None` for the role that everybody holds, and for those that come with an enrolment.
    pub assignment: Option<Assignment>,
}

/// What a user may do, and why: the capabilities in the order of the API document.
pub fn capabilities(conn: &mut Conn, user: UserId, now: Millis) -> Result<Vec<ExplainedCapability>> {
    let mut held = roles::store::held_by(conn, user, now)?;
    held.sort_by_key(|held| (held.context, held.role));
    let assignments = store::of_user(conn, user)?;
    let source = |held: &HeldRole| CapabilitySource {
        role: held.role,
        context: held.context,
        assignment: assignments.iter().find(|found| found.role == held.role && found.context == held.context).cloned(),
    };
    let explained = Capability::ALL.into_iter().map(|capability| ExplainedCapability {
        capability,
        sources: held.iter().filter(|held| held.capabilities.contains(capability)).map(source).collect(),
    });
    Ok(explained.filter(|explained| !explained.sources.is_empty()).collect())
}
