//! The rows of a batch.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Values;

/// One row of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "line": 2, "user_id": "0199a000-0000-7000-8000-000000000002",
    "user": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" }, "key": "anna.bauer", "outcomes": ["suspend"],
    "before": { "suspended": false, "auth_method": "manual" }, "after": { "suspended": true, "auth_method": "nologin" },
    "messages": [], "cells": ["anna.bauer", "1"]
})))]
pub struct Row {
    /// The line in the file, from 1 with the header; the position in other sources.
    pub line: i64,
    /// Whether it is no row of the file: a full sync has added it behind the last line, for an account that no row names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_in_file: bool,
    /// The account it is about, where one was found.
    pub user_id: Option<String>,
    /// The same account as it is called now; absent if it no longer exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<crate::users::PersonRef>,
    /// What the row names the account by.
    pub key: String,
    /// What it does, or why not.
    pub outcomes: Vec<String>,
    /// The fields that change, as they are.
    pub before: BTreeMap<String, serde_json::Value>,
    /// The same fields as they will be.
    pub after: BTreeMap<String, serde_json::Value>,
    /// What there is to say about it.
    pub messages: Vec<Message>,
    /// What has become of it since it was applied: of a message `delivered`, `read` or `withdrawn`, and of its copy by mail
    /// `email_waiting`, `email_in_digest`, `emailed`, `bounced`, `email_refused`, `email_suppressed`, `opted_out`, `no_address` or
    /// `email_not_needed` (it was read or withdrawn before). Of who does not let others know what was read, `read` is not told, nor a copy that
    /// was not needed for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<RowResult>,
    /// The row's own cells, in the order of `source.columns`; absent where the source has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
}

/// Something that has become of a row since it was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "code": "read", "at": "2026-03-01T09:30:00.000Z" })))]
pub struct RowResult {
    /// What; see `Row`.
    pub code: String,
    /// When, where that is known.
    pub at: Option<String>,
}

/// How many rows of a batch have a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "code": "read", "count": 12 })))]
pub struct ResultCount {
    /// Which; see `Row`.
    pub code: String,
    /// How many.
    pub count: i64,
}

/// One remark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RowMessage))]
pub struct Message {
    /// `error`, `warning` or `info`.
    pub level: String,
    /// One of the API document's row codes.
    pub code: String,
    /// The column it is about.
    #[serde(default)]
    pub field: Option<String>,
    /// The value found.
    #[serde(default)]
    pub found: Option<String>,
    /// What would have been right.
    #[serde(default)]
    pub expected: Option<String>,
    /// All of it in one sentence, with the repair.
    pub message: String,
    /// The values that `message` names beside those found and expected, for texts in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Object>))]
    pub values: Values,
}

/// New cells for a row, by heading or by column name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "cells": { "username": "anna.bauer" } })))]
pub struct RepairRow {
    /// The cells to replace.
    pub cells: BTreeMap<String, String>,
}
