//! The numbered columns `sysrole1`, `sysrole2`, ...: each gives a role at site level, or takes it away with a `-` in front. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::columns;
use super::reading::Reading;
use crate::batches::engine::source::SourceColumn;
use crate::db::Conn;
use crate::refusal::{Code, Refusal};
use crate::roles::{self, RoleKey};
use crate::visible;

impl Reading<'_> {
    /// The roles that a row gives (true) and takes away; what is no such role is `wrong`.
    pub(crate) fn roles(&self, cells: &[String], wrong: &mut Vec<Refusal>) -> BTreeMap<RoleKey, bool> {
        let mut roles = BTreeMap::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            let (Some(name), text) = (column.field.as_deref(), visible::trim(cell)) else { continue };
            if !text.is_empty() && columns::is_system_role(name) {
                wrong.extend(note(self.roles, &mut roles, name, text).err());
            }
        }
        roles
    }
}

/// The roles that can be held at site level, for files that have columns for them.
pub(crate) fn holdable(conn: &mut Conn, columns: &[SourceColumn]) -> crate::Result<BTreeSet<RoleKey>> {
    let has_roles = columns.iter().any(|column| column.field.as_deref().is_some_and(columns::is_system_role));
    if has_roles { roles::own::at_site(conn) } else { Ok(BTreeSet::new()) }
}

/// Takes note of what a cell says.
fn note(
    holdable: &BTreeSet<RoleKey>,
    roles: &mut BTreeMap<RoleKey, bool>,
    column: &str,
    text: &str,
) -> Result<(), Refusal> {
    let (key, gives) = text.strip_prefix('-').map_or((text, true), |key| (visible::trim(key), false));
    let role = named(holdable, column, key)?;
    if role == RoleKey::Learner {
        // Everybody holds it without an assignment.
        if gives {
            return Ok(());
        }
        let message = "Everybody holds the role learner; it cannot be taken away. Leave the cell blank.";
        return Err(Refusal::of(Code::RoleNotGrantable, column, text, "another role", message));
    }
    if roles.insert(role, gives).is_some_and(|before| before != gives) {
        let message = format!("The row gives the role {key} and takes it away too. Keep one of the two.");
        return Err(Refusal::of(Code::InvalidValue, column, text, "each role once", message));
    }
    Ok(())
}

fn named(holdable: &BTreeSet<RoleKey>, column: &str, key: &str) -> Result<RoleKey, Refusal> {
    let role = RoleKey::from_key(&key.to_lowercase()).filter(|role| holdable.contains(role));
    role.ok_or_else(|| Refusal::of(Code::UnknownRole, column, key, &roles::known(), roles::unknown(key)))
}
