//! The rows of a file, read and decided on.

use std::borrow::Cow;
use std::collections::VecDeque;

use encoding_rs::Encoding;

use super::full_sync::LeftOut;
use super::planner::{HashedPasswords, OnTheWay, Planner};
use super::repeated_people::RepeatedPeople;
use crate::batches::engine::batch::{Batch, Failure};
use crate::batches::engine::operation::{OrFailure, PlannedRows, RowReader, RowSource};
use crate::batches::engine::row::Row;
use crate::batches::engine::source::Source;
use crate::batches::engine::work::Work;
use crate::batches::engine::{pipeline, rows};
use crate::batches::file::reading::HIDDEN;
use crate::batches::file::settings::{FileSettings, Passwords};
use crate::batches::file::uploaded;
use crate::db::Conn;
use crate::message_values::message_values;
use crate::settings::Settings;
use crate::tabular::{Delimiter, ReadError, Record, Rows, formula};
use crate::{Actor, Error, Result};

/// A file, with what its rows are decided by.
pub(super) struct FromFile<'w> {
    pub(super) work: &'w Work<'w>,
    pub(super) actor: &'w Actor,
    pub(super) site: &'w Settings,
    pub(super) settings: FileSettings,
    /// Who is suspended that no row names, where that was asked for.
    pub(super) left_out: Option<LeftOut<'w>>,
}

impl RowSource for FromFile<'_> {
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>> {
        let Self { work, site, settings, .. } = self;
        let batch = work.batch;
        let staged = batch.staged.ok_or_else(|| Error::internal("a batch from a file has no file"))?;
        let (encoding, delimiter) = reading_of(&batch.source);
        let text = uploaded::open(work.db(), staged, &batch.source, site.max_cell_bytes)?;
        Ok(Ok(Box::new(Reader {
            from: self,
            file: Rows::new(text, encoding, delimiter, site.max_cell_bytes * 4),
            // Hashing a password takes a hundred times as long as writing its row.
            most: if settings.passwords == Passwords::File { MOST_PASSWORDS } else { usize::MAX },
            next: ReadingPosition { header_seen: false, place: batch.place, ended: false },
            on_the_way: VecDeque::new(),
            seen: if batch.place == 0 { RepeatedPeople::nobody() } else { RepeatedPeople::anybody() },
        })))
    }

    fn note(&self, batch: &mut Batch, is_last: bool) -> OrFailure<()> {
        // Rows that a full sync has added are not the file's; a worker that takes over finds some of them here.
        if batch.source.rows.is_none() && batch.done > self.site.max_rows {
            let most = self.site.max_rows;
            let message = format!("The file has more than {most} rows. Split it, or raise the limit in the settings.");
            let values = message_values([("most", most.into())]);
            return Err(Failure { values, ..Failure::new("too_many_rows", message) });
        }
        if is_last {
            // A worker that takes over finds no more rows in the file; those behind them are not the file's.
            batch.source.rows.get_or_insert(batch.done);
        }
        Ok(())
    }

    fn next(&self) -> Option<&dyn RowSource> {
        self.left_out.as_ref().map(|left_out| left_out as &dyn RowSource)
    }
}

/// Reads a file and decides on its rows.
struct Reader<'r, R: std::io::Read> {
    from: &'r FromFile<'r>,
    file: Rows<R>,
    /// The most rows of a chunk.
    most: usize,
    next: ReadingPosition,
    /// Rows that were decided on, and perhaps are not stored yet.
    on_the_way: VecDeque<OnTheWay>,
    /// The people of all rows so far.
    seen: RepeatedPeople,
}

impl<R: std::io::Read> RowReader for Reader<'_, R> {
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>> {
        let records = match self.next.take(&mut self.file, most.min(self.most)) {
            Ok(records) => records,
            Err(failure) => return Ok(Err(failure)),
        };
        let waiting: Vec<&OnTheWay> = self.on_the_way.iter().collect();
        let rows = self.from.work.read(|conn| self.from.decide(conn, records, &self.seen, &waiting))?;
        rows.iter().filter_map(|row| row.user).for_each(|user| self.seen.note(user));
        // At the most one chunk is being stored, and so many wait to be.
        self.on_the_way.truncate(pipeline::WAITING);
        self.on_the_way.push_front(OnTheWay::of(&rows));
        Ok(Ok(PlannedRows { rows, is_last: self.next.ended }))
    }
}

impl FromFile<'_> {
    fn decide(
        &self,
        conn: &mut Conn,
        mut records: Vec<Record>,
        seen: &RepeatedPeople,
        on_the_way: &[&OnTheWay],
    ) -> Result<Vec<Row>> {
        if let (Some(first), Some(last)) = (records.first(), records.last()) {
            for (line, cells) in rows::repairs(conn, self.work.batch.id, first.line, last.line)? {
                records.iter_mut().filter(|record| record.line == line).for_each(|record| correct(record, &cells));
            }
        }
        let Self { work, actor, site, settings, .. } = self;
        let (now, interrupt) = (work.now(), work.watch());
        let planner = Planner { batch: work.batch, actor, settings, site, now, interrupt };
        planner.plan_behind(conn, records, &HashedPasswords::new(), seen, on_the_way)
    }
}

/// Puts corrected cells in the place of the file's own. A password that was hidden when the row was corrected is still
/// the file's.
fn correct(record: &mut Record, cells: &[String]) {
    let own = std::mem::take(&mut record.cells);
    let is_hidden = |at: usize, cell: &String| cell == HIDDEN && own.len() == cells.len() && at < own.len();
    let kept = |(at, cell): (usize, &String)| if is_hidden(at, cell) { own[at].clone() } else { cell.clone() };
    *record = Record::of_cells(record.line, cells.iter().enumerate().map(kept).collect());
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
struct ReadingPosition {
    header_seen: bool,
    place: i64,
    ended: bool,
}

impl ReadingPosition {
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
