//! Single calls about a user's access: unlock, confirm, force a new password, sign out, sessions.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::json;

fn call(client: &Client, app: &TestApp, name: &str, what: &str) -> Answer {
    client.post_nothing(&format!("/users/{}/{what}", app.account(name).id))
}

on_both_engines! {
    fn unlocking_lets_somebody_in_who_was_locked_out(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        for _ in 0..5 {
            app.anonymous.sign_in("anna", "wrong wrong wrong wrong").expect(401);
        }
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        let answer = call(&admin, &app, "anna", "unlock").expect(200);
        assert_eq!((&answer.json["locked"], &answer.json["status"]), (&json!(false), &json!("active")));
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        assert_eq!(answer.json["version"], 2);
        let again = call(&admin, &app, "anna", "unlock").expect(200);
        assert_eq!(again.json["version"], 2, "who is not locked stays as they are");
        assert!(app.audited(app.account("anna").id).contains(&"user.unlocked".to_owned()));
    }

    fn confirming_lets_somebody_in_whose_address_was_not_proven(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::Confirmed, FieldValue::Bool(false))])]);
        assert_eq!(admin.get(&format!("/users/{}", app.account("anna").id)).expect(200).json["status"], "unconfirmed");
        let answer = call(&admin, &app, "anna", "confirm").expect(200);
        assert_eq!((&answer.json["confirmed"], &answer.json["status"]), (&json!(true), &json!("active")));
    }

    fn forcing_a_new_password_is_noted_once(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        for _ in 0..2 {
            let answer = call(&admin, &app, "anna", "force-password-change").expect(200);
            assert_eq!((&answer.json["must_change_password"], &answer.json["version"]), (&json!(true), &json!(2)));
        }
    }

    fn signing_out_ends_every_session_and_the_person_may_come_back(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let sessions = format!("/users/{}/sessions", anna.id);
        assert!(admin.get(&sessions).expect(200).items().is_empty());
        let hers: Vec<Client> = (0..3).map(|_| app.anonymous.with("User-Agent", "a browser").signed_in("anna", PASSWORD)).collect();
        let live = admin.get(&sessions).expect(200);
        assert_eq!(live.each("user_agent"), ["a browser"; 3]);
        let pages = admin.pages(&sessions, &[("limit", "2")]);
        let paged: Vec<String> = pages.iter().flat_map(|page| page.each("id")).collect();
        assert_eq!(paged, live.each("id"));
        call(&admin, &app, "anna", "sign-out").expect(200);
        for client in &hers {
            client.get("/me").expect_problem(401, "unauthenticated");
        }
        assert!(admin.get(&sessions).expect(200).items().is_empty());
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        admin.query(&sessions, &[("cursor", "x")]).expect_problem(400, "invalid_cursor");
    }

    fn the_calls_heed_versions_administrators_and_the_deleted(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 1);
        for what in ["unlock", "confirm", "resend-confirmation", "reset-password", "force-password-change", "sign-out"] {
            if what != "confirm" {
                // Whoever is confirmed already stays as they are, whoever asks.
                call(&manager, &app, "root-admin", what).expect_problem(403, "protected_administrator");
            }
            call(&admin.with("If-Match", "\"99\""), &app, "p0", what).expect_problem(412, "version_mismatch");
            let unknown = format!("/users/{}/{what}", app.account("p0").id);
            let answer = admin.post(&unknown, &json!({ "reason": "x" })).expect(422);
            assert_eq!(answer.json["errors"][0]["field"], "reason", "{what}");
        }
        admin.send("DELETE", &format!("/users/{}", app.account("p0").id), "", b"").expect(204);
        for what in ["unlock", "confirm", "resend-confirmation", "reset-password", "force-password-change", "sign-out"] {
            call(&admin, &app, "p0", what).expect_problem(404, "not_found");
        }
        assert!(app.mails().is_empty());
    }
}
