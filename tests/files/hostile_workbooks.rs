//! Workbooks that are made to do harm: to take all memory, to go past limits, to be read for people who may not have them read.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::preset;
use super::workbooks::{parts, styled, zipped};
use crate::batches::support::at;

const ROW: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";

on_both_engines! {
    fn what_a_workbook_says_of_its_size_makes_no_room(app: TestApp) {
        let admin = app.administrator();
        let mut book = parts(ROW, &["username"], "");
        book.iter_mut().filter(|(name, _)| name == "xl/sharedStrings.xml").for_each(|(_, text)| {
            *text = String::from_utf8_lossy(text).replace("<sst ", "<sst count=\"100000000000000\" uniqueCount=\"100000000000000\" ").into_bytes();
        });
        let file = zipped(&book);
        assert!(file.len() < 3_000, "{}", file.len());
        // It is read for what it holds, a header without rows; the process goes on.
        admin.upload("x.xlsx", &file, &preset("delete", json!({}))).expect_problem(422, "no_rows");
        admin.get("/me").expect(200);
    }

    fn styles_by_the_million_are_refused(app: TestApp) {
        let admin = app.administrator();
        let styles = format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(1_000_000));
        let answer = admin.upload("x.xlsx", &styled(ROW, &["username"], &styles), &preset("upsert", json!({})));
        let answer = answer.expect_problem(422, "not_a_table");
        assert!(answer.text.contains("too many styles"), "{}", answer.text);
    }

    fn a_part_is_limited_however_its_name_is_spelled(app: TestApp) {
        let admin = app.administrator();
        let long = "a".repeat(60_000);
        let mut book = parts(ROW, &vec![long.as_str(); 1_200], "");
        book.iter_mut().filter(|(name, _)| name == "xl/sharedStrings.xml").for_each(|(name, _)| *name = "XL/sharedstrings.XML".to_owned());
        let answer = admin.upload("x.xlsx", &zipped(&book), &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("too large"), "{}", answer.text);
    }

    fn a_sheet_that_ends_in_the_middle_is_not_taken_for_whole(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let rows = "<row r=\"1\"><c t=\"inlineStr\"><is><t>username</t></is></c></row><row r=\"2\"><c t=\"inlineStr\"><is><t>p0</t></is></c></row>";
        let mut book = parts(rows, &[], "");
        book.iter_mut().filter(|(name, _)| name.contains("sheet1")).for_each(|(_, text)| {
            *text = String::from_utf8_lossy(text).replace("</sheetData></worksheet>", "").into_bytes();
        });
        let answer = admin.upload("x.xlsx", &zipped(&book), &preset("delete", json!({}))).expect_problem(422, "not_a_table");
        assert!(answer.text.contains("ends in the middle"), "{}", answer.text);
    }

    fn rows_without_cells_are_limited_too(app: TestApp) {
        let admin = app.administrator();
        let rows = "<row/>".repeat(1_100_000);
        let answer = admin.upload("x.xlsx", &styled(&rows, &[], ""), &preset("delete", json!({})));
        answer.expect_problem(422, "not_a_table");
    }

    fn a_password_of_digits_that_a_sheet_has_lost_is_shown_nowhere(app: TestApp) {
        let admin = app.administrator();
        let text = |cell: &str| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        let head: String = ["username", "email", "firstname", "lastname", "password"].into_iter().map(text).collect();
        let row: String = ["kim", "kim@school.example", "Kim", "Li"].into_iter().map(text).collect();
        let rows_of_sheet = format!("<row>{head}</row><row>{row}<c><v>1234567890123456789</v></c></row>");
        let settings = preset("upsert", json!({ "passwords": "file" }));
        let batch = admin.waiting().upload("x.xlsx", &styled(&rows_of_sheet, &[], ""), &settings).expect(202);
        assert_eq!(batch.json["counts"]["error"], 1, "{}", batch.text);
        for what in ["/rows", "/rejected.csv", "/report.csv"] {
            let text = admin.get(&at(&batch, what)).expect(200).text;
            assert!(!text.contains("12345678901234"), "{what}: {text}");
        }
    }

    fn nothing_is_unpacked_for_a_caller_who_could_not_use_it(app: TestApp) {
        let admin = app.administrator();
        let token = |scopes| admin.post("/me/tokens", &json!({ "name": "script", "scopes": scopes })).expect(201).text_of("token");
        let planner = app.anonymous.with_token(&token(json!(["batches.create", "users.view"])));
        let broken = zipped(&[("_rels/.rels".to_owned(), b"<broken".to_vec())]);
        planner.upload("x.xlsx", &broken, &preset("suspension", json!({}))).expect_problem(403, "forbidden");
        let suspender = app.anonymous.with_token(&token(json!(["batches.create", "users.suspend"])));
        suspender.upload("x.xlsx", &broken, &preset("suspension", json!({ "apply": true }))).expect_problem(403, "forbidden");
        suspender.upload("x.xlsx", &broken, &preset("suspension", json!({}))).expect_problem(422, "not_a_table");
    }
}
