//! Workbooks that are made to do harm: to take all memory, to go past limits, to be read for people who may not have them read.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::preset;
use super::workbooks::{parts, styled, zipped};

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
