//! The fields of an account that can be changed, and their values.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::cohorts::{self, CohortKey};
use crate::db::recordset::Cell;
use crate::profile::Members;
use crate::roles::{self, RoleKey};
use crate::time;
use crate::{Error, Millis, Result};

/// What kind of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text; `null` if it may be empty.
    Text,
    /// A truth value.
    Bool,
    /// A point in time or `null`.
    Time,
    /// Values of custom fields by their names.
    Members,
    /// Roles at site level.
    Roles,
    /// Cohorts.
    Cohorts,
}

macro_rules! fields {
    ($($variant:ident $name:literal $kind:ident $required:literal $label:literal;)*) => {
        /// A field of an account that a change can be about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $label] $variant,)*
        }

        impl Field {
            /// Every field, in the order of the API document.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The field's name in the API; also its column.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What kind of value it has.
            pub fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)* }
            }

            /// Whether it may not be empty.
            pub fn is_required(self) -> bool {
                match self { $(Self::$variant => $required,)* }
            }

            /// What a person calls it, in the middle of a sentence.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

fields! {
    Username "username" Text true "username";
    Email "email" Text true "e-mail address";
    FirstName "first_name" Text true "first name";
    LastName "last_name" Text true "last name";
    IdNumber "id_number" Text false "ID number";
    Institution "institution" Text false "institution";
    Department "department" Text false "department";
    Phone "phone" Text false "phone";
    MobilePhone "mobile_phone" Text false "mobile phone";
    Address "address" Text false "address";
    City "city" Text false "city";
    Country "country" Text false "country";
    Language "language" Text false "language";
    Timezone "timezone" Text false "timezone";
    Description "description" Text false "description";
    AuthMethod "auth_method" Text true "authentication method";
    Suspended "suspended" Bool true "suspension";
    SuspendedUntil "suspended_until" Time false "end of the suspension";
    SuspensionReason "suspension_reason" Text false "reason of the suspension";
    Confirmed "confirmed" Bool true "confirmation";
    MustChangePassword "must_change_password" Bool true "forced password change";
    ExternalId "external_id" Text false "external id";
    DeletedAt "deleted_at" Time false "deletion";
    NamesFreed "names_freed" Bool true "freed names";
    Profile "profile" Members false "profile fields";
    SystemRoles "system_roles" Roles false "roles";
    Cohorts "cohorts" Cohorts false "cohorts";
}

impl Field {
    /// The field with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldValue {
    /// Empty.
    Null,
    /// Text; never empty.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A point in time.
    Time(Millis),
    /// Values of custom fields by their names; in a step of a change only those that it is about, null if there is none.
    Members(Members),
    /// Roles at site level; in a step of a change only those that are given or taken away.
    Roles(BTreeSet<RoleKey>),
    /// Cohorts; in a step of a change only those that the account comes into or goes out of.
    Cohorts(BTreeSet<CohortKey>),
}

impl FieldValue {
    /// Text, or `None` if it is empty.
    pub fn text(value: Option<&str>) -> Self {
        value.filter(|value| !value.is_empty()).map_or(Self::Null, |value| Self::Text(value.to_owned()))
    }

    /// A point in time or nothing.
    pub fn time(value: Option<Millis>) -> Self {
        value.map_or(Self::Null, Self::Time)
    }

    /// The roles that the value holds.
    pub fn roles(&self) -> BTreeSet<RoleKey> {
        if let Self::Roles(roles) = self { roles.clone() } else { BTreeSet::new() }
    }

    /// The cohorts that the value holds.
    pub fn cohorts(&self) -> BTreeSet<CohortKey> {
        if let Self::Cohorts(cohorts) = self { cohorts.clone() } else { BTreeSet::new() }
    }

    /// The value as the API shows it.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Time(at) => Value::String(time::format(*at)),
            Self::Members(members) => Value::Object(members.clone().into_iter().collect()),
            Self::Roles(roles) => roles.iter().map(|role| role.key()).collect(),
            Self::Cohorts(cohorts) => cohorts.iter().map(CohortKey::as_str).collect(),
        }
    }

    /// The value as its column has it.
    pub fn into_cell(self) -> Cell<'static> {
        match self {
            Self::Null => Cell::Null,
            Self::Text(text) => text.into(),
            Self::Bool(value) => value.into(),
            Self::Time(at) => at.into(),
            Self::Members(_) => self.to_json().to_string().into(),
            Self::Roles(roles) => roles::text(&roles).into(),
            Self::Cohorts(cohorts) => cohorts::text(&cohorts).into(),
        }
    }

    /// Reads back what [`to_json`](Self::to_json) wrote.
    pub fn from_json(field: Field, value: &Value) -> Result<Self> {
        Ok(match (field.kind(), value) {
            (_, Value::Null) => Self::Null,
            (FieldKind::Text, Value::String(text)) => Self::Text(text.clone()),
            (FieldKind::Bool, Value::Bool(value)) => Self::Bool(*value),
            (FieldKind::Time, Value::String(text)) => {
                let at = time::parse(text, &jiff::tz::TimeZone::UTC);
                Self::Time(at.ok_or_else(|| Error::internal("a stored time is not a time"))?)
            }
            (FieldKind::Members, Value::Object(members)) => Self::Members(members.clone().into_iter().collect()),
            (FieldKind::Roles, Value::Array(keys)) => {
                Self::Roles(keys.iter().filter_map(|key| RoleKey::from_key(key.as_str()?)).collect())
            }
            (FieldKind::Cohorts, Value::Array(keys)) => {
                Self::Cohorts(keys.iter().filter_map(|key| CohortKey::parse(key.as_str()?)).collect())
            }
            _ => return Err(Error::internal(format!("a stored {} does not fit its field", field.name()))),
        })
    }
}
