//! Texts of messages to many under a name: one's own and those that others share.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use crate::courses::support::class;

fn new(name: &str, subject: &str, body: &str) -> Value {
    json!({ "name": name, "subject": subject, "body": body })
}

on_both_engines! {
    fn a_template_is_kept_changed_and_deleted_with_its_version(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/message-templates", &new(" Welcome ", "Hello {first_name}", "In {course_name}\n")).expect(201);
        let at = format!("/message-templates/{}", made.text_of("id"));
        assert_eq!(made.header("location"), Some(format!("/api/v1{at}")));
        let read = admin.get(&at).expect(200);
        assert_eq!((&read.json, read.header("etag").as_deref()), (&made.json, Some("\"1\"")));
        assert_eq!((&read.json["name"], &read.json["body"], &read.json["email"]), (&json!("Welcome"), &json!("In {course_name}"), &json!(false)));
        let changed = admin.with("If-Match", "\"1\"").patch(&at, &json!({ "body": "B", "email": true })).expect(200);
        assert_eq!((&changed.json["subject"], &changed.json["body"], &changed.json["email"]), (&json!("Hello {first_name}"), &json!("B"), &json!(true)));
        admin.with("If-Match", "\"1\"").patch(&at, &json!({ "name": "x" })).expect_problem(412, "version_mismatch");
        admin.with("If-Match", "\"2\"").send("DELETE", &at, "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }

    fn who_may_write_to_many_somewhere_sees_what_is_shared_and_only_the_owner_changes_it(app: TestApp) {
        let admin = app.administrator();
        let (_, teacher) = class(&app, &admin, 1);
        let own = admin.post("/message-templates", &new("Mine", "S", "B")).expect(201);
        let mut shared = new("Everybody's", "S", "B");
        shared["shared"] = json!(true);
        let shared = admin.post("/message-templates", &shared).expect(201);
        teacher.post("/message-templates", &new("Mine", "S", "B")).expect(201);
        admin.post("/message-templates", &new("mine", "S", "B")).expect_problem(409, "name_taken");
        assert_eq!(teacher.get("/message-templates").expect(200).each("name"), ["Everybody's", "Mine"]);
        let at = |made: &rollcall_testkit::Answer| format!("/message-templates/{}", made.text_of("id"));
        teacher.get(&at(&own)).expect_problem(404, "not_found");
        teacher.patch(&at(&shared), &json!({ "name": "x" })).expect_problem(403, "not_the_owner");
        teacher.send("DELETE", &at(&shared), "", b"").expect_problem(403, "not_the_owner");
        let learner = app.anonymous.signed_in("p0", PASSWORD);
        learner.get("/message-templates").expect_problem(403, "forbidden");
        learner.post("/message-templates", &new("x", "S", "B")).expect_problem(403, "forbidden");
        learner.get(&at(&shared)).expect_problem(403, "forbidden");
    }

    fn a_text_that_could_be_sent_nowhere_is_refused(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/message-templates", &new("One", "S", "B")).expect(201);
        let at = format!("/message-templates/{}", made.text_of("id"));
        for (subject, body, code) in [
            ("{nickname}", "B", "unknown_placeholder"),
            ("S", "{", "invalid_value"),
            (" ", "B", "missing_value"),
            ("S\r\nBcc: x", "B", "invalid_value"),
            ("S", "\n", "missing_value"),
            (&"x".repeat(256), "B", "too_long"),
            ("S", &"x".repeat(70_000), "too_long"),
        ] {
            let refused = [admin.post("/message-templates", &new("x", subject, body)), admin.patch(&at, &json!({ "subject": subject, "body": body }))];
            for answer in refused {
                let answer = answer.expect(422);
                assert_eq!(answer.json["errors"][0]["code"], code, "{}", answer.json);
            }
        }
        admin.post("/message-templates", &json!({ "name": "x", "subject": "S", "body": "B", "colour": "red" })).expect_problem(422, "invalid");
        assert_eq!(admin.get("/message-templates").expect(200).items().len(), 1);
    }

    fn templates_go_with_the_person_and_changes_are_in_the_audit(app: TestApp) {
        let admin = app.administrator();
        let person = app.administrator_called("zoe");
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let mut shared = new("Hers", "S", "B");
        shared["shared"] = json!(true);
        let made = hers.post("/message-templates", &shared).expect(201);
        let at = format!("/message-templates/{}", made.text_of("id"));
        hers.patch(&at, &json!({ "name": "Still hers" })).expect(200);
        let noted: Vec<String> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            Ok(e::table.filter(e::action.like("message_template.%")).filter(e::actor_id.eq(person.id)).order(e::seq).select(e::action).load(conn)?)
        });
        assert_eq!(noted, ["message_template.created", "message_template.changed"]);
        admin.get(&at).expect(200);
        admin.send("DELETE", &format!("/users/{}", person.id), "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }
}
