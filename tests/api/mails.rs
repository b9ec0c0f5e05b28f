//! Links by mail: invitations, new passwords, confirmations; and that mail is neither lost nor sent for ever.

use rollcall_domain::deliveries::DeliveryKind;
use rollcall_domain::mail::Smtp;
use rollcall_domain::users::{Field, FieldValue};
use rollcall_domain::{Clock, deliveries};
use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

const NEW: &str = "marble kettle horizon fjord";
const HOUR: i64 = 3_600_000;

/// The token of the link in a mail.
#[track_caller]
fn token(mail: &str, page: &str) -> String {
    let before = format!("https://people.example.org/{page}#");
    let (_, behind) = mail.split_once(&before).unwrap_or_else(|| panic!("no link to {page} in {mail}"));
    behind.split_whitespace().next().expect("a token").to_owned()
}

on_both_engines! {
    fn an_invitation_lets_somebody_choose_the_first_password_once(app: TestApp) {
        let admin = app.administrator();
        let body = json!({ "username": "anna", "email": "anna@example.org", "first_name": "Anna", "last_name": "Bauer", "send_invitation": true });
        admin.post("/users", &body).expect(201);
        let mails = app.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("To: \"Anna Bauer\" <anna@example.org>") && mails[0].contains("username is anna"), "{}", mails[0]);
        let token = token(&mails[0], "invitation");
        let choose = |password: &str| app.anonymous.post("/auth/invitation/complete", &json!({ "token": token, "password": password }));
        let weak = choose("passwordpassword").expect_problem(422, "password_weak");
        assert_eq!(weak.json["errors"][0]["field"], "password");
        choose(NEW).expect(204);
        app.anonymous.sign_in("anna", NEW).expect(200);
        choose(PASSWORD).expect_problem(422, "invalid_token");
        assert_eq!(app.mails().len(), 1, "a mail is sent once");
    }

    fn passwords_are_not_tried_by_a_link_without_end(app: TestApp) {
        app.person("anna");
        app.anonymous.post("/auth/password-reset", &json!({ "email": "anna@example.org" })).expect(202);
        let token = token(&app.mails()[0], "password-reset");
        // As long as passwords may be, of characters that may each stand for several letters.
        let dear: String = "4@8({[<369|1!7$50+%2".chars().cycle().take(999).collect::<String>() + "a";
        let choose = |password: &str| app.anonymous.post("/auth/password-reset/complete", &json!({ "token": token, "password": password }));
        for password in ["anna@example.org", "anna@example.organna", "passwordpassword"].into_iter().cycle().take(10) {
            choose(password).expect_problem(422, "password_weak");
        }
        choose(&dear).expect_problem(429, "too_many_requests");
    }

    fn a_forgotten_password_is_chosen_anew_by_a_link(app: TestApp) {
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        for email in ["Anna@Example.org", "anna@example.org", "nobody@example.org", "not an address", ""] {
            app.anonymous.post("/auth/password-reset", &json!({ "email": email })).expect(202);
        }
        let mails = app.mails();
        assert_eq!(mails.len(), 1, "one mail, however often somebody asks");
        let token = token(&mails[0], "password-reset");
        for worthless in ["x", "", &token[..token.len() - 4], &format!("B{}", &token[1..])] {
            let body = json!({ "token": worthless, "password": NEW });
            app.anonymous.post("/auth/password-reset/complete", &body).expect_problem(422, "invalid_token");
        }
        app.anonymous.post("/auth/invitation/complete", &json!({ "token": token, "password": NEW })).expect_problem(422, "invalid_token");
        app.anonymous.post("/auth/password-reset/complete", &json!({ "token": token, "password": NEW })).expect(204);
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        app.anonymous.sign_in("anna", NEW).expect(200);
        assert_eq!(app.audited(anna.id).iter().filter(|action| *action == "user.password_set").count(), 1);
    }

    fn a_link_ends_with_its_hour_with_another_password_and_with_a_suspension(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let ask = || admin.post_nothing(&format!("/users/{}/reset-password", anna.id)).expect(202);
        ask();
        let one = token(&app.mails()[0], "password-reset");
        ask();
        ask();
        let mails = app.mails();
        assert_eq!(mails.len(), 2, "a link that a newer one has ended is not even sent");
        let two = token(&mails[1], "password-reset");
        let choose = |token: &str| app.anonymous.post("/auth/password-reset/complete", &json!({ "token": token, "password": NEW }));
        choose(&one).expect_problem(422, "invalid_token");
        choose(&two).expect(204);
        choose(&two).expect_problem(422, "invalid_token");
        ask();
        let three = token(&app.mails()[2], "password-reset");
        let suspend = |what: &str| admin.post(&format!("/users/{}/{what}", anna.id), &json!({ "reason": "x" }));
        suspend("suspend").expect(200);
        choose(&three).expect_problem(422, "invalid_token");
        admin.post_nothing(&format!("/users/{}/activate", anna.id)).expect(200);
        choose(&three).expect_problem(422, "invalid_token");
        ask();
        let four = token(&app.mails()[3], "password-reset");
        admin.post_nothing(&format!("/users/{}/sign-out", anna.id)).expect(200);
        choose(&four).expect_problem(422, "invalid_token");
        ask();
        let five = token(&app.mails()[4], "password-reset");
        app.clock.advance(HOUR + 1);
        choose(&five).expect_problem(422, "invalid_token");
    }

    fn no_link_is_made_for_whom_it_would_be_worthless(app: TestApp) {
        let admin = app.administrator();
        let ldap = [(Field::AuthMethod, FieldValue::Text("ldap".to_owned()))];
        app.people_with(&[("lena", &ldap), ("anna", &[]), ("otto", &[])]);
        let path = |name: &str, what: &str| format!("/users/{}/{what}", app.account(name).id);
        admin.post_nothing(&path("lena", "reset-password")).expect_problem(409, "no_password_here");
        admin.post_nothing(&path("anna", "suspend")).expect(200);
        admin.post_nothing(&path("anna", "reset-password")).expect(409);
        admin.post_nothing(&path("otto", "resend-confirmation")).expect_problem(409, "already_confirmed");
        for name in ["lena", "anna"] {
            app.anonymous.post("/auth/password-reset", &json!({ "email": format!("{name}@example.org") })).expect(202);
        }
        admin.post_nothing(&path("otto", "reset-password")).expect(202);
        admin.send("DELETE", path("otto", "").trim_end_matches('/'), "", b"").expect(204);
        assert!(app.mails().is_empty(), "who was deleted meanwhile gets no mail");
    }

    fn a_confirmation_proves_the_address_it_was_sent_to(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::Confirmed, FieldValue::Bool(false))])]);
        let at = format!("/users/{}", app.account("anna").id);
        let send = || admin.post_nothing(&format!("{at}/resend-confirmation")).expect(202);
        send();
        let old = token(&app.mails()[0], "confirmation");
        admin.patch(&at, &json!({ "email": "new@example.org" })).expect(200);
        app.anonymous.post("/auth/confirmation/complete", &json!({ "token": old })).expect_problem(422, "invalid_token");
        send();
        let mails = app.mails();
        assert!(mails[1].contains("anna@example.org") && mails[1].contains("was changed"), "{}", mails[1]);
        let new = token(&mails[2], "confirmation");
        app.anonymous.post("/auth/confirmation/complete", &json!({ "token": new })).expect(204);
        assert!(app.account("anna").confirmed);
        app.anonymous.post("/auth/confirmation/complete", &json!({ "token": new })).expect_problem(422, "invalid_token");
    }

    fn choosing_a_password_ends_the_demand_for_one(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        admin.post_nothing(&format!("/users/{}/force-password-change", anna.id)).expect(200);
        admin.post_nothing(&format!("/users/{}/reset-password", anna.id)).expect(202);
        let token = token(&app.mails()[0], "password-reset");
        app.anonymous.post("/auth/password-reset/complete", &json!({ "token": token, "password": NEW })).expect(204);
        assert!(!app.account("anna").must_change_password);
    }

    fn whoever_asks_for_a_link_does_not_wait_behind_the_invitations_of_a_file(app: TestApp) {
        let people = app.people("p", 120);
        let invited: Vec<_> = people.iter().map(|person| (DeliveryKind::Invitation, person.id)).collect();
        let now = app.clock.now();
        app.write(|conn| deliveries::put_all(conn, &invited, now));
        app.clock.advance(1_000);
        app.anonymous.post("/auth/password-reset", &json!({ "email": "p7@example.org" })).expect(202);
        let first = app.mails();
        assert!(first.len() < 120, "not all of them are sent at once");
        assert!(first.iter().any(|mail| mail.contains("/password-reset#")), "the link is among the first {}", first.len());
    }

    fn mails_of_many_wait_for_the_end_of_a_batch_and_links_do_not(app: TestApp) {
        use diesel::prelude::*;
        use rollcall_domain::db::schema::batches::dsl::{batches, state};
        let admin = app.administrator();
        let people = app.people("p", 3);
        let file = b"username,suspended\np0,1\n";
        admin.waiting().upload("x.csv", file, &json!({ "preset": "suspension" })).expect(202);
        let is = |name: &'static str| app.write(|conn| Ok(diesel::update(batches).set(state.eq(name)).execute(conn)?));
        let invited: Vec<_> = people.iter().map(|person| (DeliveryKind::Invitation, person.id)).collect();
        let now = app.clock.now();
        // Another user holds it, for ever.
        app.write(|conn| {
            use rollcall_domain::db::schema::batches::dsl::lease_until;
            Ok(diesel::update(batches).set(lease_until.eq(i64::MAX)).execute(conn)?)
        });
        is("applying");
        app.write(|conn| deliveries::put_all(conn, &invited, now));
        app.anonymous.post("/auth/password-reset", &json!({ "email": "p1@example.org" })).expect(202);
        let beside = app.mails();
        assert!(beside.len() == 1 && beside[0].contains("/password-reset#"), "{beside:?}");
        app.clock.advance(59 * 60_000);
        assert_eq!(app.mails().len(), 1);
        app.clock.advance(2 * 60_000);
        assert_eq!(app.mails().len(), 4, "nobody waits for ever");
        app.write(|conn| deliveries::put_all(conn, &invited, app.clock.now()));
        assert_eq!(app.mails().len(), 4);
        is("cancelled");
        assert_eq!(app.mails().len(), 7);
    }
}

#[test]
fn a_sender_or_server_that_cannot_be_is_an_error_at_the_start() {
    assert!(Smtp::new("smtp://127.0.0.1", "nobody").is_err());
    assert!(Smtp::new("http://127.0.0.1", "a@example.org").is_err());
}
