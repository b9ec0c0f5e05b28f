//! Spreadsheets on their way in: the first sheet of an XLSX file, written out as CSV, which is then read like any other.
//!
//! A spreadsheet is a ZIP archive, and what a few kilobytes of it unpack to may be anything. So it is unpacked once
//! without being kept, and refused where it is too large, before anything looks into it.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};

use super::formula::defuse;

/// The most that all parts of a spreadsheet may unpack to, in bytes.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// The most that its table of texts may unpack to, in bytes: it is held in memory.
const LARGEST_TEXTS: u64 = 64 * 1024 * 1024;
/// The most columns of a sheet.
const MOST_COLUMNS: u32 = 1_000;
/// The most rows of a sheet, as spreadsheets have it.
const MOST_ROWS: u32 = 1_048_576;
/// The most that a sheet may come to as CSV, in bytes: a text that is kept once may stand in a million cells.
const LARGEST_TABLE: usize = 512 * 1024 * 1024;

/// Why a spreadsheet cannot be read; the texts are for whoever uploaded it.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// It is another kind of ZIP archive.
    #[error(
        "The file is a ZIP archive, not an Excel workbook (.xlsx) or a table in text. In a spreadsheet choose \"Save as\" and \"CSV UTF-8\" or \"Excel workbook\"."
    )]
    NotAWorkbook,
    /// It unpacks to too much.
    #[error("The workbook is too large once it is unpacked. Save the sheet as CSV, and upload that.")]
    TooLarge,
    /// It has too many columns.
    #[error("The sheet \"{0}\" has more than {MOST_COLUMNS} columns. Delete the ones that are not needed.")]
    TooManyColumns(String),
    /// A cell holds more than is taken.
    #[error("Row {0} has a cell that is too long. Shorten it.")]
    TooLong(u32),
    /// It has nothing to read.
    #[error("The workbook has no visible sheet with cells.")]
    Empty,
    /// It is damaged, or protected by a password.
    #[error(
        "The workbook cannot be read: {0}. Open it in a spreadsheet, save it again without a password, or save it as CSV."
    )]
    Unreadable(String),
    /// The disk is full, or broken.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Whether a file begins like a ZIP archive, as workbooks do.
pub fn looks_like_one(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// The first visible sheet as CSV in a temporary file. Line and row have the same number.
/// Cells may have up to `longest_cell` bytes.
pub fn to_csv(mut workbook: File, longest_cell: usize) -> Result<File, WorkbookError> {
    workbook.rewind()?;
    require_small(&workbook)?;
    workbook.rewind()?;
    let mut workbook: Xlsx<_> = open_workbook_from_rs(BufReader::new(workbook)).map_err(unreadable)?;
    let sheets = workbook.sheets_metadata().iter();
    let mut visible =
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let name = visible.next().map(|sheet| sheet.name.clone()).ok_or(WorkbookError::Empty)?;
    let mut table =
        Table { out: BufWriter::new(tempfile::tempfile()?), row: Vec::new(), number: 0, width: 0, written: 0 };
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(unreadable)?;
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS {
            return Err(WorkbookError::TooManyColumns(name));
        }
        if row >= MOST_ROWS {
            return Err(WorkbookError::TooLarge);
        }
        if length(cell.get_value()) > longest_cell {
            return Err(WorkbookError::TooLong(row + 1));
        }
        table.put(row, column, &text(cell.get_value()))?;
    }
    table.end()
}

/// Unpacks everything to nowhere, and sees whether it is too much. What the archive says of its own sizes may be a lie.
fn require_small(workbook: &File) -> Result<(), WorkbookError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(workbook)).map_err(|_| WorkbookError::NotAWorkbook)?;
    let mut left = LARGEST;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let name = part.name().map_err(unreadable)?.into_owned();
        is_workbook |= name == "xl/workbook.xml";
        let most = if name.ends_with("sharedStrings.xml") { left.min(LARGEST_TEXTS) } else { left };
        let unpacked = io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(unreadable)?;
        if unpacked > most {
            return Err(WorkbookError::TooLarge);
        }
        left -= unpacked;
    }
    if is_workbook { Ok(()) } else { Err(WorkbookError::NotAWorkbook) }
}

fn unreadable(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Unreadable(error.to_string().trim_end_matches('.').to_owned())
}

/// A sheet on its way out, a row at a time.
struct Table {
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
    fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), WorkbookError> {
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

    fn end(mut self) -> Result<File, WorkbookError> {
        self.end_row()?;
        if self.width == 0 {
            return Err(WorkbookError::Empty);
        }
        let mut file = self.out.into_inner().map_err(|error| WorkbookError::Disk(error.into_error()))?;
        file.rewind()?;
        Ok(file)
    }
}

/// How long the text of a cell is, in bytes; numbers and days are short.
fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}

/// A cell as a person would write it into a file: whole numbers without a point, days as 2026-03-01.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) => date(time),
    }
}

fn date(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
}
