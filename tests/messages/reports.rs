//! Messages that are reported, and who looks at them.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{latest, two, write};

on_both_engines! {
    fn a_recipient_reports_a_message_once_and_moderators_see_it(app: TestApp) {
        let admin = app.administrator();
        let (anna, bea) = two(&app);
        write(&app, &anna, "bea", "You fool").expect(201);
        let id = latest(&bea)[0]["id"].as_str().expect("an id").to_owned();
        anna.post(&format!("/messages/{id}/report"), &json!({ "reason": "Mine" })).expect_problem(404, "not_found");
        bea.post(&format!("/messages/{id}/report"), &json!({ "reason": " " })).expect(422);
        for _ in 0..2 {
            bea.post(&format!("/messages/{id}/report"), &json!({ "reason": "Insults me" })).expect(204);
        }
        let reports = admin.get("/messages/reports").expect(200);
        assert_eq!(reports.items().len(), 1);
        let report = &reports.items()[0];
        assert_eq!((&report["reason"], &report["message"]["body"]), (&json!("Insults me"), &json!("You fool")));
        assert_eq!((&report["reported_by"]["username"], &report["message"]["from"]["username"]), (&json!("bea"), &json!("anna")));
        bea.get("/messages/reports").expect_problem(403, "forbidden");
        app.account_manager().get("/messages/reports").expect_problem(403, "forbidden");
    }
}
