//! Columns that look as if they held passwords are masked from the start, whether they are read or not.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset};
use crate::batches::support::at;

const HEADINGS: &str = include_str!("cases/password_headings.csv");

/// All that the API says of a batch and its rows.
fn all_that_is_said(client: &Client, batch: &Answer) -> String {
    ["", "/rows", "/report.csv", "/rejected.csv"]
        .iter()
        .map(|what| client.get(&at(batch, what)).expect(200).text)
        .collect()
}

on_both_engines! {
    fn no_word_of_a_password_is_kept_or_shown(app: TestApp) {
        let admin = app.administrator();
        for settings in [
            json!({}),
            json!({ "passwords": "file" }),
            json!({ "columns": { "Passwort": "password", "password": Value::Null } }),
            json!({ "columns": { "Kennwort": Value::Null } }),
        ] {
            let batch = plan(&admin, &preset("upsert", settings), HEADINGS);
            assert!(!all_that_is_said(&admin, &batch).contains("zebra"));
            let again = admin.waiting().post(&at(&batch, "/plan"), &json!({ "settings": { "mode": "create" } })).expect(202);
            assert!(!all_that_is_said(&admin, &again).contains("zebra"));
            let kept = app.read(|conn| {
                use diesel::prelude::*;
                use rollcall_domain::db::schema::{batch_repairs, batch_rows, batches};
                let rows: Vec<Option<String>> = batch_rows::table.select(batch_rows::cells).load(conn)?;
                let messages: Vec<Option<String>> = batch_rows::table.select(batch_rows::messages).load(conn)?;
                let repairs: Vec<String> = batch_repairs::table.select(batch_repairs::cells).load(conn)?;
                let sources: Vec<String> = batches::table.select(batches::source).load(conn)?;
                Ok(format!("{rows:?} {messages:?} {repairs:?} {sources:?}"))
            });
            assert!(!kept.contains("zebra"));
        }
        let batch = apply(&admin, &plan(&admin, &preset("upsert", json!({ "passwords": "file" })), HEADINGS));
        assert!(!all_that_is_said(&admin, &batch).contains("zebra"));
    }
}
