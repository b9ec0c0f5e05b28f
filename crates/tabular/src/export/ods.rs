//! A spreadsheet in OpenDocument (ISO/IEC 26300), written as a stream.
//!
//! Texts stand in cells of the type string, in the format "Text": a spreadsheet neither runs them nor takes them for
//! numbers. Blanks that the format would swallow are written by number; a line end becomes the end of a paragraph.

use std::fmt::Write as _;

use super::archive::Archive;
use super::sheets::{Sheets, name};
use super::xml::escape;
use super::{Cell, Row, Table};
use crate::Result;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMES: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// Columns whose cells are texts, also those that a user types.
const STYLES: &str = "<office:automatic-styles><number:text-style style:name=\"N1\"><number:text-content/></number:text-style><style:style style:name=\"text\" style:family=\"table-cell\" style:data-style-name=\"N1\"/></office:automatic-styles>";

pub(super) struct Ods {
    columns: Vec<String>,
    archive: Archive,
    sheets: Sheets,
}

impl Ods {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns, archive: Archive::new(), sheets: Sheets::default() }
    }

    fn begin_sheet(&mut self) -> Result<()> {
        let (count, number) = (self.columns.len(), self.sheets.count());
        let head: String = self.columns.iter().map(|name| text_cell(name)).collect();
        self.archive.write(&format!(
            "<table:table table:name=\"{}\"><table:table-column table:number-columns-repeated=\"{count}\" table:default-cell-style-name=\"text\"/><table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>",
            name(number)
        ))
    }

    fn end_sheet(&mut self) -> Result<()> {
        self.archive.write("</table:table>")
    }
}

impl Table for Ods {
    fn begin(&mut self) -> Result<Vec<u8>> {
        // First and as it is, so that the kind of file shows in its first bytes.
        self.archive.stored("mimetype", MEDIA_TYPE)?;
        self.archive.file(
            "META-INF/manifest.xml",
            &format!("{DECLARATION}<manifest:manifest xmlns:manifest=\"{NAMES}:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{MEDIA_TYPE}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"),
        )?;
        self.archive.start("content.xml")?;
        self.archive.write(&format!("{DECLARATION}<office:document-content xmlns:office=\"{NAMES}:office:1.0\" xmlns:style=\"{NAMES}:style:1.0\" xmlns:number=\"{NAMES}:datastyle:1.0\" xmlns:table=\"{NAMES}:table:1.0\" xmlns:text=\"{NAMES}:text:1.0\" office:version=\"1.3\">{STYLES}<office:body><office:spreadsheet>"))?;
        self.begin_sheet()?;
        Ok(self.archive.take())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        for row in rows {
            if self.sheets.begins_anew() {
                self.end_sheet()?;
                self.begin_sheet()?;
            }
            let cells: String = row.iter().map(cell).collect();
            self.archive.write(&format!("<table:table-row>{cells}</table:table-row>"))?;
        }
        Ok(self.archive.take())
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        self.end_sheet()?;
        self.archive.write("</office:spreadsheet></office:body></office:document-content>")?;
        self.archive.finish()
    }
}

fn cell(value: &Cell<'_>) -> String {
    let text = value.text();
    if value.is_number() {
        return format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        );
    }
    text_cell(&text)
}

fn text_cell(text: &str) -> String {
    if text.is_empty() {
        return "<table:table-cell/>".to_owned();
    }
    let mut cell = "<table:table-cell office:value-type=\"string\">".to_owned();
    for line in text.split('\n') {
        cell.push_str("<text:p>");
        write_line(&mut cell, line.strip_suffix('\r').unwrap_or(line));
        cell.push_str("</text:p>");
    }
    cell + "</table:table-cell>"
}

/// A line of text: a blank at its beginning, and every blank behind another, is written by number.
fn write_line(cell: &mut String, line: &str) {
    let mut rest = line;
    let mut at_start = true;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let plain = usize::from(blanks > 0 && !at_start && blanks < rest.len());
        cell.push_str(&" "[..plain]);
        if blanks > plain {
            // Writing to a String cannot fail.
            let _ = write!(cell, "<text:s text:c=\"{}\"/>", blanks - plain);
        }
        rest = &rest[blanks..];
        if let Some(behind) = rest.strip_prefix('\t') {
            cell.push_str("<text:tab/>");
            rest = behind;
        } else {
            let end = rest.find([' ', '\t']).unwrap_or(rest.len());
            cell.push_str(&escape(&rest[..end]));
            rest = &rest[end..];
        }
        at_start = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_tabs_and_line_ends_are_written_so_that_none_is_lost() {
        let written = |line: &str| {
            let mut text = String::new();
            write_line(&mut text, line);
            text
        };
        assert_eq!(written("a b"), "a b");
        assert_eq!(written("  a   b "), "<text:s text:c=\"2\"/>a <text:s text:c=\"2\"/>b<text:s text:c=\"1\"/>");
        assert_eq!(written("a\tb &"), "a<text:tab/>b &amp;");
        assert_eq!(
            text_cell("a\r\nb"),
            "<table:table-cell office:value-type=\"string\"><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
        );
    }
}
