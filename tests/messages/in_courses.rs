//! A message to people of a course: its capability there is enough, and its people are all that can be reached.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{inbox, latest};
use crate::batches::support::{apply, at, counts, shorts, undo};
use crate::courses::support::{class, course, enrol, enrolment};

/// What is asked for.
fn to(target: Value) -> Value {
    json!({ "target": target, "settings": { "subject": "In {course_name}", "body": "Dear {first_name}" } })
}

on_both_engines! {
    fn an_instructor_writes_to_the_course_and_withdraws(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(json!({ "roles": ["learner"] }))).expect(202);
        assert_eq!((counts(&plan).as_str(), &plan.json["context"]["kind"]), ("send 2", &json!("course")));
        assert_eq!(plan.json["source"]["audience"]["roles"], json!(["learner"]));
        assert_eq!(apply(&teacher, &plan).text_of("state"), "applied");
        let hers = app.anonymous.signed_in("p0", PASSWORD);
        assert_eq!(inbox(&hers)[0]["subject"], "In Course C1");
        assert_eq!(latest(&hers)[0]["from"]["username"], "teacher");
        assert_eq!(counts(&undo(&teacher, &plan)), "withdraw 2");
    }

    fn how_many_a_target_reaches_is_told_as_the_plan_decides(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 4);
        let reached = |client: &rollcall_testkit::Client, target: Value| client.post(&format!("{path}/messages/audience"), &target);
        let enrolment = enrolment(&admin, &path, "p0")["id"].as_str().expect("an id").to_owned();
        admin.patch(&format!("{path}/enrolments/{enrolment}"), &json!({ "status": "suspended" })).expect(200);
        let of = |target: Value| {
            let found = reached(&teacher, target.clone()).expect(200).json;
            let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(target)).expect(202);
            assert_eq!(plan.json["counts"]["send"], found["recipients"]);
            (found["recipients"].clone(), found["inactive"].clone())
        };
        assert_eq!(of(json!({})), (json!(4), json!(1)));
        assert_eq!(of(json!({ "include_inactive": true, "roles": ["learner"] })), (json!(4), json!(0)));
        assert_eq!(of(json!({ "never_accessed": true, "roles": ["learner"] })), (json!(3), json!(1)));
        assert_eq!(of(json!({ "not_accessed_since": "2099-01-01", "ids": [app.account("p1").id, app.account("p1").id] })), (json!(1), json!(0)));
        reached(&teacher, json!({ "not_accessed_since": "soon" })).expect(422);
        reached(&teacher, json!({ "roles": ["emperor"] })).expect(422);
        reached(&app.anonymous.signed_in("p1", PASSWORD), json!({})).expect_problem(403, "forbidden");
    }

    fn a_role_that_only_writes_to_many_plans_sends_and_sees_it(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 2);
        let role = json!({ "key": "announcer", "name": "Announcer", "contexts": ["course"], "capabilities": ["participants.view", "messages.bulk.course"] });
        admin.post("/roles", &role).expect(201);
        app.person("voice");
        enrol(&admin, &app, &path, "voice", "announcer");
        let voice = app.anonymous.signed_in("voice", PASSWORD);
        voice.get("/batch-settings").expect(200);
        let ids = json!({ "ids": [app.account("p0").id] });
        let plan = voice.waiting().post(&format!("{path}/batches/message"), &to(ids)).expect(202);
        assert_eq!(apply(&voice, &plan).text_of("state"), "applied");
        voice.get(&at(&plan, "/results")).expect(200);
        let unenrol = json!({ "action": "unenrol", "target": { "ids": [app.account("p0").id] }, "settings": { "course": "C1" } });
        voice.post("/batches/selection", &unenrol).expect_problem(403, "forbidden");
    }

    fn all_that_is_given_has_to_hold(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 4);
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        let change = |name: &str, patch: Value| {
            let id = enrolment(&admin, &path, name)["id"].as_str().expect("an id").to_owned();
            admin.patch(&format!("{path}/enrolments/{id}"), &patch).expect(200);
        };
        change("p0", json!({ "groups": ["Monday"] }));
        change("p1", json!({ "groups": ["Monday"], "status": "suspended" }));
        change("p2", json!({ "ends_at": "2020-01-01" }));
        app.anonymous.signed_in("p3", PASSWORD).get(&path).expect(200);
        let noted = (0..1_000).any(|_| !enrolment(&admin, &path, "p3")["last_access_at"].is_null());
        assert!(noted);
        let plan = |target: Value| {
            let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(target)).expect(202);
            (counts(&plan), shorts(&teacher, &plan))
        };
        assert_eq!(plan(json!({})).0, "send 3, skip 2");
        assert_eq!(plan(json!({ "include_inactive": true })).0, "send 5");
        assert_eq!(plan(json!({ "groups": ["Monday"] })).0, "send 1, skip 1");
        assert_eq!(plan(json!({ "never_accessed": true, "roles": ["learner"] })).0, "send 1, skip 2");
        assert_eq!(plan(json!({ "not_accessed_since": "2020-01-01", "roles": ["learner"] })).0, "send 1, skip 2");
        assert_eq!(plan(json!({ "not_accessed_since": "2099-01-01", "roles": ["learner"] })).0, "send 2, skip 2");
        let ids = json!([app.account("p0").id, app.account("p3").id, app.account("root-admin").id]);
        let (_, shown) = plan(json!({ "ids": ids, "groups": ["Monday"] }));
        assert_eq!(shown, ["1 send", "2 skip outside_of_target", "3 error not_enrolled"]);
        for (target, field) in [
            (json!({ "roles": ["emperor"] }), "target.roles"),
            (json!({ "groups": ["Sunday"] }), "target.groups"),
            (json!({ "roles": [] }), "target.roles"),
            (json!({ "not_accessed_since": "soon" }), "target.not_accessed_since"),
        ] {
            let answer = teacher.post(&format!("{path}/batches/message"), &to(target)).expect(422);
            assert_eq!(answer.json["errors"][0]["field"], field);
        }
    }

    fn who_leaves_the_course_after_the_plan_is_not_written_to(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(json!({ "roles": ["learner"] }))).expect(202);
        let id = enrolment(&admin, &path, "p0")["id"].as_str().expect("an id").to_owned();
        admin.send("DELETE", &format!("{path}/enrolments/{id}"), "", b"").expect(204);
        assert_eq!(counts(&apply(&teacher, &plan)), "send 1, error 1");
        assert_eq!(inbox(&app.anonymous.signed_in("p0", PASSWORD)).len(), 0);
    }

    fn others_do_not_write_to_the_course(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        let other = course(&admin, "C2");
        app.person("rival");
        enrol(&admin, &app, &other, "rival", "instructor");
        let rival = app.anonymous.signed_in("rival", PASSWORD);
        rival.post(&format!("{path}/batches/message"), &to(json!({}))).expect_problem(404, "not_found");
        let learner = app.anonymous.signed_in("p0", PASSWORD);
        learner.post(&format!("{path}/batches/message"), &to(json!({}))).expect_problem(403, "forbidden");
        // At site level the capability of a course is worth nothing.
        let at_site = json!({ "action": "message", "target": { "filter": "" }, "settings": { "subject": "S", "body": "B" } });
        teacher.post("/batches/selection", &at_site).expect_problem(403, "forbidden");
        app.account_manager().waiting().post(&format!("{path}/batches/message"), &to(json!({}))).expect(202);
    }

    fn in_a_course_that_is_over_nobody_is_written_to(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(json!({}))).expect(202);
        admin.patch(&path, &json!({ "archived": true })).expect(200);
        teacher.post(&format!("{path}/batches/message"), &to(json!({}))).expect_problem(409, "course_over");
        teacher.post_nothing(&at(&plan, "/apply")).expect_problem(409, "course_over");
        // What was to be sent by itself later on is not, either.
        let later = teacher.waiting().post(&format!("{path}/batches/message"), &to(json!({})));
        later.expect_problem(409, "course_over");
        assert_eq!(inbox(&teacher).len(), 0);
    }

    fn a_plan_is_made_again_with_another_text_for_the_same_people(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let plan = teacher.waiting().post(&format!("{path}/batches/message"), &to(json!({ "roles": ["learner"] }))).expect(202);
        let again = teacher.waiting().post(&at(&plan, "/plan"), &json!({ "settings": { "subject": "Again" } })).expect(202);
        assert_eq!(counts(&again), "send 2");
        apply(&teacher, &plan);
        assert_eq!(inbox(&app.anonymous.signed_in("p1", PASSWORD))[0]["subject"], "Again");
    }
}
