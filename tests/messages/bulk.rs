//! A message to many at site level: planned, sent once to each, reported, withdrawn.

use std::collections::BTreeSet;

use rollcall_domain::id::UserId;
use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{at, inbox, latest, message};
use crate::batches::support::{apply, at as at_batch, counts, now, rows, shorts, undo, warnings};

on_both_engines! {
    fn each_recipient_gets_it_once_in_a_conversation_of_its_own(app: TestApp) {
        let admin = app.administrator();
        for name in ["p0", "p1", "p2"] {
            app.person(name);
        }
        let target = json!({ "filter": "username sw \"p\"" });
        let settings = json!({ "subject": "Hello {first_name}", "body": "Dear **{full_name}**, from {department|us}." });
        let plan = message(&admin, target, settings).expect(202);
        assert_eq!((plan.text_of("state").as_str(), counts(&plan).as_str()), ("planned", "send 3"));
        let hers = app.anonymous.signed_in("p1", PASSWORD);
        assert_eq!(inbox(&hers).len(), 0, "a plan sends nothing");
        let sent = apply(&admin, &plan);
        assert_eq!((sent.text_of("state").as_str(), &sent.json["affected"]), ("applied", &json!(3)));
        let account = app.account("p1");
        let conversation = inbox(&hers).remove(0);
        assert_eq!((&conversation["kind"], &conversation["unread"]), (&json!("bulk"), &json!(1)));
        assert_eq!(conversation["subject"], format!("Hello {}", account.first_name));
        let got = latest(&hers).remove(0);
        assert_eq!(got["from"]["username"], "root-admin");
        assert_eq!(got["batch_id"], sent.json["id"]);
        assert!(got["html"].as_str().is_some_and(|html| html.contains("<strong>") && html.contains("from us.")), "{got}");
        // The sender's inbox is not flooded, and applying is done once.
        assert_eq!(inbox(&admin).len(), 0);
        admin.post_nothing(&at_batch(&plan, "/apply")).expect_problem(409, "not_planned");
        assert_eq!(inbox(&hers).len(), 1);
        let history = admin.get(&format!("/users/{}/history", account.id)).expect(200);
        assert_eq!(history.items()[0]["action"], "message.sent");
        assert_eq!(account.version, app.account("p1").version);
    }

    fn an_answer_goes_to_the_sender_in_a_thread_of_its_own(app: TestApp) {
        let admin = app.administrator();
        app.person("p0");
        app.person("p1");
        message(&admin, json!({ "filter": "username sw \"p\"" }), json!({ "subject": "S", "body": "B", "apply": true })).expect(202);
        let hers = app.anonymous.signed_in("p1", PASSWORD);
        hers.post(&at(&hers, "/messages"), &json!({ "body": "Thanks" })).expect(201);
        let threads = inbox(&admin);
        assert_eq!((threads.len(), &threads[0]["unread"], &threads[0]["subject"]), (1, &json!(1), &json!("S")));
        assert_eq!(threads[0]["with"][0]["username"], "p1");
        assert_eq!(latest(&admin).len(), 2);
        admin.post(&at(&admin, "/messages"), &json!({ "body": "Welcome" })).expect(201);
        assert_eq!(latest(&hers).len(), 3);
        assert_eq!(inbox(&app.anonymous.signed_in("p0", PASSWORD))[0]["last_message"]["body"], "B");
    }

    fn undo_withdraws_what_is_unread_and_leaves_the_rest(app: TestApp) {
        let admin = app.administrator();
        for name in ["p0", "p1", "p2"] {
            app.person(name);
        }
        let sent = message(&admin, json!({ "filter": "username sw \"p\"" }), json!({ "subject": "S", "body": "Secret", "apply": true }));
        let sent = sent.expect(202);
        let (reader, other) = (app.anonymous.signed_in("p0", PASSWORD), app.anonymous.signed_in("p1", PASSWORD));
        reader.post_nothing(&at(&reader, "/read")).expect(204);
        let undone = undo(&admin, &sent);
        assert_eq!(counts(&undone), "withdraw 2, skip 1");
        assert!(shorts(&admin, &undone).contains(&"1 skip already_read".to_owned()), "{:?}", shorts(&admin, &undone));
        assert_eq!(latest(&reader)[0]["body"], "Secret");
        let gone = latest(&other).remove(0);
        assert_eq!((&gone["withdrawn"], &gone["body"], &gone["html"]), (&json!(true), &json!(""), &json!("")));
        let conversation = inbox(&other).remove(0);
        assert_eq!((&conversation["unread"], &conversation["subject"]), (&json!(0), &Value::Null));
        assert_eq!(now(&admin, &undone).json["undoable"], false);
        assert_eq!(now(&admin, &sent).json["undone_by"], undone.json["id"]);
    }

    fn who_reads_between_plan_and_apply_of_the_undo_keeps_it(app: TestApp) {
        let admin = app.administrator();
        app.person("p0");
        app.person("p1");
        let sent = message(&admin, json!({ "filter": "username sw \"p\"" }), json!({ "subject": "S", "body": "B", "apply": true })).expect(202);
        let plan = admin.waiting().post_nothing(&at_batch(&sent, "/undo")).expect(202);
        assert_eq!(counts(&plan), "withdraw 2");
        let reader = app.anonymous.signed_in("p1", PASSWORD);
        reader.post_nothing(&at(&reader, "/read")).expect(204);
        assert_eq!(counts(&apply(&admin, &plan)), "withdraw 1, skip 1");
        assert_eq!(latest(&reader)[0]["body"], "B");
    }

    fn suspended_people_are_shown_and_left_out_unless_asked_for(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let id = app.account("p1").id;
        admin.post(&format!("/users/{id}/suspend"), &json!({})).expect(200);
        let target = json!({ "filter": "username sw \"p\"" });
        let plan = message(&admin, target.clone(), json!({ "subject": "S", "body": "B" })).expect(202);
        assert_eq!(shorts(&admin, &plan), ["1 send", "2 skip inactive", "3 send"]);
        let all = message(&admin, target, json!({ "subject": "S", "body": "B", "include_inactive": true })).expect(202);
        assert_eq!(counts(&all), "send 3");
    }

    fn who_was_suspended_after_the_plan_gets_nothing(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let plan = message(&admin, json!({ "filter": "username sw \"p\"" }), json!({ "subject": "S", "body": "B" })).expect(202);
        let id = app.account("p0").id;
        admin.post(&format!("/users/{id}/suspend"), &json!({})).expect(200);
        admin.send("DELETE", &format!("/users/{}", app.account("p1").id), "", b"").expect(204);
        assert_eq!(counts(&apply(&admin, &plan)), "skip 1, error 1");
    }

    fn blocks_do_not_stop_what_staff_write_in_their_role(app: TestApp) {
        let admin = app.administrator();
        app.person("p0");
        let hers = app.anonymous.signed_in("p0", PASSWORD);
        hers.send("PUT", &format!("/me/blocks/{}", app.account("root-admin").id), "", b"").expect(204);
        hers.patch("/me/preferences", &json!({ "who_may_message": "contacts" })).expect(200);
        let sent = message(&admin, json!({ "filter": "username eq \"p0\"" }), json!({ "subject": "S", "body": "B", "apply": true }));
        assert_eq!(counts(&sent.expect(202)), "send 1");
        assert_eq!(inbox(&hers).len(), 1);
        admin.post("/messages", &json!({ "to": app.account("p0").id, "body": "x" })).expect_problem(403, "cannot_be_messaged");
    }

    fn a_copy_goes_out_by_mail_and_what_was_mailed_is_said(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let settings = json!({ "subject": "News for {first_name}", "body": "See [the site](https://example.org/x).", "email": true, "apply": true });
        let sent = message(&admin, json!({ "filter": "username sw \"p\"" }), settings).expect(202);
        let mails: Vec<String> = app.mails().into_iter().filter(|mail| mail.contains("News for")).collect();
        assert_eq!(mails.len(), 2);
        assert!(mails[0].contains("the site (https://example.org/x)"), "{}", mails[0]);
        let undone = undo(&admin, &sent);
        assert_eq!(counts(&undone), "withdraw 2");
        assert_eq!(shorts(&admin, &undone), ["1 withdraw mailed", "2 withdraw mailed"]);
    }

    fn blanks_without_a_fallback_are_warned_of(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let plan = message(&admin, json!({ "filter": "username sw \"p\"" }), json!({ "subject": "S", "body": "In {institution}" })).expect(202);
        assert_eq!(warnings(&plan), ["missing_value 2"]);
        assert_eq!(rows(&admin, &plan)[0]["messages"][0]["field"], "institution");
    }

    fn oneself_may_be_among_the_recipients(app: TestApp) {
        let admin = app.administrator();
        let sent = message(&admin, json!({ "filter": "username eq \"root-admin\"" }), json!({ "subject": "S", "body": "B", "apply": true }));
        assert_eq!(counts(&sent.expect(202)), "send 1");
        assert_eq!(inbox(&admin).len(), 1);
    }

    fn a_large_message_reaches_everybody_exactly_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3_000);
        let settings = json!({ "subject": "S", "body": "B", "apply": true, "confirm_affected": 3_000 });
        let sent = message(&admin, json!({ "filter": "username sw \"p\"" }), settings).expect(202);
        assert_eq!((sent.text_of("state").as_str(), counts(&sent).as_str()), ("applied", "send 3000"));
        let (messages, recipients, texts) = app.read(|conn| {
            use rollcall_domain::db::schema::{message_texts as t, messages as m};
            use diesel::prelude::*;
            let messages: i64 = m::table.count().get_result(conn)?;
            let recipients: Vec<Option<UserId>> = m::table.select(m::recipient_id).load(conn)?;
            let recipients = recipients.into_iter().collect::<BTreeSet<_>>().len();
            Ok((messages, recipients, t::table.count().get_result::<i64>(conn)?))
        });
        assert_eq!((messages, recipients, texts), (3_000, 3_000, 1));
    }

    fn the_site_can_switch_messages_off(app: TestApp) {
        let admin = app.administrator();
        app.person("p0");
        let plan = message(&admin, json!({ "filter": "username eq \"p0\"" }), json!({ "subject": "S", "body": "B" })).expect(202);
        admin.patch("/settings", &json!({ "messaging.enabled": false })).expect(200);
        for answer in [
            admin.get("/conversations"),
            admin.get("/messages/recipients"),
            admin.post("/messages", &json!({ "to": app.account("p0").id, "body": "x" })),
            message(&admin, json!({ "filter": "username eq \"p0\"" }), json!({ "subject": "S", "body": "B" })),
        ] {
            answer.expect_problem(403, "messaging_off");
        }
        admin.post_nothing(&at_batch(&plan, "/apply")).expect_problem(403, "messaging_off");
    }
}
