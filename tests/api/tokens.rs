//! API tokens: what programs sign in with.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_domain::{Actor, Clock, auth};
use rollcall_testkit::{Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

const DAY: i64 = 24 * 3_600_000;

#[track_caller]
fn with_token(app: &TestApp, owner: &Client, scopes: Value) -> Client {
    let made = owner.post("/me/tokens", &json!({ "name": "Script", "scopes": scopes })).expect(201);
    app.anonymous.with_token(&made.text_of("token"))
}

on_both_engines! {
    fn a_token_does_what_it_is_for_and_nothing_else(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let script = with_token(&app, &admin, json!(["users.view", "me.read"]));
        script.get(&format!("/users/{}", anna.id)).expect(200);
        assert_eq!(script.get("/me").expect(200).json["capabilities"], json!(["users.view", "me.read"]));
        script.post(&format!("/users/{}/suspend", anna.id), &json!({})).expect_problem(403, "forbidden");
        script.post("/me/tokens", &json!({ "name": "More", "scopes": ["users.view"] })).expect_problem(403, "forbidden");
        let suspender = with_token(&app, &admin, json!(["users.suspend"]));
        suspender.post(&format!("/users/{}/suspend", anna.id), &json!({})).expect(200);
        suspender.get("/users").expect_problem(403, "forbidden");
    }

    fn the_secret_is_shown_once_and_kept_as_a_hash(app: TestApp) {
        let admin = app.administrator();
        let body = json!({ "name": " HR ", "scopes": ["users.view", "users.view"], "expires_at": "9999-12-31T23:59:59Z" });
        let keyed = admin.with("Idempotency-Key", "one");
        let made = keyed.post("/me/tokens", &body).expect(201);
        let secret = made.text_of("token");
        assert!(secret.starts_with("rct_") && secret.len() == 47, "{secret}");
        assert_eq!((&made.json["name"], &made.json["scopes"]), (&json!("HR"), &json!(["users.view"])));
        let again = keyed.post("/me/tokens", &body).expect(201);
        assert_eq!((&again.json["id"], &again.json["token"]), (&made.json["id"], &Value::Null));
        let listed = admin.get("/me/tokens").expect(200);
        assert_eq!(listed.items().len(), 1);
        assert!(!listed.text.contains(&secret));
        let kept: Vec<String> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::{api_tokens, idempotency_keys};
            let mut kept: Vec<String> = api_tokens::table.select(api_tokens::hash).load(conn)?;
            kept.extend(idempotency_keys::table.select(idempotency_keys::response).load::<Option<String>>(conn)?.into_iter().flatten());
            Ok(kept)
        });
        assert!(kept.len() == 2 && kept.iter().all(|text| !text.contains(&secret)), "{kept:?}");
    }

    fn a_token_ends_with_its_time_its_owner_and_its_deletion(app: TestApp) {
        let admin = app.administrator();
        let zoe = app.administrator_called("zoe");
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let made = hers.post("/me/tokens", &json!({ "name": "a", "scopes": ["users.view"] })).expect(201);
        let script = app.anonymous.with_token(&made.text_of("token"));
        script.get("/users").expect(200);
        admin.send("DELETE", &format!("/me/tokens/{}", made.text_of("id")), "", b"").expect_problem(404, "not_found");
        hers.send("DELETE", &format!("/me/tokens/{}", made.text_of("id")), "", b"").expect(204);
        script.get("/users").expect_problem(401, "unauthenticated");
        let script = with_token(&app, &hers, json!(["users.view"]));
        admin.post(&format!("/users/{}/suspend", zoe.id), &json!({})).expect(200);
        script.get("/users").expect_problem(401, "unauthenticated");
        admin.post(&format!("/users/{}/activate", zoe.id), &json!({})).expect(200);
        script.get("/users").expect_problem(401, "unauthenticated");
        let script = with_token(&app, &admin, json!(["users.view"]));
        app.clock.advance(90 * DAY - 60_000);
        script.get("/users").expect(200);
        app.clock.advance(60_000);
        script.get("/users").expect_problem(401, "unauthenticated");
        app.anonymous.with_token("rct_guessed").get("/users").expect_problem(401, "unauthenticated");
        assert_eq!(app.audited(zoe.id)[..2], ["session.started", "token.created"]);
    }

    fn nobody_makes_a_token_for_more_than_they_hold(app: TestApp) {
        let (learner, manager) = (app.learner(), app.account_manager());
        with_token(&app, &learner, json!(["me.read"])).get("/me").expect(200);
        for (client, scopes, code) in [
            (&learner, json!(["users.view"]), "forbidden"),
            (&manager, json!(["roles.assign"]), "forbidden"),
            (&manager, json!(["users.fly"]), "invalid_value"),
        ] {
            let refused = client.post("/me/tokens", &json!({ "name": "x", "scopes": scopes })).expect_problem(422, "invalid");
            assert_eq!((&refused.json["errors"][0]["field"], &refused.json["errors"][0]["code"]), (&json!("scopes[0]"), &json!(code)));
        }
        manager.post("/me/tokens", &json!({ "name": "x", "scopes": [] })).expect_problem(422, "invalid");
        let past = json!({ "name": "x", "scopes": ["me.read"], "expires_at": "2001-01-01" });
        manager.post("/me/tokens", &past).expect_problem(422, "invalid");
    }

    fn a_token_is_made_with_a_session_and_never_with_a_token(app: TestApp) {
        let manager = app.account_manager();
        let script = with_token(&app, &manager, json!(["me.write", "me.read"]));
        let far = json!({ "name": "x", "scopes": ["me.read"], "expires_at": "9999-01-01T00:00:00Z" });
        script.post("/me/tokens", &far).expect_problem(403, "session_required");
        assert_eq!(script.get("/me/tokens").expect(200).items().len(), 1);
        manager.post("/me/tokens", &far).expect(201);
    }

    fn tokens_and_sign_ins_end_with_the_secret(app: TestApp) {
        use rollcall_domain::auth::Secret;
        let admin = app.administrator();
        let script = with_token(&app, &admin, json!(["users.view"]));
        let [one, other] = ["a", "b"].map(|letter| Secret::new(&letter.repeat(40)).expect("a secret"));
        app.write(|conn| rollcall_domain::settings::set(conn, "secret.check", ""));
        assert!(app.db.write(rollcall_domain::db::Urgency::Foreground, |conn| one.check(conn)).is_err());
        script.get("/users").expect(200);
        // As an operator replaces a secret: the nodes start with another one.
        app.write(|conn| {
            auth::secret::renew(conn, &Actor::system(), app.clock.now())?;
            other.check(conn)
        });
        script.get("/users").expect_problem(401, "unauthenticated");
        admin.get("/me").expect_problem(401, "unauthenticated");
        app.write(|conn| other.check(conn));
    }

    fn a_role_that_is_taken_away_is_missing_to_the_token(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        admin.patch(&at, &json!({ "system_roles": ["account_manager"] })).expect(200);
        let script = with_token(&app, &app.anonymous.signed_in("anna", PASSWORD), json!(["users.view"]));
        script.get("/users").expect(200);
        admin.patch(&at, &json!({ "system_roles": [] })).expect(200);
        script.get("/users").expect_problem(403, "forbidden");
    }

    fn private_fields_are_not_shown_filtered_sorted_or_searched_without_the_capability(app: TestApp) {
        let admin = app.administrator();
        let text = |text: &str| FieldValue::Text(text.to_owned());
        app.people_with(&[("ada", &[(Field::IdNumber, text("Q-4711")), (Field::Phone, text("+43 1")), (Field::MobilePhone, text("+43 2")), (Field::Address, text("Ring 1"))])]);
        let at = format!("/users/{}", app.account("ada").id);
        admin.patch(&at, &json!({ "phone": "+43 9", "city": "Graz" })).expect(200);
        let all = json!(["users.view", "users.update", "users.suspend", "exports.create", "batches.create", "batches.view"]);
        let script = with_token(&app, &admin, all);
        let seen = script.get(&at).expect(200);
        for name in ["id_number", "phone", "mobile_phone", "address"] {
            assert_eq!(seen.json[name], Value::Null, "{name}");
            assert_ne!(admin.get(&at).expect(200).json[name], Value::Null, "{name}");
            script.query("/users", &[("filter", &format!("{name} pr"))]).expect_problem(400, "invalid_filter");
            script.patch(&at, &json!({ name: "1" })).expect_problem(403, "forbidden");
            let selection = json!({ "action": "suspend", "target": { "filter": format!("{name} sw \"1\"") } });
            script.post("/batches/selection", &selection).expect_problem(400, "invalid_filter");
        }
        assert_eq!(seen.json["city"], "Graz");
        assert_eq!(script.patch(&at, &json!({ "city": "Wien" })).expect(200).json["phone"], Value::Null);
        let listed = script.query("/users", &[("q", "ada")]).expect(200);
        assert_eq!((listed.items().len(), &listed.items()[0]["id_number"]), (1, &Value::Null));
        script.query("/users", &[("sort", "last_name,-id_number")]).expect_problem(400, "unknown_sort");
        for (words, by_admin, by_script) in [("4711", 1, 0), ("q-4711", 1, 0), ("ada@example", 1, 1), ("ada 47", 1, 0)] {
            assert_eq!(admin.query("/users", &[("q", words)]).expect(200).items().len(), by_admin, "{words}");
            assert_eq!(script.query("/users", &[("q", words)]).expect(200).items().len(), by_script, "{words}");
        }
        let selection = json!({ "action": "suspend", "target": { "q": "4711" } });
        let found = |client: &Client| client.waiting().post("/batches/selection", &selection).expect(202).json["affected"].clone();
        assert_eq!((found(&admin), found(&script)), (json!(1), json!(0)));
        let csv = script.query("/users/export", &[("q", "ada"), ("fields", "username,id_number,phone")]).expect(200).text;
        assert_eq!(csv, "username,id_number,phone\nada,,\n");
        let history = script.get(&format!("{at}/history")).expect(200);
        assert_eq!(history.items()[1]["after"], json!({ "city": "Graz", "phone": null }), "{}", history.text);
    }
}
