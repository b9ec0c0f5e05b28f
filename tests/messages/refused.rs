//! Texts that are no messages.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{message, two, write};

on_both_engines! {
    fn a_message_has_a_text_of_64_kb_at_most(app: TestApp) {
        let (anna, _) = two(&app);
        for (body, code) in [("", "missing_value"), (" \n\u{200B}", "missing_value"), ("a\0b", "invalid_value")] {
            let answer = write(&app, &anna, "bea", body).expect(422);
            assert_eq!(answer.json["errors"][0]["code"], code);
        }
        write(&app, &anna, "bea", &"x".repeat(64 * 1024)).expect(201);
        let long = write(&app, &anna, "bea", &"x".repeat(64 * 1024 + 1)).expect(422);
        assert_eq!(long.json["errors"][0]["code"], "too_long");
        let huge = write(&app, &anna, "bea", &"x".repeat(1024 * 1024));
        assert!([413, 422].contains(&huge.status), "{}", huge.status);
    }

    fn a_message_to_many_has_a_subject_a_text_and_known_placeholders(app: TestApp) {
        let admin = app.administrator();
        let target = json!({ "filter": "" });
        for (settings, field, code) in [
            (json!({ "body": "x" }), "settings.subject", "missing_value"),
            (json!({ "subject": "a\r\nBcc: x@example.org", "body": "x" }), "settings.subject", "invalid_value"),
            (json!({ "subject": "a" }), "settings.body", "missing_value"),
            (json!({ "subject": "a", "body": "{nickname}" }), "settings.body", "unknown_placeholder"),
            (json!({ "subject": "a", "body": "{course_name}" }), "settings.body", "unknown_placeholder"),
            (json!({ "subject": "{", "body": "x" }), "settings.subject", "invalid_value"),
            (json!({ "subject": "a", "body": "x".repeat(70_000) }), "settings.body", "too_long"),
        ] {
            let answer = message(&admin, target.clone(), settings).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)));
        }
        message(&admin, json!({ "ids": [] }), json!({ "subject": "a", "body": "x" })).expect(422);
        app.learner().post("/batches/selection", &json!({ "action": "message", "target": target })).expect_problem(403, "forbidden");
    }
}
