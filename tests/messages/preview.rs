//! A message to many before it is sent: as recipients would read it, and as a copy to oneself.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{at, inbox, latest};
use crate::courses::support::class;

on_both_engines! {
    fn up_to_three_recipients_are_shown(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let anna = app.account("p0");
        let body = json!({ "subject": "Hi {first_name}", "body": "*{username}* of {city}", "ids": [anna.id] });
        let shown = admin.post("/messages/preview", &body).expect(200);
        assert_eq!(shown.items()[0]["subject"], format!("Hi {}", anna.first_name));
        assert_eq!((&shown.items()[0]["html"], &shown.items()[0]["blanks"]), (&json!("<p><em>p0</em> of</p>\n"), &json!(["city"])));
        let own = admin.post("/messages/preview", &json!({ "subject": "S", "body": "{username}" })).expect(200);
        assert_eq!(own.items()[0]["body"], "root\\-admin");
        let all: Vec<_> = (0..4).map(|number| app.account(&format!("p{number}")).id).collect();
        admin.post("/messages/preview", &json!({ "subject": "S", "body": "B", "ids": all })).expect(422);
        admin.post("/messages/preview", &json!({ "subject": "S", "body": "{x}" })).expect(422);
        assert_eq!(inbox(&admin).len(), 0);
    }

    fn a_test_copy_goes_to_oneself(app: TestApp) {
        let admin = app.administrator();
        admin.post("/messages/test", &json!({ "subject": "Hi {first_name}", "body": "Just *a* test" })).expect(201);
        let conversation = inbox(&admin).remove(0);
        assert_eq!((&conversation["kind"], &conversation["with"]), (&json!("notice"), &json!([])));
        assert_eq!(latest(&admin)[0]["html"], "<p>Just <em>a</em> test</p>\n");
    }

    fn a_test_copy_is_mailed_whatever_one_has_chosen_but_not_to_a_suppressed_address(app: TestApp) {
        let admin = app.administrator();
        admin.patch("/me/notifications", &json!({ "kinds": { "bulk_message": "off", "direct_message": "in_app" } })).expect(200);
        let test = |email: bool| admin.post("/messages/test", &json!({ "subject": "Hi {first_name}", "body": "A test", "email": email }));
        let before = app.mails().len();
        test(false).expect(201);
        assert_eq!(app.mails().len(), before);
        test(true).expect(201);
        // Also if one has read it in the inbox before the mail goes out.
        admin.post_nothing(&at(&admin, "/read")).expect(204);
        let mails = app.mails();
        assert_eq!(mails.len(), before + 1);
        let address = app.account("root-admin").email;
        assert!(mails.iter().any(|mail| mail.contains("A test") && mail.contains(&address)), "{mails:?}");
        admin.post("/mail/bounces", &json!({ "recipient": address, "status": "5.1.1" })).expect(200);
        let refused = test(true).expect_problem(409, "email_suppressed");
        assert!(refused.text_of("detail").contains("bounced"), "{}", refused.json);
        assert_eq!((app.mails().len(), inbox(&admin).len()), (before + 1, 2), "nothing was sent");
        test(false).expect(201);
    }

    fn in_a_course_its_instructor_looks_at_its_people_alone(app: TestApp) {
        let admin = app.administrator();
        let (_, teacher) = class(&app, &admin, 1);
        app.people("q", 1);
        let preview = |id: &str, course: Option<&str>| {
            teacher.post("/messages/preview", &json!({ "subject": "S", "body": "{course_code}", "course": course, "ids": [id] }))
        };
        let (inside, outside) = (app.account("p0").id.to_string(), app.account("q0").id.to_string());
        assert_eq!(preview(&inside, Some("C1")).expect(200).items()[0]["body"], "C1");
        preview(&outside, Some("C1")).expect_problem(404, "not_found");
        preview(&inside, None).expect_problem(403, "forbidden");
        app.learner().post("/messages/preview", &json!({ "subject": "S", "body": "B" })).expect_problem(403, "forbidden");
    }
}
