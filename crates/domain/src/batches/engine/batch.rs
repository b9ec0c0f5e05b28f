//! A batch, as it is stored.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::causes::Warning;
use super::counts::Counts;
use super::source::Source;
use super::stop::OnError;
use crate::context::{Context, ContextKind};
use crate::db::schema::batches;
use crate::db::types::RawId;
use crate::id::{BatchId, StagedId, UserId};
use crate::words::words;
use crate::{Error, MessageValues, Millis, Result};

words! {
    /// What a batch was made from.
    BatchKind {
        /// A file.
        File "file",
        /// People who were selected.
        Selection "selection",
        /// Another batch, to be taken back.
        Undo "undo",
    }
}

words! {
    /// How far a batch has come.
    State {
        /// Its rows are being decided on.
        Planning "planning",
        /// Its plan is complete and has not been applied yet.
        Planned "planned",
        /// It waits for a worker, or for its time.
        Queued "queued",
        /// Its rows are being carried out.
        Applying "applying",
        /// All of its rows were carried out.
        Applied "applied",
        /// It ended early; `problem` says why.
        Failed "failed",
        /// A user has cancelled it.
        Cancelled "cancelled",
        /// Its rows were removed.
        Expired "expired",
    }
}

impl State {
    /// Whether the batch rests until the next request.
    pub fn is_resting(self) -> bool {
        !matches!(self, Self::Planning | Self::Queued | Self::Applying)
    }
}

/// Why a batch failed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A stable name in snake_case.
    pub code: String,
    /// What happened, and what to do about it.
    pub message: String,
    /// The values in the message.
    #[serde(default, skip_serializing_if = "MessageValues::is_empty")]
    pub values: MessageValues,
}

impl Failure {
    /// A failure whose message has no values.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), values: MessageValues::new() }
    }
}

/// A batch.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the API document, one for one")]
pub struct Batch {
    pub id: BatchId,
    pub name: String,
    pub kind: BatchKind,
    pub action: String,
    pub state: State,
    pub settings: Value,
    /// What an error in one row does to the others.
    pub on_error: OnError,
    pub created_by: UserId,
    pub created_at: Millis,
    pub started_at: Option<Millis>,
    pub finished_at: Option<Millis>,
    pub source: Source,
    /// The uploaded file, for as long as it may be planned again.
    pub staged: Option<StagedId>,
    pub apply_when_planned: bool,
    /// The number that a user confirmed.
    pub confirmed: Option<i64>,
    /// The line of the last row that was planned, or applied, for good.
    pub place: i64,
    pub done: i64,
    pub total: i64,
    pub counts: Counts,
    pub affected: i64,
    /// Accounts changed so far.
    pub changed: i64,
    pub confirmation_required: bool,
    pub warnings: Vec<Warning>,
    pub undo_of: Option<BatchId>,
    pub undone_by: Option<BatchId>,
    pub problem: Option<Failure>,
    pub cancel_requested: bool,
    /// Who applies it.
    pub applied_by: Option<UserId>,
    /// Rows behind this line are not reached any more.
    pub stop_behind: Option<i64>,
    /// The file that an export has made, or is making.
    pub export_file: Option<StagedId>,
    /// Its length in bytes, once it is whole.
    pub export_size: Option<i64>,
    /// Until when it is kept.
    pub export_expires_at: Option<Millis>,
    /// Whether another person has to approve before it is applied.
    pub approval_required: bool,
    /// Who has approved the plan as it is.
    pub approved_by: Option<UserId>,
    /// When.
    pub approved_at: Option<Millis>,
    /// Not to be applied before.
    pub starts_at: Option<Millis>,
    /// When a user last asked for it to be planned or applied.
    pub asked_at: Millis,
    /// All users who have planned it, repaired its rows or changed its settings.
    pub shaped_by: Vec<UserId>,
    /// Where it belongs, and the rights to it are held.
    pub context: Context,
    pub version: i64,
}

impl Batch {
    /// Who has had it applied, or planned.
    pub fn starter(&self) -> UserId {
        self.applied_by.unwrap_or(self.created_by)
    }

    /// Whether it is applied at a set time, and not before.
    pub fn waits_for_its_time(&self) -> bool {
        self.state == State::Queued && self.starts_at.is_some()
    }

    /// Whether its changes are there to be taken back, as far as the batch itself tells; its operation says whether that would
    /// bring anything back ([`Registry::is_undoable`](super::registry::Registry::is_undoable)).
    pub fn has_changes_to_undo(&self) -> bool {
        self.state.is_resting() && self.state != State::Expired && self.changed > 0 && self.undone_by.is_none()
    }
}

/// The columns of `batches` that a [`Batch`] is made from.
#[derive(Queryable, Selectable)]
#[diesel(table_name = batches)]
pub(crate) struct StoredBatch {
    id: BatchId,
    name: String,
    kind: String,
    action: String,
    state: String,
    settings: String,
    created_by: UserId,
    created_at: Millis,
    started_at: Option<Millis>,
    finished_at: Option<Millis>,
    source: String,
    staged: Option<StagedId>,
    apply_when_planned: bool,
    confirmed: Option<i64>,
    place: i64,
    done: i64,
    total: i64,
    counts: String,
    affected: i64,
    changed: i64,
    confirmation_required: bool,
    warnings: String,
    undo_of: Option<BatchId>,
    undone_by: Option<BatchId>,
    problem: Option<String>,
    cancel_requested: bool,
    applied_by: Option<UserId>,
    stop_behind: Option<i64>,
    export_file: Option<StagedId>,
    export_size: Option<i64>,
    export_expires_at: Option<Millis>,
    approval_required: bool,
    approved_by: Option<UserId>,
    approved_at: Option<Millis>,
    starts_at: Option<Millis>,
    asked_at: Millis,
    shaped_by: String,
    context_kind: String,
    context_id: Option<RawId>,
    version: i64,
}

impl TryFrom<StoredBatch> for Batch {
    type Error = Error;

    fn try_from(stored: StoredBatch) -> Result<Self> {
        let unknown = |what: &str, name: &str| Error::internal(format!("a stored batch has the {what} {name:?}"));
        let settings: Value = serde_json::from_str(&stored.settings)?;
        let context = ContextKind::from_name(&stored.context_kind)
            .and_then(|kind| Context::new(kind, stored.context_id.map(|id| id.0)));
        Ok(Self {
            id: stored.id,
            name: stored.name,
            kind: BatchKind::from_name(&stored.kind).ok_or_else(|| unknown("kind", &stored.kind))?,
            action: stored.action,
            state: State::from_name(&stored.state).ok_or_else(|| unknown("state", &stored.state))?,
            on_error: OnError::of_settings(&settings)?,
            settings,
            created_by: stored.created_by,
            created_at: stored.created_at,
            started_at: stored.started_at,
            finished_at: stored.finished_at,
            source: serde_json::from_str(&stored.source)?,
            staged: stored.staged,
            apply_when_planned: stored.apply_when_planned,
            confirmed: stored.confirmed,
            place: stored.place,
            done: stored.done,
            total: stored.total,
            counts: Counts::from_json(&serde_json::from_str(&stored.counts)?),
            affected: stored.affected,
            changed: stored.changed,
            confirmation_required: stored.confirmation_required,
            warnings: serde_json::from_str(&stored.warnings)?,
            undo_of: stored.undo_of,
            undone_by: stored.undone_by,
            problem: stored.problem.as_deref().map(serde_json::from_str).transpose()?,
            cancel_requested: stored.cancel_requested,
            applied_by: stored.applied_by,
            stop_behind: stored.stop_behind,
            export_file: stored.export_file,
            export_size: stored.export_size,
            export_expires_at: stored.export_expires_at,
            approval_required: stored.approval_required,
            approved_by: stored.approved_by,
            approved_at: stored.approved_at,
            starts_at: stored.starts_at,
            asked_at: stored.asked_at,
            shaped_by: stored.shaped_by.split(' ').filter_map(|id| id.parse().ok()).collect(),
            context: context.ok_or_else(|| unknown("context", &stored.context_kind))?,
            version: stored.version,
        })
    }
}
