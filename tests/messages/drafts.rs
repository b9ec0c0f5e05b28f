//! What somebody is writing to many: kept as it is typed, offered again, gone once it is sent.

use rollcall_testkit::{Answer, Client, PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::message;
use crate::batches::support::apply;
use crate::courses::support::{class, course};

const SITE: &str = "/messages/draft";

fn keep(client: &Client, at: &str, subject: &str, body: &str) -> Answer {
    let draft = json!({ "subject": subject, "body": body, "email": true });
    client.send("PUT", at, "application/json", draft.to_string().as_bytes())
}

#[track_caller]
fn subject(client: &Client, at: &str) -> Value {
    client.get(at).expect(200).json["subject"].clone()
}

on_both_engines! {
    fn a_draft_is_kept_for_the_site_and_for_each_course(app: TestApp) {
        let admin = app.administrator();
        class(&app, &admin, 0);
        assert_eq!(admin.get(SITE).expect(200).json, json!({ "subject": "", "body": "", "email": false, "saved_at": null }));
        let kept = keep(&admin, SITE, "Dear {first", "{").expect(200);
        assert_eq!(kept.json, admin.get(SITE).expect(200).json);
        assert_eq!((&kept.json["body"], &kept.json["email"]), (&json!("{"), &json!(true)));
        assert!(kept.json["saved_at"].is_string());
        keep(&admin, "/messages/draft?course=C1", "In a course", "B").expect(200);
        keep(&admin, SITE, "Another", "").expect(200);
        assert_eq!((subject(&admin, SITE), subject(&admin, "/messages/draft?course=C1")), (json!("Another"), json!("In a course")));
        admin.send("DELETE", SITE, "", b"").expect(204);
        admin.send("DELETE", SITE, "", b"").expect(204);
        assert_eq!((subject(&admin, SITE), subject(&admin, "/messages/draft?course=C1")), (json!(""), json!("In a course")));
        keep(&admin, "/messages/draft?course=C1", " ", "\n").expect(200);
        assert_eq!(admin.get("/messages/draft?course=C1").expect(200).json["saved_at"], json!(null));
    }

    fn nobody_else_sees_it_and_it_takes_the_right_to_write_there(app: TestApp) {
        let admin = app.administrator();
        let (_, teacher) = class(&app, &admin, 1);
        course(&admin, "C2");
        keep(&admin, "/messages/draft?course=C1", "Mine", "B").expect(200);
        assert_eq!(subject(&teacher, "/messages/draft?course=C1"), "");
        keep(&teacher, "/messages/draft?course=C1", "Hers", "B").expect(200);
        assert_eq!(subject(&admin, "/messages/draft?course=C1"), "Mine");
        keep(&teacher, SITE, "S", "B").expect_problem(403, "forbidden");
        keep(&teacher, "/messages/draft?course=C2", "S", "B").expect(422);
        keep(&admin, "/messages/draft?course=C9", "S", "B").expect(422);
        let learner = app.anonymous.signed_in("p0", PASSWORD);
        learner.get("/messages/draft?course=C1").expect_problem(403, "forbidden");
        learner.send("DELETE", "/messages/draft?course=C1", "", b"").expect_problem(403, "forbidden");
    }

    fn what_no_message_can_hold_is_refused(app: TestApp) {
        let admin = app.administrator();
        for (subject, body, code) in [("x".repeat(256), String::new(), "too_long"), (String::new(), "x".repeat(70_000), "too_long"), ("a\0".into(), String::new(), "invalid_value")] {
            assert_eq!(keep(&admin, SITE, &subject, &body).expect(422).json["errors"][0]["code"], code);
        }
        let unknown = json!({ "subject": "S", "colour": "red" });
        admin.send("PUT", SITE, "application/json", unknown.to_string().as_bytes()).expect(422);
        admin.get("/messages/draft?colour=red").expect(400);
    }

    fn a_draft_is_gone_once_its_text_is_sent_and_another_one_stays(app: TestApp) {
        let admin = app.administrator();
        app.person("p0");
        let settings = json!({ "subject": "Hello {first_name}", "body": "Dear all,\n\nwelcome." });
        let send = || message(&admin, json!({ "filter": "username eq \"p0\"" }), settings.clone()).expect(202);
        keep(&admin, SITE, "Hello {first_name} ", "Dear all,\n\nwelcome.\n").expect(200);
        keep(&admin, "/messages/draft?course=C1", "x", "x").expect(422);
        let plan = send();
        assert_eq!(subject(&admin, SITE), "Hello {first_name} ", "a plan sends nothing");
        apply(&admin, &plan);
        assert_eq!(subject(&admin, SITE), "");
        keep(&admin, SITE, "Something else", "B").expect(200);
        apply(&admin, &send());
        assert_eq!(subject(&admin, SITE), "Something else");
    }

    fn in_a_course_it_goes_when_it_is_sent_there_and_with_the_course(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        let empty = course(&admin, "C2");
        keep(&teacher, "/messages/draft?course=C1", "S", "B").expect(200);
        keep(&admin, SITE, "S", "B").expect(200);
        keep(&admin, "/messages/draft?course=C2", "S", "B").expect(200);
        let body = json!({ "target": { "roles": ["learner"] }, "settings": { "subject": "S", "body": "B" } });
        apply(&teacher, &teacher.waiting().post(&format!("{path}/batches/message"), &body).expect(202));
        assert_eq!((subject(&teacher, "/messages/draft?course=C1"), subject(&admin, SITE)), (json!(""), json!("S")));
        admin.send("DELETE", &empty, "", b"").expect(204);
        admin.get("/messages/draft?course=C2").expect(422);
    }

    fn drafts_go_with_the_person(app: TestApp) {
        let admin = app.administrator();
        let person = app.administrator_called("zoe");
        keep(&app.anonymous.signed_in("zoe", PASSWORD), SITE, "Hers", "B").expect(200);
        let left = || app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::message_drafts as d;
            Ok(d::table.count().get_result::<i64>(conn)?)
        });
        assert_eq!(left(), 1);
        admin.send("DELETE", &format!("/users/{}", person.id), "", b"").expect(204);
        app.clock.advance(31 * 86_400_000);
        app.tidy();
        assert_eq!(left(), 0);
    }
}
