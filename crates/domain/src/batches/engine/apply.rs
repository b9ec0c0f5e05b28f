//! Applying: planned rows carried out, each exactly once.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::Instant;

use super::batch::{Batch, Failure, State};
use super::causes::Causes;
use super::lease::Lease;
use super::operation::{Applying, CarriedOut, RowOperation};
use super::pacing::Pace;
use super::prefetch::{self, ReadAhead};
use super::registry::Registry;
use super::row::{AppliedRow, Row};
use super::stop::{OnError, Stop, unreached};
use super::store::{self, Update};
use super::work::Work;
use super::{pipeline, rows};
use crate::db::Conn;
use crate::message_values::message_values;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::{Actor, MessageValues, Millis, Result};

/// Rows of a unit of work that notes that they were not reached, or that is all of them at once.
const MANY: usize = 2_000;

/// How a chunk ended.
pub(crate) enum ChunkEnd {
    /// There is more to do.
    More,
    /// The batch has come to its end.
    Finished,
    /// The person who applies has lost the permission.
    Forbidden,
}

/// Applies the rows of a batch from where the last worker stopped.
pub fn apply_rows(work: &Work<'_>, operation: &dyn RowOperation) -> Result<()> {
    // Of what is cancelled nothing is done, and so nothing can keep the rest from it.
    if work.batch.on_error == OnError::AllOrNothing && !work.batch.cancel_requested {
        return apply_at_once(work, operation);
    }
    let pace = Pace::default();
    // Rows are read and checked while the ones before them are written.
    pipeline::run(
        |send| prefetch::read(work, operation, &pace, send),
        |ahead: ReadAhead| {
            let began = Instant::now();
            let step = match ahead.write(work)? {
                Some(step) => step,
                // Something is not as it was when the rows were read, or one of them is refused.
                None => step(work, operation, ahead.rows().max(1))?,
            };
            pace.end(ahead.rows(), began.elapsed(), work.db().is_quiet());
            match step {
                ChunkEnd::Forbidden => {
                    // What was applied stays; the report says of every other row that it was not reached.
                    skip_all(work)?;
                    work.fail(&may_no_longer_apply())?;
                    Ok(ControlFlow::Break(()))
                }
                ChunkEnd::Finished => Ok(ControlFlow::Break(())),
                ChunkEnd::More if work.is_stopping() => Ok(ControlFlow::Break(())),
                ChunkEnd::More => Ok(ControlFlow::Continue(())),
            }
        },
    )
}

/// Applies the next rows, up to so many; ends the batch if there are none. Everything is read and checked in the
/// transaction that writes.
fn step(work: &Work<'_>, operation: &dyn RowOperation, most: usize) -> Result<ChunkEnd> {
    work.write(|conn| {
        let mut batch = begin(conn, work)?;
        // After a cancellation rows are only noted as not reached, which needs no right.
        let actor = if batch.cancel_requested {
            Some(Actor::system())
        } else {
            permitted(conn, work.registry(), &batch, work.now())?
        };
        let Some(actor) = actor else { return Ok(ChunkEnd::Forbidden) };
        let (taken, _) = chunk(conn, operation, &mut batch, &actor, work.now(), most)?;
        if taken > 0 {
            store::advance(conn, work.lease, Update::counters(&batch)?)?;
            return Ok(ChunkEnd::More);
        }
        finish(conn, work.lease, &batch, work.now())?;
        Ok(ChunkEnd::Finished)
    })
}

/// Why nothing was applied of a batch that is applied all or nothing.
struct Obstacle {
    message: String,
    values: MessageValues,
}

/// All rows in one transaction, or none.
fn apply_at_once(work: &Work<'_>, operation: &dyn RowOperation) -> Result<()> {
    let batch = work.batch;
    let mut obstacle = work.read(|conn| rows::first_error(conn, batch.id))?.map(|line| Obstacle {
        message: format!("Line {line} is an error."),
        values: message_values([("line", line.into())]),
    });
    if batch.stop_behind.is_some() && !batch.cancel_requested {
        // A worker before this one found the obstacle, and died before it could say so.
        obstacle.get_or_insert_with(|| Obstacle {
            message: "A row was a conflict: what it is about was changed after the plan.".to_owned(),
            values: MessageValues::new(),
        });
    }
    if obstacle.is_none() {
        // Long enough for the largest batch that is allowed; a crash rolls back and is noticed later.
        let long = Lease { length: work.lease.length.max(120_000), ..work.lease.clone() };
        let long = Work { lease: &long, ..*work };
        obstacle = long.write_or_take_back(|conn| all_rows(conn, &long, operation))?.err();
    }
    let Some(Obstacle { message, values }) = obstacle else { return Ok(()) };
    skip_all(work)?;
    let message = format!(
        "Nothing was applied, as the setting \"all_or_nothing\" asks. {message} Correct it, and upload the file again."
    );
    work.fail(&Failure { values, ..Failure::new("all_or_nothing", message) })
}

/// Applies all rows in the transaction at hand; what is in the way takes it back.
fn all_rows(
    conn: &mut Conn,
    work: &Work<'_>,
    operation: &dyn RowOperation,
) -> Result<std::result::Result<(), Obstacle>> {
    let mut batch = begin(conn, work)?;
    let Some(actor) = permitted(conn, work.registry(), &batch, work.now())? else {
        let message = "The person who applies the batch may no longer do so.".to_owned();
        return Ok(Err(Obstacle { message, values: MessageValues::new() }));
    };
    loop {
        let (taken, refused) = chunk(conn, operation, &mut batch, &actor, work.now(), MANY)?;
        if refused {
            let place = batch.place;
            let message =
                format!("A row up to line {place} is a conflict: what it is about was changed after the plan.");
            return Ok(Err(Obstacle { message, values: message_values([("until", place.into())]) }));
        }
        if taken == 0 {
            break;
        }
    }
    store::advance(conn, work.lease, Update::counters(&batch)?)?;
    finish(conn, work.lease, &batch, work.now())?;
    Ok(Ok(()))
}

/// The batch as it is in this unit of work; the first time it becomes `applying`.
pub fn begin(conn: &mut Conn, work: &Work<'_>) -> Result<Batch> {
    let mut batch = store::find_locked(conn, work.lease.batch)?;
    if batch.state == State::Queued {
        batch.done = batch.total - batch.affected;
        // A plan that was cancelled never starts.
        batch.started_at = (!batch.cancel_requested).then(|| work.now());
        batch.state = State::Applying;
        if batch.on_error == OnError::Stop {
            batch.stop_behind = rows::first_error(conn, batch.id)?;
        }
        store::advance(
            conn,
            work.lease,
            Update {
                started_at: Some(batch.started_at),
                done: Some(batch.done),
                stop_behind: Some(batch.stop_behind),
                ..Update::to_state(State::Applying)
            },
        )?;
    }
    if batch.cancel_requested {
        batch.stop_behind.get_or_insert(batch.place);
    }
    Ok(batch)
}

/// Who applies; `None` if the person may no longer do so.
pub fn permitted(conn: &mut Conn, registry: &Registry, batch: &Batch, now: Millis) -> Result<Option<Actor>> {
    let actor = (registry.actor)(conn, batch.starter(), now)?;
    Ok(match actor {
        Some(actor) if registry.of(batch)?.may_apply(&actor, batch)? => Some(actor),
        _ => None,
    })
}

/// Applies the next rows, and those that hang together with them. Returns how many were taken, and whether one of them
/// was refused.
fn chunk(
    conn: &mut Conn,
    operation: &dyn RowOperation,
    batch: &mut Batch,
    actor: &Actor,
    now: Millis,
    most: usize,
) -> Result<(usize, bool)> {
    let next = rows::unsettled(conn, batch.id, batch.place, most)?;
    let Some(last) = next.last().map(|row| row.line) else { return Ok((0, false)) };
    let mut stop = Stop::of(batch);
    let done = operation.carry_out(conn, Applying { batch, actor, now }, next, last, &mut stop)?;
    batch.stop_behind = stop.behind();
    settle(conn, batch, &done)?;
    Ok((done.taken.len(), !done.refused.is_empty()))
}

/// Stores the results of rows, in the rows and in the batch.
fn settle(conn: &mut Conn, batch: &mut Batch, done: &CarriedOut) -> Result<()> {
    let refused = done.refused.iter().filter_map(|(at, refusal)| Some(refused_row(done.taken.get(*at)?, refusal)));
    let unreached = done.unreached.iter().filter_map(|at| Some(unreached(batch, done.taken.get(*at)?)));
    let refused: Vec<Row> = refused.chain(unreached).collect();
    rows::settle_applied(conn, batch.id, &done.applied)?;
    rows::settle_refused(conn, batch.id, &refused)?;
    count(batch, &done.taken, &refused, done.applied.len());
    batch.place = done.last;
    Ok(())
}

/// Stores the results of rows that were applied as prepared.
pub(crate) fn settle_all(conn: &mut Conn, batch: &mut Batch, applied: &[AppliedRow], last: i64) -> Result<()> {
    rows::settle_applied(conn, batch.id, applied)?;
    let count = i64::try_from(applied.len()).unwrap_or(0);
    batch.changed += count;
    batch.done += count;
    batch.place = last;
    Ok(())
}

fn refused_row(row: &Row, refusal: &Refusal) -> Row {
    let mut row = row.clone();
    row.refuse_planned(refusal.clone());
    row
}

/// Counts rows that were looked at: `refused` are those of them that do something else now than was planned.
pub fn count(batch: &mut Batch, taken: &[Row], refused: &[Row], applied: usize) {
    let mut causes = Causes::resume(&batch.warnings);
    let lines: HashMap<i64, &Row> = taken.iter().map(|row| (row.line, row)).collect();
    for row in refused {
        if let Some(planned) = lines.get(&row.line) {
            batch.counts.remove(planned.outcomes);
            causes.remove(&planned.messages);
        }
        batch.counts.add(row.outcomes);
        causes.add(&row.messages);
    }
    batch.warnings = causes.warnings();
    batch.changed += i64::try_from(applied).unwrap_or(0);
    batch.done += i64::try_from(taken.len()).unwrap_or(0);
}

/// Notes of all rows of a plan that they were not reached, in the unit of work at hand: for few rows.
pub(crate) fn skip_the_rest(conn: &mut Conn, batch: &mut Batch) -> Result<()> {
    batch.place = 0;
    while skip_some(conn, batch)? > 0 {}
    Ok(())
}

/// Notes of the next rows that they were not reached; returns how many there were.
fn skip_some(conn: &mut Conn, batch: &mut Batch) -> Result<usize> {
    batch.stop_behind = Some(0);
    let taken = rows::unsettled(conn, batch.id, batch.place, MANY)?;
    let (last, count) = (taken.last().map_or(batch.place, |row| row.line), taken.len());
    settle(conn, batch, &CarriedOut { taken, last, unreached: (0..count).collect(), ..CarriedOut::default() })?;
    Ok(count)
}

/// Notes for every row that it was not reached.
fn skip_all(work: &Work<'_>) -> Result<()> {
    loop {
        let left = work.write(|conn| {
            let mut batch = begin(conn, work)?;
            let taken = skip_some(conn, &mut batch)?;
            store::advance(conn, work.lease, Update::counters(&batch)?)?;
            Ok(taken)
        })?;
        if left == 0 {
            return Ok(());
        }
    }
}

/// Ends a batch: applied, or cancelled where that was asked for. The batch that it undoes learns of it.
fn finish(conn: &mut Conn, lease: &Lease, batch: &Batch, now: Millis) -> Result<()> {
    let cancelled = batch.cancel_requested && (batch.counts.get(Outcome::Skip) > 0 || batch.started_at.is_none());
    let state = if cancelled { State::Cancelled } else { State::Applied };
    if let (Some(original), true) = (batch.undo_of, state == State::Applied && batch.changed > 0) {
        // An undo that was cancelled half-way leaves the rest to another one.
        store::update(conn, original, Update { undone_by: Some(Some(batch.id)), ..Update::default() })?;
    }
    store::advance(conn, lease, Update { done: Some(batch.total), ..Update::default() })?;
    store::end(conn, lease, batch, state, None, now)
}

/// The failure of a batch in whose person's name nothing may be done any more.
pub(crate) fn person_is_gone() -> Failure {
    Failure::new("forbidden", "The person who asked for this plan may no longer sign in.")
}

fn may_no_longer_apply() -> Failure {
    let message =
        "The person who applies the batch may no longer do so. What was applied so far stays; undo takes it back.";
    Failure::new("forbidden", message)
}
