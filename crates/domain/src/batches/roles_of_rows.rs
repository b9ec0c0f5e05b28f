//! The numbered columns `sysrole1`, `sysrole2`, ...: each gives a role at site level, or takes it away with a `-` in front. Pure.

use std::collections::BTreeMap;

use super::columns;
use super::reading::Reading;
use crate::roles::{self, RoleKey};
use crate::users::refusal::{Code, Refusal};
use crate::visible;

impl Reading<'_> {
    /// The roles that a row gives (true) and takes away.
    pub(super) fn roles(&self, cells: &[String]) -> Result<BTreeMap<RoleKey, bool>, Refusal> {
        let mut roles = BTreeMap::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            let (Some(name), text) = (column.field.as_deref(), visible::trim(cell)) else { continue };
            if text.is_empty() || !columns::is_system_role(name) {
                continue;
            }
            let (key, gives) = text.strip_prefix('-').map_or((text, true), |key| (visible::trim(key), false));
            let role = known(name, key)?;
            if role == RoleKey::Learner {
                // Everybody holds it without an assignment.
                if gives {
                    continue;
                }
                let message = "Everybody holds the role learner; it cannot be taken away. Leave the cell blank.";
                return Err(Refusal::of(Code::RoleNotGrantable, name, text, "another role", message));
            }
            if roles.insert(role, gives).is_some_and(|before| before != gives) {
                let message = format!("The row gives the role {key} and takes it away too. Keep one of the two.");
                return Err(Refusal::of(Code::InvalidValue, name, text, "each role once", message));
            }
        }
        Ok(roles)
    }
}

fn known(column: &str, key: &str) -> Result<RoleKey, Refusal> {
    let role = RoleKey::from_key(&key.to_lowercase());
    role.ok_or_else(|| Refusal::of(Code::UnknownRole, column, key, &roles::known(), roles::unknown(key)))
}
