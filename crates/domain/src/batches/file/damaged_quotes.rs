//! Rows whose cells are not what they seem to be, since double quotes are missing or too many. Pure.
//!
//! A quote that is not closed takes the rows behind it for a cell, and those people vanish. It is an error of its row, said
//! before any other outcome, with the lines that the row covers. Only `description` and `address` may have several lines;
//! there it is a warning where one of these lines looks like a row.

use super::reading::{HIDDEN, Reading};
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::report::{DAMAGED, report_at};
use crate::batches::engine::row::Row;
use crate::batches::engine::source::{Source, SourceColumn};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::tabular::reader::lines_of;
use crate::tabular::{Damage, Delimiter, Record};
use crate::text::show;

/// The result of checking the double quotes of a row.
pub enum QuoteCheck {
    /// They are good.
    Nothing,
    /// They may be good.
    Suspicious(Message),
    /// They are not.
    Damaged(Refusal),
}

/// The columns whose cells may have several lines.
const OF_SEVERAL_LINES: [&str; 2] = ["description", "address"];

/// Where `outcome` is among the columns of a report.
const OUTCOME: usize = 1;

/// What stands between the cells of a file in text.
pub fn delimiter_of(source: &Source) -> Option<Delimiter> {
    let name = source.delimiter.as_deref().filter(|_| !source.is_workbook)?;
    Delimiter::from_name(name)
}

/// Whether a row of a report is one that was damaged and has not been corrected yet.
fn is_marked(reading: &Reading<'_>, record: &Record) -> bool {
    let outcome = report_at(reading.columns).and_then(|at| record.cells.get(at + OUTCOME));
    outcome.is_some_and(|outcome| outcome.split_whitespace().any(|word| word == DAMAGED))
}

/// Takes the mark off a row that a user corrects.
pub fn unmark(columns: &[SourceColumn], cells: &mut [String]) {
    if let Some(outcome) = report_at(columns).and_then(|at| cells.get_mut(at + OUTCOME)) {
        outcome.clear();
    }
}

/// Looks at the quotes of a row.
pub fn look(reading: &Reading<'_>, record: &Record) -> QuoteCheck {
    if is_marked(reading, record) {
        let message = "The double quotes of this row were damaged in the file before, so its cells may hold other rows. Correct them, empty the cell \"outcome\", and upload the file again.";
        return QuoteCheck::Damaged(refusal(record, message.to_owned()));
    }
    let Some(delimiter) = reading.delimiter else { return QuoteCheck::Nothing };
    match record.damage {
        Some(Damage::Open) => {
            return QuoteCheck::Damaged(refusal(
                record,
                format!(
                    "A double quote in the row that begins on line {} is never closed: {} taken for one row. Close it, or write it twice, and upload the file again.",
                    record.line,
                    covered(record)
                ),
            ));
        }
        Some(Damage::TextBehindQuote) => {
            return QuoteCheck::Damaged(refusal(
                record,
                format!(
                    "There is text behind a closing double quote: {} taken for one row. Close quotes at the end of their cell, write quotes within a cell twice, and upload the file again.",
                    covered(record)
                ),
            ));
        }
        None if record.last_line == record.line => return QuoteCheck::Nothing,
        None => {}
    }
    let is_ragged = record.cells.len() != reading.columns.len();
    let at = record.cells.iter().enumerate().find(|(at, cell)| {
        let field = reading.columns.get(*at).and_then(|column| column.field.as_deref());
        has_several_lines(cell) && (is_ragged || field.is_some_and(|field| !OF_SEVERAL_LINES.contains(&field)))
    });
    if let Some((at, _)) = at {
        let column = reading.columns.get(at).map_or("", |column| column.header.as_str());
        let message = format!(
            "The cell \"{}\" has a line break in it: {} taken for one row, as a double quote opens on line {} and closes further down. Close it where the cell ends, and upload the file again.",
            show(column),
            covered(record),
            record.line
        );
        return QuoteCheck::Damaged(Refusal { field: Some(column.to_owned()), ..refusal(record, message) });
    }
    if !looks_like_rows(&record.cells, reading.columns, delimiter) {
        return QuoteCheck::Nothing;
    }
    let message = format!(
        "The row covers {}, and some of these lines look like rows of their own. Make sure that they are text of this row; otherwise close the double quote where the cell ends.",
        lines(record)
    );
    QuoteCheck::Suspicious(Message::from_refusal(Level::Warning, refusal(record, message)))
}

fn refusal(record: &Record, message: String) -> Refusal {
    let (first, last) = (record.line, record.last_line);
    let found = if first == last { first.to_string() } else { format!("{first}-{last}") };
    Refusal { found: Some(found), ..Refusal::new(Code::DamagedQuotes, message) }
}

fn lines(record: &Record) -> String {
    if record.last_line == record.line {
        return format!("line {}", record.line);
    }
    format!("lines {} to {}", record.line, record.last_line)
}

fn covered(record: &Record) -> String {
    format!("{} {}", lines(record), if record.last_line == record.line { "was" } else { "were" })
}

fn has_several_lines(cell: &str) -> bool {
    // At the end of a cell they hide nothing.
    cell.trim_end().contains(['\n', '\r'])
}

/// Whether a line that a cell covers has as many cells as the header.
fn looks_like_rows(cells: &[String], columns: &[SourceColumn], delimiter: Delimiter) -> bool {
    cells.iter().enumerate().filter(|(_, cell)| has_several_lines(cell)).any(|(at, cell)| {
        let mut lines = lines_of(cell).skip(1).filter(|line| !line.trim().is_empty()).peekable();
        let mut found = false;
        while let Some(line) = lines.next() {
            // The cells that follow stand on the last line of this one.
            let behind = if lines.peek().is_none() { cells.len().saturating_sub(at + 1) } else { 0 };
            found |= line.split(delimiter.letter()).count() + behind == columns.len();
        }
        found
    })
}

/// Whether rows of the file are hidden in the cells of a row that is an error for its quotes.
pub fn hides_rows(row: &Row, source: &Source) -> bool {
    let is_damaged = row.outcomes.contains(Outcome::Error) && row.is_damaged();
    let (Some(delimiter), Some(columns)) = (delimiter_of(source), source.columns.as_deref()) else { return false };
    let is_masked = row.cells.iter().all(|cell| cell.is_empty() || cell == HIDDEN);
    is_damaged && (is_masked || looks_like_rows(&row.cells, columns, delimiter))
}
