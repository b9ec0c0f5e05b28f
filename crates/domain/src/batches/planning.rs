//! Planning: rows of a file to outcomes. Nothing is written to any account.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::time::Instant;

use encoding_rs::Encoding;

use super::causes::Causes;
use super::chunk::Pace;
use super::full_sync::{self, Sync};
use super::lease::Lease;
use super::model::{Batch, Failure, Row, Source, State};
use super::planner::{Kept, OnTheWay, Planner};
use super::reading::HIDDEN;
use super::seen::Seen;
use super::settings::{FileSettings, Passwords};
use super::store::{self, Update};
use super::worker::Worker;
use super::{apply, approve, claims, confirm, judging, pipeline, rows, schedule, uploaded};
use crate::db::recordset::Chunk;
use crate::db::{Conn, Urgency};
use crate::id::StagedId;
use crate::interrupt::Interrupt;
use crate::message_values::message_values;
use crate::settings::Settings;
use crate::tabular::{Delimiter, ReadError, Record, Rows, formula};
use crate::{Actor, Error, Millis, Result};

/// What became of a stretch of work.
pub(super) enum Progress {
    /// There is more to do.
    More,
    /// All rows of the file are planned, and who is not in it is to be suspended.
    ToBeSynced,
    /// All rows are planned, and some of them claim what others may want too.
    ToBeJudged,
    /// The batch rests, or waits for another kind of work.
    Done,
}

/// Plans a file from where the last worker stopped.
pub(super) fn plan_file(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    let site = worker.db.read(Settings::load)?;
    let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
    let actor = worker.db.read(|conn| Actor::load(conn, batch.starter()))?;
    let Some(actor) = actor else {
        return fail(worker, lease, "forbidden", "Whoever planned the file may no longer sign in.");
    };
    let Some(staged) = batch.staged else { return Err(Error::internal("a batch from a file has no file")) };
    if batch.place == 0 {
        remove_old_plan(worker, lease)?;
    }
    let plan = Plan { batch, actor: &actor, settings: &settings, site: &site, interrupt: &lease.watch };
    let pace = Pace::default();
    // The next rows are read and decided on while the ones before are written.
    pipeline::run(
        |send| plan.read_ahead(worker, staged, &pace, send),
        |decided| match decided {
            Err(failure) => finish_failed(worker, lease, failure).map(|()| ControlFlow::Break(())),
            Ok(Decided { rows, is_last }) => {
                let chunk = rows::prepare(batch.id, &rows)?;
                let began = Instant::now();
                let mut progress = worker.db.write(Urgency::Background, |conn| {
                    store_chunk(conn, worker, lease, &rows, &chunk, &site, is_last)
                })?;
                pace.end(rows.len(), began.elapsed(), worker.db.is_quiet());
                if let (Progress::ToBeSynced, Some(sync)) = (&progress, &settings.full_sync) {
                    let sync = Sync { sync, actor: &actor, settings: &settings, site: &site };
                    progress = sync.plan(worker, lease, batch)?;
                }
                if matches!(progress, Progress::ToBeJudged) {
                    progress = judge_and_finish(worker, lease, &site)?;
                }
                let ends = matches!(progress, Progress::Done) || worker.is_stopping();
                Ok(if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            }
        },
    )
}

/// What planning needs to know all the way.
struct Plan<'a> {
    batch: &'a Batch,
    actor: &'a Actor,
    settings: &'a FileSettings,
    site: &'a Settings,
    interrupt: &'a dyn Interrupt,
}

/// Rows whose outcome is known, to be stored.
struct Decided {
    rows: Vec<Row>,
    is_last: bool,
}

impl Plan<'_> {
    /// Reads the file and decides on its rows, a chunk at a time, for as long as somebody takes them.
    fn read_ahead(
        &self,
        worker: &Worker,
        staged: StagedId,
        pace: &Pace,
        send: &pipeline::Sender<Result<Decided, Failure>>,
    ) -> Result<()> {
        let (encoding, delimiter) = reading_of(&self.batch.source);
        let text = uploaded::open(&worker.db, staged, &self.batch.source, self.site.max_cell_bytes)?;
        let mut file = Rows::new(text, encoding, delimiter, self.site.max_cell_bytes * 4);
        // Hashing a password takes a hundred times as long as writing its row.
        let most = if self.settings.passwords == Passwords::File { MOST_PASSWORDS } else { usize::MAX };
        let thinking = Pace::default();
        let mut next = Next { header_seen: false, place: self.batch.place, ended: false };
        let mut on_the_way: VecDeque<OnTheWay> = VecDeque::new();
        let mut seen = if self.batch.place == 0 { Seen::nobody() } else { Seen::anybody() };
        loop {
            let records = match next.take(&mut file, pace.rows().min(thinking.rows()).min(most)) {
                Ok(records) => records,
                Err(failure) => {
                    send.send(Err(failure));
                    return Ok(());
                }
            };
            let waiting: Vec<&OnTheWay> = on_the_way.iter().collect();
            let began = Instant::now();
            let rows = worker.db.read(|conn| self.decide(conn, worker, records, &seen, &waiting))?;
            thinking.end_thinking(rows.len(), began.elapsed());
            rows.iter().filter_map(|row| row.user).for_each(|user| seen.note(user));
            // At the most one chunk is being stored, and so many wait to be.
            on_the_way.truncate(pipeline::WAITING);
            on_the_way.push_front(OnTheWay::of(&rows));
            if !send.send(Ok(Decided { rows, is_last: next.ended })) || next.ended {
                return Ok(());
            }
        }
    }

    fn decide(
        &self,
        conn: &mut Conn,
        worker: &Worker,
        mut records: Vec<Record>,
        seen: &Seen,
        on_the_way: &[&OnTheWay],
    ) -> Result<Vec<Row>> {
        if let (Some(first), Some(last)) = (records.first(), records.last()) {
            for (line, cells) in rows::repairs(conn, self.batch.id, first.line, last.line)? {
                records.iter_mut().filter(|record| record.line == line).for_each(|record| mend(record, &cells));
            }
        }
        let Self { batch, actor, settings, site, interrupt } = *self;
        let planner = Planner { batch, actor, settings, site, now: worker.clock.now(), interrupt };
        planner.plan_behind(conn, records, &Kept::new(), seen, on_the_way)
    }
}

/// Puts corrected cells in the place of the file's own. A password that was hidden when the row was corrected is still
/// the file's.
fn mend(record: &mut Record, cells: &[String]) {
    let own = std::mem::take(&mut record.cells);
    let is_hidden = |at: usize, cell: &String| cell == HIDDEN && own.len() == cells.len() && at < own.len();
    let kept = |(at, cell): (usize, &String)| if is_hidden(at, cell) { own[at].clone() } else { cell.clone() };
    *record = Record::of_cells(record.line, cells.iter().enumerate().map(kept).collect());
}

/// Judges what rows claim, and ends the plan.
pub(super) fn judge_and_finish(worker: &Worker, lease: &Lease, site: &Settings) -> Result<Progress> {
    judging::judge(worker, lease)?;
    if worker.is_stopping() {
        // Whoever takes over finds no more rows in the file, and judges from where this worker has come.
        return Ok(Progress::Done);
    }
    worker.db.write(Urgency::Background, |conn| {
        if let Some(mut batch) = begin(conn, lease, worker.clock.now())? {
            finish(conn, lease, &mut batch, site)?;
        }
        Ok(Progress::Done)
    })
}

/// Removes what an earlier plan has left.
pub(super) fn remove_old_plan(worker: &Worker, lease: &Lease) -> Result<()> {
    let remove = |conn: &mut Conn| {
        // Under the fence like every chunk, or a worker that was taken for dead would remove its successor's plan.
        store::advance(conn, lease, Update { place: Some(0), ..Update::default() })?;
        Ok(rows::remove_some(conn, lease.batch, 5_000)? + claims::remove_some(conn, lease.batch, 5_000)?)
    };
    while worker.db.write(Urgency::Background, remove)? > 0 {}
    Ok(())
}

/// The encoding and delimiter in force.
fn reading_of(source: &Source) -> (&'static Encoding, Delimiter) {
    let encoding = source.encoding.as_deref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let delimiter = source.delimiter.as_deref().and_then(Delimiter::from_name);
    (encoding.unwrap_or(encoding_rs::UTF_8), delimiter.unwrap_or(Delimiter::ALL[0]))
}

/// The most rows of a chunk that may have passwords.
const MOST_PASSWORDS: usize = 100;

/// The most text of a chunk, so that wide rows take no more memory than narrow ones.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Where in the file the reading is.
struct Next {
    header_seen: bool,
    place: i64,
    ended: bool,
}

impl Next {
    /// The next rows behind the place; those before were planned by a worker that is gone.
    fn take<R: std::io::Read>(&mut self, file: &mut Rows<R>, most: usize) -> Result<Vec<Record>, Failure> {
        let mut records = Vec::with_capacity(most);
        let mut bytes = 0;
        while records.len() < most && bytes < MOST_BYTES {
            let mut record = match file.next_record() {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.ended = true;
                    break;
                }
                Err(error @ ReadError::TooLong { line, limit }) => {
                    let values = message_values([("line", line.into()), ("bytes", limit.into())]);
                    return Err(Failure { values, ..Failure::new("unreadable_file", error.to_string()) });
                }
                Err(ReadError::Source(error)) => {
                    tracing::error!(%error, "a staged file cannot be read");
                    let message = "The uploaded file could not be read to its end. Upload it again.";
                    return Err(Failure::new("unreadable_file", message));
                }
            };
            if !std::mem::replace(&mut self.header_seen, true) || record.line <= self.place {
                continue;
            }
            for cell in &mut record.cells {
                if cell.contains('\0') {
                    // No database takes it; the row is refused for the letter in its place.
                    *cell = cell.replace('\0', "\u{FFFD}");
                }
                if let Cow::Owned(restored) = formula::restore(cell) {
                    *cell = restored;
                }
            }
            self.place = record.line;
            bytes += record.cells.iter().map(String::len).sum::<usize>();
            records.push(record);
        }
        Ok(records)
    }
}

/// Stores rows that were decided on, with the counters and the place.
fn store_chunk(
    conn: &mut Conn,
    worker: &Worker,
    lease: &Lease,
    planned: &[Row],
    chunk: &Chunk<'_>,
    site: &Settings,
    is_last: bool,
) -> Result<Progress> {
    let now = worker.clock.now();
    let Some(mut batch) = begin(conn, lease, now)? else { return Ok(Progress::Done) };
    rows::store(conn, chunk)?;
    claims::store(conn, batch.id, planned)?;
    note_planned(&mut batch, planned);
    // Rows that a full sync has added are not the file's; a worker that takes over finds some of them here.
    if batch.source.rows.is_none() && batch.done > site.max_rows {
        let message =
            format!("The file has more than {} rows. Split it, or raise the limit in the settings.", site.max_rows);
        let values = message_values([("most", site.max_rows.into())]);
        let failure = Failure { values, ..Failure::new("too_many_rows", message) };
        store::end(conn, lease, &batch, State::Failed, Some(&failure), now)?;
        return Ok(Progress::Done);
    }
    if !is_last {
        store::advance(conn, lease, Update::counters(&batch)?)?;
        return Ok(Progress::More);
    }
    // A worker that takes over finds no more rows in the file; those behind them are not the file's.
    batch.source.rows.get_or_insert(batch.done);
    if full_sync::is_asked(&batch) {
        let source = Some(serde_json::to_string(&batch.source)?);
        store::advance(conn, lease, Update { source, ..Update::counters(&batch)? })?;
        return Ok(Progress::ToBeSynced);
    }
    end_rows(conn, lease, &mut batch, site)
}

/// The batch, for its next rows; nothing where it was cancelled: then all that is left to do is to note that the rows so far
/// are not reached.
pub(super) fn begin(conn: &mut Conn, lease: &Lease, now: Millis) -> Result<Option<Batch>> {
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
pub(super) fn note_planned(batch: &mut Batch, planned: &[Row]) {
    let mut causes = Causes::resume(&batch.warnings);
    count_in(batch, &mut causes, planned);
    batch.warnings = causes.warnings();
    batch.place = planned.last().map_or(batch.place, |row| row.line);
    batch.done += i64::try_from(planned.len()).unwrap_or(0);
    batch.total = batch.total.max(batch.done);
}

/// What follows from the last row of a plan: its end, unless rows claim what others may want too.
pub(super) fn end_rows(conn: &mut Conn, lease: &Lease, batch: &mut Batch, site: &Settings) -> Result<Progress> {
    if claims::any(conn, batch.id)? {
        let source = Some(serde_json::to_string(&batch.source)?);
        store::advance(conn, lease, Update { source, ..Update::counters(batch)? })?;
        return Ok(Progress::ToBeJudged);
    }
    finish(conn, lease, batch, site)?;
    Ok(Progress::Done)
}

/// Ends a plan: it rests, or goes on to be applied where that was asked for and nothing has to be confirmed.
pub(super) fn finish(conn: &mut Conn, lease: &Lease, batch: &mut Batch, site: &Settings) -> Result<()> {
    batch.total = batch.done;
    full_sync::warn(conn, batch)?;
    let update = after_plan(conn, batch, site)?;
    store::advance(conn, lease, update)
}

/// What follows from a plan that is complete, also after a row was mended.
pub(super) fn after_plan(conn: &mut Conn, batch: &Batch, site: &Settings) -> Result<Update> {
    let required = confirm::asks(conn, batch, site)?;
    let confirmed = !required || batch.confirmed == Some(batch.affected);
    let approval = approve::is_required_of(conn, batch, batch.starter(), site, batch.asked_at)?;
    let goes_on = batch.apply_when_planned && confirmed && !approval && !apply::is_too_large_for_one_transaction(batch);
    Ok(Update {
        state: Some(if goes_on { State::Queued } else { State::Planned }.name()),
        source: Some(serde_json::to_string(&batch.source)?),
        confirmation_required: Some(required),
        approval_required: Some(approval),
        // What was approved was another plan.
        approved_by: Some(None),
        approved_at: Some(None),
        starts_at: Some(schedule::wanted(batch).filter(|_| goes_on)),
        // From here on the place is that of applying.
        place: Some(0),
        ..Update::counters(batch)?
    })
}

pub(super) fn count_in(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.add(row.outcomes);
        batch.affected += i64::from(row.outcomes.changes_something());
        causes.add(&row.messages);
    }
}

pub(super) fn count_out(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.remove(row.outcomes);
        batch.affected -= i64::from(row.outcomes.changes_something());
        causes.remove(&row.messages);
    }
}

pub(super) fn fail(worker: &Worker, lease: &Lease, code: &str, message: &str) -> Result<()> {
    finish_failed(worker, lease, Failure::new(code, message))
}

/// Ends a batch that failed as a whole.
pub(super) fn finish_failed(worker: &Worker, lease: &Lease, failure: Failure) -> Result<()> {
    let now = worker.clock.now();
    worker.db.write(Urgency::Background, |conn| {
        let batch = store::find(conn, lease.batch)?;
        store::end(conn, lease, &batch, State::Failed, Some(&failure), now)
    })
}
