//! A row of a batch, as it is stored.

use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::message::{Level, Message};
use crate::db::schema::batch_rows;
use crate::id::UserId;
use crate::outcome::{Outcome, Outcomes};
use crate::refusal::{Code, Refusal};
use crate::{Error, Result};

/// What a row asks for that is not the source's own; no row of a source asks in this word, which was stored before there were
/// other reasons to add rows than a full sync.
pub const ADDED: &str = "full_sync";

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
    /// What it asks for, in a form to be compared; `None` if it asks for nothing.
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

    /// Decides, while it is planned, that it does nothing, and says why: it is skipped where that is no error.
    pub fn refuse(&mut self, refusal: Refusal) {
        let (outcome, level) =
            if refusal.code.is_skip() { (Outcome::Skip, Level::Info) } else { (Outcome::Error, Level::Error) };
        self.outcomes = outcome.into();
        self.messages.push(Message::from_refusal(level, refusal));
    }

    /// The same once it was planned: a conflict where another user was faster.
    pub fn refuse_planned(&mut self, refusal: Refusal) {
        let is_conflict = refusal.code.is_conflict();
        self.refuse(refusal);
        if is_conflict {
            self.outcomes = Outcome::Conflict.into();
        }
    }

    /// Whether it makes an account.
    pub fn creates(&self) -> bool {
        self.outcomes.contains(Outcome::Create)
    }

    /// Whether it is not the source's own, but was added to the plan.
    pub fn is_added(&self) -> bool {
        self.asked.as_deref() == Some(ADDED)
    }

    /// Whether it was refused for its quotes, so that its cells may be those of other rows.
    pub fn is_damaged(&self) -> bool {
        self.messages.iter().any(|message| message.code == Code::DamagedQuotes.name())
    }
}

/// A row that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppliedRow {
    /// Its line.
    pub line: i64,
    /// The version that what it changed has now.
    pub version: i64,
    /// The account that it has made.
    pub created: Option<UserId>,
}

/// What a row would have for itself alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The column that it is about.
    pub field: String,
    /// The value, as it is compared.
    pub value: String,
    /// Who has the username or address now and has to give it up first.
    pub holder: Option<UserId>,
    /// Whether the value was derived from what the row says; one that a row writes itself comes first.
    pub derived: bool,
    /// Whether the row is refused anyway. That it would have given its account another name counts all the same: a row
    /// that takes the name for a new person is not about that account.
    pub failed: bool,
}

impl Claim {
    /// A claim of a row that writes the value itself.
    pub fn new(field: &str, value: &str, holder: Option<UserId>) -> Self {
        Self { field: field.to_owned(), value: value.to_owned(), holder, derived: false, failed: false }
    }
}

/// The columns of `batch_rows` that a [`Row`] is made from.
#[derive(Queryable, Selectable)]
#[diesel(table_name = batch_rows)]
pub(crate) struct StoredRow {
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
