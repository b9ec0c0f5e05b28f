//! OpenDocument spreadsheets (ISO/IEC 26300), read as a stream: a cell or a row may say that it stands there sixteen thousand or a
//! million times, and empty ones usually do, up to the end of the sheet. None of that is kept.

use std::collections::HashSet;
use std::io::Read;
use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use super::package::Package;
use super::table::{LARGEST_TABLE, Table};
use super::xml::{self, Visitor, attribute};
use super::{Choice, MOST_COLUMNS, MOST_ROWS, Sheet, WorkbookError, unreadable, value};
use crate::failed_cell;

/// The part of the archive that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";

/// The sheet that was asked for, or else the first visible one with cells.
pub(super) fn read(package: &mut Package, choice: &Choice<'_>) -> Result<Sheet, WorkbookError> {
    if !is_spreadsheet(package)? {
        return Err(WorkbookError::NotAWorkbook);
    }
    let content = package.part(CONTENT)?.ok_or(WorkbookError::NotAWorkbook)?;
    let mut book = Book::new(Table::new()?, choice);
    xml::read(content, &mut book)?;
    let Some(name) = book.chosen else { return Err(choice.not_found(book.sheets)) };
    Ok(Sheet {
        table: book.table.end()?,
        name,
        sheets: book.sheets,
        hidden_rows: book.hidden_rows,
        hidden_columns: 0,
        merged_rows: book.merged_rows,
    })
}

/// Whether the archive says that it is a spreadsheet: texts and drawings have the same parts.
fn is_spreadsheet(package: &mut Package) -> Result<bool, WorkbookError> {
    let mut kind = String::new();
    let Some(part) = package.part("mimetype")? else { return Ok(false) };
    let is_read = part.take(200).read_to_string(&mut kind).is_ok();
    Ok(is_read && kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet"))
}

/// The most styles of hidden sheets that are remembered, and the longest name of one in bytes: far more than a spreadsheet
/// has.
const MOST_HIDDEN: usize = 1_000;
const LONGEST_NAME: usize = 1_000;

/// The sheets, as far as they have been read.
struct Book<'c> {
    choice: &'c Choice<'c>,
    table: Table,
    /// The sheet that was written into the table.
    chosen: Option<String>,
    /// The visible sheets with cells.
    sheets: Vec<String>,
    hidden_rows: u64,
    merged_rows: u64,
    /// The styles of sheets that are hidden.
    hidden: HashSet<String>,
    /// The style at hand, if it is one of sheets.
    style: Option<String>,
    /// The sheet at hand, and how many sheets the reading is inside of.
    sheet: Option<Current>,
    depth: u32,
    /// Inside of what is no content of a cell: comments and drawings.
    beside: u32,
    /// Where the next cell stands.
    row: u32,
    column: u32,
    /// The cells of the row at hand that hold something, each with its column.
    cells: Vec<(u32, String)>,
    row_repeats: u32,
    is_row_hidden: bool,
    is_row_merged: bool,
    cell: Option<Cell>,
}

/// A sheet that is being read.
struct Current {
    name: String,
    is_visible: bool,
    /// Whether its cells are written out; of other sheets it is only seen whether they have some.
    is_written: bool,
    has_cells: bool,
}

/// A cell that is being read.
struct Cell {
    repeats: u32,
    /// The value, if it is not the cell's text.
    value: Option<String>,
    /// A formula without a type of value: the program that wrote the file has not worked it out.
    is_not_computed: bool,
    text: String,
    paragraphs: u32,
    is_in_paragraph: bool,
}

impl<'c> Book<'c> {
    fn new(table: Table, choice: &'c Choice<'c>) -> Self {
        Self {
            choice,
            table,
            chosen: None,
            sheets: Vec::new(),
            hidden_rows: 0,
            merged_rows: 0,
            hidden: HashSet::new(),
            style: None,
            sheet: None,
            depth: 0,
            beside: 0,
            row: 0,
            column: 0,
            cells: Vec::new(),
            row_repeats: 1,
            is_row_hidden: false,
            is_row_merged: false,
            cell: None,
        }
    }

    fn begin_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), WorkbookError> {
        self.depth += 1;
        if self.depth > 1 {
            return Ok(());
        }
        let style = attribute(element, "table:style-name")?;
        let is_visible = !style.is_some_and(|style| self.hidden.contains(&style));
        let name = attribute(element, "table:name")?.unwrap_or_default();
        let is_written = self.chosen.is_none() && self.choice.takes(&name, is_visible);
        (self.row, self.column) = (0, 0);
        self.sheet = Some(Current { name, is_visible, is_written, has_cells: false });
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), WorkbookError> {
        self.depth = self.depth.saturating_sub(1);
        let Some(sheet) = self.sheet.take_if(|_| self.depth == 0) else { return Ok(()) };
        if sheet.is_visible && sheet.has_cells {
            if self.sheets.len() == Choice::MOST_SHEETS {
                return Err(WorkbookError::TooLarge);
            }
            self.sheets.push(sheet.name.clone());
        }
        if sheet.is_written && sheet.has_cells {
            self.chosen = Some(sheet.name);
        }
        Ok(())
    }

    fn is_in_cells(&self) -> bool {
        self.depth == 1 && self.sheet.is_some()
    }

    fn add_text(&mut self, text: &str) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.as_mut().filter(|cell| cell.is_in_paragraph && self.beside == 0) else {
            return Ok(());
        };
        cell.text.push_str(text);
        if cell.text.len() > self.choice.longest_cell { Err(WorkbookError::TooLong(self.row + 1)) } else { Ok(()) }
    }

    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let is_not_computed = cell.is_not_computed && cell.text.is_empty();
        let text = cell.value.unwrap_or(cell.text);
        let text = if is_not_computed { failed_cell::NOT_COMPUTED.to_owned() } else { text };
        if text.len() > self.choice.longest_cell {
            return Err(WorkbookError::TooLong(self.row + 1));
        }
        let behind = self.column.saturating_add(cell.repeats);
        if !text.is_empty() {
            if behind > MOST_COLUMNS {
                return Err(WorkbookError::TooManyColumns);
            }
            self.cells.extend((self.column..behind).map(|column| (column, text.clone())));
        }
        self.column = behind;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        let behind = self.row.saturating_add(self.row_repeats);
        let cells = std::mem::take(&mut self.cells);
        if let Some(sheet) = self.sheet.as_mut().filter(|_| !cells.is_empty()) {
            sheet.has_cells = true;
            if sheet.is_written {
                self.write_row(behind, &cells)?;
            }
        }
        self.row = behind;
        Ok(())
    }

    fn write_row(&mut self, behind: u32, cells: &[(u32, String)]) -> Result<(), WorkbookError> {
        if behind > MOST_ROWS || self.row_repeats > MOST_REPEATS {
            return Err(WorkbookError::TooLarge);
        }
        self.hidden_rows += u64::from(self.row_repeats) * u64::from(self.is_row_hidden);
        self.merged_rows += u64::from(self.row_repeats) * u64::from(self.is_row_merged);
        // Told before it is written: a row may say that it stands there a million times.
        let size: usize = cells.iter().map(|(_, text)| text.len() + 1).sum();
        if size.saturating_mul(self.row_repeats as usize) > LARGEST_TABLE {
            return Err(WorkbookError::TooLarge);
        }
        for row in self.row..behind {
            cells.iter().try_for_each(|(column, text)| self.table.put(row, *column, text))?;
        }
        Ok(())
    }
}

/// How often a row with cells may stand there: people are not the same a thousand times, and half a kilobyte would make a plan of a
/// million rows.
const MOST_REPEATS: u32 = 1_000;

impl Visitor for Book<'_> {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        match element.name().0 {
            "style:style" if attribute(element, "style:family")?.as_deref() == Some("table") => {
                self.style = attribute(element, "style:name")?;
            }
            "style:table-properties" if attribute(element, "table:display")?.as_deref() == Some("false") => {
                let style = self.style.take().filter(|style| style.len() <= LONGEST_NAME);
                if self.hidden.len() < MOST_HIDDEN {
                    self.hidden.extend(style);
                }
            }
            "table:table" => self.begin_sheet(element)?,
            _ if !self.is_in_cells() => {}
            "office:annotation" | "draw:frame" | "table:shapes" => self.beside += 1,
            _ if self.beside > 0 => {}
            "table:table-row" => {
                (self.column, self.row_repeats) = (0, repeats(element, "table:number-rows-repeated")?);
                let visibility = attribute(element, "table:visibility")?;
                self.is_row_hidden = matches!(visibility.as_deref(), Some("collapse" | "filter"));
                self.is_row_merged = false;
            }
            name @ ("table:table-cell" | "table:covered-table-cell") => {
                self.is_row_merged |= name == "table:covered-table-cell";
                self.cell = Some(Cell::begin(element)?);
            }
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_in_paragraph = true;
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        self.add_text("\n")?;
                    }
                }
            }
            "text:s" => {
                let blanks = repeats(element, "text:c")? as usize;
                self.add_text(&" ".repeat(blanks.min(self.choice.longest_cell + 1)))?;
            }
            "text:tab" => self.add_text("\t")?,
            "text:line-break" => self.add_text("\n")?,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        match name {
            "style" => self.style = None,
            "table" => self.end_sheet()?,
            _ if !self.is_in_cells() => {}
            "annotation" | "frame" | "shapes" => self.beside = self.beside.saturating_sub(1),
            _ if self.beside > 0 => {}
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_in_paragraph = false;
                }
            }
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn text(&mut self, text: &str) -> Result<(), WorkbookError> {
        self.add_text(text)
    }
}

impl Cell {
    /// What a cell holds besides its text: numbers, days and truth values stand in its tag, however they are shown.
    fn begin(element: &BytesStart<'_>) -> Result<Self, WorkbookError> {
        let kind = attribute(element, "office:value-type")?;
        let value = match kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                attribute(element, "office:value")?.map(|number| value::number(&number))
            }
            Some("boolean") => attribute(element, "office:boolean-value")?,
            Some("date") => attribute(element, "office:date-value")?.map(|day| day.replace("T00:00:00", "")),
            Some("string") => attribute(element, "office:string-value")?,
            _ => None,
        };
        Ok(Self {
            repeats: repeats(element, "table:number-columns-repeated")?,
            value: value.filter(|value| !value.is_empty()),
            is_not_computed: kind.is_none() && attribute(element, "table:formula")?.is_some(),
            text: String::new(),
            paragraphs: 0,
            is_in_paragraph: false,
        })
    }
}

/// How often something stands there: once where nothing says so.
fn repeats(element: &BytesStart<'_>, name: &str) -> Result<u32, WorkbookError> {
    let Some(text) = attribute(element, name)? else { return Ok(1) };
    text.trim().parse().map_err(|_| unreadable(format!("\"{text}\" is no number of repetitions")))
}
