//! Actions on the enrolments of a selection: planned, applied once, reported, undone.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{class, course, enrol, enrolment, ids, participants, select};
use crate::batches::support::{apply, at, counts, now, rows, shorts, undo};

on_both_engines! {
    fn people_are_enrolled_and_the_undo_takes_them_out(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        app.people("q", 30);
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        let target = json!({ "filter": "username sw \"q\" or username eq \"p0\"" });
        let settings = json!({ "group": "Monday", "ends_at": "2099-01-01", "confirm_affected": 31 });
        let plan = select(&admin, "enrol", &target, settings).expect(202);
        assert_eq!((plan.text_of("state").as_str(), counts(&plan).as_str()), ("planned", "update 1, enrol 30"));
        assert_eq!(plan.json["context"]["kind"], "course");
        assert_eq!(participants(&admin, &path), ["p0", "teacher"], "a plan changes nothing");
        let planned = rows(&admin, &plan);
        let first = planned.iter().find(|row| row["key"] == "q0").expect("a row");
        assert_eq!(first["after"]["roles"], json!(["learner"]));
        let applied = apply(&admin, &plan);
        assert_eq!((applied.text_of("state").as_str(), &applied.json["affected"]), ("applied", &json!(31)));
        assert_eq!(participants(&admin, &path).len(), 32);
        assert_eq!(enrolment(&admin, &path, "q7")["groups"], json!(["Monday"]));
        assert_eq!(enrolment(&admin, &path, "p0")["groups"], json!(["Monday"]));
        let undone = undo(&admin, &plan);
        assert_eq!(counts(&undone), "update 1, unenrol 30");
        assert_eq!(participants(&admin, &path), ["p0", "teacher"]);
        assert_eq!((&enrolment(&admin, &path, "p0")["groups"], &enrolment(&admin, &path, "p0")["ends_at"]), (&json!([]), &Value::Null));
        assert_eq!(now(&admin, &plan).json["undone_by"], undone.json["id"]);
    }

    fn people_are_unenrolled_and_come_back_as_they_were(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 3);
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"p1\"")]).expect(200);
        let one = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        admin.patch(&one, &json!({ "groups": ["Monday"], "starts_at": "2026-01-01", "roles": ["learner", "course_manager"] })).expect(200);
        app.person("anna");
        let applied = select(&admin, "unenrol", &ids(&app, &["p0", "p1", "anna"]), json!({ "apply": true })).expect(202);
        assert_eq!((applied.text_of("state").as_str(), counts(&applied).as_str()), ("applied", "unenrol 2, error 1"));
        assert_eq!(shorts(&admin, &applied), ["1 unenrol", "2 unenrol", "3 error not_enrolled"]);
        assert_eq!(participants(&admin, &path), ["p2", "teacher"]);
        // Who has come back by another way is left alone.
        enrol(&admin, &app, &path, "p0", "learner");
        let undone = undo(&admin, &applied);
        assert_eq!(shorts(&admin, &undone), ["1 conflict changed_since_batch", "2 enrol"]);
        let back = enrolment(&admin, &path, "p1");
        assert_eq!((&back["groups"], &back["roles"]), (&json!(["Monday"]), &json!(["course_manager", "learner"])));
        assert_eq!(back["starts_at"], "2026-01-01T00:00:00.000Z");
    }

    fn enrolments_are_suspended_and_count_again(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 3);
        let set = |status: &str| {
            select(&admin, "set_enrolment", &ids(&app, &["p0", "p1"]), json!({ "status": status, "apply": true })).expect(202)
        };
        let suspended = set("suspended");
        assert_eq!(counts(&suspended), "update 2");
        assert_eq!(enrolment(&admin, &path, "p0")["active"], false);
        assert_eq!(counts(&set("suspended")), "unchanged 2");
        // One is changed in the meantime, even back to the same: the undo leaves it alone.
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"p1\"")]).expect(200);
        let one = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        admin.patch(&one, &json!({ "status": "active" })).expect(200);
        admin.patch(&one, &json!({ "status": "suspended" })).expect(200);
        let undone = undo(&admin, &suspended);
        assert_eq!(shorts(&admin, &undone), ["1 update", "2 conflict changed_since_batch"]);
        assert_eq!(enrolment(&admin, &path, "p0")["active"], true);
        assert_eq!(enrolment(&admin, &path, "p1")["active"], false);
    }

    fn another_field_that_was_changed_does_not_stand_in_the_way_of_an_undo(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        let suspended = select(&admin, "set_enrolment", &ids(&app, &["p0"]), json!({ "status": "suspended", "apply": true })).expect(202);
        let at = format!("{path}/enrolments/{}", enrolment(&admin, &path, "p0")["id"].as_str().expect("an id"));
        admin.patch(&at, &json!({ "ends_at": "2099-01-01" })).expect(200);
        assert_eq!(counts(&undo(&admin, &suspended)), "update 1");
        let now = enrolment(&admin, &path, "p0");
        assert_eq!((&now["status"], &now["ends_at"]), (&json!("active"), &json!("2099-01-01T00:00:00.000Z")));
    }

    fn what_changed_after_the_plan_is_left_alone(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 3);
        let plan = select(&admin, "unenrol", &ids(&app, &["p0", "p1", "p2"]), json!({})).expect(202);
        let id = |name: &str| enrolment(&admin, &path, name)["id"].as_str().expect("an id").to_owned();
        admin.patch(&format!("{path}/enrolments/{}", id("p0")), &json!({ "ends_at": "2099-01-01" })).expect(200);
        admin.send("DELETE", &format!("{path}/enrolments/{}", id("p1")), "", b"").expect(204);
        let applied = apply(&admin, &plan);
        assert_eq!(counts(&applied), "unenrol 1, conflict 2");
        assert_eq!(participants(&admin, &path), ["p0", "teacher"]);
    }

    fn settings_name_a_course_a_role_and_a_group_that_are_there(app: TestApp) {
        let admin = app.administrator();
        class(&app, &admin, 1);
        let target = ids(&app, &["p0"]);
        let post = |action: &str, settings: Value| {
            admin.post("/batches/selection", &json!({ "action": action, "target": target, "settings": settings }))
        };
        for (action, settings, field, code) in [
            ("enrol", json!({}), "settings.course", "missing_value"),
            ("enrol", json!({ "course": "C9" }), "settings.course", "unknown_course"),
            ("enrol", json!({ "course": "C1", "role": "emperor" }), "settings.role", "unknown_role"),
            ("enrol", json!({ "course": "C1", "group": "Sunday" }), "settings.group", "invalid_value"),
            ("enrol", json!({ "course": "C1", "status": "active" }), "settings.status", "unknown_field"),
            ("set_enrolment", json!({ "course": "C1" }), "settings.status", "missing_value"),
            ("suspend", json!({ "course": "C1" }), "settings.course", "unknown_field"),
        ] {
            let answer = post(action, settings).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)), "{action}");
        }
    }

    fn a_plan_is_made_again_with_other_settings_in_the_same_course(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        course(&admin, "C2");
        app.people("q", 2);
        let plan = select(&admin, "enrol", &ids(&app, &["q0", "q1"]), json!({ "ends_at": "2099-01-01" })).expect(202);
        let again = admin.waiting().post(&at(&plan, "/plan"), &json!({ "settings": { "role": "course_manager", "ends_at": null } }));
        assert_eq!(counts(&again.expect(202)), "enrol 2");
        admin.post(&at(&plan, "/plan"), &json!({ "settings": { "course": "C2" } })).expect(422);
        apply(&admin, &plan);
        assert_eq!(enrolment(&admin, &path, "q0")["roles"], json!(["course_manager"]));
        assert_eq!(enrolment(&admin, &path, "q0")["ends_at"], Value::Null);
    }
}
