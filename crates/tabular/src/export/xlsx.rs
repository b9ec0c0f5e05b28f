//! A workbook in Office Open XML (ECMA-376), written as a stream.
//!
//! Texts stand in their cells, in the format "Text": a spreadsheet neither runs them nor takes them for numbers, also
//! when a user edits them. Parts that name all sheets come last, when these are known.

use super::archive::Archive;
use super::sheets::{Sheets, name};
use super::xml::escape;
use super::{Cell, Row, Table};
use crate::Result;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The formats of cells: 0 for numbers, 1 for texts (the built-in format 49 is "@").
const STYLES: &str = "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

pub(super) struct Xlsx {
    columns: Vec<String>,
    archive: Archive,
    sheets: Sheets,
}

impl Xlsx {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns, archive: Archive::new(), sheets: Sheets::default() }
    }

    fn begin_sheet(&mut self) -> Result<()> {
        let number = self.sheets.count();
        self.archive.start(&format!("xl/worksheets/sheet{number}.xml"))?;
        let last = self.columns.len();
        let head: String = self.columns.iter().map(|name| text_cell(name)).collect();
        // The headings stay in sight.
        self.archive.write(&format!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols><col min=\"1\" max=\"{last}\" width=\"18\" style=\"1\" customWidth=\"1\"/></cols><sheetData><row>{head}</row>"
        ))
    }

    fn end_sheet(&mut self) -> Result<()> {
        self.archive.write("</sheetData></worksheet>")
    }

    /// The parts that say what is where.
    fn directory(&mut self) -> Result<()> {
        let numbers = 1..=self.sheets.count();
        let part = |kind: &str| format!("{TYPE}.{kind}+xml");
        let types: String = numbers
            .clone()
            .map(|number| override_of(&format!("/xl/worksheets/sheet{number}.xml"), &part("worksheet")))
            .collect();
        let sheets: String = numbers
            .clone()
            .map(|number| format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", name(number)))
            .collect();
        let mut relations: String =
            numbers.map(|number| relation(number, "worksheet", &format!("worksheets/sheet{number}.xml"))).collect();
        relations.push_str(&relation(self.sheets.count() + 1, "styles", "styles.xml"));
        let archive = &mut self.archive;
        archive.file("xl/styles.xml", &format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"))?;
        archive.file(
            "xl/workbook.xml",
            &format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"),
        )?;
        archive.file("xl/_rels/workbook.xml.rels", &relations_of(&relations))?;
        archive.file("_rels/.rels", &relations_of(&relation(1, "officeDocument", "xl/workbook.xml")))?;
        let book = override_of("/xl/workbook.xml", &part("sheet.main"));
        let styles = override_of("/xl/styles.xml", &part("styles"));
        archive.file(
            "[Content_Types].xml",
            &format!("{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{book}{types}{styles}</Types>"),
        )
    }
}

impl Table for Xlsx {
    fn begin(&mut self) -> Result<Vec<u8>> {
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
            self.archive.write(&format!("<row>{cells}</row>"))?;
        }
        Ok(self.archive.take())
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        self.end_sheet()?;
        self.directory()?;
        self.archive.finish()
    }
}

fn cell(value: &Cell<'_>) -> String {
    let text = value.text();
    if value.is_number() { format!("<c><v>{text}</v></c>") } else { text_cell(&text) }
}

fn text_cell(text: &str) -> String {
    if text.is_empty() {
        return "<c/>".to_owned();
    }
    format!("<c s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escape(&literal(text)))
}

/// Text in which nothing is read as `_x000D_`, the format's own way of writing letters by number (ECMA-376, `ST_Xstring`).
fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        let behind = &text.as_bytes()[place..];
        let is_number = letter == '_'
            && behind.len() >= 7
            && behind[1] == b'x'
            && behind[6] == b'_'
            && behind[2..6].iter().all(u8::is_ascii_hexdigit);
        written.push_str(if is_number { "_x005F" } else { "" });
        written.push(letter);
    }
    written
}

fn override_of(part: &str, media_type: &str) -> String {
    format!("<Override PartName=\"{part}\" ContentType=\"{media_type}\"/>")
}

fn relation(number: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

fn relations_of(relations: &str) -> String {
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_letters_by_number_are_kept_as_they_are() {
        assert_eq!(literal("a_x000D_b"), "a_x005F_x000D_b");
        assert_eq!(literal("_x00_ _xzzzz_ _x"), "_x00_ _xzzzz_ _x");
        assert_eq!(literal("_é_x0041_"), "_é_x005F_x0041_");
    }
}
