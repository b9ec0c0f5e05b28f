//! What a filter may be about, for the one who asks: custom fields come and go, and private fields are not everybody's.

use super::{ACCOUNTS, Attribute, BATCHES, COURSES};
use crate::db::Conn;
use crate::field_rights;
use crate::profile::{ProfileField, store};
use crate::{Actor, Result};

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
    /// What a user may ask of accounts, as things are now.
    pub fn of(conn: &mut Conn, actor: &Actor) -> Result<Self> {
        let private = field_rights::may_see(actor);
        Ok(Self { fields: store::all(conn)?, private, ..Self::default() })
    }

    /// What may be asked of courses.
    pub fn of_courses() -> Self {
        Self { about: COURSES, ..Self::default() }
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
        self.private || !field_rights::is_private(attribute.name())
    }
}
