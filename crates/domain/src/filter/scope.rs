//! What a filter may be about, for the one who asks: custom fields come and go, and private fields are not everybody's.

use serde_json::Value;

use super::{ACCOUNTS, Attribute, BATCHES};
use crate::db::Conn;
use crate::profile::{ProfileField, store};
use crate::roles::Capability;
use crate::{Actor, Result};

/// The fields that only some may see, filter and sort by.
pub const PRIVATE: [&str; 4] = ["id_number", "phone", "mobile_phone", "address"];

/// Takes the private fields out of the values of an account, by field: that there is one may be known, not what it holds.
pub fn without_private(values: &mut Value) {
    let members = values.as_object_mut().into_iter().flatten();
    members.filter(|(name, _)| PRIVATE.contains(&name.as_str())).for_each(|(_, value)| *value = Value::Null);
}

/// What a filter may be about: nothing but the public fields of accounts, unless more is said.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The attributes of what is listed.
    pub about: &'static [Attribute],
    /// The custom fields that there are.
    pub fields: Vec<ProfileField>,
    /// Whether private fields are in it.
    pub private: bool,
}

impl Default for Scope {
    fn default() -> Self {
        Self { about: ACCOUNTS, fields: Vec::new(), private: false }
    }
}

impl Scope {
    /// What somebody may ask of accounts, as things are now.
    pub fn of(conn: &mut Conn, actor: &Actor) -> Result<Self> {
        let private = actor.may(Capability::UsersViewPrivate);
        Ok(Self { fields: store::all(conn)?, private, ..Self::default() })
    }

    /// What may be asked of batches.
    pub fn of_batches() -> Self {
        Self { about: BATCHES, ..Self::default() }
    }

    /// The attribute with this name; as in SCIM, case does not matter.
    pub(super) fn attribute(&self, name: &str) -> Option<Attribute> {
        self.about.iter().copied().find(|attribute| attribute.name().eq_ignore_ascii_case(name))
    }

    /// Whether accounts are what is listed.
    pub(super) fn is_of_accounts(&self) -> bool {
        self.about == ACCOUNTS
    }

    pub(super) fn holds(&self, attribute: Attribute) -> bool {
        self.private || !PRIVATE.contains(&attribute.name())
    }
}
