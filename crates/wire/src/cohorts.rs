//! Cohorts: groups of people at site level.

use serde::{Deserialize, Serialize};

use crate::Patch;

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000009", "key": "apprentices-2026", "name": "Apprentices 2026",
    "description": "Everybody who began in autumn", "members": 214, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct Cohort {
    /// Its identity.
    pub id: String,
    /// What it is called in `User.cohorts`, filters, and the columns `cohort1`, ... of files; it stays.
    pub key: String,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How many are in it, those included whose deleted account can still be restored.
    pub members: i64,
    /// When it was made.
    pub created_at: String,
    /// When its name or description was last changed.
    pub updated_at: String,
    /// Counts those changes; the ETag.
    pub version: i64,
}

/// A new cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Apprentices 2026", "key": "apprentices-2026" })))]
pub struct CreateCohort {
    /// 1 to 255 characters.
    pub name: String,
    /// 1 to 100 of `a-z 0-9 - _ .`; missing: made from the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// At most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A merge patch on a cohort: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Apprentices, autumn 2026", "description": null })))]
pub struct UpdateCohort {
    /// As in `CreateCohort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As in `CreateCohort`; null empties it.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<String>,
}

/// Who comes into a cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "user_id": "0199a000-0000-7000-8000-000000000001" })))]
pub struct AddMember {
    /// The account's id.
    pub user_id: String,
}
