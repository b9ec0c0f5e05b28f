//! What a filter may be about, for the one who asks: custom fields come and go, and private fields are not everybody's.

use serde_json::Value;

use super::Attribute;
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

/// What a filter may be about.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The custom fields that there are.
    pub fields: Vec<ProfileField>,
    /// Whether private fields are in it.
    pub private: bool,
}

impl Scope {
    /// The scope of somebody, as things are now.
    pub fn of(conn: &mut Conn, actor: &Actor) -> Result<Self> {
        Ok(Self { fields: store::all(conn)?, private: actor.may(Capability::UsersViewPrivate) })
    }

    pub(super) fn holds(&self, attribute: Attribute) -> bool {
        self.private || !PRIVATE.contains(&attribute.name())
    }
}
