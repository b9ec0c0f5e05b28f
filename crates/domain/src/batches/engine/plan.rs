//! Planning: rows to outcomes. Nothing is written that the batch is about.
//!
//! An operation's [`RowSource`] reads rows and decides on them on one thread, while the chunk before them is stored on another.

use std::ops::ControlFlow;
use std::time::Instant;

use super::apply::person_is_gone;
use super::batch::{Batch, BatchKind, State};
use super::causes::Causes;
use super::lease::Lease;
use super::operation::{OrFailure, PlannedRows, RowSource};
use super::pacing::Pace;
use super::registry::Registry;
use super::row::Row;
use super::store::{self, Update};
use super::undo::Undone;
use super::work::Work;
use super::{approve, confirm, pipeline, rows, schedule, stop};
use crate::db::Conn;
use crate::db::recordset::RecordSet;
use crate::settings::Settings;
use crate::{Millis, Result};

/// Plans a batch from where the last worker stopped.
pub(crate) fn plan(work: &Work<'_>) -> Result<()> {
    let site = work.read(Settings::load)?;
    let Some(actor) = work.actor()? else { return work.fail(&person_is_gone()) };
    if work.batch.place == 0 && work.batch.kind != BatchKind::Undo {
        remove_old_plan(work)?;
    }
    let source: OrFailure<Box<dyn RowSource + '_>> = match work.batch.kind {
        BatchKind::Undo => Ok(Box::new(Undone::open(work, &actor)?)),
        _ => work.operation.open(work, &actor, &site)?,
    };
    let planning = Planning { work, site: &site };
    match source {
        Ok(source) => planning.run(&*source),
        Err(failure) => work.fail(&failure),
    }
}

/// How far the rows of a source have come.
enum Progress {
    /// There are more.
    More,
    /// All of them are stored.
    Stored,
    /// The batch rests, or waits for another kind of work.
    Done,
}

/// What storing planned rows takes.
struct Planning<'a> {
    work: &'a Work<'a>,
    site: &'a Settings,
}

impl Planning<'_> {
    /// Stores the rows of a source and of those that follow it, and ends the plan.
    fn run(&self, first: &dyn RowSource) -> Result<()> {
        let mut source = Some(first);
        while let Some(open) = source {
            if !matches!(self.store_all(open)?, Progress::Stored) {
                return Ok(());
            }
            source = open.next();
        }
        self.work.operation.settle(self.work)?;
        if self.work.is_stopping() {
            // A worker that takes over finds no more rows, and goes on to settle from where this one has come.
            return Ok(());
        }
        self.work.write(|conn| {
            let Some(mut batch) = begin(conn, self.work.lease, self.work.now())? else { return Ok(()) };
            self.finish(conn, &mut batch)
        })
    }

    /// Stores the rows of one source: the next rows are read and decided on while the ones before are written.
    fn store_all(&self, source: &dyn RowSource) -> Result<Progress> {
        let pace = Pace::default();
        let mut progress = Progress::More;
        pipeline::run(
            |send| read_ahead(source, &pace, send),
            |planned| {
                progress = match planned {
                    Err(failure) => self.work.fail(&failure).map(|()| Progress::Done)?,
                    Ok(planned) => {
                        let chunk = rows::prepare(self.work.batch.id, &planned.rows)?;
                        let began = Instant::now();
                        let progress = self.work.write(|conn| self.store(conn, source, &planned, &chunk))?;
                        pace.end(planned.rows.len(), began.elapsed(), self.work.db().is_quiet());
                        progress
                    }
                };
                let ends = !matches!(progress, Progress::More) || self.work.is_stopping();
                Ok(if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            },
        )?;
        Ok(progress)
    }

    /// Stores rows that were decided on, with the counters and the place.
    fn store(
        &self,
        conn: &mut Conn,
        source: &dyn RowSource,
        planned: &PlannedRows,
        chunk: &RecordSet<'_>,
    ) -> Result<Progress> {
        let (lease, now) = (self.work.lease, self.work.now());
        let Some(mut batch) = begin(conn, lease, now)? else { return Ok(Progress::Done) };
        rows::store(conn, chunk)?;
        self.work.operation.store_planned(conn, batch.id, &planned.rows)?;
        note_planned(&mut batch, &planned.rows);
        if let Err(failure) = source.note(&mut batch, planned.is_last) {
            store::end(conn, lease, &batch, State::Failed, Some(&failure), now)?;
            return Ok(Progress::Done);
        }
        if !planned.is_last {
            store::advance(conn, lease, Update::counters(&batch)?)?;
            return Ok(Progress::More);
        }
        if source.next().is_none() && !self.work.operation.must_settle(conn, batch.id)? {
            self.finish(conn, &mut batch)?;
            return Ok(Progress::Done);
        }
        let source = Some(serde_json::to_string(&batch.source)?);
        store::advance(conn, lease, Update { source, ..Update::counters(&batch)? })?;
        Ok(Progress::Stored)
    }

    /// Ends a plan: it rests, or goes on to be applied where that was asked for and nothing has to be confirmed.
    fn finish(&self, conn: &mut Conn, batch: &mut Batch) -> Result<()> {
        batch.total = batch.done;
        self.work.operation.end_plan(conn, batch)?;
        let update = after_plan(conn, self.work.registry(), batch, self.site)?;
        store::advance(conn, self.work.lease, update)
    }
}

/// Reads rows, a chunk at a time, for as long as they are taken.
fn read_ahead(source: &dyn RowSource, pace: &Pace, send: &pipeline::Sender<OrFailure<PlannedRows>>) -> Result<()> {
    let mut reader = match source.read()? {
        Ok(reader) => reader,
        Err(failure) => {
            send.send(Err(failure));
            return Ok(());
        }
    };
    let thinking = Pace::default();
    loop {
        let began = Instant::now();
        let planned = reader.next(pace.rows().min(thinking.rows()))?;
        let ends = match &planned {
            Ok(planned) => {
                thinking.end_thinking(planned.rows.len(), began.elapsed());
                planned.is_last
            }
            Err(_) => true,
        };
        if !send.send(planned) || ends {
            return Ok(());
        }
    }
}

/// Removes what an earlier plan has left.
fn remove_old_plan(work: &Work<'_>) -> Result<()> {
    let remove = |conn: &mut Conn| {
        // Under the fence like every chunk, or a worker that was taken for dead would remove its successor's plan.
        store::advance(conn, work.lease, Update { place: Some(0), ..Update::default() })?;
        let batch = work.batch.id;
        Ok(rows::remove_some(conn, batch, 5_000)? + work.operation.remove_planned(conn, batch, 5_000)?)
    };
    while work.write(remove)? > 0 {}
    Ok(())
}

/// The batch, for its next rows; `None` if it was cancelled: then all that is left to do is to note that the rows so far
/// are not reached.
pub(crate) fn begin(conn: &mut Conn, lease: &Lease, now: Millis) -> Result<Option<Batch>> {
    let batch = store::find_locked(conn, lease.batch)?;
    if batch.cancel_requested {
        let update =
            Update { place: Some(0), total: Some(batch.done), asked_at: Some(now), ..Update::to_state(State::Queued) };
        store::advance(conn, lease, update)?;
        return Ok(None);
    }
    Ok(Some(batch))
}

/// Notes in a batch that these rows of it are planned and stored.
fn note_planned(batch: &mut Batch, planned: &[Row]) {
    let mut causes = Causes::resume(&batch.warnings);
    count_in(batch, &mut causes, planned);
    batch.warnings = causes.warnings();
    batch.place = planned.last().map_or(batch.place, |row| row.line);
    batch.done += i64::try_from(planned.len()).unwrap_or(0);
    batch.total = batch.total.max(batch.done);
}

/// What follows from a plan that is complete, also after a row was repaired.
pub fn after_plan(conn: &mut Conn, registry: &Registry, batch: &Batch, site: &Settings) -> Result<Update> {
    let required = confirm::asks(conn, registry.of(batch)?, batch, site)?;
    let confirmed = !required || batch.confirmed == Some(batch.affected);
    let approval = approve::is_required_of(conn, batch, batch.starter(), site, batch.asked_at)?;
    let goes_on = batch.apply_when_planned && confirmed && !approval && !stop::is_too_large_for_one_transaction(batch);
    Ok(Update {
        state: Some(if goes_on { State::Queued } else { State::Planned }.name()),
        source: Some(serde_json::to_string(&batch.source)?),
        confirmation_required: Some(required),
        approval_required: Some(approval),
        // What was approved was another plan.
        approved_by: Some(None),
        approved_at: Some(None),
        starts_at: Some(schedule::set_in(batch)?.filter(|_| goes_on)),
        // From here on the place is that of applying.
        place: Some(0),
        ..Update::counters(batch)?
    })
}

/// Counts planned rows in.
pub fn count_in(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.add(row.outcomes);
        batch.affected += i64::from(row.outcomes.changes_something());
        causes.add(&row.messages);
    }
}

/// Counts planned rows out.
pub fn count_out(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.remove(row.outcomes);
        batch.affected -= i64::from(row.outcomes.changes_something());
        causes.remove(&row.messages);
    }
}
