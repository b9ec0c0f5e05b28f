//! `POST /batches/{id}/plan`: the same file with other settings.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, at, counts, now, plan, plan_with, rows, shorts, suspension, warnings};

fn again(client: &Client, batch: &Answer, settings: Value) -> Answer {
    client.waiting().post(&at(batch, "/plan"), &json!({ "settings": suspension(settings) }))
}

on_both_engines! {
    fn another_mapping_of_headings(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,login,suspended\nx,p0,1\n");
        assert_eq!((counts(&batch), warnings(&batch)), ("error 1".to_owned(), vec!["ignored_columns 1".to_owned(), "unknown_user 1".to_owned()]));
        let planned = again(&admin, &batch, json!({ "columns": { "username": null, "login": "username" } })).expect(202);
        assert_eq!((counts(&planned), warnings(&planned)), ("suspend 1".to_owned(), Vec::new()));
        assert_eq!(planned.json["settings"]["columns"], json!({ "login": "username", "username": null }));
        apply(&admin, &batch);
        assert!(app.account("p0").suspended);
    }

    fn another_delimiter_or_encoding(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan_with(&admin, b"username;suspended;reason\np0;1;na\xEFve\n", json!({ "encoding": "utf-8" }));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value"]);
        let planned = again(&admin, &batch, json!({ "encoding": "windows-1252", "delimiter": ";" })).expect(202);
        assert_eq!((counts(&planned), planned.json["source"]["encoding"].as_str()), ("suspend 1".to_owned(), Some("windows-1252")));
        assert_eq!(rows(&admin, &batch)[0]["after"]["suspension_reason"], "naïve");
        again(&admin, &batch, json!({ "delimiter": "|" })).expect_problem(422, "no_usable_column");
        assert_eq!(now(&admin, &batch).json["state"], "planned", "settings that cannot be used change nothing");
    }

    fn with_apply_it_goes_on(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let applied = again(&admin, &batch, json!({ "apply": true })).expect(202);
        assert_eq!(applied.json["state"], "applied");
        assert!(app.account("p0").suspended);
    }

    fn settings_that_are_not_named_stay_as_they_were(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let settings = json!({ "preset": "upsert", "mode": "update", "columns": { "Login": "username" } });
        let batch = admin.waiting().upload("people.csv", b"Login,city\np0,Graz\nnobody,Graz\n", &settings).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 skip does_not_exist"]);
        let again = json!({ "settings": { "on_error": "stop" } });
        let planned = admin.waiting().post(&at(&batch, "/plan"), &again).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 skip does_not_exist"]);
        let settings = &planned.json["settings"];
        assert_eq!((&settings["mode"], &settings["on_error"]), (&json!("update"), &json!("stop")));
        let selection = json!({ "action": "suspend", "target": { "filter": "username eq \"p0\"" }, "settings": { "reason": "left" } });
        let selection = admin.waiting().post("/batches/selection", &selection).expect(202);
        let again = json!({ "settings": { "set_auth_method": null } });
        let planned = admin.waiting().post(&at(&selection, "/plan"), &again).expect(202);
        assert_eq!(planned.json["settings"]["reason"], "left");
        assert_eq!(rows(&admin, &selection)[0]["after"].get("auth_method"), None);
    }

    fn the_same_plan_twice_is_the_same_plan(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 600);
        let file: String = (0..600).map(|n| format!("p{n},{}\n", n % 2)).collect();
        let batch = plan(&admin, &format!("username,suspended\n{file}"));
        let before = rows(&admin, &batch);
        let planned = admin.waiting().post_nothing(&at(&batch, "/plan")).expect(202);
        assert_eq!((counts(&planned), rows(&admin, &batch)), (counts(&batch), before));
        assert_eq!((&planned.json["progress"], &planned.json["source"]["rows"]), (&json!({ "done": 600, "total": 600 }), &json!(600)));
    }

    fn only_a_planned_file_is_planned_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        apply(&admin, &batch);
        again(&admin, &batch, json!({})).expect_problem(409, "not_planned");
        admin.post_nothing(&at(&batch, "/plan")).expect_problem(409, "not_planned");
        let undo = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        admin.post_nothing(&at(&undo, "/plan")).expect_problem(409, "not_planned");
    }

    fn a_plan_that_nobody_applied_expires(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        app.clock.advance(31 * 24 * 3_600_000);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        assert_eq!(now(&admin, &batch).json["state"], "expired");
        admin.post_nothing(&at(&batch, "/apply")).expect_problem(409, "not_planned");
        assert!(rows(&admin, &batch).is_empty());
    }
}
