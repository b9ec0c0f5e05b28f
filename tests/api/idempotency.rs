//! `Idempotency-Key`: the same request twice has its effect once.

use rollcall_testkit::{Client, on_both_engines};
use serde_json::{Value, json};

fn person(username: &str) -> Value {
    json!({ "username": username, "email": format!("{username}@example.org"), "first_name": "A", "last_name": "B" })
}

fn people(client: &Client) -> i64 {
    client.query("/users", &[("count", "exact")]).expect(200).json["total"].as_i64().expect("a number")
}

on_both_engines! {
    fn the_same_key_and_body_replay_the_answer(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        let first = keyed.post("/users", &person("anna")).expect(201);
        let second = keyed.post("/users", &person("anna")).expect(201);
        for header in ["location", "etag"] {
            assert!(first.header(header).is_some());
            assert_eq!(second.header(header), first.header(header));
        }
        assert_eq!(second.json, first.json);
        assert_eq!(second.headers.get("idempotency-replayed").map(|value| value.as_bytes()), Some(&b"true"[..]));
        assert_eq!(people(&admin), 2);
    }

    fn a_password_is_chosen_once_and_its_token_told_once(app: TestApp) {
        const NEW: &str = "quite another horse battery";
        let anna = app.person("anna");
        let body = json!({ "current_password": rollcall_testkit::PASSWORD, "new_password": NEW });
        let with_key = |client: &Client| client.with("Idempotency-Key", "once");
        let here = app.anonymous.signed_in("anna", rollcall_testkit::PASSWORD);
        let wrong = json!({ "current_password": "wrong", "new_password": NEW });
        with_key(&here).post("/me/password", &wrong).expect_problem(422, "wrong_password");
        let first = with_key(&here).post("/me/password", &body).expect(200);
        let on = app.anonymous.with_token(&first.text_of("access_token"));
        let second = with_key(&on).post("/me/password", &body).expect(200);
        assert_eq!((&second.json["user"], &second.json["access_token"]), (&first.json["user"], &Value::Null));
        assert_eq!(second.header("set-cookie"), None);
        on.get("/me").expect(200);
        with_key(&on).post("/me/password", &wrong).expect_problem(422, "idempotency_key_reused");
        assert_eq!(app.audited(anna.id).iter().filter(|action| *action == "user.password_set").count(), 1);
    }

    fn another_spelling_of_the_address_is_the_same_request(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        let first = keyed.post("/users", &person("anna")).expect(201);
        let second = keyed.at_root().post("/api/v1/%75sers", &person("anna")).expect(201);
        assert_eq!(second.json, first.json);
        assert_eq!(people(&admin), 2);
    }

    fn a_key_with_another_body_is_refused(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        keyed.post("/users", &person("anna")).expect(201);
        keyed.post("/users", &person("bert")).expect_problem(422, "idempotency_key_reused");
        assert_eq!(people(&admin), 2);
    }

    fn a_request_that_failed_may_be_sent_again_with_its_key(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let keyed = admin.with("Idempotency-Key", "once");
        keyed.post("/users", &person("anna")).expect(409);
        let id = app.account("anna").id;
        admin.patch(&format!("/users/{id}"), &json!({ "username": "other", "email": "o@example.org" })).expect(200);
        keyed.post("/users", &person("anna")).expect(201);
    }

    fn keys_of_different_people_and_calls_do_not_meet(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let anna = app.person("anna");
        let key = |client: &Client| client.with("Idempotency-Key", "one");
        key(&admin).post("/users", &person("bert")).expect(201);
        key(&manager).post("/users", &person("carl")).expect(201);
        key(&admin).post(&format!("/users/{}/suspend", anna.id), &json!({})).expect(200);
        key(&admin).post_nothing(&format!("/users/{}/activate", anna.id)).expect(200);
        assert!(!app.account("anna").suspended);
        assert_eq!(people(&admin), 5);
    }

    fn fifty_at_once_with_one_key_make_one_account(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        let answers: Vec<(u16, Value)> = std::thread::scope(|scope| {
            let send = || {
                let answer = keyed.post("/users", &person("anna"));
                (answer.status, answer.json["code"].clone())
            };
            let made: Vec<_> = (0..50).map(|_| scope.spawn(send)).collect();
            made.into_iter().map(|thread| thread.join().expect("the thread ends well")).collect()
        });
        for (status, code) in &answers {
            assert!(*status == 201 || (*status, code) == (409, &json!("request_running")), "{status} {code}");
        }
        assert!(answers.iter().any(|(status, _)| *status == 201));
        assert_eq!(people(&admin), 2);
        assert_eq!(app.audited(app.account("anna").id), ["user.created"]);
        keyed.post("/users", &person("anna")).expect(201);
    }

    fn a_key_is_forgotten_after_a_day(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        keyed.post("/users", &person("anna")).expect(201);
        app.clock.advance(25 * 3_600_000);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        admin.with("Idempotency-Key", "once").post("/users", &person("bert")).expect(201);
    }

    fn a_key_may_have_255_characters_and_no_more(app: TestApp) {
        let admin = app.administrator();
        admin.with("Idempotency-Key", &"k".repeat(255)).post("/users", &person("anna")).expect(201);
        admin.with("Idempotency-Key", &"k".repeat(256)).post("/users", &person("bert")).expect_problem(422, "too_long");
    }
}
