//! Errors as `application/problem+json` (RFC 9457).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::batches::Column;

/// The values that a message names, by name: texts, numbers, and lists of texts.
pub type Values = BTreeMap<String, serde_json::Value>;

/// What went wrong, in words for a person and in a code for a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "type": "/problems/confirmation_required", "title": "Confirmation required", "status": 428,
    "detail": "This would change 60 accounts. Send \"confirm_affected\": 60 to confirm that this is what you want.",
    "code": "confirmation_required", "request_id": "0199a000-0000-7000-8000-000000000006", "affected": 60
})))]
pub struct Problem {
    /// A URI for the kind of problem; relative to the API.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened here and what to do about it.
    pub detail: String,
    /// A stable name in snake_case for programs.
    pub code: String,
    /// The request's id, as in the header `X-Request-Id` and in the log.
    #[serde(default)]
    pub request_id: String,
    /// One entry for each field that is not valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Where in the text of a filter the fault is, in characters from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
    /// How many accounts a batch would change, where that number has to be confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<i64>,
    /// The values that `detail` names, for texts in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Object>))]
    pub values: Values,
    /// The columns of an uploaded file whose header cannot be used as it is, so that its headings can be mapped with the
    /// setting `columns`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

/// One field that is not valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The member of the body or the parameter, dotted where nested.
    pub field: String,
    /// A stable name in snake_case for programs.
    pub code: String,
    /// What was expected.
    pub message: String,
}
