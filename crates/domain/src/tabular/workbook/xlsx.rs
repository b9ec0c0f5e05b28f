//! Excel workbooks.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};

use super::table::Table;
use super::{WorkbookError, unreadable};

/// The first visible sheet.
pub(super) fn to_csv(workbook: File, longest_cell: usize) -> Result<File, WorkbookError> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(BufReader::new(workbook)).map_err(unreadable)?;
    let sheets = workbook.sheets_metadata().iter();
    let mut visible =
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let name = visible.next().map(|sheet| sheet.name.clone()).ok_or(WorkbookError::Empty)?;
    let mut table = Table::new()?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(unreadable)?;
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        if length(cell.get_value()) > longest_cell {
            return Err(WorkbookError::TooLong(row + 1));
        }
        table.put(row, column, &text(cell.get_value()))?;
    }
    table.end()
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
        DataRef::Empty => String::new(),
        // What a formula has failed with is a value that no column takes; as a blank cell it would say "leave it alone".
        DataRef::Error(error) => error.to_string(),
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
