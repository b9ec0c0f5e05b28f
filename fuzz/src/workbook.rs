//! Spreadsheets: the input is the sheet inside of a workbook, or the whole file.

use std::fs::File;
use std::io::{Cursor, Write};

use encoding_rs::UTF_8;
use rollcall_domain::tabular::{Delimiter, Rows, workbook};
use zip::write::SimpleFileOptions;

use crate::choose;

const LONGEST_CELL: usize = 1_024;
const OPEN_DOCUMENT: [(&str, &[u8]); 1] = [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")];
const EXCEL: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// A workbook is refused or becomes rows of which none has a cell that is too long.
pub fn workbook(mut data: &[u8]) {
    let bytes = match choose(&mut data) % 4 {
        0 => data.to_vec(),
        1 => archive(OPEN_DOCUMENT.into_iter().chain([("content.xml", data)])),
        _ => archive(
            EXCEL.into_iter().map(|(name, text)| (name, text.as_bytes())).chain([("xl/worksheets/sheet1.xml", data)]),
        ),
    };
    let mut file = tempfile::tempfile().expect("a file is made");
    file.write_all(&bytes).expect("it is written");
    let Ok(sheet) = workbook::read(file, None, LONGEST_CELL) else { return };
    check(sheet.table);
}

fn check(table: File) {
    let mut rows = Rows::new(table, UTF_8, Delimiter::ALL[0], 64 * 1024 * 1024);
    let mut last = 0;
    while let Some(row) = rows.next_record().expect("what was written is read") {
        assert!(row.line > last);
        last = row.line;
        // Numbers and dates are written out, and a formula gets an apostrophe.
        assert!(row.cells.iter().all(|cell| cell.len() <= LONGEST_CELL + 64), "a cell is too long");
    }
}

/// A workbook of these parts.
fn archive<'p>(parts: impl Iterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name, stored).expect("memory takes a part");
        archive.write_all(bytes).expect("memory takes a part");
    }
    archive.finish().expect("memory takes the archive").into_inner()
}
