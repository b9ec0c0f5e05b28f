//! One batch does no harm to another, and a batch that ends early says what it did.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use crate::batches::support::{apply, apply_file, at, counts, file_of, now, plan, plan_with, shorts};
use crate::faults::world::wait_for;

on_both_engines! {
    fn a_nul_in_a_cell_is_an_error_of_its_row_and_holds_nobody_up(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, b"username,suspended\np0,1\np\x001,1\n", json!({ "encoding": "utf-8" }));
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error invalid_value"]);
        let utf16: Vec<u8> = "\u{FEFF}username,suspended\np\u{0}0,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let batch = plan_with(&admin, &utf16, json!({}));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value"]);
        assert_eq!(counts(&apply_file(&admin, "username,suspended\np1,1\n")), "suspend 1");
    }

    fn a_batch_whose_applier_may_no_longer_do_so_says_that_nobody_was_reached(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 3);
        let batch = plan(&manager, &file_of("p", 0..3));
        // Behind the queue's back: the worker looks at the person only when it applies.
        app.write(|conn| {
            use diesel::prelude::*;
            diesel::sql_query("UPDATE users SET suspended = true WHERE username = 'manager'").execute(conn)?;
            diesel::sql_query("UPDATE batches SET state = 'queued'").execute(conn)?;
            Ok(())
        });
        wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] == "failed");
        let ended = now(&admin, &batch);
        assert_eq!((counts(&ended), &ended.json["affected"]), ("skip 3".to_owned(), &json!(0)));
        assert_eq!(ended.json["problem"]["code"], "forbidden");
        assert!(!admin.get(&at(&batch, "/report.csv")).expect(200).text.contains("suspend,"));
        assert!(!app.account("p0").suspended);
    }

    fn who_plans_again_with_apply_answers_for_it(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let people = app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let settings = json!({ "settings": { "preset": "suspension", "apply": true } });
        let applied = manager.waiting().post(&at(&batch, "/plan"), &settings).expect(202);
        assert_eq!(applied.json["state"], "applied");
        let history = admin.get(&format!("/users/{}/history", people[0].id)).expect(200);
        assert_eq!(history.items()[0]["actor"]["username"], "manager");
    }

    fn planning_again_without_settings_does_not_apply(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 60);
        let waiting = admin.waiting();
        let settings = json!({ "preset": "suspension", "apply": true });
        let batch = waiting.upload("people.csv", file_of("p", 0..60).as_bytes(), &settings).expect(202);
        assert_eq!(batch.json["state"], "planned", "so many ask for the number");
        app.people("q", 400);
        let again = waiting.post(&at(&batch, "/plan"), &json!({})).expect(202);
        assert_eq!((&again.json["state"], &again.json["confirmation_required"]), (&json!("planned"), &json!(false)));
        assert!(!app.account("p0").suspended);
    }

    fn an_old_version_of_a_batch_is_not_planned_mended_or_undone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let old = admin.with("If-Match", "\"1\"");
        old.post(&at(&batch, "/plan"), &json!({})).expect_problem(412, "version_mismatch");
        old.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "suspended": "0" } })).expect_problem(412, "version_mismatch");
        let applied = apply(&admin, &batch);
        old.post_nothing(&at(&applied, "/undo")).expect_problem(412, "version_mismatch");
        let current = admin.with("If-Match", &now(&admin, &batch).header("etag").expect("a batch has an ETag"));
        current.post_nothing(&at(&applied, "/undo")).expect(202);
    }

    fn a_person_who_was_renamed_since_the_plan_is_still_the_one(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let batch = plan(&admin, "username,suspended\nanna,1\n");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "username": "annika" })).expect(200);
        assert_eq!(counts(&apply(&admin, &batch)), "suspend 1");
        app.anonymous.sign_in("annika", PASSWORD).expect(401);
        assert!(app.account("annika").suspended);
    }
}
