//! What batches are told to do.

use serde::{Deserialize, Serialize};

/// Start applying.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "confirm_affected": 60 })))]
pub struct Apply {
    /// The number of accounts that the caller expects to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
    /// When: a time to come, at most 30 days ahead; missing means now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// Plan the reverse of a batch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "apply": true, "confirm_affected": 60 })))]
pub struct Undo {
    /// Whether to apply it as soon as it is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply: Option<bool>,
    /// The number of accounts that the caller expects to change back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
}
