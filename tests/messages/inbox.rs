//! Conversations of two people.

use std::io::BufRead;

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{at, inbox, latest, two, write};

on_both_engines! {
    fn people_write_to_each_other_and_see_what_is_unread(app: TestApp) {
        let (anna, bea) = two(&app);
        let sent = write(&app, &anna, "bea", "Hello *Bea*\n<b>x</b>").expect(201);
        assert_eq!(sent.json["html"], "<p>Hello <em>Bea</em><br>\n&lt;b&gt;x&lt;/b&gt;</p>\n");
        write(&app, &anna, "bea", "Are you there?").expect(201);
        let page = bea.get("/conversations").expect(200);
        assert_eq!((page.items().len(), &page.json["unread_total"]), (1, &json!(2)));
        assert_eq!((&page.items()[0]["kind"], &page.items()[0]["unread"]), (&json!("direct"), &json!(2)));
        assert_eq!(page.items()[0]["with"][0]["username"], "anna");
        assert_eq!(page.items()[0]["last_message"]["body"], "Are you there?");
        bea.post_nothing(&at(&bea, "/read")).expect(204);
        assert_eq!(bea.get("/conversations").expect(200).json["unread_total"], 0);
        assert!(latest(&anna)[0]["read_at"].is_string());
        bea.post(&at(&bea, "/messages"), &json!({ "body": "Yes" })).expect(201);
        let bodies: Vec<Value> = latest(&anna).into_iter().map(|message| message["body"].clone()).collect();
        assert_eq!(bodies, [json!("Yes"), json!("Are you there?"), json!("Hello *Bea*\n<b>x</b>")]);
        assert_eq!(inbox(&anna).len(), 1, "two people have one conversation");
    }

    fn receipts_are_given_if_both_give_them(app: TestApp) {
        let (anna, bea) = two(&app);
        write(&app, &anna, "bea", "x").expect(201);
        bea.post_nothing(&at(&bea, "/read")).expect(204);
        anna.patch("/me/preferences", &json!({ "read_receipts": false })).expect(200);
        assert_eq!(latest(&anna)[0]["read_at"], Value::Null);
        anna.patch("/me/preferences", &json!({ "read_receipts": true })).expect(200);
        bea.patch("/me/preferences", &json!({ "read_receipts": false })).expect(200);
        assert_eq!(latest(&anna)[0]["read_at"], Value::Null);
        assert!(latest(&bea)[0]["read_at"].is_string(), "the reader knows");
    }

    fn conversations_are_starred_muted_put_away_and_removed_for_oneself(app: TestApp) {
        let (anna, bea) = two(&app);
        write(&app, &anna, "bea", "one").expect(201);
        let path = at(&bea, "");
        let kept = bea.patch(&path, &json!({ "starred": true, "muted": true })).expect(200);
        assert_eq!((&kept.json["starred"], &kept.json["muted"]), (&json!(true), &json!(true)));
        assert_eq!(bea.get("/conversations").expect(200).json["unread_total"], 0, "what is muted makes no noise");
        assert_eq!(bea.query("/conversations", &[("starred", "true")]).expect(200).items().len(), 1);
        bea.patch(&path, &json!({ "archived": true, "muted": false })).expect(200);
        assert_eq!(inbox(&bea).len(), 0);
        assert_eq!(bea.query("/conversations", &[("archived", "true")]).expect(200).items().len(), 1);
        write(&app, &anna, "bea", "two").expect(201);
        assert_eq!(inbox(&bea).len(), 1, "a new message brings it back");
        bea.send("DELETE", &path, "", b"").expect(204);
        assert_eq!(inbox(&bea).len(), 0);
        assert_eq!(latest(&anna).len(), 2, "the other person keeps it");
        app.clock.advance(1_000);
        write(&app, &anna, "bea", "three").expect(201);
        assert_eq!(latest(&bea).len(), 1);
        assert_eq!(latest(&bea)[0]["body"], "three");
    }

    fn conversations_of_others_are_not_there(app: TestApp) {
        let (anna, _) = two(&app);
        app.person("eve");
        let eve = app.anonymous.signed_in("eve", rollcall_testkit::PASSWORD);
        write(&app, &anna, "bea", "secret").expect(201);
        for answer in [
            eve.get(&at(&anna, "/messages")),
            eve.post(&at(&anna, "/messages"), &json!({ "body": "x" })),
            eve.post_nothing(&at(&anna, "/read")),
            eve.patch(&at(&anna, ""), &json!({ "starred": true })),
            eve.send("DELETE", &at(&anna, ""), "", b""),
        ] {
            answer.expect_problem(404, "not_found");
        }
        // Not even administrators read them.
        let admin = app.administrator();
        admin.get(&at(&anna, "/messages")).expect_problem(404, "not_found");
    }

    fn long_inboxes_and_conversations_come_in_pages(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        for number in 0..5 {
            app.clock.advance(10);
            write(&app, &admin, &format!("p{number}"), "x").expect(201);
        }
        for _ in 0..4 {
            write(&app, &admin, "p0", "again").expect(201);
        }
        let pages = admin.pages("/conversations", &[("limit", "2")]);
        let with: Vec<String> = pages
            .iter()
            .flat_map(|page| page.items().clone())
            .map(|item| item["with"][0]["username"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(with, ["p0", "p4", "p3", "p2", "p1"]);
        let messages = admin.pages(&at(&admin, "/messages"), &[("limit", "2"), ("count", "exact")]);
        assert_eq!(messages.iter().map(|page| page.items().len()).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(messages[0].json["total"], 5);
        admin.query("/conversations", &[("cursor", "made-up")]).expect_problem(400, "invalid_cursor");
    }

    fn the_inbox_tells_of_news_as_it_comes(app: TestApp) {
        let (anna, bea) = two(&app);
        let mut lines = bea.open("/conversations/events").lines().map(|line| line.expect("a line"));
        assert_eq!(lines.find(|line| line.starts_with("data:")).as_deref(), Some("data: {\"unread_total\":0}"));
        write(&app, &anna, "bea", "x").expect(201);
        assert_eq!(lines.find(|line| line.starts_with("data:")).as_deref(), Some("data: {\"unread_total\":1}"));
    }
}
