//! What a spreadsheet holds, and what is read of it: never anything else in silence (PRODUCT 6, FACTS of files from practice).

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset, run};
use super::workbooks::{archive, styled, workbook};
use crate::batches::support::{at, counts, rows, short, shorts, warnings};

fn case(name: &str) -> Vec<u8> {
    let path = format!("{}/files/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[track_caller]
fn plan_case(admin: &Client, name: &str, settings: &Value) -> Answer {
    plan_file(admin, name, &case(name), settings)
}

#[track_caller]
fn plan_file(admin: &Client, name: &str, file: &[u8], settings: &Value) -> Answer {
    let batch = admin.waiting().upload(name, file, settings).expect(202);
    assert_eq!(batch.json["state"], "planned", "{}", batch.text);
    batch
}

fn people(app: &TestApp, usernames: &[&str]) {
    app.people_with(&usernames.iter().map(|username| (*username, &[][..])).collect::<Vec<_>>());
}

fn inline(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

on_both_engines! {
    fn a_formula_without_a_value_is_an_error_and_never_a_blank(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c5x", "c5y", "c28a", "c28b"]);
        let batch = plan_case(&admin, "openpyxl_until.xlsx", &preset("suspension", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value invalid_value", "3 error invalid_value"]);
        let message = rows(&admin, &batch)[0]["messages"][0].clone();
        assert_eq!((&message["field"], message["message"].as_str().unwrap_or_default().contains("formula")), (&json!("until"), true));
        let batch = plan_case(&admin, "formula.ods", &preset("suspension", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value", "3 error invalid_value"]);
    }

    fn who_is_named_by_a_formula_that_has_no_value_makes_a_full_sync_incomplete(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["p0", "p1"]);
        let sheet = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row><row r=\"3\"><c r=\"A3\"><f>B9</f><v/></c>{}</row>",
            inline("A1", "username"), inline("B1", "city"), inline("A2", "p0"), inline("B2", "Graz"), inline("B3", "Wien")
        );
        let settings = preset("upsert", json!({ "full_sync": { "filter": "username sw \"p\"" } }));
        let batch = plan_file(&admin, "people.xlsx", &workbook(&sheet, &[]), &settings);
        assert!(warnings(&batch).iter().any(|warning| warning.starts_with("full_sync_incomplete")), "{}", batch.text);
        let row = short(&rows(&admin, &batch)[1]);
        assert!(row.starts_with("3 error") && row.ends_with("invalid_value"), "{row}");
    }

    fn a_formula_whose_value_is_kept_is_that_value_even_an_empty_one(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["p0"]);
        let sheet = format!(
            "<row r=\"1\">{}{}{}</row><row r=\"2\">{}<c r=\"B2\" t=\"str\"><f>\"Gr\"&amp;\"az\"</f><v>Graz</v></c><c r=\"C2\" t=\"str\"><f>\"\"</f><v></v></c></row>",
            inline("A1", "username"), inline("B1", "city"), inline("C1", "department"), inline("A2", "p0")
        );
        let batch = plan_file(&admin, "people.xlsx", &workbook(&sheet, &[]), &preset("upsert", json!({})));
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "city": "Graz" }));
    }

    fn the_sheet_that_is_read_is_named_and_others_are_warned_of_and_can_be_chosen(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c5a", "c5b"]);
        let batch = plan_case(&admin, "two_sheets.xlsx", &preset("suspension", json!({})));
        assert_eq!(batch.json["source"]["sheet"], "Campus North");
        assert_eq!(batch.json["source"]["sheets"], json!(["Campus North", "Campus South"]));
        assert_eq!(warnings(&batch), ["other_sheets 1"]);
        assert!(batch.json["warnings"][0]["message"].as_str().is_some_and(|text| text.contains("Campus South")));
        assert_eq!(rows(&admin, &batch)[0]["key"], "c5a");

        // The other one, from the beginning or later; names are compared without regard to case.
        let other = plan_case(&admin, "two_sheets.xlsx", &preset("suspension", json!({ "sheet": "campus south" })));
        assert_eq!((&other.json["source"]["sheet"], &rows(&admin, &other)[0]["key"]), (&json!("Campus South"), &json!("c5b")));
        let settings = json!({ "settings": { "sheet": "Campus South" } });
        let again = admin.waiting().post(&at(&batch, "/plan"), &settings).expect(202);
        assert_eq!((&again.json["source"]["sheet"], &rows(&admin, &again)[0]["key"]), (&json!("Campus South"), &json!("c5b")));
        apply(&admin, &again);
        assert!(app.account("c5b").suspended && !app.account("c5a").suspended);

        let unknown = admin.upload("x.xlsx", &case("two_sheets.xlsx"), &preset("suspension", json!({ "sheet": "East" })));
        let unknown = unknown.expect_problem(422, "unknown_sheet");
        assert!(unknown.text.contains("Campus North, Campus South"), "{}", unknown.text);
    }

    fn a_sheet_without_cells_is_passed_over(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c5b"]);
        let batch = plan_case(&admin, "empty_first.xlsx", &preset("suspension", json!({})));
        assert_eq!((counts(&batch).as_str(), warnings(&batch)), ("suspend 1", Vec::new()));
        assert_eq!(batch.json["source"]["sheets"].as_array().map(Vec::len), Some(1));
    }

    fn hidden_rows_and_merged_cells_are_read_and_warned_of(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c5a", "c5b", "c13a", "c13b", "c13c"]);
        let batch = plan_case(&admin, "hidden_rows.xlsx", &preset("suspension", json!({})));
        assert_eq!((counts(&batch).as_str(), warnings(&batch)), ("suspend 2", vec!["hidden_cells 1".to_owned()]));
        let batch = plan_case(&admin, "merged.xlsx", &preset("upsert", json!({})));
        assert_eq!((counts(&batch).as_str(), warnings(&batch)), ("update 1, unchanged 2", vec!["merged_cells 2".to_owned()]));
    }

    fn a_workbook_has_no_delimiter_and_no_encoding(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c5b"]);
        let batch = plan_case(&admin, "empty_first.xlsx", &preset("suspension", json!({})));
        assert_eq!((&batch.json["source"]["delimiter"], &batch.json["source"]["encoding"]), (&Value::Null, &Value::Null));
    }

    fn error_values_of_spreadsheets_in_any_language_are_errors_of_their_rows(app: TestApp) {
        let admin = app.administrator();
        let usernames: Vec<String> = (0..16).map(|number| format!("c2v{number}")).collect();
        people(&app, &usernames.iter().map(String::as_str).collect::<Vec<_>>());
        let batch = plan_case(&admin, "spreadsheet_errors_localised.csv", &preset("upsert", json!({})));
        assert_eq!(counts(&batch), "error 16", "{:?}", shorts(&admin, &batch));
        let spill = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\" t=\"e\" cm=\"1\"><f>A1:A9</f><v>#SPILL!</v></c></row><row r=\"3\">{}{}</row>",
            inline("A1", "username"), inline("B1", "city"), inline("A2", "c2v0"), inline("A3", "c2v1"), inline("B3", "Graz")
        );
        let batch = plan_file(&admin, "spill.xlsx", &workbook(&spill, &[]), &preset("upsert", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value", "3 update"]);
        // A column that is not read may hold anything.
        let ignored = plan(&admin, &preset("upsert", json!({})), "username,city,shoe\nc2v0,Graz,#REF!\n");
        assert_eq!(counts(&ignored), "update 1");
    }

    fn shortened_numbers_are_errors_and_texts_in_formulas_are_those_texts(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["c8a", "c8b", "c8c"]);
        let batch = plan_case(&admin, "scientific_id.csv", &preset("upsert", json!({})));
        let rows = rows(&admin, &batch);
        assert_eq!(rows.iter().map(short).collect::<Vec<_>>()[2], "4 update");
        for row in &rows[..2] {
            assert_eq!((&row["outcomes"], &row["messages"][0]["code"], &row["messages"][0]["field"]), (&json!(["error"]), &json!("invalid_value"), &json!("idnumber")));
            assert!(row["messages"][0]["message"].as_str().is_some_and(|text| text.contains("Format the column as text")));
            assert_eq!(row["messages"][1]["field"], "phone1", "all that is wrong is named");
        }
        assert_eq!(rows[2]["after"], json!({ "id_number": "00042", "phone": "0664123" }));
        // So are keys.
        for (settings, file) in [
            (preset("upsert", json!({})), "username,city\n1.23457E+11,Graz\n"),
            (preset("suspension", json!({ "match_by": "id_number" })), "idnumber,suspended\n1.23457E+11,1\n"),
        ] {
            let batch = plan(&admin, &settings, file);
            let row = shorts(&admin, &batch).remove(0);
            assert!(row.starts_with("2 error") && row.ends_with("invalid_value"), "{file}: {row}");
        }
    }

    fn numbers_keep_their_zeros_and_lose_no_digits(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["p0", "p1", "p2"]);
        let row = |number: usize, name: &str, cell: &str| format!("<row r=\"{number}\">{}{cell}</row>", inline(&format!("A{number}"), name));
        let sheet = [
            row(1, "username", &inline("B1", "idnumber")),
            row(2, "p0", "<c r=\"B2\" s=\"1\"><v>42</v></c>"),
            row(3, "p1", "<c r=\"B3\"><v>1234567890123456</v></c>"),
            row(4, "p2", "<c r=\"B4\"><v>123456789012345</v></c>"),
        ].concat();
        let styles = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>";
        let batch = plan_file(&admin, "x.xlsx", &styled(&sheet, &[], styles), &preset("upsert", json!({})));
        let rows = rows(&admin, &batch);
        assert_eq!(rows.iter().map(short).collect::<Vec<_>>(), ["2 update", "3 error invalid_value", "4 update"]);
        assert_eq!((&rows[0]["after"]["id_number"], &rows[2]["after"]["id_number"]), (&json!("00042"), &json!("123456789012345")));
    }

    fn what_we_write_is_harmless_at_any_separator_and_reads_back_the_same(app: TestApp) {
        let admin = app.administrator();
        people(&app, &["p0"]);
        let cells = ["Graz;=1+1;x", "＝1+1", "a\t=1+1", "x|@y", "plain"];
        let file = format!("username,city,institution,description,department\np0,{},{},{},{}\n", cells[0], cells[1], cells[2], cells[3]);
        let batch = run(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(app.account("p0").city.as_deref(), Some(cells[0]));
        let export = admin.query("/users/export", &[("format", "csv"), ("filter", "username eq \"p0\"")]).expect(200).text;
        let report = admin.get(&at(&batch, "/report.csv")).expect(200).text;
        for (what, text) in [("export", &export), ("report", &report)] {
            for separator in [';', '\t', '|', ','] {
                for part in text.lines().flat_map(|line| line.split(separator)) {
                    assert!(!part.trim_start_matches('"').starts_with(['=', '＝', '@']), "{what}: {part:?}");
                }
            }
        }
        let again = plan(&admin, &preset("upsert", json!({})), &export);
        assert_eq!(counts(&again), "unchanged 1", "{:?}", rows(&admin, &again));
    }

    fn a_text_document_is_no_workbook(app: TestApp) {
        let admin = app.administrator();
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let root = format!("<Relationships><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
        let file = archive(&[("_rels/.rels", root.as_bytes()), ("word/document.xml", b"<w:document/>")]);
        let answer = admin.upload("letter.docx", &file, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("not an Excel workbook"), "{}", answer.text);
    }
}
