//! A batch and its rows, as they are stored.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::action::Action;
use super::causes::Message;
use super::claims::Claim;
use crate::MessageValues;
use crate::db::schema::{batch_rows, batches};
use crate::id::{BatchId, StagedId, UserId};
use crate::users::change::{Outcome, Outcomes};
use crate::{Error, Millis, Result};

/// What a batch was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// People who were selected.
    Selection,
    /// Another batch, to be taken back.
    Undo,
}

impl Kind {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Selection => "selection",
            Self::Undo => "undo",
        }
    }
}

/// How far a batch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the states are those of the API document, one for one")]
pub enum State {
    Planning,
    Planned,
    Queued,
    Applying,
    Applied,
    Failed,
    Cancelled,
    Expired,
}

impl State {
    const ALL: [Self; 8] = [
        Self::Planning,
        Self::Planned,
        Self::Queued,
        Self::Applying,
        Self::Applied,
        Self::Failed,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Planned => "planned",
            Self::Queued => "queued",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// Whether nothing more happens unless somebody asks for it.
    pub fn is_resting(self) -> bool {
        !matches!(self, Self::Planning | Self::Queued | Self::Applying)
    }
}

/// Rows by outcome; a row that does several things counts for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([i64; Outcome::ALL.len()]);

impl Counts {
    /// How many rows have the outcome.
    pub fn get(&self, outcome: Outcome) -> i64 {
        self.0[outcome as usize]
    }

    /// Counts a row in.
    pub fn add(&mut self, outcomes: Outcomes) {
        outcomes.iter().for_each(|outcome| self.0[outcome as usize] += 1);
    }

    /// Counts a row out.
    pub fn remove(&mut self, outcomes: Outcomes) {
        outcomes.iter().for_each(|outcome| self.0[outcome as usize] -= 1);
    }

    /// An object with a member for each outcome.
    pub fn to_json(&self) -> Value {
        let members = Outcome::ALL.iter().map(|outcome| (outcome.name().to_owned(), Value::from(self.get(*outcome))));
        Value::Object(members.collect::<Map<_, _>>())
    }

    fn from_json(value: &Value) -> Self {
        let mut counts = Self::default();
        for outcome in Outcome::ALL {
            counts.0[outcome as usize] = value.get(outcome.name()).and_then(Value::as_i64).unwrap_or(0);
        }
        counts
    }
}

/// What a batch was made from; which members are there depends on its kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The name the file was uploaded under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// SHA-256 of the file in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The delimiter in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The encoding in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether the encoding is a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding_guessed: Option<bool>,
    /// Whether the file was a workbook, whose sheet was written out as a table in text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_workbook: bool,
    /// Whether rows do not tell that a name belongs to a deleted account: whatever made the batch, a token perhaps, may not
    /// see accounts, although its person may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hides_deleted: bool,
    /// The sheet that is read, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The visible sheets with cells, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Vec<String>>,
    /// Rows below the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<i64>,
    /// How many rows with damaged quotes have held a full sync back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_held_back: Option<i64>,
    /// The file's columns in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<SourceColumn>>,
    /// The filter that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The quick search that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Who is meant by filter and search, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the quick search also looked into private fields.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub searches_private: bool,
    /// The ids that were selected, where they are few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<UserId>>,
    /// How many the person saw who selected them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_count: Option<i64>,
    /// How many there were to begin with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceColumn {
    /// The heading as it stands in the file.
    pub header: String,
    /// The column it is read as; nothing where it is ignored.
    pub field: Option<String>,
}

/// A cause that rows share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable name in snake_case.
    pub code: String,
    /// How many rows or columns it touches.
    pub count: i64,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub repair: String,
    /// The values in the message.
    #[serde(default, skip_serializing_if = "MessageValues::is_empty")]
    pub values: MessageValues,
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
    pub kind: Kind,
    pub action: String,
    pub state: State,
    pub settings: Value,
    pub created_by: UserId,
    pub created_at: Millis,
    pub started_at: Option<Millis>,
    pub finished_at: Option<Millis>,
    pub source: Source,
    /// The uploaded file, for as long as it may be planned again.
    pub staged: Option<StagedId>,
    pub apply_when_planned: bool,
    /// The number that somebody confirmed.
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
    /// When somebody last asked for it to be planned or applied.
    pub asked_at: Millis,
    /// Everybody who has planned it, mended its rows or changed its settings.
    pub shaped_by: Vec<UserId>,
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

    /// Whether an undo would bring anything back. Whoever was signed out signs in again.
    pub fn is_undoable(&self) -> bool {
        let leaves_something = self.action != Action::SignOut.name();
        leaves_something
            && self.state.is_resting()
            && self.state != State::Expired
            && self.changed > 0
            && self.undone_by.is_none()
    }
}

/// The columns of `batches` that a [`Batch`] is made from.
#[derive(Queryable, Selectable)]
#[diesel(table_name = batches)]
pub(super) struct StoredBatch {
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
    version: i64,
}

impl TryFrom<StoredBatch> for Batch {
    type Error = Error;

    fn try_from(stored: StoredBatch) -> Result<Self> {
        let unknown = |what: &str, name: &str| Error::internal(format!("a stored batch has the {what} {name:?}"));
        Ok(Self {
            id: stored.id,
            name: stored.name,
            kind: [Kind::File, Kind::Selection, Kind::Undo]
                .into_iter()
                .find(|kind| kind.name() == stored.kind)
                .ok_or_else(|| unknown("kind", &stored.kind))?,
            action: stored.action,
            state: State::ALL
                .into_iter()
                .find(|state| state.name() == stored.state)
                .ok_or_else(|| unknown("state", &stored.state))?,
            settings: serde_json::from_str(&stored.settings)?,
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
            version: stored.version,
        })
    }
}

/// One row of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1 with the header.
    pub line: i64,
    /// What it names the account by.
    pub key: String,
    /// The account it is about.
    pub user: Option<UserId>,
    /// Its cells as they stand in the file; empty where the source has none.
    pub cells: Vec<String>,
    /// What it asks for, in a form to be compared; nothing where it asks for nothing.
    pub asked: Option<String>,
    /// What it does, or why not.
    pub outcomes: Outcomes,
    /// Whether nothing is to be done for it any more.
    pub settled: bool,
    /// The fields that change, as they are.
    pub before: Value,
    /// The same fields as they will be.
    pub after: Value,
    /// What there is to say about it.
    pub messages: Vec<Message>,
    /// The account's version that it was planned on.
    pub version_planned: Option<i64>,
    /// The account's version after it was applied.
    pub version_applied: Option<i64>,
    /// The hash of the password that a new account gets.
    pub secret: Option<String>,
    /// What it would have for itself alone; known only while it is planned.
    pub claims: Vec<Claim>,
}

impl Row {
    /// A row about which nothing is known yet.
    pub fn blank(line: i64, key: &str) -> Self {
        Self {
            line,
            key: key.to_owned(),
            user: None,
            cells: Vec::new(),
            asked: None,
            outcomes: Outcome::Unchanged.into(),
            settled: false,
            before: Value::Null,
            after: Value::Null,
            messages: Vec::new(),
            version_planned: None,
            version_applied: None,
            secret: None,
            claims: Vec::new(),
        }
    }

    /// Whether it makes an account.
    pub fn creates(&self) -> bool {
        self.outcomes.contains(Outcome::Create)
    }
}

/// The columns of `batch_rows` that a [`Row`] is made from.
#[derive(Queryable, Selectable)]
#[diesel(table_name = batch_rows)]
pub(super) struct StoredRow {
    line: i64,
    row_key: String,
    user_id: Option<UserId>,
    cells: Option<String>,
    asked: Option<String>,
    outcomes: i64,
    settled: bool,
    before: Option<String>,
    after: Option<String>,
    messages: Option<String>,
    version_planned: Option<i64>,
    version_applied: Option<i64>,
    secret: Option<String>,
}

impl TryFrom<StoredRow> for Row {
    type Error = Error;

    fn try_from(stored: StoredRow) -> Result<Self> {
        fn read<T: for<'a> Deserialize<'a> + Default>(text: Option<String>) -> Result<T> {
            Ok(text.map_or_else(|| Ok(T::default()), |text| serde_json::from_str(&text))?)
        }
        Ok(Self {
            line: stored.line,
            key: stored.row_key,
            user: stored.user_id,
            cells: read(stored.cells)?,
            asked: stored.asked,
            outcomes: Outcomes::from_bits(stored.outcomes),
            settled: stored.settled,
            before: read(stored.before)?,
            after: read(stored.after)?,
            messages: read(stored.messages)?,
            version_planned: stored.version_planned,
            version_applied: stored.version_applied,
            secret: stored.secret,
            claims: Vec::new(),
        })
    }
}
