//! `POST /batches/selection`: people by id, by filter, or from a pasted list.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, at, counts, now, rows, shorts, undo, warnings};

/// Selects people and waits for a resting state.
#[track_caller]
pub fn select(client: &Client, action: &str, target: Value, settings: Value) -> Answer {
    let body = json!({ "action": action, "target": target, "settings": settings });
    client.waiting().post("/batches/selection", &body).expect(202)
}

fn by_filter(filter: &str) -> Value {
    json!({ "filter": filter })
}

fn ids(app: &TestApp, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| app.account(name).id.to_string()).collect()
}

on_both_engines! {
    fn a_batch_is_called_by_what_it_is_about(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let named = |target: serde_json::Value| {
            let batch = select(&admin, "suspend", target, json!({}));
            (batch.text_of("name"), batch.json["source"]["description"].clone())
        };
        for (filter, words) in [
            ("department eq \"Sales\" and last_access_at lt \"-P90D\"", "department Sales, last access over 90 days"),
            ("username sw \"p\" or never_accessed eq true", "username beginning with p or never accessed"),
            ("id_number eq \"4711\" and system_roles eq \"administrator\"", "id number …, system roles administrator"),
            ("", "everybody"),
        ] {
            assert_eq!(named(json!({ "filter": filter })), (format!("Suspend: {words}"), json!(words)), "{filter}");
        }
        let one = app.account("p0").id.to_string();
        let but_one = named(json!({ "filter": "username sw \"p\"", "exclude": [one] }));
        assert_eq!(but_one.0, "Suspend: username beginning with p, except 1");
        assert_eq!(named(json!({ "ids": [one] })), ("Suspend: 1 account".to_owned(), serde_json::Value::Null));
        let long = format!("city eq \"{}\"", "x".repeat(400));
        assert!(named(json!({ "filter": long })).0.chars().count() <= 200);
        let own = select(&admin, "suspend", json!({ "filter": "city pr" }), json!({ "name": "Mine" }));
        assert_eq!((own.text_of("name"), own.text_of("name")), ("Mine".to_owned(), "Mine".to_owned()));
    }

    fn a_selection_is_planned_applied_reported_and_undone_like_a_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let before: Vec<_> = (0..3).map(|n| app.account(&format!("p{n}"))).collect();
        let planned = select(&admin, "suspend", json!({ "ids": ids(&app, &["p0", "p2"]) }), json!({ "reason": "left" }));
        for (member, value) in [
            ("kind", json!("selection")), ("action", json!("suspend")), ("state", json!("planned")), ("affected", json!(2)),
            ("name", json!("Suspend: 2 accounts")), ("undoable", json!(false)),
        ] {
            assert_eq!(planned.json[member], value, "{member}");
        }
        assert_eq!(planned.json["source"], json!({ "ids": ids(&app, &["p0", "p2"]), "count": 2 }));
        assert_eq!(planned.json["settings"], json!({ "reason": "left", "apply": false, "on_error": "continue", "set_auth_method": "nologin" }));
        assert!(!app.account("p0").suspended, "a plan has changed nothing");
        let applied = apply(&admin, &planned);
        assert_eq!((&applied.json["state"], counts(&applied)), (&json!("applied"), "suspend 2".to_owned()));
        let p2 = app.account("p2");
        assert_eq!((p2.suspended, p2.auth_method.as_str(), p2.suspension_reason.as_deref()), (true, "nologin", Some("left")));
        assert_eq!(app.account("p1"), before[1]);
        let report = admin.get(&at(&applied, "/report.csv")).expect(200).text;
        assert_eq!(report, "username,line,outcome,message\np0,1,suspend,\np2,2,suspend,\n");
        let undone = undo(&admin, &applied);
        assert_eq!((counts(&undone), &undone.json["action"]), ("activate 2".to_owned(), &json!("suspend")));
        for was in before {
            let is = app.account(&was.username);
            assert_eq!((is.suspended, is.auth_method, is.suspension_reason), (was.suspended, was.auth_method, was.suspension_reason));
        }
    }

    fn a_filter_selects_whom_the_list_shows_but_those_left_out(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        app.people("q", 2);
        let target = json!({ "filter": "username sw \"p\" or username sw \"q\"", "q": "id-p", "exclude": ids(&app, &["p1", "q0"]) });
        let batch = select(&admin, "suspend", target, json!({ "apply": true }));
        assert_eq!((&batch.json["state"], &batch.json["source"]["count"]), (&json!("applied"), &json!(4)), "{}", batch.text);
        let mut keys: Vec<_> = rows(&admin, &batch).iter().map(|row| row["key"].as_str().map(str::to_owned)).collect();
        keys.sort();
        assert_eq!(keys, ["p0", "p2", "p3", "p4"].map(|name| Some(name.to_owned())));
        assert!(!app.account("p1").suspended && !app.account("q1").suspended);
    }

    fn the_people_are_frozen_with_the_plan(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let planned = select(&admin, "suspend", by_filter("city eq \"Graz\" or username sw \"p\""), json!({}));
        app.people("p9", 1);
        admin.patch(&format!("/users/{}", app.account("p0").id), &json!({ "username": "renamed" })).expect(200);
        apply(&admin, &planned);
        assert!(app.account("renamed").suspended, "who was selected stays selected");
        assert!(!app.account("p90").suspended, "who came later is not in it");
    }

    fn a_selection_of_many_is_planned_in_steps_and_each_is_in_it_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5_200);
        let left_out = ids(&app, &["p7", "p5000"]);
        let target = json!({ "filter": "last_name sw \"p\"", "exclude": left_out, "expected_count": 5_198 });
        let planned = select(&admin, "force_password_change", target, json!({}));
        assert_eq!((&planned.json["affected"], &planned.json["progress"]["total"]), (&json!(5_198), &json!(5_198)));
        assert_eq!((warnings(&planned), &planned.json["confirmation_required"]), (vec![], &json!(true)));
        let confirmed = json!({ "confirm_affected": 5_198 });
        let applied = admin.waiting().post(&at(&planned, "/apply"), &confirmed).expect(202);
        assert_eq!((&applied.json["state"], counts(&applied)), (&json!("applied"), "update 5198".to_owned()));
        let flagged = admin.query("/users", &[("filter", "must_change_password eq true"), ("count", "exact")]).expect(200);
        assert_eq!(flagged.json["total"], 5_198);
    }

    fn a_pasted_list_names_people_by_username_email_or_number(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        app.people_with(&[("p0x", &[(Field::IdNumber, FieldValue::Text("p1".to_owned()))])]);
        let list = "P0\n\n  p2@example.org \r\nID-P3\nnobody\np0@example.org\np1\n=1+1\n";
        let planned = select(&admin, "suspend", json!({ "list": list }), json!({}));
        assert_eq!(shorts(&admin, &planned), [
            "1 suspend", "3 suspend", "4 suspend", "5 error unknown_user", "6 unchanged same_as_before", "7 error ambiguous_user",
            "8 error unknown_user",
        ]);
        assert_eq!(warnings(&planned), ["unknown_user 2", "ambiguous_user 1", "same_as_before 1"]);
        apply(&admin, &planned);
        assert!(["p0", "p2", "p3"].iter().all(|name| app.account(name).suspended));
        assert!(!app.account("p1").suspended && !app.account("p0x").suspended);
        let rejected = admin.get(&at(&planned, "/rejected.csv")).expect(200).text;
        assert!(rejected.contains("'=1+1,8,error"), "{rejected}");
    }

    fn every_action_does_what_it_says_and_comes_back(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::Confirmed, FieldValue::Bool(false))])]);
        let anna = json!({ "ids": ids(&app, &["anna"]) });
        let was = app.account("anna");
        for (action, settings, outcome) in [
            ("set_auth_method", json!({ "auth_method": "ldap" }), "1 update"), ("confirm", json!({}), "1 update"),
            ("force_password_change", json!({}), "1 update"), ("suspend", json!({ "set_auth_method": null }), "1 suspend"),
            ("delete", json!({}), "1 delete"),
        ] {
            let planned = select(&admin, action, anna.clone(), settings);
            assert_eq!(shorts(&admin, &planned), [outcome], "{action}");
            let confirm = json!({ "confirm_affected": 1 });
            let applied = admin.waiting().post(&at(&planned, "/apply"), &confirm).expect(202);
            assert_eq!(applied.json["state"], "applied", "{}", applied.text);
            let is = app.account("anna");
            match action {
                "set_auth_method" => assert_eq!(is.auth_method, "ldap"),
                "confirm" => assert!(is.confirmed),
                "force_password_change" => assert!(is.must_change_password),
                "suspend" => assert_eq!((is.suspended, is.auth_method.as_str()), (true, "manual")),
                _ => assert!(is.deleted_at.is_some()),
            }
            let undone = admin.waiting().post(&at(&applied, "/undo"), &json!({ "apply": true })).expect(202);
            assert_eq!(undone.json["state"], "applied", "{action}: {}", undone.text);
            let is = app.account("anna");
            assert_eq!(is, rollcall_domain::users::Account { version: is.version, updated_at: is.updated_at, ..was.clone() }, "{action}");
        }
    }

    fn signing_out_ends_sessions_and_cannot_be_undone(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let batch = select(&admin, "sign_out", by_filter("username eq \"anna\""), json!({ "apply": true }));
        assert_eq!((counts(&batch), &batch.json["undoable"]), ("update 1".to_owned(), &json!(false)));
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        admin.post_nothing(&at(&batch, "/undo")).expect_problem(409, "not_undoable");
        assert!(app.audited(app.account("anna").id).contains(&"user.signed_out".to_owned()));
        let alone = select(&admin, "sign_out", by_filter("username eq \"root-admin\""), json!({ "apply": true }));
        assert_eq!(counts(&now(&app.anonymous.signed_in("root-admin", PASSWORD), &alone)), "update 1");
    }

    fn the_plan_warns_where_the_selection_has_changed(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let planned = select(&admin, "suspend", json!({ "filter": "username sw \"p\"", "expected_count": 5 }), json!({}));
        assert_eq!(warnings(&planned), ["selection_changed 2"]);
        let applied = apply(&admin, &planned);
        assert_eq!(warnings(&applied), ["selection_changed 2"]);
    }

    fn guard_rails_hold_for_selections_too(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 1);
        for (action, settings) in [("suspend", json!({})), ("delete", json!({})), ("set_auth_method", json!({ "auth_method": "nologin" }))] {
            let batch = select(&manager, action, json!({ "list": "manager\nroot-admin\np0" }), settings.clone());
            let rows = shorts(&manager, &batch);
            assert_eq!(rows[..2], ["1 error protected_self", "2 error protected_administrator"], "{action}");
            let own = select(&admin, action, json!({ "list": "root-admin" }), settings);
            assert_eq!(shorts(&admin, &own), ["1 error protected_self"], "{action}");
        }
    }

    fn the_last_administrator_stays_by_selection(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        let planned = select(&admin, "delete", json!({ "list": "boss" }), json!({}));
        assert_eq!(shorts(&admin, &planned), ["1 delete"], "another administrator may be deleted by one");
        // The actor is an administrator no more when it is applied, and boss is the last one.
        let boss = app.anonymous.signed_in("boss", PASSWORD);
        let root = app.account("root-admin").id;
        boss.patch(&format!("/users/{root}"), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let again = admin.waiting().post(&at(&planned, "/apply"), &json!({ "confirm_affected": 1 })).expect(202);
        assert_eq!(shorts(&boss, &again), ["1 error protected_administrator"]);
        assert_eq!(app.account("boss").deleted_at, None);
    }

    fn each_action_needs_its_own_capability(app: TestApp) {
        let learner = app.learner();
        app.administrator();
        for action in ["suspend", "delete", "confirm", "sign_out"] {
            let body = json!({ "action": action, "target": { "list": "learner" } });
            learner.post("/batches/selection", &body).expect_problem(403, "forbidden");
        }
    }

    fn targets_and_settings_that_cannot_be_are_refused_by_name(app: TestApp) {
        let admin = app.administrator();
        let id = app.account("root-admin").id;
        let many: Vec<String> = (0..10_001).map(|_| id.to_string()).collect();
        let cases = [
            (json!({ "action": "explode", "target": { "list": "x" } }), "action"),
            (json!({ "action": "publish", "target": { "list": "x" } }), "action"),
            (json!({ "action": "suspend", "target": {} }), "target"),
            (json!({ "action": "suspend" }), "target"),
            (json!({ "action": "suspend", "target": { "ids": [id], "filter": "" } }), "target"),
            (json!({ "action": "suspend", "target": { "list": "x", "exclude": [id] } }), "target"),
            (json!({ "action": "suspend", "target": { "ids": [] } }), "target.ids"),
            (json!({ "action": "suspend", "target": { "ids": ["x"] } }), "target.ids[0]"),
            (json!({ "action": "suspend", "target": { "ids": many } }), "target.ids"),
            (json!({ "action": "suspend", "target": { "q": "x".repeat(1_000_000) } }), "target.q"),
            (json!({ "action": "suspend", "target": { "list": " \n " } }), "target.list"),
            (json!({ "action": "suspend", "target": { "list": "x\n".repeat(10_001) } }), "target.list"),
            (json!({ "action": "suspend", "target": { "list": "x", "everybody": true } }), "target.everybody"),
            (json!({ "action": "suspend", "target": { "list": "x", "expected_count": -1 } }), "target.expected_count"),
            (json!({ "action": "delete", "target": { "list": "x" }, "settings": { "reason": "y" } }), "settings.reason"),
            (json!({ "action": "set_auth_method", "target": { "list": "x" } }), "settings.auth_method"),
            (json!({ "action": "suspend", "target": { "list": "x" }, "settings": { "until": "1969-01-01" } }), "settings.until"),
        ];
        for (body, field) in cases {
            let refused = admin.post("/batches/selection", &body).expect(422);
            assert_eq!(refused.json["errors"][0]["field"], field, "{}", refused.text);
        }
        let deep = format!("{}username pr{}", "(".repeat(10_000), ")".repeat(10_000));
        for filter in [deep, format!("username eq \"{}\"", "x".repeat(1_000_000)), "username co 1".to_owned()] {
            let hostile = json!({ "action": "suspend", "target": { "filter": filter } });
            assert!(admin.post("/batches/selection", &hostile).expect(400).json["position"].is_number());
        }
        let wrong = json!({ "action": "suspend", "target": { "filter": "shoe eq 4" } });
        assert_eq!(admin.post("/batches/selection", &wrong).expect(400).json["position"], 0);
        assert!(admin.get("/batches").expect(200).items().is_empty(), "no batch came of any of them");
    }

    fn an_id_that_nobody_has_is_an_error_and_one_named_twice_counts_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let p0 = ids(&app, &["p0"]).remove(0);
        let planned = select(&admin, "suspend", json!({ "ids": [p0, "0199a000-0000-7000-8000-000000000000", p0] }), json!({}));
        assert_eq!(shorts(&admin, &planned), ["1 suspend", "2 error unknown_user"]);
    }

    fn nobody_who_matches_is_a_plan_without_rows(app: TestApp) {
        let admin = app.administrator();
        let planned = select(&admin, "suspend", by_filter("city eq \"Nowhere\""), json!({}));
        assert_eq!((&planned.json["state"], &planned.json["affected"]), (&json!("planned"), &json!(0)));
        assert_eq!(apply(&admin, &planned).json["state"], "applied");
    }

    fn a_selection_is_planned_again_with_other_settings_on_those_who_match_now(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let planned = select(&admin, "suspend", by_filter("username sw \"p\""), json!({}));
        app.people("p9", 1);
        let again = admin.waiting().post(&at(&planned, "/plan"), &json!({ "settings": { "set_auth_method": null, "reason": "later" } })).expect(202);
        assert_eq!((&again.json["affected"], &again.json["source"]["count"]), (&json!(3), &json!(3)));
        assert_eq!(rows(&admin, &again)[0]["after"], json!({ "suspended": true, "suspension_reason": "later" }));
        let wrong = admin.post(&at(&planned, "/plan"), &json!({ "settings": { "preset": "suspension" } })).expect(422);
        assert_eq!(wrong.json["errors"][0]["field"], "settings.preset");
        admin.patch(&at(&planned, "/rows/1"), &json!({ "cells": {} })).expect_problem(409, "not_planned");
    }

    fn the_same_key_makes_one_selection(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let keyed = admin.with("Idempotency-Key", "one").waiting();
        let body = json!({ "action": "suspend", "target": { "list": "p0" }, "settings": { "apply": true } });
        let (one, other) = (keyed.post("/batches/selection", &body).expect(202), keyed.post("/batches/selection", &body).expect(202));
        assert_eq!((&one.json["id"], &one.json["state"]), (&other.json["id"], &json!("applied")));
        let another = json!({ "action": "activate", "target": { "list": "p0" } });
        keyed.post("/batches/selection", &another).expect(422);
        assert_eq!(app.account("p0").version, 2);
    }

    fn deleting_asks_for_the_number_even_for_one(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let planned = select(&admin, "delete", by_filter("username sw \"p\""), json!({ "apply": true }));
        assert_eq!((&planned.json["state"], &planned.json["confirmation_required"]), (&json!("planned"), &json!(true)));
        admin.post(&at(&planned, "/apply"), &json!({ "confirm_affected": 1 })).expect_problem(428, "confirmation_required");
        let applied = admin.waiting().post(&at(&planned, "/apply"), &json!({ "confirm_affected": 2 })).expect(202);
        assert_eq!(counts(&applied), "delete 2");
        let known = select(&admin, "delete", json!({ "list": "root-admin\np0" }), json!({}));
        assert_eq!(shorts(&admin, &known), ["1 error protected_self", "2 error unknown_user"]);
    }
}
