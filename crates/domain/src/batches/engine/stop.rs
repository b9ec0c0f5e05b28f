//! What an error in one row does to the rows behind it.

use serde_json::Value;

use super::batch::Batch;
use super::message::Message;
use super::row::Row;
use crate::outcome::Outcome;
use crate::words::words;
use crate::{Error, Result};

words! {
    /// What an error in one row does to the others.
    OnError {
        /// Nothing.
        Continue "continue",
        /// Those behind it are skipped.
        Stop "stop",
        /// None is applied.
        AllOrNothing "all_or_nothing",
    }
}

/// The most rows of a batch that is applied in one transaction (DESIGN, "Changes and batches").
pub const ALL_OR_NOTHING_ROWS: i64 = 50_000;

impl OnError {
    /// What the settings of a batch say; `Continue` if they say nothing. Anything else than one of the words is an error: a batch
    /// that was to stop must not go on.
    pub fn of_settings(settings: &Value) -> Result<Self> {
        match settings.get("on_error") {
            None | Some(Value::Null) => Ok(Self::Continue),
            Some(value) => value
                .as_str()
                .and_then(Self::from_name)
                .ok_or_else(|| Error::internal(format!("a stored batch has \"on_error\": {value}"))),
        }
    }
}

/// Up to which row of a batch rows are applied, while a chunk of them is.
#[derive(Debug, Clone, Copy)]
pub struct Stop {
    on_error: OnError,
    behind: Option<i64>,
}

impl Stop {
    /// Where a batch stops as things are.
    pub fn of(batch: &Batch) -> Self {
        Self { on_error: batch.on_error, behind: batch.stop_behind }
    }

    /// Whether a row may be applied.
    pub fn reaches(&self, line: i64) -> bool {
        self.behind.is_none_or(|behind| line <= behind)
    }

    /// Takes note of a row that is refused: where the batch stops at an error, rows behind it are not reached.
    pub fn note_refused(&mut self, line: i64) {
        if self.on_error == OnError::Stop {
            self.behind = Some(self.behind.map_or(line, |behind| behind.min(line)));
        }
    }

    /// The line behind which rows are not reached; `None` if all of them are.
    pub fn behind(&self) -> Option<i64> {
        self.behind
    }
}

/// A row that was not reached, and says why.
pub(crate) fn unreached(batch: &Batch, row: &Row) -> Row {
    let why = match (batch.on_error, batch.stop_behind) {
        _ if batch.cancel_requested => "The batch was cancelled before this row was applied.".to_owned(),
        (OnError::AllOrNothing, _) => {
            "Not everything could be applied, so that nothing was, as the setting \"all_or_nothing\" asks.".to_owned()
        }
        (OnError::Stop, Some(line @ 1..)) => {
            format!(
                "Line {line} failed, and rows behind the first that fails are not applied, as the setting \"stop\" asks."
            )
        }
        _ => "The batch ended before this row was applied.".to_owned(),
    };
    let mut row = row.clone();
    row.outcomes = Outcome::Skip.into();
    row.messages.push(Message::not_reached(why));
    row
}

/// Whether a batch asks to be applied all or nothing and has more rows than fit into one transaction.
pub fn is_too_large_for_one_transaction(batch: &Batch) -> bool {
    batch.on_error == OnError::AllOrNothing && batch.affected > ALL_OR_NOTHING_ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_batch_that_stops_leaves_out_rows_behind_an_error() {
        for (on_error, reached) in [(OnError::Continue, true), (OnError::Stop, false)] {
            let mut stop = Stop { on_error, behind: None };
            stop.note_refused(7);
            stop.note_refused(9);
            assert!(stop.reaches(7));
            assert_eq!(stop.reaches(8), reached);
        }
    }

    #[test]
    fn the_first_refused_row_counts_however_late_it_is_found() {
        let mut stop = Stop { on_error: OnError::Stop, behind: None };
        stop.note_refused(9);
        stop.note_refused(4);
        assert_eq!(stop.behind(), Some(4));
    }

    #[test]
    fn a_choice_that_cannot_be_read_is_no_choice() {
        assert_eq!(OnError::of_settings(&serde_json::json!({})).ok(), Some(OnError::Continue));
        assert_eq!(OnError::of_settings(&serde_json::json!({ "on_error": "stop" })).ok(), Some(OnError::Stop));
        assert!(OnError::of_settings(&serde_json::json!({ "on_error": "halt" })).is_err());
    }
}
