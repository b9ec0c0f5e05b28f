//! `PATCH /batches/{id}/rows/{line}`: a cell corrected in place.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, apply_file, at, counts, now, plan, plan_with, rows, short, shorts, warnings};

fn correct(client: &Client, batch: &Answer, line: i64, cells: Value) -> Answer {
    client.patch(&at(batch, &format!("/rows/{line}")), &json!({ "cells": cells }))
}

on_both_engines! {
    fn a_cell_is_mended_by_heading_or_by_the_name_of_its_column(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, b"Login,suspended\nx0,1\nx1,perhaps\n", json!({ "columns": { "login": "username" } }));
        assert_eq!((counts(&batch), warnings(&batch)), ("error 2".to_owned(), vec!["unknown_user 2".to_owned(), "invalid_value 1".to_owned()]));
        let row = correct(&admin, &batch, 2, json!({ "Login": "p0" })).expect(200);
        assert_eq!(short(&row.json), "2 suspend");
        assert_eq!(row.json["after"]["suspended"], true);
        let row = correct(&admin, &batch, 3, json!({ "username": "p1", "suspended": "yes" })).expect(200);
        assert_eq!(short(&row.json), "3 suspend");
        let repaired = now(&admin, &batch);
        assert_eq!((counts(&repaired), warnings(&repaired), &repaired.json["affected"]), ("suspend 2".to_owned(), Vec::new(), &json!(2)));
        apply(&admin, &batch);
        assert!(app.account("p0").suspended && app.account("p1").suspended);
    }

    fn a_row_with_too_few_cells_is_mended_too(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended,reason\np0\np1,1,a,b\n");
        assert_eq!(short(&correct(&admin, &batch, 2, json!({ "suspended": "1" })).expect(200).json), "2 suspend");
        assert_eq!(short(&correct(&admin, &batch, 3, json!({ "reason": "a, b" })).expect(200).json), "3 suspend");
        apply(&admin, &batch);
        assert_eq!(app.account("p1").suspension_reason.as_deref(), Some("a, b"));
    }

    fn the_other_rows_of_the_same_people_are_planned_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,1\np0,0\np1,1\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error duplicate_in_file", "4 suspend"]);
        correct(&admin, &batch, 2, json!({ "username": "p1" })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 unchanged", "4 unchanged same_as_before"]);
        assert_eq!(counts(&now(&admin, &batch)), "suspend 1, unchanged 2");
        correct(&admin, &batch, 2, json!({ "username": "p0", "suspended": "0" })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 unchanged same_as_before", "4 suspend"]);
        assert_eq!(now(&admin, &batch).json["affected"], 1);
    }

    fn a_new_plan_keeps_what_was_mended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\nx0,1\np1,1\n");
        correct(&admin, &batch, 2, json!({ "username": "p0" })).expect(200);
        let again = admin.waiting().post(&at(&batch, "/plan"), &json!({ "settings": { "preset": "suspension", "on_suspend_auth_method": null } })).expect(202);
        assert_eq!((again.json["state"].as_str(), counts(&again)), (Some("planned"), "suspend 2".to_owned()));
        assert_eq!(rows(&admin, &batch)[0]["cells"], json!(["p0", "1"]));
        apply(&admin, &batch);
        assert_eq!((app.account("p0").suspended, app.account("p0").auth_method), (true, "manual".to_owned()));
    }

    fn mending_can_ask_for_a_confirmation_and_never_applies(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        app.set("batches.confirm_above", "1");
        let batch = plan(&admin, "username,suspended\np0,1\nx,1\n");
        assert_eq!(batch.json["confirmation_required"], false);
        correct(&admin, &batch, 3, json!({ "username": "p1" })).expect(200);
        let repaired = now(&admin, &batch);
        assert_eq!((&repaired.json["state"], &repaired.json["confirmation_required"]), (&json!("planned"), &json!(true)));
        admin.post(&at(&batch, "/apply"), &json!({})).expect_problem(428, "confirmation_required");
        correct(&admin, &batch, 3, json!({ "username": "x" })).expect(200);
        assert_eq!(now(&admin, &batch).json["confirmation_required"], false);
    }

    fn only_a_planned_batch_is_mended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,1\nx,1\n");
        correct(&admin, &batch, 3, json!({ "username": "p0" })).expect_problem(409, "not_planned");
        let cancelled = plan(&admin, "username,suspended\np0,0\n");
        admin.post_nothing(&at(&cancelled, "/cancel")).expect(202);
        correct(&admin, &cancelled, 2, json!({ "username": "p0" })).expect_problem(409, "not_planned");
    }

    fn what_cannot_be_mended_is_named(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let unknown = correct(&admin, &batch, 2, json!({ "shoe size": "44" })).expect_problem(422, "invalid");
        assert_eq!(unknown.json["errors"][0], json!({
            "field": "cells.shoe size", "code": "unknown_column",
            "message": "The file has no column \"shoe size\". It has: username, suspended.",
        }));
        correct(&admin, &batch, 2, json!({ "username": "x".repeat(70_000) })).expect_problem(422, "invalid");
        correct(&admin, &batch, 2, json!({ "username": 7 })).expect_problem(422, "invalid");
        for line in [1, 3, 0, -1] {
            correct(&admin, &batch, line, json!({ "username": "p0" })).expect_problem(404, "not_found");
        }
        admin.patch(&at(&batch, "/rows/two"), &json!({ "cells": {} })).expect_problem(404, "not_found");
        assert_eq!(counts(&now(&admin, &batch)), "suspend 1");
    }

    fn mending_is_recorded(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\nx,1\n");
        let version = now(&admin, &batch).json["version"].clone();
        correct(&admin, &batch, 2, json!({ "username": "p0" })).expect(200);
        assert_ne!(now(&admin, &batch).json["version"], version);
    }
}
