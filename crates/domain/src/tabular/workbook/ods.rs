//! OpenDocument spreadsheets (ISO/IEC 26300), read as a stream: a cell or a row may say that it stands there sixteen thousand or a
//! million times, and empty ones usually do, up to the end of the sheet. None of that is kept.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::bounded::{Bounded, DEEPEST, LARGEST_PIECE};
use super::table::{LARGEST_TABLE, Table};
use super::{MOST_COLUMNS, MOST_ROWS, WorkbookError, unreadable};

/// The part of the archive that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";

/// The first visible sheet.
pub(super) fn to_csv(workbook: File, longest_cell: usize) -> Result<File, WorkbookError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(workbook)).map_err(unreadable)?;
    if !is_spreadsheet(&mut archive) {
        return Err(WorkbookError::NotAWorkbook);
    }
    let content = archive.by_name(CONTENT).map_err(unreadable)?;
    let mut sheet = Sheet { longest_cell, ..Sheet::new(Table::new()?) };
    let mut reader = Reader::from_reader(Bounded::new(BufReader::new(content)));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut has_ended, mut open) = (false, 0_usize);
    while !has_ended {
        buffer.clear();
        reader.get_mut().allow(LARGEST_PIECE);
        match reader.read_event_into(&mut buffer).map_err(unreadable)? {
            Event::Start(element) => {
                open += 1;
                if open > DEEPEST {
                    return Err(unreadable("its parts are nested too deeply"));
                }
                sheet.begin(&element)?;
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                has_ended = sheet.end(element.name().0)?;
            }
            Event::Text(text) => sheet.text(&text.xml10_content())?,
            Event::CData(text) => sheet.text(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref().map_err(unreadable)? {
                    Some(letter) => letter.to_string(),
                    // What else could be named would have to be defined first, which no spreadsheet does.
                    None => quick_xml::escape::resolve_xml_entity(&name)
                        .ok_or_else(|| unreadable(format!("it names \"&{};\"", &*name)))?
                        .to_owned(),
                };
                sheet.text(&letter)?;
            }
            Event::Eof => has_ended = true,
            _ => {}
        }
    }
    sheet.table.end()
}

/// Whether the archive says that it is a spreadsheet: texts and drawings have the same parts.
fn is_spreadsheet<R: Read + io::Seek>(archive: &mut zip::ZipArchive<R>) -> bool {
    let mut kind = String::new();
    let read = archive.by_name("mimetype").map(|part| part.take(200).read_to_string(&mut kind));
    matches!(read, Ok(Ok(_))) && kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet")
}

/// The most styles of hidden sheets that are remembered, and the longest name of one in bytes: far more than a spreadsheet
/// has.
const MOST_HIDDEN: usize = 1_000;
const LONGEST_NAME: usize = 1_000;

/// The sheet that is read, as far as it has come.
struct Sheet {
    table: Table,
    longest_cell: usize,
    /// The styles of sheets that are hidden.
    hidden: HashSet<String>,
    /// The style at hand, if it is one of sheets.
    style: Option<String>,
    /// Whether the reading is inside of the first visible sheet, and how many sheets it is inside of.
    is_inside: bool,
    depth: u32,
    /// Inside of what is no content of a cell: comments and drawings.
    beside: u32,
    /// Where the next cell stands.
    row: u32,
    column: u32,
    /// The cells of the row at hand that hold something, each with its column.
    cells: Vec<(u32, String)>,
    row_repeats: u32,
    cell: Option<Cell>,
}

/// A cell that is being read.
struct Cell {
    repeats: u32,
    /// The value, where it is none that stands in its text.
    value: Option<String>,
    text: String,
    paragraphs: u32,
    is_in_paragraph: bool,
}

impl Sheet {
    fn new(table: Table) -> Self {
        Self {
            table,
            longest_cell: 0,
            hidden: HashSet::new(),
            style: None,
            is_inside: false,
            depth: 0,
            beside: 0,
            row: 0,
            column: 0,
            cells: Vec::new(),
            row_repeats: 1,
            cell: None,
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), WorkbookError> {
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
            "table:table" => {
                let style = attribute(element, "table:style-name")?;
                self.is_inside |= self.depth == 0 && !style.is_some_and(|style| self.hidden.contains(&style));
                self.depth += 1;
            }
            _ if !self.is_inside || self.depth > 1 => {}
            "office:annotation" | "draw:frame" | "table:shapes" => self.beside += 1,
            _ if self.beside > 0 => {}
            "table:table-row" => {
                (self.column, self.row_repeats) = (0, repeats(element, "table:number-rows-repeated")?);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(Cell::begin(element)?),
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_in_paragraph = true;
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        self.text("\n")?;
                    }
                }
            }
            "text:s" => {
                let blanks = repeats(element, "text:c")? as usize;
                self.text(&" ".repeat(blanks.min(self.longest_cell + 1)))?;
            }
            "text:tab" => self.text("\t")?,
            "text:line-break" => self.text("\n")?,
            _ => {}
        }
        Ok(())
    }

    /// What ends; true with the sheet itself.
    fn end(&mut self, name: &str) -> Result<bool, WorkbookError> {
        match name {
            "style:style" => self.style = None,
            "table:table" => {
                self.depth = self.depth.saturating_sub(1);
                return Ok(self.is_inside && self.depth == 0);
            }
            _ if !self.is_inside || self.depth > 1 => {}
            "office:annotation" | "draw:frame" | "table:shapes" => self.beside = self.beside.saturating_sub(1),
            _ if self.beside > 0 => {}
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_in_paragraph = false;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "table:table-row" => self.end_row()?,
            _ => {}
        }
        Ok(false)
    }

    fn text(&mut self, text: &str) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.as_mut().filter(|cell| cell.is_in_paragraph && self.beside == 0) else {
            return Ok(());
        };
        cell.text.push_str(text);
        if cell.text.len() > self.longest_cell { Err(WorkbookError::TooLong(self.row + 1)) } else { Ok(()) }
    }

    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let text = cell.value.unwrap_or(cell.text);
        if text.len() > self.longest_cell {
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
        if !cells.is_empty() {
            if behind > MOST_ROWS {
                return Err(WorkbookError::TooLarge);
            }
            // Told before it is written: a row may say that it stands there a million times.
            let size: usize = cells.iter().map(|(_, text)| text.len() + 1).sum();
            if size.saturating_mul(self.row_repeats as usize) > LARGEST_TABLE {
                return Err(WorkbookError::TooLarge);
            }
            for row in self.row..behind {
                cells.iter().try_for_each(|(column, text)| self.table.put(row, *column, text))?;
            }
        }
        self.row = behind;
        Ok(())
    }
}

impl Cell {
    /// What a cell holds besides its text: numbers, days and truth values stand in its tag, however they are shown.
    fn begin(element: &BytesStart<'_>) -> Result<Self, WorkbookError> {
        let value = match attribute(element, "office:value-type")?.as_deref() {
            Some("float" | "percentage" | "currency") => attribute(element, "office:value")?.map(number),
            Some("boolean") => attribute(element, "office:boolean-value")?,
            Some("date") => attribute(element, "office:date-value")?.map(|day| day.replace("T00:00:00", "")),
            Some("string") => attribute(element, "office:string-value")?,
            _ => None,
        };
        Ok(Self {
            repeats: repeats(element, "table:number-columns-repeated")?,
            value: value.filter(|value| !value.is_empty()),
            text: String::new(),
            paragraphs: 0,
            is_in_paragraph: false,
        })
    }
}

/// A number as a person would write it into a file: a whole one without a point.
fn number(text: String) -> String {
    text.parse::<f64>().map_or(text, |number| number.to_string())
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    let found = element.try_get_attribute(name).map_err(unreadable)?;
    let value =
        found.map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()));
    value.transpose().map_err(unreadable)
}

/// How often something stands there: once where nothing says so.
fn repeats(element: &BytesStart<'_>, name: &str) -> Result<u32, WorkbookError> {
    let Some(text) = attribute(element, name)? else { return Ok(1) };
    text.trim().parse().map_err(|_| unreadable(format!("\"{text}\" is no number of repetitions")))
}
