//! Settings for files under a name.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::batches::FileSettings;
use crate::users::Actor;

/// Settings for files under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000005", "name": "Leavers from HR",
    "settings": { "preset": "suspension", "match_by": "id_number", "delimiter": ";" }, "shared": true,
    "owner": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer" },
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct BatchPreset {
    /// Its identity.
    pub id: String,
    /// Its name; each person's presets have different ones.
    pub name: String,
    /// The settings, as for a file; what is missing is left to the defaults.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub settings: serde_json::Value,
    /// Whether all users who may see batches see the preset.
    pub shared: bool,
    /// Whose it is; only they change it.
    pub owner: Actor,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// A new preset.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Leavers from HR", "settings": { "preset": "suspension", "match_by": "id_number", "delimiter": ";" }, "shared": true
})))]
pub struct CreateBatchPreset {
    /// 1 to 100 characters.
    pub name: String,
    /// As for a file, without `name`, `apply` and `confirm_affected`.
    pub settings: FileSettings,
    /// Missing means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// A merge patch on a preset: missing members stay as they are; `settings` are replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Leavers", "shared": false })))]
pub struct UpdateBatchPreset {
    /// As in `BatchPreset`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub name: Patch<String>,
    /// As in `CreateBatchPreset`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<FileSettings>,
    /// As in `BatchPreset`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub shared: Patch<bool>,
}
