//! Signing in, and what ends a sign-in.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, PASSWORD, on_both_engines};
use serde_json::{Value, json};

/// The body of a refusal without the request's own id.
#[track_caller]
fn refusal(answer: Answer) -> Value {
    let mut body = answer.expect_problem(401, "unauthenticated").json;
    body["request_id"] = Value::Null;
    body
}

fn five_wrong_passwords(client: &Client, username: &str) {
    for _ in 0..5 {
        client.sign_in(username, "not the password").expect(401);
    }
}

on_both_engines! {
    fn a_suspended_person_is_out_with_the_next_request(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let on_her_phone = app.anonymous.signed_in("anna", PASSWORD);
        assert_eq!(hers.get("/me").expect(200).json["username"], "anna");
        admin.post(&format!("/users/{}/suspend", anna.id), &json!({ "reason": "left" })).expect(200);
        hers.get("/me").expect_problem(401, "unauthenticated");
        on_her_phone.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect_problem(401, "unauthenticated");
        let back = admin.post_nothing(&format!("/users/{}/activate", anna.id)).expect(200);
        assert_eq!(back.json["auth_method"], "manual");
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        hers.get("/me").expect_problem(401, "unauthenticated");
    }

    fn every_failure_to_sign_in_looks_the_same(app: TestApp) {
        let text = |value: &str| FieldValue::Text(value.to_owned());
        for name in ["wrong", "suspended", "locked", "nologin", "unconfirmed"] {
            app.person(name);
        }
        app.people_with(&[("nopassword", &[])]);
        app.people_with(&[("directory", &[(Field::AuthMethod, text("ldap"))])]);
        let change = |name: &str, set: &str| {
            let sql = format!("UPDATE users SET {set} WHERE username = '{name}'");
            app.write(|conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?));
        };
        change("suspended", "suspended = true");
        change("nologin", "auth_method = 'nologin'");
        change("unconfirmed", "confirmed = false");
        five_wrong_passwords(&app.anonymous, "locked");
        let unknown = refusal(app.anonymous.sign_in("nobody-at-all", PASSWORD));
        assert_eq!(refusal(app.anonymous.sign_in("wrong", "not the password")), unknown);
        for name in ["suspended", "locked", "nologin", "unconfirmed", "nopassword", "directory", "", "%", "anna'--"] {
            assert_eq!(refusal(app.anonymous.sign_in(name, PASSWORD)), unknown, "{name}");
        }
    }

    fn the_audit_knows_why_a_sign_in_failed(app: TestApp) {
        let anna = app.person("anna");
        app.anonymous.sign_in("anna", "not the password").expect(401);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        assert_eq!(app.audited(anna.id), ["session.refused", "session.started"]);
        let entries = app.read(|conn| rollcall_domain::audit::history::of_user(conn, anna.id, None, 10));
        assert_eq!(entries[1].details["reason"], "wrong password");
        assert!(entries[1].actor.is_none(), "a refused sign-in proves nothing about who tried");
        assert_eq!(entries[0].actor.as_ref().map(|(id, _)| *id), Some(anna.id));
    }

    fn a_username_is_found_in_any_case_and_with_blanks_around_it(app: TestApp) {
        app.person("anna");
        let answer = app.anonymous.sign_in("  ANNA ", PASSWORD).expect(200);
        assert_eq!(answer.json["user"]["username"], "anna");
        assert_eq!(answer.json["token_type"], "Bearer");
        assert_eq!(answer.json["expires_in"], 900);
        let raw = answer.header("set-cookie").expect("a cookie is set");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(raw.contains(part), "{raw}");
        }
    }

    fn a_sign_in_is_noted_as_the_last_access(app: TestApp) {
        app.person("anna");
        assert_eq!(app.account("anna").last_access_at, 0);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        let anna = app.account("anna");
        assert!(anna.last_access_at > 0 && anna.first_access_at == Some(anna.last_access_at));
        assert_eq!(anna.last_ip.as_deref(), Some("127.0.0.1"));
        assert_eq!(anna.version, 1, "being seen is no change");
    }

    fn a_body_that_is_no_sign_in_is_refused_by_name(app: TestApp) {
        let missing = app.anonymous.post("/auth/login", &json!({ "username": "anna" })).expect_problem(422, "invalid");
        assert_eq!(missing.json["errors"][0]["field"], "password");
        let long = "x".repeat(1_001);
        app.anonymous.sign_in("anna", &long).expect_problem(422, "invalid");
    }
}
