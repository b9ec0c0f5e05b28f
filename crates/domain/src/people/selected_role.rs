//! The role that the settings of a selection hand out: only the database knows the site's own.

use serde_json::Value;

use super::request;
use crate::db::Conn;
use crate::roles::{self, RoleKey};
use crate::{Error, Result};

/// Refuses settings that hand out a role which is not there, or cannot be held at site level.
pub fn require_role(conn: &mut Conn, settings: &Value) -> Result<()> {
    let Some(key) = settings.get("role").and_then(Value::as_str) else { return Ok(()) };
    let is_there = RoleKey::from_key(key).is_some_and(|role| role.is_shipped())
        || roles::own::at_site(conn)?.iter().any(|role| role.key() == key);
    let faults = if is_there { Vec::new() } else { vec![request::unknown_role(key)] };
    Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)
}
