//! Spreadsheets on their way in: a sheet of an Excel ([`xlsx`]) or OpenDocument ([`ods`]) file, written out as CSV
//! ([`table`]), which is then read like any other.
//!
//! A spreadsheet is a ZIP archive of XML from anybody. It is read as a stream: what is unpacked, how long and how deep its
//! pieces are, and what of it is kept in memory are all bounded by what comes out, whatever the file says of itself
//! ([`package`], [`xml`]).

mod ods;
mod package;
mod table;
mod value;
mod xlsx;
mod xml;

use std::fs::File;
use std::io;

use package::Package;

/// The most columns of a sheet.
pub const MOST_COLUMNS: u32 = 1_000;
/// The most rows of a sheet, as spreadsheets have it.
const MOST_ROWS: u32 = 1_048_576;

/// Why a spreadsheet cannot be read; the texts are for the person who uploaded it.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// It is another kind of ZIP archive.
    #[error(
        "The file is a ZIP archive, not an Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a table in text. In a spreadsheet choose \"Save as\" and \"CSV UTF-8\"."
    )]
    NotAWorkbook,
    /// It unpacks to too much.
    #[error("The workbook is too large once it is unpacked. Save the sheet as CSV, and upload that.")]
    TooLarge,
    /// It has too many columns.
    #[error("The sheet has more than {MOST_COLUMNS} columns. Delete the ones that are not needed.")]
    TooManyColumns,
    /// A cell holds more than is taken.
    #[error("Row {0} has a cell that is too long. Shorten it.")]
    TooLong(u32),
    /// It has nothing to read.
    #[error("The workbook has no visible sheet with cells.")]
    Empty,
    /// It has no such sheet, or one without cells.
    #[error("The workbook has no sheet \"{name}\" with cells. It has: {}.", .sheets.join(", "))]
    NoSuchSheet {
        /// The sheet that was asked for.
        name: String,
        /// The visible sheets with cells.
        sheets: Vec<String>,
    },
    /// It is damaged, or protected by a password.
    #[error(
        "The workbook cannot be read: {0}. Open it in a spreadsheet, save it again without a password, or save it as CSV."
    )]
    Unreadable(String),
    /// The disk is full, or broken.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// A sheet that was read, and what a person cannot see of it in the table.
#[derive(Debug)]
pub struct Sheet {
    /// Its cells as CSV in UTF-8, in a temporary file. Line and row have the same number, up to the first cell of several
    /// lines.
    pub table: File,
    /// Its name.
    pub name: String,
    /// The names of the visible sheets with cells, this one among them if it is visible.
    pub sheets: Vec<String>,
    /// How many of its rows with cells are hidden; they are read like all others.
    pub hidden_rows: u64,
    /// How many of its columns are hidden; they are read like all others.
    pub hidden_columns: u64,
    /// How many of its rows have a cell that lies under a merged one, and is therefore blank.
    pub merged_rows: u64,
}

/// Which sheet to read.
#[derive(Debug, Clone, Copy)]
struct Choice<'c> {
    name: Option<&'c str>,
    longest_cell: usize,
}

impl Choice<'_> {
    /// The most sheets of a workbook.
    const MOST_SHEETS: usize = 10_000;

    /// Whether this sheet may be the one: the one that was named, hidden or not, or any visible one.
    fn takes(&self, name: &str, is_visible: bool) -> bool {
        self.name.map_or(is_visible, |asked| asked.trim().to_lowercase() == name.trim().to_lowercase())
    }

    /// Why the sheet cannot be read.
    fn not_found(&self, sheets: Vec<String>) -> WorkbookError {
        match self.name {
            Some(name) if !sheets.is_empty() => WorkbookError::NoSuchSheet { name: name.to_owned(), sheets },
            _ => WorkbookError::Empty,
        }
    }
}

/// Whether a file begins like a ZIP archive, as workbooks do.
pub fn looks_like_one(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// Reads the sheet with this name, or else the first visible one that has cells. Cells may have up to `longest_cell` bytes.
/// Blocks for seconds where a workbook is large.
pub fn read(workbook: File, name: Option<&str>, longest_cell: usize) -> Result<Sheet, WorkbookError> {
    let choice = Choice { name, longest_cell };
    let mut package = Package::open(workbook)?;
    let read = if package.has(xlsx::ROOT) {
        xlsx::read(&mut package, &choice)
    } else if package.has(ods::CONTENT) {
        ods::read(&mut package, &choice)
    } else {
        Err(WorkbookError::NotAWorkbook)
    };
    match read {
        Err(WorkbookError::Unreadable(_)) if package.is_exhausted() => Err(WorkbookError::TooLarge),
        read => read,
    }
}

fn unreadable(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Unreadable(error.to_string().trim_end_matches('.').to_owned())
}

/// The beginning of a text, of at most so many bytes.
fn clip(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}
