//! Roles and what they allow.

use serde::{Deserialize, Serialize};

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "key": "account_manager", "name": "Account manager", "contexts": ["site"],
    "capabilities": ["users.view", "users.suspend", "batches.view"], "grantable": true
})))]
pub struct Role {
    /// Its key in `system_roles`, filters, and the columns `sysrole1`, ... of files.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Where it can be held: `site`, `course`.
    pub contexts: Vec<String>,
    /// What it allows.
    pub capabilities: Vec<String>,
    /// Whether the caller may give it and take it away at site level: nobody grants what they lack.
    pub grantable: bool,
}
