//! Full sync: those of a filter who are not in the file are suspended (PRODUCT 6).

use diesel::connection::SimpleConnection;
use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{at, counts, now, rows, shorts, warnings};
use crate::faults::world::wait_for;

/// An `upsert` by which everybody called `p...` is meant to be in the file.
fn sync(others: Value) -> Value {
    let mut settings = preset("upsert", json!({ "full_sync": { "filter": "username sw \"p\"" } }));
    for (name, value) in others.as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

on_both_engines! {
    fn who_is_not_in_the_file_is_suspended_and_comes_back_by_undo(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        app.person("p3");
        app.people("other", 2);
        let batch = plan(&admin, &sync(json!({})), "username,city\np0,Graz\n\np2,Wien\n");
        assert_eq!(batch.json["settings"]["full_sync"], json!({ "filter": "username sw \"p\"" }));
        assert_eq!(shorts(&admin, &batch), ["2 update", "4 update", "5 suspend not_in_file", "6 suspend not_in_file"]);
        assert_eq!((counts(&batch).as_str(), &batch.json["affected"], &batch.json["source"]["rows"]), ("update 2, suspend 2", &json!(4), &json!(2)));
        assert_eq!(batch.json["progress"], json!({ "done": 4, "total": 4 }));
        let added: Vec<_> = rows(&admin, &batch).iter().map(|row| row["not_in_file"] == true).collect();
        assert_eq!(added, [false, false, true, true]);
        assert!(!app.account("p1").suspended);
        let session = app.anonymous.signed_in("p3", PASSWORD);
        apply(&admin, &batch);
        let account = app.account("p1");
        assert_eq!((account.suspended, account.auth_method.as_str()), (true, "nologin"));
        assert!(app.account("p3").suspended && !app.account("p0").suspended && !app.account("other0").suspended);
        session.get("/me").expect(401);
        undo(&admin, &batch);
        let account = app.account("p1");
        assert_eq!((account.suspended, account.auth_method.as_str()), (false, "manual"));
    }

    fn it_asks_for_the_exact_number_also_of_a_script(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let file = "username,city\np0,Graz\n";
        let settings = sync(json!({ "apply": true }));
        let batch = admin.waiting().upload("people.csv", file.as_bytes(), &settings).expect(202);
        assert_eq!((&batch.json["state"], &batch.json["confirmation_required"]), (&json!("planned"), &json!(true)));
        admin.post(&at(&batch, "/apply"), &json!({ "confirm_affected": 2 })).expect_problem(428, "confirmation_required");
        assert!(!app.account("p1").suspended);
        let settings = sync(json!({ "apply": true, "confirm_affected": 3 }));
        let batch = admin.waiting().upload("people.csv", file.as_bytes(), &settings).expect(202);
        assert_eq!(batch.json["state"], "applied", "{}", batch.text);
        let again = plan(&admin, &sync(json!({})), file);
        assert_eq!((counts(&again).as_str(), &again.json["confirmation_required"]), ("unchanged 1", &json!(false)));
    }

    fn whoever_any_row_names_is_in_the_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 8);
        let suspended = app.account("p7").id;
        admin.post(&format!("/users/{suspended}/suspend"), &json!({})).expect(200);
        let file = "oldusername,username,city,country,deleted\n\
                    ,p0,,,\n,p1,,Atlantis,\n,p2,,,1\np3,anna,,,\n,p4,x\n,nobody,Graz,,\n";
        let batch = plan(&admin, &sync(json!({ "mode": "update", "allow_renames": true })), file);
        assert_eq!(shorts(&admin, &batch), [
            "2 unchanged", "3 error invalid_value", "4 skip deletes_not_allowed", "5 rename", "6 error wrong_cell_count",
            "7 skip does_not_exist", "8 suspend not_in_file", "9 suspend not_in_file",
        ]);
        let left_out: Vec<_> = rows(&admin, &batch).iter().skip(6).map(|row| row["key"].clone()).collect();
        assert_eq!(left_out, ["p5", "p6"]);
    }

    fn administrators_and_oneself_are_left_alone_and_it_says_so(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        app.people("p", 2);
        let batch = plan(&admin, &sync(json!({ "full_sync": { "filter": "username pr" } })), "username,city\np0,Graz\n");
        let mut found: Vec<_> = shorts(&admin, &batch).iter().map(|row| row.split_once(' ').map_or("", |(_, rest)| rest).to_owned()).collect();
        found.sort();
        assert_eq!(found, ["skip protected_administrator", "skip protected_self", "suspend not_in_file", "update"]);
        apply(&admin, &batch);
        assert!(app.account("p1").suspended && !app.account("boss").suspended);
        admin.get("/me").expect(200);
    }

    fn rows_that_name_nobody_are_warned_of_until_they_are_mended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &sync(json!({})), "username,firstname,city\np0,,Graz\npl,,Graz\n");
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 error missing_value missing_value missing_value", "4 suspend not_in_file", "5 suspend not_in_file"]);
        assert_eq!(warnings(&batch), ["full_sync_incomplete 1", "not_in_file 2", "missing_value 1"]);
        // The typing error was p1: now the file names that person, who stays as they are.
        admin.patch(&at(&batch, "/rows/3"), &json!({ "cells": { "username": "p1" } })).expect(200);
        let repaired = admin.get(&at(&batch, "")).expect(200);
        assert_eq!(shorts(&admin, &repaired), ["2 update", "3 update", "5 suspend not_in_file"]);
        assert_eq!((warnings(&repaired), counts(&repaired).as_str()), (vec!["not_in_file 1".to_owned()], "update 2, suspend 1"));
        assert_eq!((&repaired.json["affected"], &repaired.json["progress"]), (&json!(3), &json!({ "done": 3, "total": 3 })));
        // And back: whom no row names any more is to be suspended again.
        admin.patch(&at(&batch, "/rows/3"), &json!({ "cells": { "username": "p2" } })).expect(200);
        let other = admin.get(&at(&batch, "")).expect(200);
        assert_eq!(counts(&other), "update 2, suspend 1");
        assert_eq!(rows(&admin, &other)[2]["key"], "p1");
        let added = format!("/rows/{}", rows(&admin, &other)[2]["line"]);
        admin.patch(&at(&batch, &added), &json!({ "cells": { "city": "x" } })).expect_problem(422, "not_in_file");
        apply(&admin, &other);
        assert!(app.account("p1").suspended && !app.account("p2").suspended);
    }

    fn it_can_be_planned_again_with_and_without(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &sync(json!({})), "username,city\np0,Graz\n");
        assert_eq!(counts(&batch), "update 1, suspend 2");
        let again = |settings: Value| {
            admin.waiting().post(&at(&batch, "/plan"), &json!({ "settings": settings })).expect(202)
        };
        assert_eq!(counts(&again(preset("upsert", json!({ "full_sync": null })))), "update 1");
        let narrower = again(sync(json!({ "full_sync": { "filter": "username eq \"p1\"" } })));
        assert_eq!((counts(&narrower).as_str(), &narrower.json["source"]["rows"]), ("update 1, suspend 1", &json!(1)));
        let alone = admin.waiting().post_nothing(&at(&batch, "/plan")).expect(202);
        assert_eq!(counts(&alone), "update 1, suspend 1");
    }

    fn who_was_planned_is_frozen_and_checked_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &sync(json!({})), "username,city\np0,Graz\n");
        app.people("px", 1);
        let changed = app.account("p1").id;
        admin.post(&format!("/users/{changed}/suspend"), &json!({ "reason": "left" })).expect(200);
        admin.post(&format!("/users/{changed}/activate"), &json!({})).expect(200);
        admin.post(&format!("/users/{changed}/suspend"), &json!({ "reason": "left" })).expect(200);
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "update 1, suspend 1, conflict 1");
        assert!(!app.account("px0").suspended);
        let report = admin.get(&at(&batch, "/report.csv")).expect(200).text;
        assert!(report.contains("\np2,,4,suspend,") && report.contains("\np1,,3,conflict,"), "{report}");
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
        assert_eq!(rejected, "username,city,line,outcome,message\n");
    }

    fn what_makes_no_sense_is_refused_by_name(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        for (settings, field) in [
            (json!({ "full_sync": { "filter": " " } }), "settings.full_sync.filter"),
            (json!({ "full_sync": {} }), "settings.full_sync.filter"),
            (json!({ "allow_suspensions": false }), "settings.full_sync"),
            (json!({ "mode": "create_numbered" }), "settings.full_sync"),
            (json!({ "preset": "suspension" }), "settings.full_sync"),
        ] {
            let answer = admin.upload("x.csv", b"username,suspended\np0,1\n", &sync(settings)).expect_problem(422, "invalid_settings");
            assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.text);
        }
        let upload = |filter: &str| admin.upload("x.csv", b"username,city\np0,Graz\n", &sync(json!({ "full_sync": { "filter": filter } })));
        upload("shoe eq 44").expect(400);
        upload("status eq \"deleted\"").expect_problem(422, "invalid_value");
    }

    fn names_alone_will_do(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, &sync(json!({ "mode": "update" })), "username\np0\n");
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 suspend not_in_file"]);
    }

    fn it_takes_the_right_to_suspend(app: TestApp) {
        app.people("p", 2);
        let manager = app.account_manager();
        let token = manager.post("/me/tokens", &json!({
            "name": "updates", "scopes": ["batches.view", "batches.create", "users.update", "users.create", "users.view"],
            "expires_at": "2099-01-01T00:00:00Z",
        })).expect(201);
        let limited = app.anonymous.with_token(&token.text_of("token"));
        let file = b"username,city\np0,Graz\n";
        limited.upload("x.csv", file, &sync(json!({}))).expect_problem(403, "forbidden");
        let batch = run(&manager, &sync(json!({})), "username,city\np0,Graz\n");
        assert_eq!(counts(&batch), "update 1, suspend 1");
    }

    fn a_worker_that_takes_over_goes_on_with_those_who_are_left(app: TestApp) {
        app.set("batches.max_rows", "2");
        let admin = app.administrator();
        app.people("p", 5);
        let batch = plan(&admin, &sync(json!({})), "username,city\np0,Graz\n");
        let planned = shorts(&admin, &batch);
        assert_eq!(planned.len(), 5);
        // As if the worker had died behind the second of the people who are not in the file.
        app.write(|conn| {
            conn.batch_execute("DELETE FROM batch_rows WHERE line > 4")?;
            Ok(conn.batch_execute(
                "UPDATE batches SET state = 'planning', place = 4, done = 3, affected = 3, counts = '{\"update\":1,\"suspend\":2}'",
            )?)
        });
        wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] != "planning");
        let again = now(&admin, &batch);
        assert_eq!((&again.json["state"], shorts(&admin, &again)), (&json!("planned"), planned));
        assert_eq!((counts(&again).as_str(), &again.json["affected"], &again.json["source"]["rows"]), ("update 1, suspend 4", &json!(5), &json!(1)));
    }

    fn more_people_than_fit_into_a_step_are_found(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1_300);
        let file: String = (0..1_300).filter(|number| number % 2 == 0).map(|number| format!("p{number},Graz\n")).collect();
        let batch = plan(&admin, &sync(json!({})), &format!("username,city\n{file}"));
        assert_eq!(counts(&batch), "update 650, suspend 650");
        let lines: Vec<_> = rows(&admin, &batch).iter().map(|row| row["line"].clone()).take(3).collect();
        assert_eq!(lines, [2, 3, 4]);
    }
}
