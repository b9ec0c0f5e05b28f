//! The cells of a sheet.

use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use super::formats::{Format, Formats};
use super::texts::Texts;
use crate::failed_cell;
use crate::workbook::package::Package;
use crate::workbook::table::Table;
use crate::workbook::xml::{self, Visitor, attribute, is_on};
use crate::workbook::{MOST_ROWS, WorkbookError, unreadable, value};

/// The most merged cells and hidden columns that are looked at; what lies under others is not counted.
const MOST_RANGES: usize = 65_536;

/// Whether a sheet has a cell that holds something.
pub(super) fn has_cells(package: &mut Package, part: &str) -> Result<bool, WorkbookError> {
    struct First(bool);
    impl Visitor for First {
        fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
            self.0 = matches!(element.local_name().into_inner(), "v" | "is" | "f");
            Ok(if self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        }

        fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
            Ok(if name == "sheetData" { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        }

        fn text(&mut self, _text: &str) -> Result<(), WorkbookError> {
            Ok(())
        }
    }
    let mut first = First(false);
    if let Some(part) = package.part(part)? {
        xml::read(part, &mut first)?;
    }
    Ok(first.0)
}

/// Reads a sheet to its end.
pub(super) fn read(package: &mut Package, part: &str, cells: &mut Cells<'_>) -> Result<(), WorkbookError> {
    let part = package.part(part)?.ok_or_else(|| unreadable("a sheet is missing"))?;
    xml::read(part, cells)
}

/// The cells on their way into a table, as far as they have been read.
pub(super) struct Cells<'b> {
    pub(super) table: Table,
    /// Rows with cells that are hidden.
    pub(super) hidden_rows: u64,
    /// Columns that are hidden.
    pub(super) hidden_columns: u64,
    texts: &'b Texts,
    formats: &'b Formats,
    since_1904: bool,
    longest_cell: usize,
    /// The numbers of rows with cells, and the rows that lie under merged cells, from 0.
    rows: Vec<u32>,
    covered: Vec<(u32, u32)>,
    row: u32,
    column: u32,
    /// How many rows have begun, with cells or without.
    rows_begun: u32,
    is_row_hidden: bool,
    cell: Option<Cell>,
    /// Where the text at hand belongs to.
    place: SheetPosition,
}

#[derive(PartialEq, Eq)]
enum SheetPosition {
    Nowhere,
    Value,
    Text,
    /// Inside of how a text is read aloud, which is no part of it.
    Aloud,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    has_formula: bool,
    has_value: bool,
    text: String,
}

impl<'b> Cells<'b> {
    pub(super) fn new(
        table: Table,
        texts: &'b Texts,
        formats: &'b Formats,
        since_1904: bool,
        longest_cell: usize,
    ) -> Self {
        Self {
            table,
            hidden_rows: 0,
            hidden_columns: 0,
            texts,
            formats,
            since_1904,
            longest_cell,
            rows: Vec::new(),
            covered: Vec::new(),
            row: 0,
            column: 0,
            rows_begun: 0,
            is_row_hidden: false,
            cell: None,
            place: SheetPosition::Nowhere,
        }
    }

    /// How many rows with cells have one that lies under a merged cell.
    pub(super) fn merged_rows(&mut self) -> u64 {
        self.covered.sort_unstable();
        let mut rows = self.rows.iter().copied().peekable();
        let mut merged = 0;
        for (first, last) in &self.covered {
            while rows.next_if(|row| row < first).is_some() {}
            while rows.next_if(|row| row <= last).is_some() {
                merged += 1;
            }
        }
        merged
    }

    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let text = self.text_of(&cell)?;
        if text.len() > self.longest_cell {
            return Err(WorkbookError::TooLong(self.row + 1));
        }
        if !text.is_empty() {
            if self.rows.last() != Some(&self.row) {
                self.rows.push(self.row);
                self.hidden_rows += u64::from(self.is_row_hidden);
            }
            self.table.put(self.row, self.column, &text)?;
        }
        Ok(())
    }

    /// A cell as a person would write it into a file: whole numbers without a point, days as 2026-03-01.
    fn text_of(&self, cell: &Cell) -> Result<String, WorkbookError> {
        let value = cell.text.trim();
        Ok(match cell.kind.as_str() {
            "s" => {
                let number = value.parse::<usize>().ok().filter(|_| !value.is_empty());
                let text = number.and_then(|number| self.texts.get(number));
                let text = text.ok_or_else(|| unreadable(format!("it has no text number {value}")))?;
                value::unescape(text).into_owned()
            }
            "str" if cell.has_formula && !cell.has_value => failed_cell::NOT_COMPUTED.to_owned(),
            "inlineStr" | "str" => value::unescape(&cell.text).into_owned(),
            "b" => if value == "1" || value == "true" { "true" } else { "false" }.to_owned(),
            "e" | "d" => value.replace("T00:00:00", ""),
            _ if value.is_empty() && cell.has_formula => failed_cell::NOT_COMPUTED.to_owned(),
            _ if value.is_empty() => String::new(),
            _ => self.number(value, self.formats.of(cell.style)),
        })
    }

    fn number(&self, text: &str, format: Format) -> String {
        let plain = value::number(text);
        match format {
            Format::Number => plain,
            Format::Day => {
                let day = text.parse().ok().and_then(|days| value::day(days, self.since_1904));
                day.unwrap_or(plain)
            }
            Format::Zeros(digits) => {
                let is_whole = plain.bytes().all(|digit| digit.is_ascii_digit());
                if is_whole { format!("{plain:0>width$}", width = usize::from(digits)) } else { plain }
            }
        }
    }
}

impl Visitor for Cells<'_> {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        match element.local_name().into_inner() {
            "row" => {
                self.rows_begun += 1;
                if self.rows_begun > MOST_ROWS {
                    return Err(WorkbookError::TooLarge);
                }
                // Rows and cells say where they are, or come one behind the other.
                if let Some(number) = attribute(element, "r")?.and_then(|text| text.trim().parse::<u32>().ok()) {
                    self.row = number.saturating_sub(1);
                }
                self.column = 0;
                self.is_row_hidden = is_on(element, "hidden")?;
            }
            "c" => {
                if let Some((row, column)) = attribute(element, "r")?.as_deref().and_then(place_of) {
                    (self.row, self.column) = (row, column);
                }
                self.cell = Some(Cell {
                    kind: attribute(element, "t")?.unwrap_or_default(),
                    style: attribute(element, "s")?.and_then(|text| text.trim().parse().ok()).unwrap_or_default(),
                    ..Cell::default()
                });
            }
            "f" => self.cell.iter_mut().for_each(|cell| cell.has_formula = true),
            "v" => {
                self.cell.iter_mut().for_each(|cell| cell.has_value = true);
                self.place = SheetPosition::Value;
            }
            "t" if self.cell.is_some() && self.place != SheetPosition::Aloud => self.place = SheetPosition::Text,
            "rPh" => self.place = SheetPosition::Aloud,
            "col" if is_on(element, "hidden")? => {
                let number = |name| -> Result<u64, WorkbookError> {
                    Ok(attribute(element, name)?.and_then(|text| text.trim().parse().ok()).unwrap_or(1))
                };
                let (first, last) = (number("min")?, number("max")?);
                // A sheet whose columns are hidden to its very end shows no fewer cells for that.
                let last = last.min(u64::from(crate::workbook::MOST_COLUMNS));
                self.hidden_columns += (last + 1).saturating_sub(first);
            }
            "mergeCell" if self.covered.len() < MOST_RANGES => {
                let range = attribute(element, "ref")?.unwrap_or_default();
                self.covered.extend(covered_rows(&range));
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        match name {
            "c" => {
                self.end_cell()?;
                self.column = self.column.saturating_add(1);
            }
            "row" => self.row = self.row.saturating_add(1),
            "v" => self.place = SheetPosition::Nowhere,
            "t" if self.place == SheetPosition::Text => self.place = SheetPosition::Nowhere,
            "rPh" => self.place = SheetPosition::Nowhere,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn text(&mut self, text: &str) -> Result<(), WorkbookError> {
        if let Some(cell) =
            self.cell.as_mut().filter(|_| matches!(self.place, SheetPosition::Value | SheetPosition::Text))
        {
            cell.text.push_str(text);
            if cell.text.len() > self.longest_cell.max(64) {
                return Err(WorkbookError::TooLong(self.row + 1));
            }
        }
        Ok(())
    }
}

/// Row and column of a place such as `B12`, from 0. A column past all numbers is past the last one that is taken.
fn place_of(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().trim_start_matches('$');
    let letters = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, digits) = text.split_at_checked(letters)?;
    let digit = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0_u32, |column, letter| column.saturating_mul(26).saturating_add(digit(letter)));
    let row: u32 = digits.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The rows, from 0, in which a range such as `B2:B4` covers a cell besides its first.
fn covered_rows(range: &str) -> Option<(u32, u32)> {
    let (from, to) = range.split_once(':')?;
    let ((first, left), (last, right)) = (place_of(from)?, place_of(to)?);
    let first = if left == right { first + 1 } else { first };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_spreadsheets_write_them() {
        assert_eq!(place_of("A1"), Some((0, 0)));
        assert_eq!(place_of("$AB$12"), Some((11, 27)));
        assert_eq!(place_of("ZZZZZZZZZZ1"), Some((0, u32::MAX - 1)));
        for none in ["", "12", "A", "A0", "B-1", "é1"] {
            assert_eq!(place_of(none), None, "{none}");
        }
    }

    #[test]
    fn the_first_row_of_a_merged_column_is_not_covered() {
        assert_eq!(covered_rows("B2:B4"), Some((2, 3)));
        assert_eq!(covered_rows("B2:C2"), Some((1, 1)));
        assert_eq!(covered_rows("B2:B2"), None);
    }
}
