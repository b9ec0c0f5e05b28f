//! Spreadsheets on their way in: the first sheet of an Excel ([`xlsx`]) or OpenDocument ([`ods`]) file, written out as CSV
//! ([`table`]), which is then read like any other.
//!
//! A spreadsheet is a ZIP archive, and what a few kilobytes of it unpack to may be anything. So it is unpacked once
//! without being kept, and refused where it is too large, before anything looks into it.

mod bounded;
mod ods;
mod table;
mod xlsx;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most that all parts of a spreadsheet may unpack to, in bytes.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// The most that its table of texts may unpack to, in bytes: it is held in memory.
const LARGEST_TEXTS: u64 = 64 * 1024 * 1024;
/// The most columns of a sheet.
const MOST_COLUMNS: u32 = 1_000;
/// The most rows of a sheet, as spreadsheets have it.
const MOST_ROWS: u32 = 1_048_576;

/// Why a spreadsheet cannot be read; the texts are for whoever uploaded it.
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
    #[error("The first sheet has more than {MOST_COLUMNS} columns. Delete the ones that are not needed.")]
    TooManyColumns,
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

/// A kind of spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Ods,
}

/// The first visible sheet as CSV in a temporary file. Line and row have the same number, up to the first cell of several lines.
/// Cells may have up to `longest_cell` bytes.
pub fn to_csv(mut workbook: File, longest_cell: usize) -> Result<File, WorkbookError> {
    workbook.rewind()?;
    let kind = require_small(&workbook)?;
    workbook.rewind()?;
    // What reads Excel workbooks expects sheets that a spreadsheet has written, and may give up on another one in a panic:
    // that is the file's fault, and it is told so.
    let read = catch_unwind(AssertUnwindSafe(|| match kind {
        Kind::Xlsx => xlsx::to_csv(workbook, longest_cell),
        Kind::Ods => ods::to_csv(workbook, longest_cell),
    }));
    read.unwrap_or_else(|_| Err(unreadable("it is damaged")))
}

/// Unpacks everything to nowhere, and sees whether it is too much. What the archive says of its own sizes may be a lie.
fn require_small(workbook: &File) -> Result<Kind, WorkbookError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(workbook)).map_err(|_| WorkbookError::NotAWorkbook)?;
    let mut left = LARGEST;
    let mut kind = None;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let name = part.name().map_err(unreadable)?.into_owned();
        kind = match name.as_str() {
            "xl/workbook.xml" => Some(Kind::Xlsx),
            ods::CONTENT => kind.or(Some(Kind::Ods)),
            _ => kind,
        };
        let most = if name.ends_with("sharedStrings.xml") { left.min(LARGEST_TEXTS) } else { left };
        let unpacked = io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(unreadable)?;
        if unpacked > most {
            return Err(WorkbookError::TooLarge);
        }
        left -= unpacked;
    }
    let kind = kind.ok_or(WorkbookError::NotAWorkbook)?;
    if matches!(kind, Kind::Xlsx) {
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(unreadable)?;
            let name = part.name().map_err(unreadable)?.into_owned();
            if name.ends_with(".xml") || name.ends_with(".rels") {
                bounded::require_shallow(part)?;
            }
        }
    }
    Ok(kind)
}

fn unreadable(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Unreadable(error.to_string().trim_end_matches('.').to_owned())
}
