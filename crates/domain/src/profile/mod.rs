//! Custom profile fields: what an organisation keeps about people besides the fields that every account has.
//!
//! [`field`] says what a field is and which values it takes (pure); [`store`] keeps the definitions. An account holds
//! its values itself, as one member of [`crate::users::Field`]; [`index`] keeps the table up to date by which they are
//! found.

pub mod field;
pub mod index;
pub mod store;
pub mod value_check;

pub use field::{Audience, Editor, ProfileField, ValueKind};

use crate::erasure::{Erasure, Fate};

/// Values of custom fields by the fields' names.
pub type Members = std::collections::BTreeMap<String, serde_json::Value>;

/// Values are removed with the person; definitions have no personal data.
pub const ERASURES: &[Erasure] = &[
    Erasure { table: "profile_values", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure {
        table: "profile_fields",
        rows: "",
        fate: Fate::Nameless {
            columns: &[
                "id",
                "name",
                "label",
                "kind",
                "choices",
                "required",
                "is_unique",
                "visible_to",
                "editable_by",
                "created_at",
                "updated_at",
                "version",
            ],
        },
    },
];
