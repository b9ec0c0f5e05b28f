//! Files that are spreadsheets (PRODUCT 6).

use std::io::{Cursor, Write};

use rollcall_testkit::on_both_engines;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::preset;
use crate::batches::support::{counts, rows, shorts};

const NAMESPACE: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text).expect("a part is written");
    }
    zip.finish().expect("the archive is whole").into_inner()
}

/// A workbook with one sheet of these rows, and a table of texts.
pub fn workbook(rows: &str, texts: &[&str]) -> Vec<u8> {
    styled(rows, texts, "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
}

/// A workbook with styles of its own.
pub fn styled(rows: &str, texts: &[&str], styles: &str) -> Vec<u8> {
    zipped(&parts(rows, texts, styles))
}

/// An archive of parts, packed.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect::<Vec<_>>())
}

/// The parts of a workbook.
pub fn parts(rows: &str, texts: &[&str], styles: &str) -> Vec<(String, Vec<u8>)> {
    let texts: String = texts.iter().map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>")).collect();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("{head}<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships {relations}><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook {NAMESPACE} xmlns:r=\"{office}\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships {relations}><Relationship Id=\"s1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"t\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"f\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", format!("{head}<styleSheet {NAMESPACE}>{styles}</styleSheet>")),
        ("xl/sharedStrings.xml", format!("{head}<sst {NAMESPACE}>{texts}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("{head}<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>")),
    ];
    parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

on_both_engines! {
    fn the_first_sheet_is_read_with_its_own_line_numbers_and_values(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let texts = ["username", "idnumber", "suspended", "until", "p0", "007", "=1+1", "p2", "description"];
        let text = |at: usize, cell: &str| format!("<c r=\"{cell}\" t=\"s\"><v>{at}</v></c>");
        let sheet = [
            format!("<row r=\"1\">{}{}{}{}{}</row>", text(0, "A1"), text(1, "B1"), text(2, "C1"), text(3, "D1"), text(8, "E1")),
            // 2099-05-01, as a spreadsheet keeps days; a number; a text that looks like a formula; a row that ends early.
            format!("<row r=\"2\">{}{}<c r=\"C2\" t=\"b\"><v>1</v></c><c r=\"D2\" s=\"1\"><v>72806</v></c>{}</row>", text(4, "A2"), text(5, "B2"), text(6, "E2")),
            format!("<row r=\"5\">{}<c r=\"B5\"><v>42</v></c></row>", text(7, "A5")),
        ].concat();
        let batch = admin.waiting().upload("people.xlsx", &workbook(&sheet, &texts), &preset("upsert", json!({}))).expect(202);
        assert_eq!(batch.json["state"], "planned", "{}", batch.text);
        assert_eq!(shorts(&admin, &batch), ["2 update+suspend", "5 update"]);
        let rows = rows(&admin, &batch);
        assert_eq!(rows[0]["after"]["id_number"], "007");
        assert_eq!(rows[0]["after"]["suspended_until"], "2099-05-01T00:00:00.000Z");
        assert_eq!(rows[0]["after"]["description"], "=1+1");
        assert_eq!(rows[1]["after"]["id_number"], "42");
        assert_eq!(batch.json["source"]["file_name"], "people.xlsx");
    }

    fn what_was_downloaded_as_a_table_in_text_and_what_is_no_workbook_are_told_apart(app: TestApp) {
        let admin = app.administrator();
        let other = archive(&[("word/document.xml", b"<document/>")]);
        for (file, hint) in [
            (other, "ZIP archive"),
            (b"PK\x03\x04 and nothing behind it".to_vec(), "ZIP archive"),
            (workbook("", &[]), "no visible sheet"),
            (workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row", &["x"]), "cannot be read"),
        ] {
            let answer = admin.upload("x.xlsx", &file, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
            assert!(answer.text.contains(hint), "{hint}: {}", answer.text);
        }
        assert_eq!(admin.get("/batches").expect(200).items().len(), 0);
    }

    fn a_workbook_that_unpacks_to_far_too_much_is_refused(app: TestApp) {
        let admin = app.administrator();
        // Texts of 70 MB; no single one of them is too long.
        let bomb = workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &vec![" ".repeat(1_000).as_str(); 70_000]);
        assert!(bomb.len() < 1024 * 1024);
        let answer = admin.upload("bomb.xlsx", &bomb, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("too large"), "{}", answer.text);
    }

    fn a_few_texts_that_stand_in_far_too_many_places_are_refused(app: TestApp) {
        let admin = app.administrator();
        let long = "x".repeat(70_000);
        let one = workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &[&long]);
        let answer = admin.upload("x.xlsx", &one, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("Row 1"), "{}", answer.text);
        let far = workbook("<row r=\"1\"><c r=\"A4000000\"><v>1</v></c></row>", &[]);
        let answer = admin.upload("x.xlsx", &far, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("too large"), "{}", answer.text);
    }

    fn escapes_in_texts_are_what_they_stand_for(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let text = |cell: &str| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        let sheet = format!(
            "<row>{}{}</row><row>{}<c t=\"s\"><v>0</v></c></row><row>{}{}</row>",
            text("username"), text("department"), text("p0"), text("p1"), text("_x005F_x0041_")
        );
        let book = workbook(&sheet, &["R_x0026_D"]);
        let batch = admin.waiting().upload("x.xlsx", &book, &preset("upsert", json!({ "mode": "update" }))).expect(202);
        let rows = rows(&admin, &batch);
        assert_eq!((&rows[0]["after"]["department"], &rows[1]["after"]["department"]), (&json!("R&D"), &json!("_x0041_")));
    }

    fn people_are_suspended_from_a_workbook_as_from_any_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let inline = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let sheet = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>1</v></c></row>",
            inline("A1", "username"), inline("B1", "suspended"), inline("A2", "p0")
        );
        let settings = preset("suspension", json!({ "apply": true }));
        let batch = admin.waiting().upload("people.xlsx", &workbook(&sheet, &[]), &settings).expect(202);
        assert_eq!(counts(&batch), "suspend 1");
        assert!(app.account("p0").suspended);
    }
}
