//! Custom profile fields.

use serde::{Deserialize, Serialize};

/// What an organisation keeps about people besides the fields of every account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000003", "name": "contract", "label": "Contract", "kind": "choice",
    "choices": ["Permanent", "Temporary"], "required": false, "unique": false, "visible_to": "staff",
    "editable_by": "staff", "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct ProfileField {
    /// Its identity.
    pub id: String,
    /// The short name in `User.profile`, filters (`profile.<name>`) and files (`profile_field_<name>`); it stays.
    pub name: String,
    /// What people read.
    pub label: String,
    /// `text`, `number`, `date`, `choice` or `yes_no`; it stays.
    pub kind: String,
    /// The values to choose from.
    pub choices: Vec<String>,
    /// Whether new accounts need a value, and no account can be changed to have none.
    pub required: bool,
    /// Whether no two accounts may have the same value.
    pub unique: bool,
    /// `everybody`; `self`: the person and staff; `staff`: staff, not the person.
    pub visible_to: String,
    /// `self`: the person and staff; `staff`.
    pub editable_by: String,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// A new custom profile field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "contract", "label": "Contract", "kind": "choice", "choices": ["Permanent", "Temporary"], "visible_to": "staff"
})))]
pub struct CreateProfileField {
    /// 1 to 50 of `a-z 0-9 _`, a letter first.
    pub name: String,
    /// `text`, `number`, `date`, `choice` or `yes_no`.
    pub kind: String,
    /// 1 to 100 characters; missing: the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// For the kind `choice`: 1 to 500.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<String>>,
    /// As in `ProfileField`; missing: no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// As in `ProfileField`; missing: no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// As in `ProfileField`; missing: `everybody`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_to: Option<String>,
    /// As in `ProfileField`; missing: `staff`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editable_by: Option<String>,
}

/// A merge patch on a custom profile field: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "label": "Kind of contract", "required": true })))]
pub struct UpdateProfileField {
    /// As in `ProfileField`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// As in `ProfileField`; values that are there stay, also those that can no longer be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<String>>,
    /// As in `ProfileField`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// As in `ProfileField`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// As in `ProfileField`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_to: Option<String>,
    /// As in `ProfileField`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editable_by: Option<String>,
}
