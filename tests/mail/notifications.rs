//! How people want to be told: by kind, by course, and within what the site allows.

use rollcall_testkit::{Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::announce;

/// How many mails go out with what mara does.
fn mails_of(app: &TestApp, act: impl FnOnce(&Client)) -> usize {
    let before = app.mails().len();
    act(&app.anonymous.signed_in("mara", PASSWORD));
    app.mails().len() - before
}

/// Writes to anna by a selection; returns how many mails went out.
fn at_site(app: &TestApp) -> usize {
    mails_of(app, |mara| announce(app, mara, "News", "Hello"))
}

on_both_engines! {
    fn what_can_be_chosen_is_shown_with_what_counts(app: TestApp) {
        app.person("anna");
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        let shown = anna.get("/me/notifications").expect(200).json;
        let kinds: Vec<(&str, &str)> = shown["kinds"].as_array().expect("kinds").iter()
            .map(|kind| (kind["kind"].as_str().expect("a name"), kind["choice"].as_str().expect("a choice"))).collect();
        assert_eq!(kinds, [("direct_message", "in_app"), ("bulk_message", "email"), ("batch_ended", "email")]);
        assert_eq!(shown["address"], json!({ "suppressed": false, "confirmed": true }));
        let patch = |body: Value| anna.patch("/me/notifications", &body);
        assert_eq!(patch(json!({ "kinds": { "bulk_message": "weekly" } })).expect(200).json["kinds"][1]["choice"], "weekly");
        assert_eq!(patch(json!({ "kinds": { "bulk_message": null } })).expect(200).json["kinds"][1]["choice"], "email");
        for wrong in [
            json!({ "kinds": { "nonsense": "email" } }),
            json!({ "kinds": { "bulk_message": "by pigeon" } }),
            json!({ "kinds": { "direct_message": "off" } }),
            json!({ "kinds": { "batch_ended": "daily" } }),
        ] {
            patch(wrong).expect_problem(422, "invalid_value");
        }
        patch(json!({ "courses": { "none": { "bulk_message": "off" } } })).expect_problem(404, "not_found");
    }

    fn who_wants_no_mail_gets_the_message_only_and_the_plan_says_so(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        assert_eq!(at_site(&app), 1);
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "in_app" } })).expect(200);
        assert_eq!(at_site(&app), 0);
        assert_eq!(anna.get("/conversations").expect(200).json["unread_total"], 2);
        let admin = app.anonymous.signed_in("mara", PASSWORD);
        let settings = json!({ "subject": "News", "body": "Hello", "email": true });
        let body = json!({ "action": "message", "target": { "ids": [app.account("anna").id] }, "settings": settings });
        let batch = admin.waiting().post("/batches/selection", &body).expect(202).text_of("id");
        let rows = admin.get(&format!("/batches/{batch}/rows")).expect(200);
        assert_eq!(rows.items()[0]["messages"][0]["code"], "opted_out");
        // Off: it is there, and makes no noise.
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "off" } })).expect(200);
        assert_eq!(at_site(&app), 0);
        let inbox = anna.get("/conversations").expect(200);
        assert_eq!((inbox.items().len(), &inbox.json["unread_total"]), (3, &json!(2)));
    }

    fn a_course_can_be_told_of_otherwise(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        let (admin, anna) = (app.anonymous.signed_in("mara", PASSWORD), app.anonymous.signed_in("anna", PASSWORD));
        let course = admin.post("/courses", &json!({ "code": "C1", "name": "One" })).expect(201).text_of("id");
        let mine = json!({ "courses": { &course: { "bulk_message": "in_app" } } });
        anna.patch("/me/notifications", &mine).expect_problem(404, "not_found");
        let enrolled = json!({ "user_id": app.account("anna").id, "role": "learner" });
        admin.post(&format!("/courses/{course}/enrolments"), &enrolled).expect(201);
        let in_course = || {
            let settings = json!({ "subject": "News", "body": "Hello", "email": true, "apply": true });
            let body = json!({ "target": {}, "settings": settings });
            mails_of(&app, |mara| {
                mara.waiting().post(&format!("/courses/{course}/batches/message"), &body).expect(202);
            })
        };
        assert_eq!(in_course(), 1);
        let shown = anna.patch("/me/notifications", &mine).expect(200);
        assert_eq!(shown.json["courses"], json!([{ "course_id": course, "kind": "bulk_message", "choice": "in_app" }]));
        assert_eq!((in_course(), at_site(&app)), (0, 1), "in that course only");
        anna.patch("/me/notifications", &json!({ "courses": { &course: { "bulk_message": null } } })).expect(200);
        assert_eq!(in_course(), 1);
        anna.patch("/me/notifications", &json!({ "courses": { &course: { "direct_message": "email" } } })).expect_problem(422, "invalid_value");
    }

    fn what_the_site_has_locked_counts_for_everybody(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "off" } })).expect(200);
        app.set("notifications.bulk_message_locked", "true");
        let kind = &anna.get("/me/notifications").expect(200).json["kinds"][1];
        assert_eq!((&kind["choice"], &kind["locked"]), (&json!("email"), &json!(true)));
        assert_eq!(at_site(&app), 1);
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "daily" } })).expect_problem(422, "locked");
    }

    fn somebody_who_wants_it_is_told_of_a_message_of_another_unless_it_was_read(app: TestApp) {
        for name in ["anna", "bea"] {
            app.person(name);
        }
        let (anna, bea) = (app.anonymous.signed_in("anna", PASSWORD), app.anonymous.signed_in("bea", PASSWORD));
        let write = || bea.post("/messages", &json!({ "to": app.account("anna").id, "body": "Hello *you*" })).expect(201);
        write();
        app.clock.advance(600_000);
        assert!(app.mails().is_empty(), "the inbox is enough");
        anna.patch("/me/notifications", &json!({ "kinds": { "direct_message": "email" } })).expect(200);
        write();
        assert!(app.mails().is_empty(), "she may be reading it");
        app.clock.advance(121_000);
        let mails = app.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("Hello you") && mails[0].contains("<em>you</em>"), "{}", mails[0]);
        assert!(!mails[0].contains("bea@example.org"), "whose address is nobody's business");
        write();
        let id = anna.get("/conversations").expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
        anna.post_nothing(&format!("/conversations/{id}/read")).expect(204);
        app.clock.advance(121_000);
        assert_eq!(app.mails().len(), 1, "what was read is not told");
    }

    fn who_has_not_confirmed_the_address_gets_no_copy(app: TestApp) {
        use rollcall_domain::users::{Field, FieldValue};
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::Confirmed, FieldValue::Bool(false))])]);
        let settings = json!({ "subject": "News", "body": "Hello", "email": true });
        let body = json!({ "action": "message", "target": { "ids": [app.account("anna").id] }, "settings": settings });
        let batch = admin.waiting().post("/batches/selection", &body).expect(202).text_of("id");
        let row = &admin.get(&format!("/batches/{batch}/rows")).expect(200).items()[0].clone();
        assert_eq!(row["messages"][0]["code"], "no_address");
        assert!(row["messages"][0]["message"].as_str().is_some_and(|text| text.contains("not confirmed")), "{row}");
        admin.post_nothing(&format!("/batches/{batch}/apply")).expect(202);
        assert!(app.mails().is_empty());
    }
}
