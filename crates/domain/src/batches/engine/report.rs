//! The result of each row, as CSV: the file's own columns, then line, outcome and message.

use super::batch::Batch;
use super::registry::Registry;
use super::row::Row;
use super::rows;
use super::source::{SourceColumn, comparable};
use crate::db::Db;
use crate::outcome::Outcome;
use crate::pieces::Pieces;
use crate::refusal::Code;
use crate::tabular::formula::defuse;
use crate::{Error, Result};

/// What a report adds to the file's own columns; a corrected report may be uploaded again as it is.
pub const REPORT: [&str; 3] = ["line", "outcome", "message"];

/// Where the columns of a report begin, if the last ones are those that a report adds: a file may have columns of its own
/// that are called the same, and a mapping may give them a meaning.
pub fn report_at(columns: &[SourceColumn]) -> Option<usize> {
    let at = columns.len().checked_sub(REPORT.len())?;
    let last = &columns[at..];
    let is_ours = |(column, name): (&SourceColumn, &str)| column.field.is_none() && comparable(&column.header) == name;
    last.iter().zip(REPORT).all(is_ours).then_some(at)
}

/// What `rejected.csv` notes in the cell `outcome` of a row whose quotes are damaged: what stands in its cells may be another
/// row's, so that until a user has looked at them it stays an error.
pub const DAMAGED: &str = Code::DamagedQuotes.name();

/// Rows of a piece of the report: few enough for the widest rows.
const PIECE: i64 = 250;

/// Which rows a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those with an outcome.
    With(Outcome),
    /// Those that did nothing although they should: errors and conflicts.
    Rejected,
}

/// A report, made piece by piece: memory does not grow with the batch.
pub struct Report {
    db: Db,
    registry: Registry,
    batch: Batch,
    which: Which,
    private: bool,
    behind: i64,
    header_written: bool,
    /// The column of the file that names accounts.
    key_column: Option<usize>,
}

impl Report {
    /// The report of a batch, with private fields or without.
    pub fn new(db: Db, registry: Registry, batch: Batch, which: Which, private: bool) -> Result<Self> {
        let key_column = registry.of(&batch)?.key_column(&batch);
        Ok(Self { db, registry, batch, which, private, behind: 0, header_written: false, key_column })
    }

    fn outcomes(&self) -> Vec<Option<Outcome>> {
        match self.which {
            Which::All => vec![None],
            Which::With(outcome) => vec![Some(outcome)],
            Which::Rejected => vec![Some(Outcome::Error), Some(Outcome::Conflict)],
        }
    }

    /// The file's own columns, without those that an earlier report added.
    fn own_columns(&self) -> Vec<(usize, &str)> {
        let columns = self.batch.source.columns.as_deref().unwrap_or_default();
        let own = report_at(columns).unwrap_or(columns.len());
        columns.iter().take(own).map(|column| column.header.as_str()).enumerate().collect()
    }

    fn header(&self) -> Vec<String> {
        let own = self.own_columns();
        let mut header: Vec<String> = own.iter().map(|(_, header)| defuse(header).into_owned()).collect();
        if header.is_empty() {
            header.push("username".to_owned());
        }
        header.extend(REPORT.iter().map(|name| (*name).to_owned()));
        header
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let own = self.own_columns();
        let columns = self.batch.source.columns.as_deref().unwrap_or_default().len();
        if !row.cells.is_empty() && row.cells.len() != columns {
            let cells = row.cells.iter().map(|cell| defuse(cell).into_owned());
            if self.which == Which::Rejected {
                // To be uploaded again it keeps its wrong number of cells: filled up or cut off, it would pass the next time.
                return cells.chain(self.verdict(row)).collect();
            }
            return fitted(cells.collect(), own.len()).into_iter().chain(self.verdict(row)).collect();
        }
        let mut cells: Vec<String> = own
            .iter()
            .map(|(index, _)| row.cells.get(*index).map_or_else(String::new, |cell| defuse(cell).into_owned()))
            .collect();
        if row.is_added() && !cells.is_empty() {
            // The row has no cells: what the file would name the account by stands where the file names accounts.
            let key = own.iter().position(|(index, _)| Some(*index) == self.key_column).unwrap_or(0);
            cells[key] = defuse(&row.key).into_owned();
        }
        if cells.is_empty() {
            cells.push(defuse(&row.key).into_owned());
        }
        cells.extend(self.verdict(row));
        cells
    }

    /// Line, outcome and message.
    fn verdict(&self, row: &Row) -> [String; REPORT.len()] {
        let mut outcomes: Vec<_> = row.outcomes.iter().map(Outcome::name).collect();
        if self.which == Which::Rejected {
            outcomes.extend(row.is_damaged().then_some(DAMAGED));
        }
        let messages: Vec<_> = row.messages.iter().map(|message| message.message.as_str()).collect();
        [row.line.to_string(), outcomes.join(" "), defuse(&messages.join(" ")).into_owned()]
    }
}

/// Cells under so many headings: missing ones are blank, and what is too much stands with the last one.
fn fitted(mut cells: Vec<String>, headings: usize) -> Vec<String> {
    if cells.len() > headings && headings > 0 {
        let surplus = cells.split_off(headings - 1);
        cells.push(surplus.join(","));
    }
    cells.resize(headings, String::new());
    cells
}

impl Pieces for Report {
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        let page = self.db.read(|conn| {
            let mut page = Vec::new();
            for outcome in self.outcomes() {
                page.extend(rows::page(conn, self.batch.id, outcome, self.behind, PIECE)?);
            }
            Ok(page)
        })?;
        let mut page = page;
        page.sort_by_key(|row| row.line);
        page.truncate(usize::try_from(PIECE).unwrap_or(usize::MAX));
        if page.is_empty() && self.header_written {
            return Ok(None);
        }
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        if !std::mem::replace(&mut self.header_written, true) {
            csv.write_record(self.header()).map_err(Error::internal)?;
        }
        if !self.private {
            let operation = self.registry.of(&self.batch)?;
            page.iter_mut().for_each(|row| operation.conceal(&self.batch, row));
        }
        // Who is not in the file is not to be sent in once more with it.
        let is_wanted = |row: &&Row| self.which != Which::Rejected || !row.is_added();
        for row in page.iter().filter(is_wanted) {
            csv.write_record(self.cells(row)).map_err(Error::internal)?;
        }
        self.behind = page.last().map_or(i64::MAX, |row| row.line);
        csv.into_inner().map(Some).map_err(Error::internal)
    }
}
