//! Batches from files: their settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::patch::or_default;

/// Settings of a batch from a file; what is missing takes the preset's default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "preset": "suspension", "apply": false, "on_error": "continue" })))]
pub struct FileSettings {
    /// A name for the batch; missing: the file's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What kind of file it is: `suspension`, `rename`, `upsert` (default) or `delete`. It sets the defaults of
    /// the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// `create`, `create_or_update`, `update` or `create_numbered`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// `keep`, `overwrite`, `overwrite_with_defaults` or `fill_missing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existing: Option<String>,
    /// `username`, `email` or `id_number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_by: Option<String>,
    /// Whether rows may rename.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_renames: Option<bool>,
    /// Whether people are told by mail which username they have got.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tell_new_usernames: Option<bool>,
    /// Whether rows may delete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_deletes: Option<bool>,
    /// Whether rows may suspend and activate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_suspensions: Option<bool>,
    /// Whether characters that usernames may not have are removed instead of refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standardise_usernames: Option<bool>,
    /// How invalid details are handled: `error`, or `leave_out` to do the rest of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid_values: Option<String>,
    /// How usernames are made where the row has none, such as `{firstname}.{lastname}` or `{firstname:1}{lastname}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username_template: Option<String>,
    /// Values for cells that are blank or not there, by column: for new accounts, and with `overwrite_with_defaults` for
    /// those that are there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, String>>))]
    pub defaults: BTreeMap<String, serde_json::Value>,
    /// Where the password of a new account comes from: `file`, or `invite` for a link by e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passwords: Option<String>,
    /// Which new accounts have to change the password that the file gave them: `none`, `weak` or `all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_password_change: Option<String>,
    /// The method that suspended rows get besides: missing means `nologin`, `null` leaves it alone.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub on_suspend_auth_method: Patch<String>,
    /// Whether activating brings back the method from before the suspension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_auth_method: Option<bool>,
    /// Full sync: accounts that match this filter and that no row names are suspended.
    /// `null`: no full sync.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FullSync>))]
    pub full_sync: Patch<FullSync>,
    /// Headings to read as another column, or (`null`) to ignore.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, Option<String>>>))]
    pub columns: BTreeMap<String, Option<String>>,
    /// `auto`, or one of `,` `;` `:` `|` `tab`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// `auto`, or a WHATWG name such as `utf-8` or `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The sheet of a workbook to read, by its name; missing or `null`: the first visible one that has cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Whether to apply as soon as the plan is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply: Option<bool>,
    /// With `apply`: when to apply it then, at most 30 days ahead; missing means at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_at: Option<String>,
    /// The number of accounts that the caller expects to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
    /// `continue`, `stop` or `all_or_nothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_error: Option<String>,
}

/// Who is meant to be in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "filter": "department eq \"Sales\"" })))]
pub struct FullSync {
    /// A filter as in the list of accounts; not blank.
    pub filter: String,
}

/// Plan again, with other settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "settings": { "preset": "suspension", "delimiter": ";", "columns": { "Login": "username" } } })))]
pub struct Replan {
    /// The settings to plan with; what is missing stays as it was, `null` is none or the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<FileSettings>,
}
