//! What an error in one row does to the others.

use rollcall_testkit::{Client, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, counts, now, plan_with, rows, shorts, suspension};

const FILE: &[u8] = b"username,suspended\np0,1\np1,0\nnobody-such,1\np2,1\np3,1\n";

fn upload(client: &Client, file: &[u8], on_error: &str) -> rollcall_testkit::Answer {
    let settings = suspension(json!({ "on_error": on_error, "apply": true }));
    client.waiting().upload("x.csv", file, &settings).expect(202)
}

on_both_engines! {
    fn continue_applies_the_others(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let batch = upload(&admin, FILE, "continue");
        assert_eq!((batch.json["state"].as_str(), counts(&batch)), (Some("applied"), "suspend 3, unchanged 1, error 1".to_owned()));
    }

    fn stop_applies_those_before_the_first_error(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let batch = upload(&admin, FILE, "stop");
        assert_eq!(batch.json["state"], "applied");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 unchanged", "4 error unknown_user", "5 skip not_reached", "6 skip not_reached"]);
        let message = &rows(&admin, &batch)[4]["messages"][0];
        assert!(message["level"] == "info" && message["message"].as_str().is_some_and(|text| text.contains("ine 4")), "{message}");
        assert_eq!(counts(&batch), "suspend 1, unchanged 1, skip 2, error 1");
        assert!(app.account("p0").suspended && !app.account("p2").suspended);
        assert_eq!((&batch.json["affected"], &batch.json["undoable"]), (&json!(1), &json!(true)));
    }

    fn stop_stops_at_a_conflict_too(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 3);
        let batch = plan_with(&admin, b"username,suspended\np0,1\np1,1\np2,1\n", json!({ "on_error": "stop" }));
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "auth_method": "ldap" })).expect(200);
        apply(&admin, &batch);
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 conflict changed_since_plan", "4 skip not_reached"]);
    }

    fn all_or_nothing_with_an_error_changes_nothing(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let batch = upload(&admin, FILE, "all_or_nothing");
        assert_eq!((&batch.json["state"], &batch.json["problem"]["code"]), (&json!("failed"), &json!("all_or_nothing")));
        assert!(batch.json["problem"]["detail"].as_str().is_some_and(|text| text.contains("ine 4")), "{}", batch.text);
        assert_eq!(counts(&batch), "unchanged 1, skip 3, error 1");
        assert!(rows(&admin, &batch)[0]["messages"][0]["message"].as_str().is_some_and(|text| text.contains("all_or_nothing")));
        assert!((0..4).all(|n| app.account(&format!("p{n}")).version == 1));
        assert_eq!((&batch.json["affected"], &batch.json["undoable"]), (&json!(0), &json!(false)));
    }

    fn all_or_nothing_with_a_conflict_changes_nothing(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 3);
        let batch = plan_with(&admin, b"username,suspended\np0,1\np1,1\np2,1\n", json!({ "on_error": "all_or_nothing" }));
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "auth_method": "ldap" })).expect(200);
        assert_eq!(apply(&admin, &batch).json["state"], "failed");
        assert_eq!((app.account("p0").version, app.account("p2").version), (1, 1));
        assert_eq!(app.audited(people[0].id), Vec::<String>::new());
    }

    fn all_or_nothing_without_an_error_changes_all(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = upload(&admin, b"username,suspended\np0,1\np1,1\np2,0\n", "all_or_nothing");
        assert_eq!((batch.json["state"].as_str(), counts(&batch)), (Some("applied"), "suspend 2, unchanged 1".to_owned()));
        assert_eq!(now(&admin, &batch).json["problem"], Value::Null);
        crate::batches::support::undo(&admin, &batch);
        assert!(!app.account("p0").suspended);
    }
}
