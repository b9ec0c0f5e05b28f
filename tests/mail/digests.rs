//! Messages told together, at seven in the morning of the person.

use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use super::support::announce;

const HOUR: i64 = 3_600_000;

fn write(app: &TestApp, subject: &str) {
    announce(app, &app.anonymous.signed_in("mara", PASSWORD), subject, "Hello *you*");
}

on_both_engines! {
    fn a_day_of_messages_is_one_mail_without_those_that_were_read_or_withdrawn(app: TestApp) {
        app.administrator_called("mara");
        let anna = app.person("anna");
        let admin = app.anonymous.signed_in("mara", PASSWORD);
        admin.patch(&format!("/users/{}", anna.id), &json!({ "timezone": "Asia/Tokyo" })).expect(200);
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "daily" } })).expect(200);
        for subject in ["One", "Two", "Three"] {
            write(&app, subject);
            assert!(app.mails().is_empty(), "it is not the time");
        }
        let inbox = anna.get("/conversations").expect(200);
        let two = inbox.items().iter().find(|of| of["subject"] == "Two").expect("it is there")["id"].clone();
        anna.post_nothing(&format!("/conversations/{}/read", two.as_str().expect("an id"))).expect(204);
        app.clock.advance(25 * HOUR);
        let mails = app.mails();
        assert_eq!(mails.len(), 1, "one mail for all of them");
        let mail = &mails[0];
        assert!(mail.contains("Subject: 2 messages that you have not read"), "{mail}");
        assert!(mail.contains("One, from Mara") || mail.contains("One, from"), "{mail}");
        assert!(mail.contains("Three") && !mail.contains("Two"), "{mail}");
        app.clock.advance(25 * HOUR);
        assert_eq!(app.mails().len(), 1, "nothing new, no mail");
    }

    fn a_digest_of_which_everything_was_read_is_not_sent(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        anna.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "weekly" } })).expect(200);
        write(&app, "One");
        assert!(app.mails().is_empty());
        let id = anna.get("/conversations").expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
        anna.post_nothing(&format!("/conversations/{id}/read")).expect(204);
        app.clock.advance(8 * 24 * HOUR);
        assert!(app.mails().is_empty());
    }
}
