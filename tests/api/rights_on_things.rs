//! Rights on the thing that a path names: who holds the capability nowhere, who may not see it, who may.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::roles::{holding, make};

const NOBODY: &str = "0199a000-0000-7000-8000-000000000000";

on_both_engines! {
    fn who_holds_the_right_nowhere_does_not_learn_what_is_there(app: TestApp) {
        let admin = app.administrator();
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        let learner = app.learner();
        for id in [cohort.as_str(), NOBODY, "none"] {
            learner.get(&format!("/cohorts/{id}")).expect_problem(403, "forbidden");
            learner.patch(&format!("/cohorts/{id}"), &json!({ "nonsense": 1 })).expect_problem(403, "forbidden");
        }
    }

    fn who_may_see_a_thing_and_not_change_it_is_told_so(app: TestApp) {
        let admin = app.administrator();
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        let auditor = holding(&app, "eve", "auditor");
        auditor.get(&format!("/cohorts/{cohort}")).expect(200);
        auditor.patch(&format!("/cohorts/{cohort}"), &json!({ "name": "Two" })).expect_problem(403, "forbidden");
        auditor.send("DELETE", &format!("/cohorts/{cohort}"), "", b"").expect_problem(403, "forbidden");
        assert_eq!(admin.get(&format!("/cohorts/{cohort}")).expect(200).json["name"], "One");
        for id in [NOBODY, "none"] {
            auditor.get(&format!("/cohorts/{id}")).expect_problem(404, "not_found");
            admin.patch(&format!("/cohorts/{id}"), &json!({ "name": "Two" })).expect_problem(404, "not_found");
        }
    }

    fn a_right_at_site_level_counts_for_every_thing(app: TestApp) {
        let admin = app.administrator();
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        make(&admin, "cohort_keeper", &["users.view", "cohorts.manage"], &[]);
        let keeper = holding_own(&app, &admin);
        keeper.patch(&format!("/cohorts/{cohort}"), &json!({ "name": "Two" })).expect(200);
        keeper.send("DELETE", &format!("/cohorts/{cohort}"), "", b"").expect(204);
        admin.get(&format!("/cohorts/{cohort}")).expect(404);
    }
}

fn holding_own(app: &rollcall_testkit::TestApp, admin: &rollcall_testkit::Client) -> rollcall_testkit::Client {
    let person = app.person("kim");
    admin.patch(&format!("/users/{}", person.id), &json!({ "system_roles": ["cohort_keeper"] })).expect(200);
    app.anonymous.signed_in("kim", rollcall_testkit::PASSWORD)
}
