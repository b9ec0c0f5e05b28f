//! Roles, what they allow, and who holds them where.

use serde::{Deserialize, Serialize};

use crate::users::Actor;
use crate::{Context, Patch};

/// A role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "key": "training_lead", "name": "Training lead", "description": "Helps people, and appoints the helpdesk",
    "contexts": ["site"], "capabilities": ["users.view", "users.support", "roles.assign"], "may_assign": ["helpdesk"],
    "shipped": false, "copied_from": "helpdesk", "grantable": true, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct Role {
    /// Its key in `system_roles`, filters, and the columns `sysrole1`, ... of files.
    pub key: String,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where it can be held: `site`, `cohort`, `course`.
    pub contexts: Vec<String>,
    /// What it allows.
    pub capabilities: Vec<String>,
    /// The roles that its holder may give and take away.
    pub may_assign: Vec<String>,
    /// Whether it comes with the program: such a role stays as it is.
    pub shipped: bool,
    /// The role that it began as a copy of.
    pub copied_from: Option<String>,
    /// Whether the caller may give it and take it away at site level.
    pub grantable: bool,
    /// When it was made; `null` for a shipped role.
    pub created_at: Option<String>,
    /// When it was last changed.
    pub updated_at: Option<String>,
    /// Counts its changes; the ETag.
    pub version: i64,
}

/// A new role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Training lead", "copied_from": "helpdesk", "capabilities": ["users.view", "users.support", "roles.assign"],
    "may_assign": ["helpdesk"]
})))]
pub struct CreateRole {
    /// 1 to 100 characters.
    pub name: String,
    /// 1 to 50 of `a-z 0-9 _`, beginning with a letter; missing: made from the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// A role whose capabilities, contexts and assignable roles it takes over unless they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<String>,
    /// At most 1,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it allows: at most what the caller may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<String>>,
    /// Where it can be held: `site` (where nothing is said), `cohort`, `course`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contexts: Option<Vec<String>>,
    /// The roles that its holder may give and take away: those that the caller may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_assign: Option<Vec<String>>,
}

/// A merge patch on a role that the site has made: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Training lead, north", "description": null })))]
pub struct UpdateRole {
    /// As in `CreateRole`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As in `CreateRole`; null empties it.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<String>,
    /// As in `CreateRole`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<String>>,
    /// As in `CreateRole`. Contexts in which an account holds the role cannot be removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contexts: Option<Vec<String>>,
    /// As in `CreateRole`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_assign: Option<Vec<String>>,
}

/// A role that a user holds in a context.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000007", "user_id": "0199a000-0000-7000-8000-000000000001", "role": "helpdesk",
    "context": { "kind": "site" }, "until": "2026-09-30T22:00:00.000Z", "reason": "Stands in for Bea",
    "assigned_at": "2026-03-01T09:30:00.000Z",
    "assigned_by": { "id": "0199a000-0000-7000-8000-000000000002", "username": "admin" }
})))]
pub struct RoleAssignment {
    /// Its identity.
    pub id: String,
    /// Who holds the role.
    pub user_id: String,
    /// Its key.
    pub role: String,
    /// Where it is held.
    pub context: Context,
    /// When it ends by itself.
    pub until: Option<String>,
    /// Why it was given.
    pub reason: Option<String>,
    /// Since when.
    pub assigned_at: String,
    /// The user who gave it; `null` for the system itself, and if the account was created with the role.
    pub assigned_by: Option<Actor>,
}

/// A role to be given to a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "user_id": "0199a000-0000-7000-8000-000000000001", "role": "helpdesk", "context": { "kind": "site" },
    "until": "2026-09-30T22:00:00Z", "reason": "Stands in for Bea"
})))]
pub struct CreateRoleAssignment {
    /// Who gets the role.
    pub user_id: String,
    /// Its key.
    pub role: String,
    /// Where; missing: at site level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
    /// When it ends by itself; a time to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// At most 1,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A capability that a user has, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "capability": "users.support",
    "sources": [{
        "role": "helpdesk", "context": { "kind": "site" }, "assignment_id": "0199a000-0000-7000-8000-000000000007",
        "until": null, "reason": null
    }]
})))]
pub struct ExplainedCapability {
    /// Its name.
    pub capability: String,
    /// The roles that give it, each with the context in which it counts.
    pub sources: Vec<CapabilitySource>,
}

/// A role that gives a capability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "role": "learner", "context": { "kind": "site" }, "assignment_id": null, "until": null, "reason": null
})))]
pub struct CapabilitySource {
    /// The role's key.
    pub role: String,
    /// Where it is held.
    pub context: Context,
    /// The role assignment; `null` for the role that all users hold.
    pub assignment_id: Option<String>,
    /// When the assignment ends by itself.
    pub until: Option<String>,
    /// Why the role was given.
    pub reason: Option<String>,
}
