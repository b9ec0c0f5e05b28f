//! Roles as JSON.

use rollcall_domain::roles::{Role, RoleKey};
use rollcall_domain::{Actor, Error, Noun, Result, time};
use rollcall_wire::roles::Role as RoleJson;

/// A role as the actor sees it.
pub fn role(role: &Role, actor: &Actor) -> RoleJson {
    RoleJson {
        key: role.key.to_string(),
        name: role.name.clone(),
        description: role.description.clone(),
        contexts: role.contexts.iter().map(|context| context.name().to_owned()).collect(),
        capabilities: role.capabilities.names().into_iter().map(str::to_owned).collect(),
        may_assign: role.may_assign.iter().map(ToString::to_string).collect(),
        shipped: role.key.is_shipped(),
        copied_from: role.copied_from.map(|role| role.to_string()),
        grantable: role.is_grantable_by(actor),
        created_at: role.times.map(|(created_at, _)| time::format(created_at)),
        updated_at: role.times.map(|(_, updated_at)| time::format(updated_at)),
        version: role.version,
    }
}

/// The key in a path; what is none names no role.
pub fn key(text: &str) -> Result<RoleKey> {
    RoleKey::from_key(text).ok_or(Error::NotFound(Noun::Role))
}
