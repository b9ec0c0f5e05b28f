//! Batches: every change to more than one account, planned before it happens.

mod calls;
mod files;
mod rows;
mod selections;

pub use calls::{Apply, Undo};
pub use files::{FileSettings, FullSync, Replan};
pub use rows::{Message, RepairRow, ResultCount, Row, RowResult};
pub use selections::{Names, ReplanSelection, Selection, SelectionSettings, Target};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Context, Problem, Values};

/// A batch as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000007", "name": "leavers.csv", "kind": "file", "action": "suspension",
    "state": "planned", "settings": { "preset": "suspension", "on_suspend_auth_method": "nologin", "apply": false },
    "created_by": { "id": "0199a000-0000-7000-8000-000000000001", "username": "admin" },
    "created_at": "2026-03-01T09:30:00.000Z", "starts_at": null, "started_at": null, "finished_at": null,
    "context": { "kind": "site" },
    "source": {
        "file_name": "leavers.csv", "size": 48, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "delimiter": ",", "encoding": "UTF-8", "rows": 2,
        "columns": [{ "header": "username", "field": "username" }, { "header": "suspended", "field": "suspended" }]
    },
    "progress": { "done": 2, "total": 2 },
    "counts": {
        "create": 0, "update": 0, "rename": 0, "suspend": 1, "activate": 0, "delete": 0, "restore": 0, "send": 0,
        "submit": 0, "enrol": 0, "unenrol": 0, "withdraw": 0, "unchanged": 0, "skip": 0, "conflict": 0, "error": 1
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
    /// Where it belongs: the site, or a course.
    #[serde(default)]
    pub context: Context,
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
    /// Whether approval is still needed: there is none yet, or the approver has lost the permission.
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
    /// Who was the last to plan it or to repair a row, while it is a plan. Neither this person nor `created_by` can approve it.
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
    /// Whether the batch rests until the next request.
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
    /// Whether the encoding is a guess, which a warning then shows with samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding_guessed: Option<bool>,
    /// The sheet that is read, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The visible sheets that have cells, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Vec<String>>,
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
    /// Who of a course is meant by a message: `roles`, `groups`, `never_accessed`, `not_accessed_since`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub audience: Option<serde_json::Value>,
    /// Who is meant by filter and search, in words, such as `department Sales, last access over 90 days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
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
    /// The field it fills, by its name among the file columns; `null` if it is ignored.
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
    /// Enrolments that end.
    #[serde(default)]
    pub unenrol: i64,
    /// Messages that are withdrawn.
    #[serde(default)]
    pub withdraw: i64,
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
    pub fn entries(&self) -> [(&'static str, i64); 16] {
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
            ("unenrol", self.unenrol),
            ("withdraw", self.withdraw),
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
    /// The values that `message` names, for texts in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Object>))]
    pub values: Values,
}

/// A server-sent event of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000007", "state": "applying", "progress": { "done": 40000, "total": 100000 },
    "counts": {
        "create": 0, "update": 0, "rename": 0, "suspend": 100000, "activate": 0, "delete": 0, "restore": 0, "send": 0,
        "submit": 0, "enrol": 0, "unenrol": 0, "withdraw": 0, "unchanged": 0, "skip": 0, "conflict": 0, "error": 0
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
