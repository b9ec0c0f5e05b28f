//! Rows whose cells are not what they seem to be, since double quotes are missing or too many: an error before any other
//! outcome, that names the lines.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset};
use crate::batches::support::{at, counts, rows, shorts, warnings};

const UNCLOSED: &str = include_str!("cases/unclosed_then_quoted.csv");
const SWALLOWED: &str = include_str!("cases/swallowed_sync.csv");
const BLANK_BEFORE: &str = include_str!("cases/space_before_quote.csv");

/// People `c27u00`, `c27u01`, ... of the department Q27.
fn people(app: &TestApp, count: usize) {
    let names: Vec<String> = (0..count).map(|number| format!("c27u{number:02}")).collect();
    let department = [(Field::Department, FieldValue::Text("Q27".to_owned()))];
    app.people_with(&names.iter().map(|name| (name.as_str(), &department[..])).collect::<Vec<_>>());
}

fn suspended(app: &TestApp, count: usize) -> usize {
    (0..count).filter(|number| app.account(&format!("c27u{number:02}")).suspended).count()
}

fn message(rows: &[Value], row: usize) -> String {
    rows[row]["messages"][0]["message"].to_string()
}

on_both_engines! {
    fn an_unclosed_quote_names_the_rows_that_it_hides_and_spares_the_others(app: TestApp) {
        let admin = app.administrator();
        people(&app, 30);
        let batch = plan(&admin, &preset("suspension", json!({})), UNCLOSED);
        let found = shorts(&admin, &batch);
        assert_eq!((found.len(), found[0].as_str(), found[1].as_str(), found[2].as_str()), (12, "2 suspend", "3 error damaged_quotes", "22 suspend"));
        assert_eq!(counts(&batch), "suspend 11, error 1");
        let rows = rows(&admin, &batch);
        assert!(message(&rows, 1).contains("lines 3 to 21"), "{}", message(&rows, 1));
        assert_eq!(rows[1]["user_id"], Value::Null);
        apply(&admin, &batch);
        assert_eq!(suspended(&app, 30), 11);
    }

    fn it_comes_before_any_other_outcome(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        for (settings, file, expected) in [
            (json!({ "mode": "update" }), "username,city\nnobody,\"Graz\np0,Linz\n", "2 error damaged_quotes"),
            (json!({ "mode": "update" }), "username,city\nnobody,\"Graz\"x\n", "2 error damaged_quotes"),
            (json!({}), "username,city\n\"p0\"x,Graz\n", "2 error damaged_quotes"),
            (json!({}), "username,city\np0,\"Graz\" \"x\"\n", "2 error damaged_quotes"),
            (json!({}), "username,city\n,\"Graz\n\"\"\n", "2 error damaged_quotes"),
            (json!({}), "username,city\np0,\"Graz\np1,\"Linz\",x,y\n", "2 error damaged_quotes"),
            (json!({}), "username,city\no'p0,\"Graz\"x\n", "2 error damaged_quotes"),
            (json!({}), "username,email,city\np0,\"no address\",\"Graz\n\n\nLinz\"\n", "2 error damaged_quotes"),
        ] {
            let batch = plan(&admin, &preset("upsert", settings), file);
            assert_eq!(shorts(&admin, &batch), [expected], "{file}");
            assert_eq!(warnings(&batch), ["damaged_quotes 1"], "{file}");
        }
        let deletes = plan(&admin, &preset("delete", json!({})), "username\n\"p0\np1\"\n");
        assert_eq!(shorts(&admin, &deletes), ["2 error damaged_quotes"]);
        let renames = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,\"x\np1,y\"\n");
        assert_eq!(shorts(&admin, &renames), ["2 error damaged_quotes"]);
    }

    fn a_full_sync_suspends_nobody_where_rows_may_be_hidden(app: TestApp) {
        let admin = app.administrator();
        people(&app, 60);
        app.people_with(&[("absent", &[(Field::Department, FieldValue::Text("Q27".to_owned()))])]);
        let settings = preset("upsert", json!({ "full_sync": { "filter": "department eq \"Q27\"" } }));
        let batch = plan(&admin, &settings, SWALLOWED);
        assert_eq!(counts(&batch), "unchanged 22, error 1");
        assert_eq!(warnings(&batch), ["full_sync_incomplete 1", "damaged_quotes 1"]);
        let found = rows(&admin, &batch);
        assert!(message(&found, 2).contains("lines 4 to 41"), "{}", message(&found, 2));
        // Correcting the row would not bring the others back.
        let body = json!({ "cells": { "department": "Q27" } });
        admin.patch(&at(&batch, "/rows/4"), &body).expect_problem(422, "damaged_quotes");
        apply(&admin, &batch);
        assert_eq!((suspended(&app, 60), app.account("absent").suspended), (0, false));
        let whole = plan(&admin, &settings, &SWALLOWED.replace('"', ""));
        assert_eq!(counts(&whole), "suspend 1, unchanged 60");
    }

    fn a_row_that_hides_nobody_can_be_mended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let settings = preset("upsert", json!({ "full_sync": { "filter": "username sw \"p\"" } }));
        let batch = plan(&admin, &settings, "username,department,city\np0,\"Physics\"x,Graz\n");
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["2 error damaged_quotes".to_owned()], vec!["full_sync_incomplete 1".to_owned(), "damaged_quotes 1".to_owned()]));
        let repaired = admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "department": "Physics" } })).expect(200);
        assert_eq!(repaired.json["outcomes"], json!(["update"]));
        // The sync is still held back, and says so, until the file is planned again.
        let now = admin.get(&at(&batch, "")).expect(200);
        assert_eq!((counts(&now).as_str(), warnings(&now)), ("update 1", vec!["full_sync_incomplete 1".to_owned()]));
        let again = admin.waiting().post_nothing(&at(&batch, "/plan")).expect(202);
        assert_eq!((counts(&again).as_str(), warnings(&again)), ("update 1, suspend 1", vec!["not_in_file 1".to_owned()]));
    }

    fn texts_may_have_several_lines_and_a_warning_says_where_they_look_like_rows(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let file = "username,address,description\n\
                    p0,\"Ring 1\nGraz\",\"two\nlines\"\np1,x,\"one\np2,y,other\nthree\"\np3,\"a\nb,c\",d\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 update", "5 update damaged_quotes", "8 update damaged_quotes"]);
        let rows = rows(&admin, &batch);
        assert_eq!((&rows[0]["after"]["address"], &rows[1]["messages"][0]["level"]), (&json!("Ring 1\nGraz"), &json!("warning")));
        assert!(message(&rows, 1).contains("lines 5 to 7"), "{}", message(&rows, 1));
        let settings = preset("upsert", json!({ "full_sync": { "filter": "username sw \"p\"" } }));
        let synced = plan(&admin, &settings, file);
        assert_eq!(warnings(&synced)[0], "full_sync_incomplete 2");
    }

    fn a_quote_behind_blanks_opens_a_cell(app: TestApp) {
        let admin = app.administrator();
        let batch = plan(&admin, &preset("upsert", json!({})), BLANK_BEFORE);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 create"]);
        apply(&admin, &batch);
        let (anna, bo) = (app.account("c10a"), app.account("c10b"));
        assert_eq!((anna.first_name.as_str(), anna.email.as_str()), ("Anna", "c10a@example.org"));
        assert_eq!((bo.first_name.as_str(), bo.last_name.as_str()), ("Bo", "Lind, Jr."));
    }

    fn a_header_with_damaged_quotes_is_refused_at_the_upload(app: TestApp) {
        let admin = app.administrator();
        let file = "username,\"suspended\nanna,1\nbert,1\n";
        admin.upload("x.csv", file.as_bytes(), &preset("suspension", json!({}))).expect_problem(422, "unreadable_file");
    }

    fn passwords_are_not_shown_in_what_is_said_of_the_quotes(app: TestApp) {
        let admin = app.administrator();
        let file = "username,password,city\nanna,\"Secret zebra\nlamp\",\nbert,\"Secret zebra\"lamp,\n\
                    cy,x,\"Graz\ndora,Secret zebra,Graz\n\"eva,\"y,Secret zebra\nfritz,z,\"Linz\n";
        let batch = plan(&admin, &preset("upsert", json!({ "passwords": "file" })), file);
        let errors = shorts(&admin, &batch);
        assert!(errors.len() >= 3 && errors.iter().all(|row| row.ends_with("error damaged_quotes")), "{errors:?}");
        let shown = [admin.get(&at(&batch, "/rows")), admin.get(&at(&batch, "/report.csv")), admin.get(&at(&batch, "/rejected.csv"))];
        assert!(shown.iter().all(|answer| !answer.text.contains("zebra") && !answer.text.contains("lamp")));
    }
}
