//! What becomes of a row in each situation of the API document.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::batches::support::{apply, apply_file, counts, plan, plan_with, rows, shorts, warnings};

on_both_engines! {
    fn a_plan_says_what_would_happen_and_changes_nothing(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = plan(&admin, "username,suspended,reason\np0,1,left\np1,0,\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 unchanged"]);
        let row = rows(&admin, &batch)[0].clone();
        assert_eq!(row["before"], json!({ "suspended": false, "auth_method": "manual", "suspension_reason": null }));
        assert_eq!(row["after"], json!({ "suspended": true, "auth_method": "nologin", "suspension_reason": "left" }));
        assert_eq!((&row["key"], &row["user_id"]), (&json!("p0"), &json!(people[0].id.to_string())));
        assert_eq!(row["cells"], json!(["p0", "1", "left"]));
        assert_eq!(counts(&batch), "suspend 1, unchanged 1");
        assert_eq!((&batch.json["affected"], &batch.json["source"]["rows"]), (&json!(1), &json!(2)));
        assert!(!app.account("p0").suspended);
        assert_eq!(app.audited(people[0].id), Vec::<String>::new());
    }

    fn somebody_whom_nobody_knows_is_an_error_that_says_how_to_repair_it(app: TestApp) {
        let admin = app.administrator();
        let batch = plan(&admin, "username,suspended\nnobody-such,1\n");
        let row = rows(&admin, &batch)[0].clone();
        let message = &row["messages"][0];
        assert_eq!((&row["outcomes"], &row["user_id"]), (&json!(["error"]), &Value::Null));
        for (member, value) in [("level", "error"), ("code", "unknown_user"), ("field", "username"), ("found", "nobody-such")] {
            assert_eq!(message[member], value);
        }
        assert!(message["message"].as_str().is_some_and(|text| text.contains("make the account")));
        assert!(message["expected"].is_string());
        assert_eq!(warnings(&batch), ["unknown_user 1"]);
        assert_eq!(apply(&admin, &batch).json["state"], "applied");
    }

    fn who_is_suspended_or_active_already_stays_so(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        apply_file(&admin, "username,suspended\np0,1\n");
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,0\n");
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 unchanged"]);
        assert_eq!((app.account("p0").version, app.account("p1").version), (2, 1));
        assert_eq!((&batch.json["affected"], &batch.json["undoable"]), (&json!(0), &json!(false)));
    }

    fn another_reason_end_or_method_of_a_suspension_is_an_update(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        apply_file(&admin, "username,suspended,reason\np0,1,a\np1,1,a\np2,1,a\np3,1,a\n");
        let batch = apply_file(&admin, "username,suspended,reason,until,auth\np0,1,b,,\np1,1,,2099-01-01,\np2,1,,,oidc\np3,1,a,,\n");
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 update", "4 update", "5 unchanged"]);
        assert_eq!(app.account("p0").suspension_reason.as_deref(), Some("b"));
        let p1 = app.account("p1");
        assert_eq!((p1.suspended_until, p1.suspension_reason.as_deref()), (Some(4_070_908_800_000), Some("a")));
        assert_eq!(app.account("p2").auth_method, "oidc");
    }

    fn the_words_for_yes_and_no(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 10);
        let batch = plan(&admin, "username,suspended\np0,1\np1,TRUE\np2,Yes\np3, y \np4,on\np5,0\np6,false\np7,NO\np8,maybe\np9,2\n");
        assert_eq!(counts(&batch), "suspend 5, unchanged 3, error 2");
        let found: Vec<Value> = rows(&admin, &batch)[8..].iter().map(|row| row["messages"][0]["found"].clone()).collect();
        assert_eq!(found, [json!("maybe"), json!("2")]);
    }

    fn blank_cells_leave_alone_and_a_row_that_asks_for_nothing_is_unchanged(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        apply_file(&admin, "username,suspended,reason\np0,1,a\n");
        let batch = apply_file(&admin, "username,suspended,reason,until,auth\np0,1, ,,\np1,,,,\np2, ,why,2099-01-01,\n");
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 unchanged", "4 unchanged missing_value"]);
        assert_eq!(app.account("p0").suspension_reason.as_deref(), Some("a"));
    }

    fn the_column_auth_sets_the_method_with_and_without_a_suspension(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let batch = apply_file(&admin, "username,suspended,auth\np0,1,ldap\np1,,oidc\np2,1,\np3,,magic\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 update", "4 suspend", "5 error unknown_auth_method"]);
        let methods: Vec<String> = ["p0", "p1", "p2", "p3"].iter().map(|name| app.account(name).auth_method).collect();
        assert_eq!(methods, ["ldap", "oidc", "nologin", "manual"]);
        let batch = apply_file(&admin, "username,suspended,auth\np2,0,oidc\n");
        assert_eq!((counts(&batch), app.account("p2").auth_method), ("activate 1".to_owned(), "oidc".to_owned()));
    }

    fn the_setting_for_the_method_is_for_suspended_rows_only(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan_with(&admin, b"username,suspended\np0,1\np1,0\n", json!({ "on_suspend_auth_method": null }));
        apply(&admin, &batch);
        assert_eq!((app.account("p0").auth_method, app.account("p0").suspended), ("manual".to_owned(), true));
        let batch = plan_with(&admin, b"username,suspended\np1,0\np2,1\n", json!({ "on_suspend_auth_method": "ldap" }));
        apply(&admin, &batch);
        assert_eq!((app.account("p1").auth_method, app.account("p2").auth_method), ("manual".to_owned(), "ldap".to_owned()));
    }

    fn activating_restores_the_method_unless_the_setting_says_otherwise(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        apply_file(&admin, "username,suspended\np0,1\np1,1\n");
        apply_file(&admin, "username,suspended\np0,0\n");
        assert_eq!(app.account("p0").auth_method, "manual");
        let batch = plan_with(&admin, b"username,suspended\np1,0\n", json!({ "restore_auth_method": false }));
        apply(&admin, &batch);
        let p1 = app.account("p1");
        assert_eq!((p1.suspended, p1.auth_method.as_str()), (false, "nologin"));
    }

    fn where_suspensions_are_not_allowed_such_rows_are_skipped(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, b"username,suspended,auth\np0,1,\np1,,ldap\nnobody-such,1,\n", json!({ "allow_suspensions": false }));
        assert_eq!(shorts(&admin, &batch), ["2 skip suspensions_not_allowed", "3 update", "4 error unknown_user"]);
    }

    fn a_row_with_more_or_fewer_cells_is_an_error_on_that_row_only(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, "username,suspended,reason\np0,1\np1,1,left, on Friday\np2,1,left\n");
        assert_eq!(shorts(&admin, &batch), ["2 error wrong_cell_count", "3 error wrong_cell_count", "4 suspend"]);
        let message = rows(&admin, &batch)[1]["messages"][0].clone();
        assert_eq!((&message["found"], &message["expected"]), (&json!("4"), &json!("3")));
        assert!(message["message"].as_str().is_some_and(|text| text.contains("on Friday")), "{message}");
    }

    fn values_that_cannot_be_are_named(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let long = "x".repeat(1_001);
        let file = format!("username,suspended,reason,until\np0,1,,2001-01-01\np1,1,,soon\np2,1,{long},\n,1,,\np3,1,,2099-02-30\n");
        let batch = plan(&admin, &file);
        assert_eq!(shorts(&admin, &batch), [
            "2 error invalid_value", "3 error invalid_value", "4 error too_long", "5 error missing_value", "6 error invalid_value",
        ]);
        let fields: Vec<Value> = rows(&admin, &batch).iter().map(|row| row["messages"][0]["field"].clone()).collect();
        assert_eq!(fields, [json!("until"), json!("until"), json!("reason"), json!("username"), json!("until")]);
    }

    fn an_end_without_a_zone_is_meant_in_the_zone_of_the_site(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.set("site.timezone", "Europe/Vienna");
        apply_file(&admin, "username,suspended,until\np0,1,2099-07-01 12:00\np1,1,2099-07-01T12:00:00Z\n");
        let until = |name: &str| app.account(name).suspended_until.expect("it has an end");
        assert_eq!(until("p1") - until("p0"), 2 * 3_600_000);
    }

    fn a_suspension_from_a_file_ends_by_itself(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let until = rollcall_domain::time::format(rollcall_domain::Clock::now(&app.clock) + 1_000_000);
        apply_file(&admin, &format!("username,suspended,until\np0,1,{until}\n"));
        app.clock.advance(2_000_000);
        app.tidy();
        let p0 = app.account("p0");
        assert_eq!((p0.suspended, p0.auth_method.as_str()), (false, "manual"));
    }
}
