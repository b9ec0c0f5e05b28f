//! What people change of their own accounts, and the password that they have to choose.

use rollcall_testkit::{Client, PASSWORD, on_both_engines};
use serde_json::json;

const NEW: &str = "velvet harbour tractor plum";

on_both_engines! {
    fn people_change_what_is_theirs_and_nothing_else(app: TestApp) {
        let (admin, learner) = (app.administrator(), app.learner());
        for (name, editor) in [("nickname", "self"), ("grade", "staff")] {
            admin.post("/profile-fields", &json!({ "name": name, "kind": "text", "editable_by": editor })).expect(201);
        }
        let changed = learner.patch("/me", &json!({ "city": "Graz", "phone": "+43 1", "profile": { "nickname": "Lea" } })).expect(200);
        assert_eq!((&changed.json["city"], &changed.json["phone"]), (&json!("Graz"), &json!("+43 1")));
        assert_eq!((&changed.json["profile"], &changed.json["version"]), (&json!({ "nickname": "Lea" }), &json!(2)));
        assert_eq!(changed.header("etag").as_deref(), Some("\"2\""));
        learner.with("If-Match", "\"1\"").patch("/me", &json!({ "city": "Wien" })).expect_problem(412, "version_mismatch");
        for body in [
            json!({ "username": "boss" }),
            json!({ "email": "x@example.org" }),
            json!({ "system_roles": ["administrator"] }),
            json!({ "id_number": "1" }),
            json!({ "profile": { "grade": "A" } }),
            json!({ "first_name": null }),
        ] {
            learner.patch("/me", &body).expect_problem(422, "invalid");
        }
        assert_eq!(app.account("learner").version, 2);
        assert_eq!(app.audited(app.account("learner").id).last().map(String::as_str), Some("user.updated"));
    }

    fn a_new_password_ends_every_other_sign_in(app: TestApp) {
        app.person("anna");
        let here = app.anonymous.signed_in("anna", PASSWORD);
        let there = app.anonymous.signed_in("anna", PASSWORD);
        assert_eq!(here.get("/me/sessions").expect(200).items().len(), 2);
        let body = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
        here.post("/me/password", &body("wrong", NEW)).expect_problem(422, "wrong_password");
        let weak = here.post("/me/password", &body(PASSWORD, "password")).expect_problem(422, "password_weak");
        assert_eq!(weak.json["errors"][0]["field"], "new_password");
        here.post("/me/password", &body(PASSWORD, PASSWORD)).expect_problem(422, "password_unchanged");
        there.get("/me").expect(200);
        let changed = here.post("/me/password", &body(PASSWORD, NEW)).expect(200);
        there.get("/me").expect_problem(401, "unauthenticated");
        here.get("/me").expect_problem(401, "unauthenticated");
        let on = app.anonymous.with_token(&changed.text_of("access_token"));
        assert_eq!(on.get("/me/sessions").expect(200).items().len(), 1);
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        app.anonymous.sign_in("anna", NEW).expect(200);
    }

    fn one_ends_one_of_ones_own_sign_ins_or_all_the_others(app: TestApp) {
        app.person("anna");
        let sign_in = || app.anonymous.signed_in("anna", PASSWORD);
        let (here, there, elsewhere) = (sign_in(), sign_in(), sign_in());
        let learner = app.learner();
        let made = here.post("/me/tokens", &json!({ "name": "x", "scopes": ["me.read"] })).expect(201);
        let script = app.anonymous.with_token(&made.text_of("token"));
        let current = |client: &Client| {
            let found = client.get("/me/sessions").expect(200);
            let current: Vec<_> = found.items().iter().filter(|one| one["current"] == true).map(|one| one["id"].clone()).collect();
            (found.items().len(), current[0].as_str().expect("an id").to_owned())
        };
        let (count, id) = current(&there);
        assert_eq!(count, 3);
        let path = format!("/me/sessions/{id}");
        let delete = |client: &Client, path: &str| client.send("DELETE", path, "", b"");
        delete(&learner, &path).expect_problem(404, "not_found");
        delete(&here, "/me/sessions/nonsense").expect_problem(404, "not_found");
        there.get("/me").expect(200);
        delete(&here, &path).expect(204);
        there.get("/me").expect_problem(401, "unauthenticated");
        delete(&here, &path).expect_problem(404, "not_found");
        elsewhere.get("/me").expect(200);
        delete(&here, "/me/sessions").expect(204);
        elsewhere.get("/me").expect_problem(401, "unauthenticated");
        assert_eq!(current(&here).0, 1);
        delete(&here, "/me/sessions").expect(204);
        script.get("/me").expect(200);
        learner.get("/me").expect(200);
        let ended = app.audited(app.account("anna").id).iter().filter(|action| *action == "session.ended").count();
        assert_eq!(ended, 2, "who ends nothing leaves no entry");
    }

    fn one_learns_which_custom_fields_ones_account_has(app: TestApp) {
        let (admin, learner) = (app.administrator(), app.learner());
        for (name, visible_to) in [("grade", "staff"), ("motto", "self")] {
            admin.post("/profile-fields", &json!({ "name": name, "kind": "text", "visible_to": visible_to })).expect(201);
        }
        assert_eq!(learner.get("/me/profile-fields").expect(200).each("name"), ["motto"]);
        assert_eq!(admin.get("/me/profile-fields").expect(200).each("name"), ["grade", "motto"]);
    }

    fn who_has_to_choose_a_password_can_do_nothing_else_first(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        let made = app.anonymous.signed_in("boss", PASSWORD).post("/me/tokens", &json!({ "name": "x", "scopes": ["users.view"] }));
        let script = app.anonymous.with_token(&made.expect(201).text_of("token"));
        admin.post_nothing(&format!("/users/{}/force-password-change", boss.id)).expect(200);
        let theirs = app.anonymous.signed_in("boss", PASSWORD);
        assert_eq!(theirs.get("/me").expect(200).json["must_change_password"], true);
        theirs.get("/users").expect_problem(403, "password_change_required");
        theirs.get("/me/tokens").expect_problem(403, "password_change_required");
        theirs.post(&format!("/users/{}/suspend", boss.id), &json!({})).expect_problem(403, "password_change_required");
        script.get("/users").expect(200);
        let changed = theirs.post("/me/password", &json!({ "current_password": PASSWORD, "new_password": NEW })).expect(200);
        assert_eq!(changed.json["user"]["must_change_password"], false);
        app.anonymous.with_token(&changed.text_of("access_token")).get("/users").expect(200);
        assert!(!app.account("boss").must_change_password);
    }

    fn guessing_the_password_in_use_makes_the_session_rest_and_is_in_the_history(app: TestApp) {
        let anna = app.person("anna");
        let client = app.anonymous.signed_in("anna", PASSWORD);
        let guess = |text: &str| {
            client.post("/me/password", &json!({ "current_password": text, "new_password": "a new and rather long one 7" }))
        };
        for _ in 0..5 {
            guess("wrong").expect_problem(422, "wrong_password");
        }
        let rests = guess(PASSWORD).expect_problem(429, "too_many_requests");
        assert!(rests.header("retry-after").and_then(|text| text.parse::<u64>().ok()).is_some_and(|wait| (1..=31).contains(&wait)));
        assert_eq!(app.audited(anna.id).iter().filter(|action| *action == "session.refused").count(), 5);
        // It is this session that rests, and nobody is kept from signing in.
        app.anonymous.signed_in("anna", PASSWORD).get("/me").expect(200);
        app.clock.advance(31_000);
        guess(PASSWORD).expect(200);
    }

    fn links_to_new_addresses_go_out_five_in_ten_minutes(app: TestApp) {
        app.person("anna");
        let client = app.anonymous.signed_in("anna", PASSWORD);
        let ask = |address: &str| client.post("/me/email", &json!({ "email": address }));
        for number in 0..5 {
            ask(&format!("a{number}@example.org")).expect(202);
        }
        ask("b@example.org").expect_problem(429, "too_many_requests");
        assert!(app.mails().iter().all(|mail| !mail.contains("b@example.org")));
        app.clock.advance(601_000);
        ask("b@example.org").expect(202);
    }

    fn a_token_chooses_no_password(app: TestApp) {
        let learner = app.learner();
        let made = learner.post("/me/tokens", &json!({ "name": "x", "scopes": ["me.read", "me.write"] })).expect(201);
        let script = app.anonymous.with_token(&made.text_of("token"));
        let body = json!({ "current_password": PASSWORD, "new_password": NEW });
        script.post("/me/password", &body).expect_problem(403, "forbidden");
        app.anonymous.sign_in("learner", PASSWORD).expect(200);
    }
}
