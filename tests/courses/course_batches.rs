//! Batches that belong to a course: in it the capability of their action is enough.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use super::support::{class, course, enrol, ids, participants, select};
use crate::batches::support::{apply, at, counts, plan, shorts, undo};

on_both_engines! {
    fn an_instructor_plans_applies_watches_and_undoes(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 3);
        let planned = select(&teacher, "unenrol", &json!({ "filter": "username sw \"p\"" }), json!({})).expect(202);
        assert_eq!(counts(&planned), "unenrol 3");
        let applied = apply(&teacher, &planned);
        assert_eq!(applied.text_of("state"), "applied");
        assert_eq!(participants(&teacher, &path), ["teacher"]);
        teacher.get(&at(&planned, "/report.csv")).expect(200);
        assert_eq!(shorts(&teacher, &planned).len(), 3);
        assert_eq!(teacher.get("/batches").expect(200).items().len(), 1);
        undo(&teacher, &planned);
        assert_eq!(participants(&teacher, &path), ["p0", "p1", "p2", "teacher"]);
        let cancelled = select(&teacher, "unenrol", &ids(&app, &["p0"]), json!({})).expect(202);
        assert_eq!(teacher.post_nothing(&at(&cancelled, "/cancel")).expect(202).text_of("state"), "cancelled");
    }

    fn the_people_of_a_course_are_all_that_its_instructor_selects_among(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        app.people("q", 5);
        let all = select(&teacher, "set_enrolment", &json!({ "filter": "" }), json!({ "status": "suspended" })).expect(202);
        let shown = shorts(&teacher, &all);
        assert_eq!(shown.len(), 2, "{shown:?}");
        let pasted = select(&teacher, "enrol", &json!({ "list": "p0\nq1\nq2@example.org" }), json!({})).expect(202);
        assert_eq!(shorts(&teacher, &pasted), ["1 unchanged already_enrolled", "2 error unknown_user", "3 error unknown_user"]);
        assert_eq!(participants(&teacher, &path), ["p0", "teacher"]);
    }

    fn nobody_else_has_part_in_the_batches_of_a_course(app: TestApp) {
        let admin = app.administrator();
        let (_, teacher) = class(&app, &admin, 2);
        let other = course(&admin, "C2");
        app.person("rival");
        enrol(&admin, &app, &other, "rival", "instructor");
        let rival = app.anonymous.signed_in("rival", PASSWORD);
        let planned = select(&teacher, "unenrol", &ids(&app, &["p0"]), json!({})).expect(202);
        for what in ["", "/rows", "/report.csv", "/events"] {
            rival.get(&at(&planned, what)).expect_problem(404, "not_found");
        }
        rival.post_nothing(&at(&planned, "/apply")).expect_problem(404, "not_found");
        assert_eq!(rival.get("/batches").expect(200).items().len(), 0);
        let of_learner = app.anonymous.signed_in("p1", PASSWORD);
        of_learner.get(&at(&planned, "")).expect_problem(403, "forbidden");
        of_learner.get("/batches").expect_problem(403, "forbidden");
        // In a course where one holds nothing, nothing is planned either.
        select(&rival, "unenrol", &ids(&app, &["p0"]), json!({})).expect_problem(403, "forbidden");
        let file = plan(&admin, "username,suspended\np0,1\n");
        teacher.get(&at(&file, "")).expect_problem(404, "not_found");
        teacher.post("/batches/selection", &json!({ "action": "suspend", "target": ids(&app, &["p0"]) })).expect_problem(403, "forbidden");
        assert_eq!(admin.get("/batches").expect(200).items().len(), 2);
    }

    fn a_colleague_of_the_same_course_goes_on_with_a_plan(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        app.person("colleague");
        enrol(&admin, &app, &path, "colleague", "instructor");
        let colleague = app.anonymous.signed_in("colleague", PASSWORD);
        let planned = select(&teacher, "unenrol", &ids(&app, &["p0"]), json!({})).expect(202);
        assert_eq!(apply(&colleague, &planned).text_of("state"), "applied");
        assert_eq!(participants(&admin, &path), ["colleague", "p1", "teacher"]);
    }

    fn rights_that_were_lost_after_the_plan_stop_the_batch(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let planned = select(&teacher, "unenrol", &ids(&app, &["p0", "p1"]), json!({})).expect(202);
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"teacher\"")]).expect(200);
        let own = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        admin.patch(&own, &json!({ "status": "suspended" })).expect(200);
        teacher.post_nothing(&at(&planned, "/apply")).expect(403);
        assert_eq!(participants(&admin, &path), ["p0", "p1", "teacher"]);
    }

    fn an_instructor_does_not_take_out_another(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        app.person("colleague");
        enrol(&admin, &app, &path, "colleague", "instructor");
        let planned = select(&teacher, "unenrol", &ids(&app, &["p0", "colleague"]), json!({ "apply": true })).expect(202);
        assert_eq!(shorts(&teacher, &planned), ["1 unenrol", "2 error role_not_grantable"]);
        assert_eq!(participants(&admin, &path), ["colleague", "teacher"]);
        app.people("q", 1);
        let as_instructor = select(&teacher, "enrol", &ids(&app, &["q0"]), json!({ "role": "instructor" })).expect(202);
        assert_eq!(shorts(&teacher, &as_instructor), ["1 error role_not_grantable"]);
    }

    fn a_token_is_for_batches_of_a_course_if_its_scope_says_so(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let token = |scopes: &[&str]| {
            let made = teacher.post("/me/tokens", &json!({ "name": "t", "scopes": scopes, "expires_at": "2030-01-01T00:00:00Z" }));
            app.anonymous.with_token(&made.expect(201).text_of("token"))
        };
        let weak = token(&["participants.view"]);
        select(&weak, "unenrol", &ids(&app, &["p0"]), json!({ "apply": true })).expect_problem(403, "forbidden");
        let strong = token(&["participants.view", "participants.manage"]);
        let applied = select(&strong, "unenrol", &ids(&app, &["p0"]), json!({ "apply": true })).expect(202);
        assert_eq!(applied.text_of("state"), "applied", "{}", applied.text);
        assert_eq!(participants(&admin, &path), ["p1", "teacher"]);
    }
}
