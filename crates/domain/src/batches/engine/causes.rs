//! The causes that rows share, counted, each with its repair.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::message::Message;
use crate::MessageValues;
use crate::refusal::cause;

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
        for code in codes(messages) {
            *self.rows.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// Counts the remarks of a row out.
    pub fn remove(&mut self, messages: &[Message]) {
        for code in codes(messages) {
            *self.rows.entry(code.to_owned()).or_default() -= 1;
        }
    }

    /// What the header of the file gave occasion for.
    pub fn of_the_file(self) -> Vec<Warning> {
        self.file.into_iter().filter(|warning| warning.code != PERHAPS_MISSING).collect()
    }

    /// The causes, those about the file first, then the most frequent.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(code, count)| {
                let (message, repair) = cause(code);
                let (message, repair) = (message.to_owned(), repair.to_owned());
                Warning { code: code.clone(), count: *count, message, repair, values: MessageValues::new() }
            })
            .collect();
        warnings.sort_by_key(|warning| std::cmp::Reverse(warning.count));
        self.file.iter().cloned().chain(warnings).collect()
    }
}

/// What is said of a row, each once: rows are counted, not messages.
fn codes(messages: &[Message]) -> BTreeSet<&str> {
    messages.iter().map(|message| message.code.as_str()).collect()
}

/// Codes of warnings that are about the file as a whole, not about rows.
pub const IGNORED_COLUMNS: &str = "ignored_columns";

/// The encoding of the file is a guess.
pub const ENCODING_GUESSED: &str = "encoding_guessed";

/// The selection holds more or fewer people than the caller saw.
pub const SELECTION_CHANGED: &str = "selection_changed";

/// Rows of a file with a full sync match no account, so that people who are in the file may be suspended.
pub const PERHAPS_MISSING: &str = "full_sync_incomplete";

/// Other sheets of the workbook have cells, too.
pub const OTHER_SHEETS: &str = "other_sheets";

/// Rows or columns of the sheet are hidden.
pub const HIDDEN_CELLS: &str = "hidden_cells";

/// Rows lie under a merged cell.
pub const MERGED_CELLS: &str = "merged_cells";

/// All of them.
const ABOUT_THE_FILE: [&str; 7] =
    [IGNORED_COLUMNS, ENCODING_GUESSED, SELECTION_CHANGED, PERHAPS_MISSING, OTHER_SHEETS, HIDDEN_CELLS, MERGED_CELLS];

fn is_about_the_file(code: &str) -> bool {
    ABOUT_THE_FILE.contains(&code)
}
