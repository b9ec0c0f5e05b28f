//! `POST /users/{id}/suspend` and `/activate`.

use rollcall_domain::time;
use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

const DAY: i64 = 24 * 3_600_000;

fn suspend(client: &Client, app: &TestApp, name: &str, body: Value) -> Answer {
    client.post(&format!("/users/{}/suspend", app.account(name).id), &body)
}

fn activate(client: &Client, app: &TestApp, name: &str, body: Value) -> Answer {
    client.post(&format!("/users/{}/activate", app.account(name).id), &body)
}

on_both_engines! {
    fn without_a_method_suspending_sets_no_login_and_activating_brings_the_old_one_back(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let answer = suspend(&admin, &app, "anna", json!({ "reason": "left" })).expect(200);
        assert_eq!(answer.header("etag").as_deref(), Some("\"2\""));
        for (member, value) in [
            ("suspended", json!(true)), ("auth_method", json!("nologin")), ("suspension_reason", json!("left")),
            ("status", json!("suspended")),
        ] {
            assert_eq!(answer.json[member], value, "{member}");
        }
        let answer = activate(&admin, &app, "anna", json!({})).expect(200);
        for (member, value) in [
            ("suspended", json!(false)), ("auth_method", json!("manual")), ("suspension_reason", Value::Null),
            ("status", json!("active")),
        ] {
            assert_eq!(answer.json[member], value, "{member}");
        }
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }

    fn null_takes_reason_and_end_away_and_what_is_missing_is_left_alone(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        suspend(&admin, &app, "anna", json!({ "reason": "left", "until": "2099-01-01T00:00:00Z" })).expect(200);
        let alone = suspend(&admin, &app, "anna", json!({})).expect(200);
        assert_eq!((alone.text_of("suspension_reason").as_str(), alone.json["version"].as_i64()), ("left", Some(2)));
        let emptied = suspend(&admin, &app, "anna", json!({ "reason": null, "until": null })).expect(200);
        assert_eq!((&emptied.json["suspended"], &emptied.json["suspended_until"]), (&json!(true), &Value::Null));
        assert_eq!(emptied.json["suspension_reason"], Value::Null);
        suspend(&admin, &app, "anna", json!({ "reason": "moved", "until": "2099-01-01T00:00:00Z" })).expect(200);
        let settings = json!({ "until": null, "reason": null, "apply": true });
        let target = json!({ "ids": [app.account("anna").id] });
        let asked = json!({ "action": "suspend", "target": target, "settings": settings });
        let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
        assert_eq!(batch.json["counts"]["update"], 1, "{}", batch.text);
        let account = app.account("anna");
        assert_eq!((account.suspended, account.suspended_until, account.suspension_reason), (true, None, None));
    }

    fn an_end_without_a_zone_is_meant_in_the_sites(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.set("site.timezone", "Europe/Berlin");
        let answer = suspend(&admin, &app, "p0", json!({ "until": "2098-12-31" })).expect(200);
        assert_eq!(answer.json["suspended_until"], "2098-12-30T23:00:00.000Z");
        let asked = json!({
            "action": "suspend", "target": { "ids": [app.account("p1").id] },
            "settings": { "until": "2098-12-31", "apply": true },
        });
        admin.waiting().post("/batches/selection", &asked).expect(202);
        assert_eq!(app.account("p1").suspended_until, app.account("p0").suspended_until);
    }

    fn activating_brings_the_old_method_back_whichever_the_suspension_set(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        suspend(&admin, &app, "anna", json!({ "set_auth_method": "ldap" })).expect(200);
        assert_eq!(app.account("anna").auth_method, "ldap");
        assert_eq!(activate(&admin, &app, "anna", json!({})).expect(200).json["auth_method"], "manual");
        // What is set by hand meanwhile is meant to stay.
        suspend(&admin, &app, "anna", json!({})).expect(200);
        admin.patch(&format!("/users/{}", app.account("anna").id), &json!({ "auth_method": "oidc" })).expect(200);
        assert_eq!(activate(&admin, &app, "anna", json!({})).expect(200).json["auth_method"], "oidc");
    }

    fn the_method_null_is_left_alone_and_another_one_is_set(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let alone = suspend(&admin, &app, "p0", json!({ "set_auth_method": null })).expect(200);
        assert_eq!(alone.json["auth_method"], "manual");
        let ldap = suspend(&admin, &app, "p1", json!({ "set_auth_method": "ldap" })).expect(200);
        assert_eq!(ldap.json["auth_method"], "ldap");
        let wrong = suspend(&admin, &app, "p0", json!({ "set_auth_method": "magic" })).expect(422);
        assert_eq!(wrong.json["errors"][0]["field"], "set_auth_method");
    }

    fn activating_may_leave_the_method_at_no_login(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        suspend(&admin, &app, "anna", json!({})).expect(200);
        let answer = activate(&admin, &app, "anna", json!({ "restore_auth_method": false })).expect(200);
        assert_eq!((&answer.json["suspended"], &answer.json["auth_method"]), (&json!(false), &json!("nologin")));
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        admin.patch(&format!("/users/{}", app.account("anna").id), &json!({ "auth_method": "manual" })).expect(200);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }

    fn an_account_that_had_no_login_before_keeps_it(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let at = format!("/users/{}", app.account("anna").id);
        admin.patch(&at, &json!({ "auth_method": "nologin" })).expect(200);
        suspend(&admin, &app, "anna", json!({})).expect(200);
        suspend(&admin, &app, "anna", json!({ "reason": "again" })).expect(200);
        activate(&admin, &app, "anna", json!({})).expect(200);
        let anna = app.account("anna");
        assert!(!anna.suspended);
        assert_eq!(anna.auth_method, "nologin", "No login was no part of the suspension, and stays when it ends");
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
    }

    fn suspending_twice_changes_only_what_is_named_anew(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        suspend(&admin, &app, "anna", json!({ "reason": "left" })).expect(200);
        assert_eq!(suspend(&admin, &app, "anna", json!({ "reason": "left" })).expect(200).json["version"], 2);
        assert_eq!(suspend(&admin, &app, "anna", json!({})).expect(200).json["suspension_reason"], "left");
        let other = suspend(&admin, &app, "anna", json!({ "reason": "retired" })).expect(200);
        assert_eq!((&other.json["version"], &other.json["suspension_reason"]), (&json!(3), &json!("retired")));
        activate(&admin, &app, "anna", json!({})).expect(200);
        assert_eq!(activate(&admin, &app, "anna", json!({})).expect(200).json["version"], 4);
        assert_eq!(app.audited(app.account("anna").id), ["user.suspended", "user.updated", "user.activated"]);
    }

    fn a_suspension_with_an_end_is_over_by_itself(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let now = rollcall_domain::Clock::now(&app.clock);
        let until = time::format(now + 7 * DAY);
        let answer = suspend(&admin, &app, "anna", json!({ "until": until, "reason": "leave" })).expect(200);
        assert_eq!(answer.json["suspended_until"], json!(until));
        app.clock.advance(6 * DAY);
        app.tidy();
        assert!(app.account("anna").suspended);
        app.clock.advance(2 * DAY);
        app.tidy();
        let anna = app.account("anna");
        assert_eq!((anna.suspended, anna.suspended_until, anna.suspension_reason), (false, None, None));
        assert_eq!(anna.auth_method, "manual");
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        assert!(app.audited(anna.id).contains(&"user.activated".to_owned()));
    }

    fn an_end_that_cannot_be_is_refused(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        for until in ["yesterday", "2001-01-01", "", "2001-01-01T00:00:00Z"] {
            let answer = suspend(&admin, &app, "anna", json!({ "until": until })).expect(422);
            assert_eq!(answer.json["errors"][0]["field"], "until", "{until}");
        }
        let long = suspend(&admin, &app, "anna", json!({ "reason": "x".repeat(1_001) })).expect(422);
        assert_eq!(long.json["errors"][0]["field"], "reason");
        suspend(&admin, &app, "anna", json!({ "because": "x" })).expect(422);
        assert!(!app.account("anna").suspended);
    }

    fn a_body_is_not_needed_but_has_to_be_one_if_it_is_there(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        admin.post_nothing(&format!("/users/{}/suspend", anna.id)).expect(200);
        assert!(app.account("anna").suspended);
        admin.send("POST", &format!("/users/{}/activate", anna.id), "application/json", b"{").expect_problem(400, "invalid_json");
    }

    fn nobody_suspends_themselves(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.administrator_called("boss");
        suspend(&admin, &app, "root-admin", json!({})).expect_problem(403, "protected_self");
        suspend(&manager, &app, "manager", json!({})).expect_problem(403, "protected_self");
        admin.get("/me").expect(200);
    }

    fn the_last_administrator_who_can_sign_in_is_not_suspended(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        // A manager who became an administrator meanwhile acts on the two who are left, one of whom cannot sign in.
        suspend(&admin, &app, "boss", json!({})).expect(200);
        activate(&admin, &app, "boss", json!({})).expect(200);
        let bosses = app.anonymous.signed_in("boss", PASSWORD);
        let blocked = std::thread::scope(|scope| {
            let both = scope.spawn(|| suspend(&bosses, &app, "root-admin", json!({})).status);
            let other = suspend(&admin, &app, "boss", json!({})).status;
            (both.join().expect("it ends well"), other)
        });
        let left = app.read(rollcall_domain::users::administrators::active);
        assert_eq!(left, 1, "{blocked:?}");
    }

    fn an_old_version_is_not_suspended(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let old = admin.with("If-Match", "\"1\"");
        suspend(&old, &app, "anna", json!({ "reason": "left" })).expect(200);
        suspend(&old, &app, "anna", json!({ "reason": "other" })).expect_problem(412, "version_mismatch");
        activate(&old, &app, "anna", json!({})).expect_problem(412, "version_mismatch");
        assert!(app.account("anna").suspended);
    }

    fn everything_else_of_the_account_stays(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let at = format!("/users/{}", app.account("anna").id);
        admin.patch(&at, &json!({ "city": "Graz", "description": "x" })).expect(200);
        let mut before = app.account("anna");
        suspend(&admin, &app, "anna", json!({})).expect(200);
        activate(&admin, &app, "anna", json!({})).expect(200);
        let after = app.account("anna");
        (before.version, before.updated_at) = (after.version, after.updated_at);
        assert_eq!(after, before);
    }

    fn an_account_that_nobody_has_is_not_found(app: TestApp) {
        let admin = app.administrator();
        admin.post("/users/0199a000-0000-7000-8000-000000000000/suspend", &json!({})).expect_problem(404, "not_found");
        admin.post("/users/x/activate", &json!({})).expect_problem(404, "not_found");
    }
}
