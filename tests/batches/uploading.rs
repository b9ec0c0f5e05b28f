//! The calls around a batch: waiting, versions, and the same call twice.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::batches::support::{apply, at, now, plan, plan_with, suspension};

const FILE: &[u8] = b"username,suspended\np0,1\np1,1\n";

on_both_engines! {
    fn an_upload_is_answered_at_once_and_says_where_the_batch_is(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = admin.upload("leavers.csv", FILE, &suspension(json!({}))).expect(202);
        assert_eq!(batch.json["state"], "planning");
        assert_eq!(batch.header("location"), Some(format!("/api/v1/batches/{}", batch.text_of("id"))));
        assert!(batch.header("etag").is_some());
        admin.get(&at(&batch, "/events")).expect(200);
        let planned = now(&admin, &batch);
        assert_eq!(planned.json["state"], "planned");
        for (member, value) in [
            ("name", json!("leavers.csv")), ("kind", json!("file")), ("action", json!("suspension")),
            ("created_by", json!({ "id": app.account("root-admin").id.to_string(), "username": "root-admin" })),
            ("started_at", Value::Null), ("progress", json!({ "done": 2, "total": 2 })), ("undoable", json!(false)),
        ] {
            assert_eq!(planned.json[member], value, "{member}");
        }
        assert_eq!((&planned.json["source"]["size"], &planned.json["source"]["delimiter"]), (&json!(FILE.len()), &json!(",")));
        assert_eq!(planned.json["source"]["sha256"].as_str().map(str::len), Some(64));
    }

    fn a_header_is_no_place_for_thousands_of_columns(app: TestApp) {
        let admin = app.administrator();
        let columns: serde_json::Map<_, _> = (0..2_000).map(|number| (format!("x{number}"), Value::Null)).collect();
        let headings: String = (0..1_500).map(|number| format!(",h{number}")).collect();
        let file = format!("username,city{headings}\nanna,Graz\n");
        let refused = admin.upload("wide.csv", file.as_bytes(), &json!({ "columns": columns }));
        let refused = refused.expect_problem(422, "too_many_columns");
        assert!(refused.text_of("detail").contains("1502"), "{}", refused.text);
    }

    fn the_name_of_a_file_turns_no_text_around(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let name = "lea\u{202E}vers\u{200B}.csv";
        let batch = admin.waiting().upload(name, b"username,suspended\nanna,1\n", &suspension(json!({}))).expect(202);
        assert_eq!(batch.json["source"]["file_name"], "leavers.csv");
    }

    fn settings_that_come_twice_are_refused(app: TestApp) {
        let admin = app.administrator();
        let part = |name: &str, rest: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{text}\r\n")
        };
        let file = part("file", "; filename=\"a.csv\"", "username,suspended\nanna,1\n");
        let (one, other) = (part("settings", "", "{\"apply\":false}"), part("settings", "", "{\"apply\":true}"));
        let body = format!("{file}{one}{other}--x--\r\n");
        let answer = admin.send("POST", "/batches/file", "multipart/form-data; boundary=x", body.as_bytes());
        answer.expect_problem(422, "unknown_field");
    }

    fn who_waits_gets_the_batch_at_rest(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let upload = |settings: Value| admin.with("Prefer", "respond-async, wait=30").upload("x.csv", FILE, &suspension(settings)).expect(202);
        assert_eq!(upload(json!({})).json["state"], "planned");
        let applied = upload(json!({ "apply": true }));
        assert_eq!((&applied.json["state"], &applied.json["counts"]["suspend"]), (&json!("applied"), &json!(2)));
        assert!(applied.json["finished_at"].is_string());
        assert_eq!(applied.header("etag"), Some(format!("\"{}\"", applied.json["version"])));
    }

    fn the_same_upload_with_one_key_makes_one_batch(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let keyed = admin.with("Idempotency-Key", "leavers-of-may").waiting();
        let settings = suspension(json!({ "apply": true }));
        let first = keyed.upload("x.csv", FILE, &settings).expect(202);
        let second = keyed.upload("x.csv", FILE, &settings).expect(202);
        assert_eq!((second.json["id"].clone(), second.json["state"].clone()), (first.json["id"].clone(), json!("applied")));
        assert_eq!(second.header("idempotency-replayed").as_deref(), Some("true"));
        assert_eq!(admin.get("/batches").expect(200).items().len(), 1);
        keyed.upload("x.csv", b"username,suspended\np0,0\n", &settings).expect_problem(422, "idempotency_key_reused");
        keyed.upload("x.csv", FILE, &suspension(json!({}))).expect_problem(422, "idempotency_key_reused");
        assert_eq!(app.account("p0").version, 2);
    }

    fn ten_uploads_at_once_with_one_key_make_one_batch(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let keyed = admin.with("Idempotency-Key", "k");
        let settings = suspension(json!({}));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let send = || keyed.upload("x.csv", FILE, &settings).status;
            let sent: Vec<_> = (0..10).map(|_| scope.spawn(send)).collect();
            sent.into_iter().map(|thread| thread.join().expect("it ends well")).collect()
        });
        assert!(statuses.iter().all(|status| [202, 409].contains(status)) && statuses.contains(&202), "{statuses:?}");
        assert_eq!(admin.get("/batches").expect(200).items().len(), 1);
    }

    fn an_upload_that_was_refused_may_be_sent_again_with_its_key(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "k").waiting();
        keyed.upload("x.csv", b"", &suspension(json!({}))).expect(422);
        keyed.upload("x.csv", FILE, &suspension(json!({}))).expect(202);
    }

    fn a_batch_is_applied_once(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = plan_with(&admin, FILE, json!({}));
        assert_eq!(apply(&admin, &batch).json["state"], "applied");
        admin.post(&at(&batch, "/apply"), &json!({})).expect_problem(409, "not_planned");
        assert_eq!(app.audited(people[0].id), ["user.suspended"]);
    }

    fn ten_who_apply_at_once_apply_once(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = plan_with(&admin, FILE, json!({}));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let send = || admin.waiting().post(&at(&batch, "/apply"), &json!({})).status;
            let sent: Vec<_> = (0..10).map(|_| scope.spawn(send)).collect();
            sent.into_iter().map(|thread| thread.join().expect("it ends well")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 202).count(), 1, "{statuses:?}");
        assert_eq!(app.audited(people[0].id), ["user.suspended"]);
    }

    fn applying_with_one_key_twice_replays_the_answer(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, FILE, json!({}));
        let keyed = admin.with("Idempotency-Key", "k");
        let first = apply(&keyed, &batch);
        let second = apply(&keyed, &batch);
        assert_eq!((first.json, &second.json["state"]), (second.json.clone(), &json!("applied")));
    }

    fn an_old_version_is_neither_applied_nor_cancelled(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let tag = batch.header("etag").expect("a tag");
        admin.with("If-Match", &tag).patch(&at(&batch, "/rows/2"), &json!({ "cells": { "username": "p1" } })).expect(200);
        for what in ["/apply", "/cancel"] {
            admin.with("If-Match", &tag).post(&at(&batch, what), &json!({})).expect_problem(412, "version_mismatch");
        }
        let tag = now(&admin, &batch).header("etag").expect("a tag");
        let applied = admin.waiting().with("If-Match", &tag).post(&at(&batch, "/apply"), &json!({})).expect(202);
        assert_eq!(applied.json["state"], "applied");
        assert!(app.account("p1").suspended && !app.account("p0").suspended);
    }

    fn an_unknown_batch_is_not_found(app: TestApp) {
        let admin = app.administrator();
        let nobody = "/batches/0199a000-0000-7000-8000-000000000000";
        for what in ["", "/rows", "/report.csv", "/rejected.csv", "/events"] {
            admin.get(&format!("{nobody}{what}")).expect_problem(404, "not_found");
        }
        for what in ["/apply", "/cancel", "/undo", "/plan"] {
            admin.post(&format!("{nobody}{what}"), &json!({})).expect_problem(404, "not_found");
        }
    }

    fn whoever_reads_a_body_strictly_says_what_is_unknown(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, FILE, json!({}));
        for what in ["/apply", "/cancel", "/undo", "/plan"] {
            let answer = admin.post(&at(&batch, what), &json!({ "shoe_size": 44 })).expect_problem(422, "invalid");
            assert_eq!(answer.json["errors"][0]["code"], "unknown_field");
        }
    }
}
