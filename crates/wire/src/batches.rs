//! Batches: every change to more than one account, planned before it happens.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::patch::or_default;
use crate::{Patch, Problem};

/// A batch as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000007", "name": "leavers.csv", "kind": "file", "action": "suspension",
    "state": "planned", "settings": { "preset": "suspension", "on_suspend_auth_method": "nologin", "apply": false },
    "created_by": { "id": "0199a000-0000-7000-8000-000000000001", "username": "admin" },
    "created_at": "2026-03-01T09:30:00.000Z", "starts_at": null, "started_at": null, "finished_at": null,
    "source": {
        "file_name": "leavers.csv", "size": 48, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "delimiter": ",", "encoding": "UTF-8", "rows": 2,
        "columns": [{ "header": "username", "field": "username" }, { "header": "suspended", "field": "suspended" }]
    },
    "progress": { "done": 2, "total": 2 },
    "counts": {
        "create": 0, "update": 0, "rename": 0, "suspend": 1, "activate": 0, "delete": 0, "restore": 0, "send": 0,
        "submit": 0, "enrol": 0, "unchanged": 0, "skip": 0, "conflict": 0, "error": 1
    },
    "affected": 1, "confirmation_required": false, "approval_required": false, "waits_for_approval": false, "approved_by": null, "approved_at": null,
    "approval_above": null, "planned_by": { "id": "0199a000-0000-7000-8000-000000000001", "username": "admin" },
    "applied_by": null, "needs": ["users.suspend"],
    "warnings": [{
        "code": "unknown_user", "count": 1, "message": "No account has this name.",
        "repair": "Correct the name, or make the account first."
    }],
    "undoable": false, "undo_of": null, "undone_by": null, "version": 3
})))]
pub struct Batch {
    /// Its identity.
    pub id: String,
    /// The file's name, or one's own.
    pub name: String,
    /// `file`, `selection`, `documents` or `undo`.
    pub kind: String,
    /// What it does: a file's preset (`suspension`, ...) or a selection's action.
    pub action: String,
    /// `planning`, `planned`, `queued`, `applying`, `applied`, `failed`, `cancelled` or `expired`.
    pub state: String,
    /// The settings in force, defaults filled in.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub settings: serde_json::Value,
    /// Who made it.
    pub created_by: Option<crate::users::Actor>,
    /// When it was made.
    pub created_at: String,
    /// When applying is to begin, while the batch is `queued` and waits for that time.
    #[serde(default)]
    pub starts_at: Option<String>,
    /// When applying began.
    pub started_at: Option<String>,
    /// When it came to its end.
    pub finished_at: Option<String>,
    /// What it was made from.
    pub source: Source,
    /// How far the work in hand has come.
    pub progress: Progress,
    /// Rows by outcome; a row that does several things counts for each.
    pub counts: Counts,
    /// How many accounts would change, or have changed.
    pub affected: i64,
    /// Whether applying asks for `confirm_affected`.
    pub confirmation_required: bool,
    /// Whether a second person has to approve before it can be applied: of a plan, by the setting as it is now.
    #[serde(default)]
    pub approval_required: bool,
    /// Whether somebody has to do so still: nobody has, or whoever has may no longer do so.
    #[serde(default)]
    pub waits_for_approval: bool,
    /// Who has approved the plan as it is.
    #[serde(default)]
    pub approved_by: Option<crate::users::Actor>,
    /// When.
    #[serde(default)]
    pub approved_at: Option<String>,
    /// The number of accounts above which the site asks for an approval, where this batch needs one.
    #[serde(default)]
    pub approval_above: Option<i64>,
    /// Who was the last to plan it or to mend a row, while it is a plan. Neither this person nor `created_by` can approve it.
    #[serde(default)]
    pub planned_by: Option<crate::users::Actor>,
    /// Who applies it, or has.
    #[serde(default)]
    pub applied_by: Option<crate::users::Actor>,
    /// The capabilities that it takes to approve, apply, cancel or undo it, besides `batches.apply`.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What a person should look at before applying, grouped by cause.
    pub warnings: Vec<Warning>,
    /// Whether there is anything that an undo would bring back.
    pub undoable: bool,
    /// The batch that this one undoes.
    pub undo_of: Option<String>,
    /// The batch that has undone this one.
    pub undone_by: Option<String>,
    /// Why the batch failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The file that an applied export has made, for as long as it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub download: Option<Download>,
    /// Counts changes; the ETag.
    pub version: i64,
}

impl Batch {
    /// Whether nothing more happens unless somebody asks for it.
    pub fn is_resting(&self) -> bool {
        matches!(self.state.as_str(), "planned" | "applied" | "failed" | "cancelled" | "expired")
    }
}

/// The file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Download {
    /// Where it is, for the person who made the export and for administrators.
    pub url: String,
    /// A name to store it under.
    pub file_name: String,
    /// `csv`, `xlsx`, `ods`, `json`, `ndjson`, `html` or `pdf`.
    pub format: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub size: i64,
    /// When it is removed.
    pub expires_at: String,
}

/// A link to the file of an export that works without signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "url": "/api/v1/batches/0199a000-0000-7000-8000-000000000000/download/by-link?token=AZmgAAAAcACAAAAAAAAAAAAAAZmg",
    "expires_at": "2026-03-01T10:30:00Z"
})))]
pub struct DownloadLink {
    /// The link, from the address of the site on.
    pub url: String,
    /// When it ends; earlier where the person who made it is signed out or suspended.
    pub expires_at: String,
}

/// What a batch was made from; which members are there depends on its kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// The name the file was uploaded under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// SHA-256 of the file in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The delimiter found or given: `,` `;` `:` `|` or `tab`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The encoding found or given, by its WHATWG name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Rows below the header; known once the plan is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<i64>,
    /// The file's columns in order, and the field each one fills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Column>>,
    /// The filter that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The quick search that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The ids that were selected, where they are 100 at the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// How many the caller saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_count: Option<i64>,
    /// How many were selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// The heading as it stands in the file.
    pub header: String,
    /// The field it fills, by its name among the file columns; `null` where it is ignored.
    pub field: Option<String>,
}

/// How far the work in hand has come: rows planned while planning, rows settled while applying.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Rows done.
    pub done: i64,
    /// Rows in all; an estimate while a file is still being read.
    pub total: i64,
}

/// Rows by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// New accounts.
    pub create: i64,
    /// Changed details.
    pub update: i64,
    /// New usernames.
    pub rename: i64,
    /// Suspensions.
    pub suspend: i64,
    /// Activations.
    pub activate: i64,
    /// Deletions.
    pub delete: i64,
    /// Restored accounts.
    pub restore: i64,
    /// Messages.
    pub send: i64,
    /// Submissions.
    pub submit: i64,
    /// Enrolments.
    pub enrol: i64,
    /// Nothing to do.
    pub unchanged: i64,
    /// Left out on purpose, or not reached.
    pub skip: i64,
    /// Left alone because the account changed in the meantime.
    pub conflict: i64,
    /// Not possible.
    pub error: i64,
}

impl Counts {
    /// Every outcome with its number, in the order of the API document.
    pub fn entries(&self) -> [(&'static str, i64); 14] {
        [
            ("create", self.create),
            ("update", self.update),
            ("rename", self.rename),
            ("suspend", self.suspend),
            ("activate", self.activate),
            ("delete", self.delete),
            ("restore", self.restore),
            ("send", self.send),
            ("submit", self.submit),
            ("enrol", self.enrol),
            ("unchanged", self.unchanged),
            ("skip", self.skip),
            ("conflict", self.conflict),
            ("error", self.error),
        ]
    }
}

/// A cause that rows share, with the repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// A stable name in snake_case.
    pub code: String,
    /// How many rows (or columns) it touches.
    pub count: i64,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub repair: String,
}

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
    /// Whether it is no row of the file: a full sync has added it behind the last line, for somebody whom no row names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_in_file: bool,
    /// The account it is about, where one was found.
    pub user_id: Option<String>,
    /// The same account as it is called now; absent where there is none any more.
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
    /// The row's own cells, in the order of `source.columns`; absent where the source has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
}

/// One remark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
}

/// Settings of a batch from a file; what is missing takes the preset's default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "preset": "suspension", "apply": false, "on_error": "continue" })))]
pub struct FileSettings {
    /// A name for the batch; missing: the file's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What kind of file it is: `suspension`, `rename`, `upsert` (where it is missing) or `delete`. It sets the defaults of
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
    /// Whether rows may delete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_deletes: Option<bool>,
    /// Whether rows may suspend and activate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_suspensions: Option<bool>,
    /// Whether characters that usernames may not have are removed instead of refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standardise_usernames: Option<bool>,
    /// What becomes of details that are not valid: `error`, or `leave_out` to do the rest of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid_values: Option<String>,
    /// How usernames are made where the row has none, such as `{firstname}.{lastname}` or `{firstname:1}{lastname}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username_template: Option<String>,
    /// Values for cells that are blank or not there, by column: for new accounts, and with `overwrite_with_defaults` for
    /// those that are there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, String>))]
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
    /// Who is meant to be in the file: whoever matches the filter and is named by no row is suspended.
    /// `null`: nobody is.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FullSync>))]
    pub full_sync: Patch<FullSync>,
    /// Headings to read as another column, or (`null`) to ignore.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    pub columns: BTreeMap<String, Option<String>>,
    /// `auto`, or one of `,` `;` `:` `|` `tab`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// `auto`, or a WHATWG name such as `utf-8` or `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
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

/// New cells for a row, by heading or by column name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "cells": { "username": "anna.bauer" } })))]
pub struct RepairRow {
    /// The cells to replace.
    pub cells: BTreeMap<String, String>,
}

/// A server-sent event of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000007", "state": "applying", "progress": { "done": 40000, "total": 100000 },
    "counts": {
        "create": 0, "update": 0, "rename": 0, "suspend": 100000, "activate": 0, "delete": 0, "restore": 0, "send": 0,
        "submit": 0, "enrol": 0, "unchanged": 0, "skip": 0, "conflict": 0, "error": 0
    }
})))]
pub struct BatchEvent {
    /// The batch.
    pub id: String,
    /// Its state.
    pub state: String,
    /// How far it has come.
    pub progress: Progress,
    /// Rows by outcome so far.
    pub counts: Counts,
}

/// A batch on people who are selected rather than named in a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "action": "suspend",
    "target": { "filter": "department eq \"Sales\"", "exclude": [], "expected_count": 37 },
    "settings": { "reason": "The contract has ended", "apply": false }
})))]
pub struct Selection {
    /// `suspend`, `activate`, `set_auth_method`, `confirm`, `force_password_change`, `sign_out`, `assign_role`, `delete`, `restore` or
    /// `export`.
    pub action: String,
    /// Who is meant.
    pub target: Target,
    /// How to do it; missing: the action's defaults.
    #[serde(default, deserialize_with = "or_default")]
    pub settings: SelectionSettings,
}

/// Who is meant: `ids`, or `list`, or `filter` and `q` with `exclude`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// These accounts; at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Everybody whom the list of accounts shows with this filter; empty: everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The quick search; together with `filter` both have to hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Who is left out of those that match, by id; at most 10,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Usernames, e-mail addresses or ID numbers, one a line; at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// How many people the caller saw; the plan warns where it finds more or fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_count: Option<i64>,
}

/// Settings of a batch from a selection; each action has its own besides those of all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelectionSettings {
    /// A name for the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `suspend`: the method to set besides; missing means `nologin`, `null` leaves the method alone.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub set_auth_method: Patch<String>,
    /// `suspend`: why; kept in the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `suspend`: when the suspension ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// `activate`: whether the method from before the suspension comes back; missing means yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_auth_method: Option<bool>,
    /// `set_auth_method`: the method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_method: Option<String>,
    /// `assign_role`: the role's key, such as `account_manager`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `export`: `csv` (where it is missing), `xlsx`, `ods`, `json`, `ndjson`, `html` or `pdf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `export`: the columns in order, by the names of `User`, in a list or separated by commas; missing: the usual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Names>,
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

/// Names in a list, or in one text with commas between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Names {
    /// `["username", "email"]`
    List(Vec<String>),
    /// `"username,email"`
    Text(String),
}

/// Plan a selection again, with other settings; the people are looked for anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "settings": { "reason": "The office has closed" } })))]
pub struct ReplanSelection {
    /// The settings to plan with; what is missing stays as it was, `null` is none or the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<SelectionSettings>,
}
