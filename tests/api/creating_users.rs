//! `POST /users`.

use rollcall_testkit::{Answer, PASSWORD, on_both_engines};
use serde_json::{Value, json};

fn anna() -> Value {
    json!({ "username": "anna", "email": "anna@example.org", "first_name": "Anna", "last_name": "Bauer" })
}

fn anna_but(field: &str, value: Value) -> Value {
    let mut anna = anna();
    anna[field] = value;
    anna
}

/// The fields that a refusal names, with their codes.
#[track_caller]
fn faults(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let errors = answer.json["errors"].as_array().unwrap_or_else(|| panic!("no errors in {}", answer.text));
    errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
}

on_both_engines! {
    fn a_new_account_is_confirmed_active_and_where_location_says(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/users", &anna_but("department", json!("Sales"))).expect(201);
        let location = made.header("location").expect("it says where it is");
        assert_eq!(location, format!("/api/v1/users/{}", made.text_of("id")));
        assert_eq!(made.header("etag").as_deref(), Some("\"1\""));
        let found = admin.get(location.trim_start_matches("/api/v1")).expect(200);
        assert_eq!(found.json, made.json);
        assert_eq!((&found.json["status"], &found.json["confirmed"]), (&json!("active"), &json!(true)));
        assert_eq!((&found.json["auth_method"], &found.json["department"]), (&json!("manual"), &json!("Sales")));
        assert_eq!(app.audited(app.account("anna").id), ["user.created"]);
    }

    fn a_new_person_signs_in_with_the_password_that_was_given(app: TestApp) {
        let admin = app.administrator();
        let mut body = anna_but("password", json!(PASSWORD));
        body["must_change_password"] = json!(true);
        let made = admin.post("/users", &body).expect(201);
        assert!(!made.text.contains(PASSWORD));
        assert_eq!(made.json["must_change_password"], true);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        let entries = app.read(|conn| {
            rollcall_domain::audit::history::of_user(conn, app.account("anna").id, None, 10)
        });
        assert!(entries.iter().all(|entry| !entry.after.to_string().contains(PASSWORD)));
    }

    fn values_are_stored_in_their_proper_form(app: TestApp) {
        let admin = app.administrator();
        let mut body = anna();
        for (field, value) in [
            ("username", "  Anna.B "), ("email", "Anna@Example.ORG"), ("country", "at"), ("language", "de_AT"),
            ("timezone", "Europe/Vienna"), ("auth_method", "LDAP"), ("city", "  "),
        ] {
            body[field] = json!(value);
        }
        let made = admin.post("/users", &body).expect(201).json;
        for (field, value) in [
            ("username", json!("anna.b")), ("email", json!("anna@example.org")), ("country", json!("AT")),
            ("language", json!("de-AT")), ("auth_method", json!("ldap")), ("city", Value::Null),
        ] {
            assert_eq!(made[field], value, "{field}");
        }
    }

    fn an_address_is_the_same_in_either_spelling_of_its_domain(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/users", &anna_but("email", json!("anna@XN--bcher-kva.example"))).expect(201);
        assert_eq!(made.json["email"], "anna@b\u{fc}cher.example");
        let mut other = anna_but("email", json!("anna@b\u{fc}cher.example"));
        other["username"] = json!("another");
        admin.post("/users", &other).expect(409);
        for written in ["anna@xn--bcher-kva.example", "Anna@B\u{dc}CHER.example"] {
            let found = admin.query("/users", &[("filter", &format!("email eq \"{written}\""))]).expect(200);
            assert_eq!(found.each("username"), ["anna"], "{written}");
            let file = format!("email,suspended\n{written},1\n");
            let settings = json!({ "preset": "suspension", "match_by": "email" });
            let batch = admin.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202);
            assert_eq!(batch.json["counts"]["suspend"], 1, "{written}");
            let listed = json!({ "action": "suspend", "target": { "list": written }, "settings": {} });
            let batch = admin.waiting().post("/batches/selection", &listed).expect(202);
            assert_eq!(batch.json["counts"]["suspend"], 1, "{written}");
        }
    }

    fn a_name_or_address_that_is_taken_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let mut body = anna_but("email", json!("other@example.org"));
        body["username"] = json!("ANNA");
        admin.post("/users", &body).expect_problem(409, "username_taken");
        body["username"] = json!("other");
        body["email"] = json!("Anna@Example.Org");
        admin.post("/users", &body).expect_problem(409, "email_taken");
        assert_eq!(admin.query("/users", &[("count", "exact")]).expect(200).json["total"], 2);
    }

    fn what_is_wrong_is_named_field_by_field(app: TestApp) {
        let admin = app.administrator();
        let mut body = anna_but("username", json!("anna bauer"));
        for (field, value) in [("email", "anna"), ("country", "XX"), ("timezone", "Mars/Olympus"), ("auth_method", "magic")] {
            body[field] = json!(value);
        }
        let mut found = faults(&admin.post("/users", &body).expect_problem(422, "invalid"));
        found.sort();
        let expected = [
            ("auth_method", "unknown_auth_method"), ("country", "invalid_value"), ("email", "email_invalid"),
            ("timezone", "invalid_value"), ("username", "username_invalid"),
        ];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
        for (body, field, code) in [
            (anna_but("username", json!("guest")), "username", "username_reserved"),
            (anna_but("username", json!("")), "username", "invalid_value"),
            (anna_but("username", json!("   ")), "username", "missing_value"),
            (anna_but("username", json!("x".repeat(101))), "username", "invalid_value"),
            (anna_but("first_name", json!(" ")), "first_name", "missing_value"),
            (anna_but("first_name", json!(7)), "first_name", "invalid_value"),
            (anna_but("shoe_size", json!(44)), "shoe_size", "unknown_field"),
            (anna_but("city", json!("x".repeat(256))), "city", "too_long"),
            (json!({ "username": "anna" }), "email", "missing_value"),
        ] {
            let answer = admin.post("/users", &body).expect(422);
            assert_eq!(faults(&answer), [(field.to_owned(), code.to_owned())], "{}", answer.text);
        }
        assert_eq!(admin.query("/users", &[("count", "exact")]).expect(200).json["total"], 1);
    }

    fn a_weak_password_is_refused_with_the_reason(app: TestApp) {
        let admin = app.administrator();
        for weak in ["short", "aaaaaaaaaaaaaaaaaaaa", "password1234567", "annaannaannaanna"] {
            let answer = admin.post("/users", &anna_but("password", json!(weak))).expect(422);
            assert_eq!(answer.json["code"], "password_weak", "{weak}: {}", answer.text);
            assert!(!answer.text.contains(weak), "{}", answer.text);
        }
        admin.query("/users", &[("filter", "username eq \"anna\"")]).expect(200).items().is_empty().then_some(()).expect("nobody was made");
    }

    fn the_character_nul_is_refused_wherever_it_stands(app: TestApp) {
        let admin = app.administrator();
        for field in ["username", "first_name", "description", "password"] {
            admin.post("/users", &anna_but(field, json!("a\u{0}b"))).expect(422);
        }
    }

    fn an_invitation_waits_for_the_mail(app: TestApp) {
        let admin = app.administrator();
        admin.post("/users", &anna_but("send_invitation", json!(true))).expect(201);
        assert_eq!(app.account("anna").auth_method, "manual");
    }

    fn fifty_at_once_for_one_name_make_one_account(app: TestApp) {
        let admin = app.administrator();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let made: Vec<_> = (0..50).map(|_| scope.spawn(|| admin.post("/users", &anna()).status)).collect();
            made.into_iter().map(|thread| thread.join().expect("the thread ends well")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 49, "{statuses:?}");
    }
}
