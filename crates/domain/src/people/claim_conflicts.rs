//! Settles conflicting claims ([`crate::people::claims`]) when all rows are planned.
//!
//! Rounds of a few thousand rows, each in a unit of work of its own. A round only ever takes claims away, and starts from
//! what is stored; so a worker that takes over in the middle goes on with the next round.

use std::collections::HashMap;

use super::claims::{self, LostClaim};
use crate::Result;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::causes::Causes;
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::row::Row;
use crate::batches::engine::store::{self, Update};
use crate::batches::engine::work::Work;
use crate::batches::engine::{plan, rows};
use crate::batches::file::cells::CUSTOM;
use crate::db::Conn;
use crate::id::BatchId;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::text::show;

/// Rows of a round.
const ROUND: i64 = 2_000;

/// Finds claims that are lost for one reason, up to so many.
type Reason = fn(&mut Conn, BatchId, i64) -> Result<Vec<LostClaim>>;

/// What can be wrong with a claim. Rows that claim the same as an earlier row are looked for first: taking a claim away never
/// makes another one of these.
const REASONS: [Reason; 2] = [claims::repeated, claims::in_vain];

/// Judges all claims of a batch.
pub(super) fn judge(work: &Work<'_>) -> Result<()> {
    for lost in REASONS {
        let round = |conn: &mut Conn| {
            let mut batch = store::find_locked(conn, work.batch.id)?;
            let lost = lost(conn, batch.id, ROUND)?;
            let judged = take_away(conn, &mut batch, lost)?;
            store::advance(conn, work.lease, Update::counters(&batch)?)?;
            Ok(judged > 0 && !batch.cancel_requested)
        };
        while !work.is_stopping() && work.write(round)? {}
    }
    Ok(())
}

/// Judges all claims of a batch in the unit of work at hand: after a row was repaired, few can be lost.
pub(super) fn judge_all(conn: &mut Conn, batch: &mut Batch) -> Result<()> {
    for lost in REASONS {
        loop {
            let lost = lost(conn, batch.id, ROUND)?;
            if take_away(conn, batch, lost)? == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Takes claims away, and with them what their rows would do; returns how many rows that were.
fn take_away(conn: &mut Conn, batch: &mut Batch, lost: Vec<LostClaim>) -> Result<usize> {
    if lost.is_empty() {
        return Ok(0);
    }
    let mut by_line: HashMap<i64, Vec<LostClaim>> = HashMap::new();
    let firsts: Vec<i64> = lost.iter().filter_map(|lost| lost.first).collect();
    lost.into_iter().for_each(|lost| by_line.entry(lost.line).or_default().push(lost));
    let lines: Vec<i64> = by_line.keys().copied().collect();
    let old = rows::by_lines(conn, batch.id, &lines)?;
    let first_rows = rows::by_lines(conn, batch.id, &firsts)?;
    let asked: HashMap<i64, &Row> = first_rows.iter().map(|row| (row.line, row)).collect();
    let new: Vec<Row> = old
        .iter()
        .map(|row| {
            let lost = by_line.get(&row.line).map_or(&[][..], Vec::as_slice);
            judged(batch.kind, row, lost, |line| asked.get(&line).copied())
        })
        .collect();
    let mut causes = Causes::resume(&batch.warnings);
    plan::count_out(batch, &mut causes, &old);
    plan::count_in(batch, &mut causes, &new);
    batch.warnings = causes.warnings();
    rows::settle_refused(conn, batch.id, &new)?;
    claims::fail(conn, batch.id, &lines)?;
    Ok(new.len())
}

/// A row without what it claimed.
fn judged<'r>(kind: BatchKind, row: &Row, lost: &[LostClaim], first: impl Fn(i64) -> Option<&'r Row>) -> Row {
    let mut row = Row { settled: true, ..row.clone() };
    let same = lost.iter().filter_map(|lost| first(lost.first?)).find(|first| is_same_person(first, &row));
    if let Some(first) = same {
        row.outcomes = Outcome::Unchanged.into();
        row.messages.push(Message::same_as_before(first.line));
        return row;
    }
    // An undo that does not get a name back has met with a conflict: a user has taken the name since.
    row.outcomes = if kind == BatchKind::Undo { Outcome::Conflict } else { Outcome::Error }.into();
    row.messages.extend(lost.iter().map(|lost| Message::from_refusal(Level::Error, refusal(lost))));
    row
}

/// Whether both rows make the same account, so that the later one adds nothing.
fn is_same_person(first: &Row, row: &Row) -> bool {
    first.user.is_none() && row.user.is_none() && row.asked.is_some() && first.asked == row.asked
}

fn refusal(lost: &LostClaim) -> Refusal {
    let Some(first) = lost.first else {
        let is_address = lost.field == claims::EMAIL;
        let taken = if is_address { claims::email_taken } else { claims::username_taken };
        let mut refusal = taken(&lost.value, false);
        refusal.message = format!(
            "Another account has the {} \"{}\", and keeps it when this file is applied. Choose another one, or repair the row that was to free it.",
            if is_address { "e-mail address" } else { "username" },
            show(&lost.value)
        );
        return refusal;
    };
    // Values of custom fields are compared in their normalised form.
    let found = if lost.field.starts_with(CUSTOM) { "" } else { lost.value.as_str() };
    let what = if found.is_empty() { "the same value".to_owned() } else { format!("\"{}\"", show(found)) };
    let message = format!("Line {first} wants {what} too, and only one account can have it. Correct one of the two.");
    Refusal::of(Code::DuplicateInFile, &lost.field, found, "a value that no other row wants", message)
        .naming_line(first)
}
