//! Sessions: renewed by a cookie that is good once, ended by signing out and by time.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::json;

const SECOND: i64 = 1_000;
const DAY: i64 = 24 * 3_600 * SECOND;
const COOKIE: &str = "rollcall_refresh";

/// Signs in; the token's client and the cookie.
fn signed_in(app: &TestApp) -> (Client, String) {
    app.person("anna");
    let answer = app.anonymous.sign_in("anna", PASSWORD).expect(200);
    (app.anonymous.with_token(&answer.text_of("access_token")), answer.cookie(COOKIE))
}

fn refresh(app: &TestApp, cookie: &str) -> Answer {
    app.anonymous.with("Cookie", &format!("{COOKIE}={cookie}")).post_nothing("/auth/refresh")
}

on_both_engines! {
    fn a_refresh_gives_a_new_token_and_a_new_cookie(app: TestApp) {
        let (_, cookie) = signed_in(&app);
        let renewed = refresh(&app, &cookie).expect(200);
        assert_ne!(renewed.cookie(COOKIE), cookie);
        let hers = app.anonymous.with_token(&renewed.text_of("access_token"));
        assert_eq!(hers.get("/me").expect(200).json["username"], "anna");
        assert_eq!(renewed.json["user"]["username"], "anna");
    }

    fn the_cookie_from_before_still_works_for_a_moment(app: TestApp) {
        let (_, first) = signed_in(&app);
        let second = refresh(&app, &first).expect(200).cookie(COOKIE);
        app.clock.advance(20 * SECOND);
        let again = refresh(&app, &first).expect(200).cookie(COOKIE);
        assert_eq!(again, second, "two tabs that renew at once go on with the same cookie");
        refresh(&app, &second).expect(200);
    }

    fn the_cookie_from_before_does_not_live_on_by_being_used(app: TestApp) {
        let (_, first) = signed_in(&app);
        refresh(&app, &first).expect(200);
        app.clock.advance(20 * SECOND);
        refresh(&app, &first).expect(200);
        app.clock.advance(20 * SECOND);
        refresh(&app, &first).expect_problem(401, "unauthenticated");
    }

    fn a_cookie_that_was_used_long_before_ends_the_session(app: TestApp) {
        let (hers, first) = signed_in(&app);
        let renewed = refresh(&app, &first).expect(200);
        app.clock.advance(31 * SECOND);
        hers.get("/me").expect(200);
        refresh(&app, &first).expect_problem(401, "unauthenticated");
        refresh(&app, &renewed.cookie(COOKIE)).expect_problem(401, "unauthenticated");
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.with_token(&renewed.text_of("access_token")).get("/me").expect(401);
    }

    fn any_older_cookie_ends_the_session_even_at_once(app: TestApp) {
        let (hers, first) = signed_in(&app);
        let second = refresh(&app, &first).expect(200).cookie(COOKIE);
        let third = refresh(&app, &second).expect(200).cookie(COOKIE);
        refresh(&app, &first).expect_problem(401, "unauthenticated");
        refresh(&app, &third).expect_problem(401, "unauthenticated");
        hers.get("/me").expect_problem(401, "unauthenticated");
        let anna = app.account("anna").id;
        assert!(app.audited(anna).contains(&"session.ended".to_owned()));
    }

    fn a_made_up_cookie_ends_nobodys_session(app: TestApp) {
        let (hers, first) = signed_in(&app);
        let second = refresh(&app, &first).expect(200).cookie(COOKIE);
        // A letter of the signature, and one of the generation.
        for (cookie, place) in [(&first, 50), (&second, 31), (&second, 10)] {
            let letter = if cookie.as_bytes()[place] == b'A' { 'Z' } else { 'A' };
            let forged = format!("{}{letter}{}", &cookie[..place], &cookie[place + 1..]);
            refresh(&app, &forged).expect_problem(401, "unauthenticated");
        }
        hers.get("/me").expect(200);
        refresh(&app, &second).expect(200);
    }

    fn a_session_ends_thirty_days_after_the_sign_in_however_often_it_is_renewed(app: TestApp) {
        let (_, mut cookie) = signed_in(&app);
        for _ in 0..29 {
            app.clock.advance(DAY);
            cookie = refresh(&app, &cookie).expect(200).cookie(COOKIE);
        }
        app.clock.advance(DAY + SECOND);
        refresh(&app, &cookie).expect_problem(401, "unauthenticated");
    }

    fn a_page_of_another_site_neither_renews_nor_ends_a_session(app: TestApp) {
        let (hers, cookie) = signed_in(&app);
        let with_cookie = app.anonymous.with("Cookie", &format!("{COOKIE}={cookie}"));
        for (name, value) in [
            ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
        ] {
            let foreign = with_cookie.with(name, value);
            foreign.post_nothing("/auth/refresh").expect_problem(403, "foreign_origin");
            foreign.post_nothing("/auth/logout").expect_problem(403, "foreign_origin");
        }
        hers.get("/me").expect(200);
        with_cookie.with("Sec-Fetch-Site", "same-origin").post_nothing("/auth/refresh").expect(200);
        with_cookie.post_nothing("/auth/logout").expect(204);
        hers.get("/me").expect_problem(401, "unauthenticated");
    }

    fn the_audit_names_the_session_or_token_of_an_act_and_every_sign_out(app: TestApp) {
        let (hers, cookie) = signed_in(&app);
        let anna = app.account("anna").id;
        let token = hers.post("/me/tokens", &json!({ "name": "t", "scopes": ["me.write", "me.read"] })).expect(201);
        let script = app.anonymous.with_token(&token.text_of("token"));
        script.patch("/me", &json!({ "city": "Graz" })).expect(200);
        hers.patch("/me", &json!({ "city": "Linz" })).expect(200);
        let session = hers.get("/me/sessions").expect(200).items()[0]["id"].clone();
        app.anonymous.with("Cookie", &format!("{COOKIE}={cookie}")).post_nothing("/auth/logout").expect(204);
        app.anonymous.with("Cookie", &format!("{COOKIE}={cookie}")).post_nothing("/auth/logout").expect(204);
        let entries: Vec<(String, serde_json::Value, serde_json::Value)> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            let found = e::table.filter(e::target_id.eq(anna)).order(e::seq).select((e::action, e::payload));
            let found = found.load::<(String, Option<String>)>(conn)?;
            Ok(found.into_iter().map(|(action, payload)| {
                let payload: serde_json::Value = serde_json::from_str(&payload.unwrap_or_default()).unwrap_or_default();
                (action, payload["session"].clone(), payload["token"].clone())
            }).collect())
        });
        let none = serde_json::Value::Null;
        assert_eq!(entries, [
            ("session.started".to_owned(), session.clone(), none.clone()),
            ("token.created".to_owned(), session.clone(), none.clone()),
            ("user.updated".to_owned(), none.clone(), token.json["id"].clone()),
            ("user.updated".to_owned(), session.clone(), none.clone()),
            ("session.ended".to_owned(), session, none),
        ]);
    }

    fn a_token_ends_after_a_quarter_of_an_hour_and_the_cookie_renews_it(app: TestApp) {
        let (hers, cookie) = signed_in(&app);
        app.clock.advance(899 * SECOND);
        hers.get("/me").expect(200);
        app.clock.advance(2 * SECOND);
        hers.get("/me").expect_problem(401, "unauthenticated");
        let renewed = refresh(&app, &cookie).expect(200);
        app.anonymous.with_token(&renewed.text_of("access_token")).get("/me").expect(200);
    }

    fn a_session_that_is_not_renewed_for_two_weeks_is_over(app: TestApp) {
        let (_, cookie) = signed_in(&app);
        app.clock.advance(10 * DAY);
        let cookie = refresh(&app, &cookie).expect(200).cookie(COOKIE);
        app.clock.advance(13 * DAY);
        let cookie = refresh(&app, &cookie).expect(200).cookie(COOKIE);
        app.clock.advance(15 * DAY);
        refresh(&app, &cookie).expect_problem(401, "unauthenticated");
    }

    fn signing_out_ends_the_token_and_the_cookie_of_this_session_only(app: TestApp) {
        let (hers, cookie) = signed_in(&app);
        let other = app.anonymous.signed_in("anna", PASSWORD);
        let answer = hers.post_nothing("/auth/logout").expect(204);
        assert_eq!(answer.cookie(COOKIE), "");
        hers.get("/me").expect_problem(401, "unauthenticated");
        refresh(&app, &cookie).expect_problem(401, "unauthenticated");
        other.get("/me").expect(200);
    }

    fn signing_out_with_the_cookie_alone_ends_the_session(app: TestApp) {
        let (hers, cookie) = signed_in(&app);
        app.anonymous.with("Cookie", &format!("{COOKIE}={cookie}")).post_nothing("/auth/logout").expect(204);
        hers.get("/me").expect_problem(401, "unauthenticated");
    }

    fn signing_out_when_nobody_is_signed_in_is_no_error(app: TestApp) {
        app.anonymous.post_nothing("/auth/logout").expect(204);
        app.anonymous.post_nothing("/auth/refresh").expect_problem(401, "unauthenticated");
        refresh(&app, "made-up").expect_problem(401, "unauthenticated");
    }

    fn a_suspension_ends_the_cookie_too_and_activating_does_not_bring_it_back(app: TestApp) {
        let admin = app.administrator();
        let (_, cookie) = signed_in(&app);
        let anna = app.account("anna");
        admin.post(&format!("/users/{}/suspend", anna.id), &json!({})).expect(200);
        refresh(&app, &cookie).expect_problem(401, "unauthenticated");
        admin.post_nothing(&format!("/users/{}/activate", anna.id)).expect(200);
        refresh(&app, &cookie).expect_problem(401, "unauthenticated");
    }

    fn the_method_no_login_alone_ends_the_sessions(app: TestApp) {
        let admin = app.administrator();
        let (hers, _) = signed_in(&app);
        let anna = app.account("anna");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "auth_method": "nologin" })).expect(200);
        hers.get("/me").expect_problem(401, "unauthenticated");
    }

    fn a_token_that_was_tampered_with_is_worth_nothing(app: TestApp) {
        app.person("anna");
        let token = app.anonymous.sign_in("anna", PASSWORD).expect(200).text_of("access_token");
        let parts: Vec<&str> = token.split('.').collect();
        let forged = format!("{}.{}.{}", parts[0], parts[1], "AAAA");
        for token in [&forged, "", "x", "a.b.c", &format!("{}.{}.", "eyJhbGciOiJub25lIn0", parts[1])] {
            app.anonymous.with_token(token).get("/me").expect_problem(401, "unauthenticated");
        }
        app.anonymous.with("Authorization", &format!("Basic {token}")).get("/me").expect(401);
        app.anonymous.with("Authorization", &format!("bearer {token}")).get("/me").expect(200);
    }
}
