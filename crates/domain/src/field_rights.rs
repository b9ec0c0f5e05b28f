//! Fields of accounts that not everybody may see: which they are, what it takes to see them, and how things that hold their
//! values are shown to others.
//!
//! A caller who may not see a field may not write it, filter, search or sort by it either, in any form: a plan or a list would
//! tell what the field holds. Every way in asks [`require`] or a capability from [`NEEDED`]; every way out of what is stored
//! (rows, settings, filters, answers that are given again) goes through one of the `mask` functions with the rights of the
//! person who reads, not of the one who stored it.

use serde_json::Value;

use crate::actor::Capability;
use crate::{Actor, Error, Result};

/// The private fields, by their names in the API.
pub const PRIVATE: [&str; 4] = ["id_number", "phone", "mobile_phone", "address"];

/// What it takes to see them.
pub const NEEDED: Capability = Capability::UsersViewPrivate;

/// What stands in the place of a value that is not shown.
pub const MASK: &str = "…";

/// Whether a user sees private fields of others.
pub fn may_see(actor: &Actor) -> bool {
    actor.may(NEEDED)
}

/// Whether a field is private, by its name in the API.
pub fn is_private(field: &str) -> bool {
    PRIVATE.contains(&field)
}

/// Refuses changes of private fields by a caller who may not see them, and names the fields.
pub fn require<'n>(actor: &Actor, touched: impl IntoIterator<Item = &'n str>) -> Result<()> {
    let touched: Vec<&str> = touched.into_iter().collect();
    if touched.is_empty() || may_see(actor) {
        return Ok(());
    }
    let who = if actor.scopes.is_some() { "this token, or your roles, do not have" } else { "none of your roles has" };
    let message = format!(
        "Private fields are read and written with the capability {}, which {who}: {}.",
        NEEDED.name(),
        touched.join(", ")
    );
    Err(Error::forbidden("forbidden", message))
}

/// Takes private values out of those of an account, by field: that there is one may be known, not what it holds.
pub fn mask_fields(values: &mut Value) {
    let members = values.as_object_mut().into_iter().flatten();
    members.filter(|(name, _)| is_private(name)).for_each(|(_, value)| *value = Value::Null);
}

/// Puts [`MASK`] in the place of a search that may be for an ID number: one that holds a digit.
pub fn mask_search(text: &mut String) {
    if text.chars().any(char::is_numeric) {
        MASK.clone_into(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::RoleKey;

    #[test]
    fn a_refusal_names_what_is_private() {
        let actor = Actor { roles: vec![RoleKey::Learner.into()], ..Actor::system() };
        let message = require(&actor, ["phone1", "idnumber"]).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains("users.view_private") && message.contains("phone1, idnumber"), "{message}");
        assert!(require(&actor, []).is_ok() && require(&Actor::system(), ["phone1"]).is_ok());
    }
}
