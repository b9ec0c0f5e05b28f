//! What there is to say about rows: a message for each, and the causes that rows share with their repair.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::Warning;
use crate::users::Refusal;

/// One remark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// How grave it is.
    pub level: Level,
    /// One of the API document's row codes.
    pub code: String,
    /// The column it is about.
    pub field: Option<String>,
    /// The value found.
    pub found: Option<String>,
    /// What would have been right.
    pub expected: Option<String>,
    /// All of it in one sentence, with the repair.
    pub message: String,
}

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row does nothing.
    Error,
    /// Somebody should look at it.
    Warning,
    /// Good to know.
    Info,
}

impl Level {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl Message {
    /// The remark of a refused row.
    pub fn from_refusal(level: Level, refusal: Refusal) -> Self {
        Self {
            level,
            code: refusal.code.name().to_owned(),
            field: refusal.field,
            found: refusal.found,
            expected: refusal.expected,
            message: refusal.message,
        }
    }
}

/// What rows with this code have in common, and the repair.
fn cause(code: &str) -> (&'static str, &'static str) {
    match code {
        "unknown_user" => ("No account has this name.", "Correct the name, or make the account first."),
        "ambiguous_user" => ("Several accounts have this value.", "Name these people by username instead."),
        "duplicate_in_file" => {
            ("The same person is in the file more than once, with different values.", "Keep one row for each person.")
        }
        "wrong_cell_count" => (
            "The row has more or fewer cells than the header.",
            "Put cells that hold the delimiter in double quotes, and add the cells that are missing.",
        ),
        "missing_value" => ("A value that is needed is missing.", "Fill in the cell."),
        "invalid_value" => ("A value cannot be read.", "Write it as the message says."),
        "unknown_auth_method" => {
            ("There is no such authentication method.", "Use manual, nologin, oidc or ldap, or leave the cell blank.")
        }
        "too_long" => ("A value is too long.", "Shorten it."),
        "protected_administrator" => (
            "Accounts of administrators are never changed by a file.",
            "Take these rows out, or change the accounts one by one.",
        ),
        "protected_self" => ("The row is about your own account.", "Ask another administrator to do it."),
        "last_administrator" => {
            ("No administrator would be left who can sign in.", "Make somebody else an administrator first.")
        }
        "suspensions_not_allowed" => {
            ("The settings do not allow suspensions.", "Switch \"allow_suspensions\" on, and plan again.")
        }
        "changed_since_plan" => {
            ("Somebody else changed the account after the plan.", "Look at these accounts, then plan again.")
        }
        "changed_since_batch" => (
            "Somebody else has written the same field since the batch.",
            "Look at these accounts; change them one by one where the old value should come back.",
        ),
        "username_taken" | "email_taken" => {
            ("Another account has the name by now.", "Give that account another name, or leave these rows out.")
        }
        "forbidden" => ("You may not change this account.", "Ask somebody who may."),
        "same_as_before" => {
            ("The same person is in the file more than once, with the same values.", "Nothing: the first row does it.")
        }
        _ => ("See the message of each row.", "See the message of each row."),
    }
}

/// Counts causes while rows are planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Causes {
    file: Vec<Warning>,
    rows: BTreeMap<String, i64>,
}

impl Causes {
    /// Goes on counting where a batch's stored warnings are.
    pub fn resume(warnings: &[Warning]) -> Self {
        let (rows, file): (Vec<_>, Vec<_>) =
            warnings.iter().cloned().partition(|warning| !is_about_the_file(&warning.code));
        Self { file, rows: rows.into_iter().map(|warning| (warning.code, warning.count)).collect() }
    }

    /// Counts the remarks of a row in.
    pub fn add(&mut self, messages: &[Message]) {
        for message in messages {
            *self.rows.entry(message.code.clone()).or_default() += 1;
        }
    }

    /// Counts the remarks of a row out.
    pub fn remove(&mut self, messages: &[Message]) {
        for message in messages {
            *self.rows.entry(message.code.clone()).or_default() -= 1;
        }
    }

    /// The causes, those about the file first, then the most frequent.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(code, count)| {
                let (message, repair) = cause(code);
                Warning { code: code.clone(), count: *count, message: message.to_owned(), repair: repair.to_owned() }
            })
            .collect();
        warnings.sort_by_key(|warning| std::cmp::Reverse(warning.count));
        self.file.iter().cloned().chain(warnings).collect()
    }
}

/// Codes of warnings that are about the file as a whole, not about rows.
pub(super) const IGNORED_COLUMNS: &str = "ignored_columns";

/// The selection holds more or fewer people than the caller saw.
pub(super) const SELECTION_CHANGED: &str = "selection_changed";

fn is_about_the_file(code: &str) -> bool {
    matches!(code, IGNORED_COLUMNS | SELECTION_CHANGED)
}
