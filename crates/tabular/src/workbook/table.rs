//! A sheet on its way out as CSV, whatever kind of spreadsheet it comes from.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};

use super::{MOST_COLUMNS, MOST_ROWS, WorkbookError, unreadable};
use crate::formula::defuse;

/// The most that a sheet may come to as CSV, in bytes: a text that is kept once may stand in a million cells.
pub(super) const LARGEST_TABLE: usize = 512 * 1024 * 1024;

/// A sheet on its way out, a row at a time.
pub(super) struct Table {
    out: BufWriter<File>,
    row: Vec<String>,
    /// How many rows are written.
    number: u32,
    /// How many bytes they came to.
    written: usize,
    /// How many cells the header has; rows that end before that are filled up, as a sheet has no last cell.
    width: usize,
}

impl Table {
    /// A table without rows yet.
    pub(super) fn new() -> Result<Self, WorkbookError> {
        let out = BufWriter::new(tempfile::tempfile()?);
        Ok(Self { out, row: Vec::new(), number: 0, width: 0, written: 0 })
    }

    /// Puts a cell where it stands; rows come in order.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), WorkbookError> {
        if row >= MOST_ROWS {
            return Err(WorkbookError::TooLarge);
        }
        if column >= MOST_COLUMNS {
            return Err(WorkbookError::TooManyColumns);
        }
        while self.number < row {
            self.end_row()?;
        }
        let column = column as usize;
        if self.row.len() <= column && !text.is_empty() {
            self.row.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        self.number += 1;
        let mut row = std::mem::take(&mut self.row);
        if row.is_empty() {
            self.out.write_all(b"\n")?;
            return Ok(());
        }
        if self.width == 0 {
            self.width = row.len();
        }
        row.resize(row.len().max(self.width), String::new());
        self.written += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
        if self.written > LARGEST_TABLE {
            return Err(WorkbookError::TooLarge);
        }
        let mut csv = csv::Writer::from_writer(&mut self.out);
        // A text may stand in a sheet as it stands in a download: what is taken off on the way in is put on here.
        csv.write_record(row.iter().map(|cell| defuse(cell).into_owned())).map_err(unreadable)?;
        csv.flush()?;
        Ok(())
    }

    /// The table as a file, at its beginning.
    pub(super) fn end(mut self) -> Result<File, WorkbookError> {
        self.end_row()?;
        if self.width == 0 {
            return Err(WorkbookError::Empty);
        }
        let mut file = self.out.into_inner().map_err(|error| WorkbookError::Disk(error.into_error()))?;
        file.rewind()?;
        Ok(file)
    }
}
