//! Mails that do not arrive end mails to the address, until the account has another one or somebody lifts it.

use rollcall_domain::Clock;
use rollcall_domain::deliveries::{self, DeliveryKind};
use rollcall_testkit::{Client, TestApp, on_both_engines};
use serde_json::json;

use super::server::Server;

/// Tells somebody something by mail; returns its Message-ID.
fn tell(app: &TestApp, server: &Server, name: &str) -> String {
    let id = app.account(name).id;
    app.write(|conn| deliveries::put(conn, DeliveryKind::Renamed, id, app.clock.now()));
    server.postman().deliver(&app.db, app.clock.now()).expect("it is tried");
    let taken = server.taken();
    let mail = taken.iter().rev().find(|(to, _)| to.starts_with(name)).map(|(_, mail)| mail.clone());
    let mail = mail.expect("a mail");
    let line = mail.lines().find(|line| line.starts_with("Message-ID:")).map(str::to_owned);
    line.expect("an id").split_once(':').map(|(_, id)| id.trim().to_owned()).expect("a value")
}

fn notification(message_id: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.net\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
         Final-Recipient: rfc822; somebody@else.example\r\nAction: failed\r\nStatus: {status}\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n"
    )
}

fn report(admin: &Client, mail: &str) -> rollcall_testkit::Answer {
    admin.send("POST", "/mail/bounces", "message/rfc822", mail.as_bytes())
}

fn addresses(admin: &Client) -> Vec<String> {
    let found = admin.get("/mail/suppressions").expect(200);
    found.items().iter().map(|one| one["address"].as_str().expect("an address").to_owned()).collect()
}

on_both_engines! {
    fn who_is_unknown_to_the_server_gets_no_mail_until_it_is_lifted(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        let person = app.person("never");
        app.write(|conn| deliveries::put(conn, DeliveryKind::Renamed, person.id, app.clock.now()));
        assert_eq!(server.postman().deliver(&app.db, app.clock.now()).expect("it is tried"), 1);
        let found = admin.get("/mail/suppressions?count=exact").expect(200);
        assert_eq!(found.json["total"], 1);
        let one = &found.items()[0];
        assert_eq!((&one["address"], &one["reason"], &one["status"]), (&json!("never@example.org"), &json!("hard_bounce"), &json!("5.1.1")));
        assert_eq!(one["users"][0]["id"], person.id.to_string());
        assert!(app.audited(person.id).contains(&"mail.suppressed".to_owned()));
        server.accept("never");
        // Not even a link to a new password goes there.
        app.write(|conn| deliveries::put(conn, DeliveryKind::PasswordReset, person.id, app.clock.now()));
        server.postman().deliver(&app.db, app.clock.now()).expect("it is tried");
        assert!(server.recipients().is_empty());
        admin.send("DELETE", "/mail/suppressions/Never@example.org", "", b"").expect(204);
        admin.send("DELETE", "/mail/suppressions/never@example.org", "", b"").expect_problem(404, "not_found");
        tell(&app, &server, "never");
        assert_eq!(server.recipients(), ["never@example.org"]);
        assert!(app.audited(person.id).contains(&"mail.suppression_lifted".to_owned()));
    }

    fn a_server_that_refuses_us_says_nothing_about_the_address(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        for name in ["policy", "spam"] {
            let person = app.person(name);
            app.write(|conn| deliveries::put(conn, DeliveryKind::Renamed, person.id, app.clock.now()));
        }
        server.postman().deliver(&app.db, app.clock.now()).expect("it is tried");
        assert!(addresses(&admin).is_empty());
    }

    fn another_address_of_the_account_gets_mail_again(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        let person = app.person("never");
        app.write(|conn| deliveries::put(conn, DeliveryKind::Renamed, person.id, app.clock.now()));
        server.postman().deliver(&app.db, app.clock.now()).expect("it is tried");
        assert_eq!(addresses(&admin), ["never@example.org"]);
        admin.patch(&format!("/users/{}", person.id), &json!({ "email": "anna@example.org" })).expect(200);
        assert!(addresses(&admin).is_empty());
        // And back: what bounced before counts no more.
        admin.patch(&format!("/users/{}", person.id), &json!({ "email": "never@example.org" })).expect(200);
        assert!(addresses(&admin).is_empty());
    }

    fn a_notification_of_a_failure_counts_once_and_only_for_a_mail_of_ours(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        app.person("anna");
        let id = tell(&app, &server, "anna");
        report(&admin, &notification("<0199a000-0000-7000-8000-000000000000@example.org>", "5.1.1")).expect_problem(422, "unknown_delivery");
        report(&admin, "Subject: away\r\n\r\nI am away.\r\n").expect_problem(422, "not_a_bounce");
        assert!(addresses(&admin).is_empty());
        let taken = report(&admin, &notification(&id, "5.1.1")).expect(200);
        assert_eq!(taken.json, json!({ "address": "anna@example.org", "result": "suppressed" }), "whoever the notification names");
        assert_eq!(report(&admin, &notification(&id, "5.1.1")).expect(200).json["result"], "nothing");
        assert_eq!(admin.get("/mail").expect(200).json["bounced"], 1);
    }

    fn three_soft_bounces_within_a_week_are_a_hard_one(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        app.person("anna");
        let bounce = |expected: &str| {
            let id = tell(&app, &server, "anna");
            assert_eq!(report(&admin, &notification(&id, "4.4.7")).expect(200).json["result"], expected);
        };
        bounce("counted");
        app.clock.advance(8 * 24 * 3_600_000);
        bounce("counted");
        bounce("counted");
        bounce("suppressed");
        assert_eq!(admin.get("/mail/suppressions").expect(200).items()[0]["reason"], "soft_bounces");
    }

    fn a_relay_reports_by_message_id_or_by_address(app: TestApp) {
        let (server, admin) = (Server::start(), app.administrator());
        for name in ["anna", "bea"] {
            app.person(name);
        }
        let id = tell(&app, &server, "anna");
        let say = |body: serde_json::Value| admin.post("/mail/bounces", &body);
        assert_eq!(say(json!({ "message_id": id, "status": "5.2.1" })).expect(200).json["result"], "suppressed");
        assert_eq!(say(json!({ "recipient": "Bea@Example.org", "status": "5.1.1" })).expect(200).json["result"], "suppressed");
        assert_eq!(say(json!({ "recipient": "nobody@example.org", "status": "5.1.1" })).expect(200).json["result"], "nothing");
        assert_eq!(addresses(&admin), ["anna@example.org", "bea@example.org"]);
        for wrong in [
            json!({ "status": "5.1.1" }),
            json!({ "message_id": id, "recipient": "bea@example.org", "status": "5.1.1" }),
            json!({ "recipient": "bea@example.org", "status": "4.4.7" }),
            json!({ "message_id": id, "status": "2.0.0" }),
            json!({ "message_id": id, "status": "gone" }),
            json!({ "recipient": "a\u{0}b", "status": "5.1.1" }),
        ] {
            say(wrong).expect_problem(422, "invalid_value");
        }
        say(json!({ "message_id": "<nonsense>", "status": "5.1.1" })).expect_problem(422, "unknown_delivery");
        assert_eq!(admin.get("/mail/suppressions?q=BEA").expect(200).items().len(), 1);
        assert_eq!(admin.get("/mail/suppressions?q=%25").expect(200).items().len(), 0, "it is no pattern");
        let first = admin.get("/mail/suppressions?limit=1").expect(200);
        let cursor = first.json["next_cursor"].as_str().expect("another page").replace('@', "%40");
        let second = admin.get(&format!("/mail/suppressions?limit=1&cursor={cursor}")).expect(200);
        assert_eq!(second.items()[0]["address"], "bea@example.org");
    }

    fn only_who_looks_after_mail_sees_addresses_and_reports_bounces(app: TestApp) {
        for client in [app.account_manager(), app.learner()] {
            client.get("/mail").expect_problem(403, "forbidden");
            client.get("/mail/suppressions").expect_problem(403, "forbidden");
            client.send("DELETE", "/mail/suppressions/a@example.org", "", b"").expect_problem(403, "forbidden");
            client.post("/mail/bounces", &json!({ "recipient": "a@example.org", "status": "5.1.1" })).expect_problem(403, "forbidden");
        }
    }
}
