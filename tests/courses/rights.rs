//! Who may do what in a course.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{class, course, enrol, participants};

on_both_engines! {
    fn rights_in_a_course_come_with_an_enrolment_and_count_there_only(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        let other = course(&admin, "C2");
        teacher.get(&format!("{path}/participants")).expect(200);
        teacher.patch(&path, &json!({ "name": "Renamed" })).expect(200);
        for answer in [teacher.get(&format!("{other}/participants")), teacher.patch(&other, &json!({ "name": "x" })), teacher.get(&other)] {
            answer.expect_problem(404, "not_found");
        }
        let learner = app.anonymous.signed_in("p0", PASSWORD);
        learner.get(&format!("{path}/participants")).expect_problem(403, "forbidden");
        learner.patch(&path, &json!({ "name": "x" })).expect_problem(403, "forbidden");
        assert_eq!(participants(&admin, &path), ["p0", "teacher"]);
    }

    fn rights_end_with_the_enrolment_at_the_next_request(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 0);
        let enrolments = admin.get(&format!("{path}/enrolments")).expect(200);
        let at = format!("{path}/enrolments/{}", enrolments.items()[0]["id"].as_str().expect("an id"));
        for (patch, status) in [
            (json!({ "status": "suspended" }), 403),
            (json!({ "status": "active" }), 200),
            (json!({ "ends_at": "2020-01-01" }), 403),
            (json!({ "ends_at": null, "starts_at": "2099-01-01" }), 403),
            (json!({ "starts_at": null }), 200),
            (json!({ "roles": ["learner"] }), 403),
        ] {
            admin.patch(&at, &patch).expect(200);
            assert_eq!(teacher.get(&format!("{path}/participants")).status, status, "{patch}");
        }
    }

    fn an_instructor_gives_the_roles_of_learners_and_course_managers(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        app.person("anna");
        app.person("bea");
        enrol(&teacher, &app, &path, "anna", "course_manager");
        let body = json!({ "user_id": app.account("bea").id, "role": "instructor" });
        teacher.post(&format!("{path}/enrolments"), &body).expect_problem(403, "role_not_grantable");
        enrol(&admin, &app, &path, "bea", "instructor");
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"bea\"")]).expect(200);
        let at = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        // Nobody takes rights away from a colleague who holds more than one can give.
        for patch in [json!({ "status": "suspended" }), json!({ "roles": ["learner"] }), json!({ "ends_at": "2020-01-01" })] {
            teacher.patch(&at, &patch).expect_problem(403, "role_not_grantable");
        }
        teacher.send("DELETE", &at, "", b"").expect_problem(403, "role_not_grantable");
    }

    fn the_roles_of_a_course_are_told_to_those_who_see_its_participants(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        admin.post("/roles", &json!({ "name": "Tutor", "key": "tutor", "copied_from": "course_manager" })).expect(201);
        let grantable = |roles: &rollcall_testkit::Answer| -> Vec<String> {
            let may = roles.items().iter().filter(|role| role["grantable"] == true);
            may.map(|role| role["key"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let roles = teacher.get(&format!("{path}/roles")).expect(200);
        assert_eq!(roles.each("key"), ["instructor", "course_manager", "learner", "tutor"]);
        assert_eq!(grantable(&roles), ["course_manager", "learner"]);
        assert_eq!(grantable(&admin.get(&format!("{path}/roles")).expect(200)), roles.each("key"));
        // Who plans in a course makes forms of what the actions take.
        assert!(!teacher.get("/batch-settings").expect(200).json["actions"].is_null());
        let learner = app.anonymous.signed_in("p0", PASSWORD);
        learner.get(&format!("{path}/roles")).expect_problem(403, "forbidden");
        learner.get("/batch-settings").expect_problem(403, "forbidden");
    }

    fn roles_are_given_in_a_course_without_an_enrolment(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 0);
        let id = path.replace("/courses/", "");
        let anna = app.person("anna");
        let body = json!({ "user_id": anna.id, "role": "course_manager", "context": { "kind": "course", "id": id } });
        let held = teacher.post("/role-assignments", &body).expect(201);
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        hers.get(&format!("{path}/participants")).expect(200);
        assert_eq!(hers.get("/me/courses").expect(200).items()[0]["enrolment"], Value::Null);
        assert_eq!(participants(&admin, &path), ["teacher"]);
        teacher.send("DELETE", &format!("/role-assignments/{}", held.text_of("id")), "", b"").expect(204);
        hers.get(&format!("{path}/participants")).expect_problem(403, "forbidden");
        let nowhere = json!({ "kind": "course", "id": "0199a000-0000-7000-8000-000000000000" });
        let body = json!({ "user_id": anna.id, "role": "course_manager", "context": nowhere });
        admin.post("/role-assignments", &body).expect_problem(422, "unknown_course");
    }

    fn who_makes_a_course_becomes_its_instructor(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "system_roles": ["course_creator"] })).expect(200);
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let path = course(&hers, "C1");
        hers.patch(&path, &json!({ "name": "Mine" })).expect(200);
        assert_eq!(hers.get("/courses").expect(200).each("code"), ["C1"]);
        course(&admin, "C2");
        assert_eq!(hers.get("/courses").expect(200).each("code"), ["C1"]);
        app.learner().post("/courses", &json!({ "code": "x", "name": "x" })).expect_problem(403, "forbidden");
    }

    fn account_managers_look_after_enrolments_of_every_course(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let (path, _) = class(&app, &admin, 1);
        app.person("anna");
        enrol(&manager, &app, &path, "anna", "instructor");
        assert_eq!(participants(&manager, &path), ["anna", "p0", "teacher"]);
        manager.patch(&path, &json!({ "name": "x" })).expect_problem(403, "forbidden");
    }

    fn instructors_see_of_people_who_they_are_and_no_more(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 1);
        let id = app.account("p0").id;
        admin.patch(&format!("/users/{id}"), &json!({ "id_number": "4711", "phone": "0664", "external_id": "x9" })).expect(200);
        let filter = "username eq \"p0\"";
        let seen = teacher.query(&format!("{path}/participants"), &[("filter", filter)]).expect(200);
        let person = &seen.items()[0];
        for member in ["id_number", "phone", "external_id", "last_ip", "suspension_reason"] {
            assert_eq!(person[member], Value::Null, "{member}");
        }
        assert_eq!(person["username"], "p0");
        teacher.query(&format!("{path}/participants"), &[("filter", "id_number eq \"4711\"")]).expect_problem(400, "invalid_filter");
        teacher.get("/users").expect_problem(403, "forbidden");
        teacher.get(&format!("/users/{id}")).expect_problem(403, "forbidden");
    }

    fn a_role_of_ones_own_that_participants_hold_stays(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        let role = json!({ "name": "Tutor", "key": "tutor", "contexts": ["course"], "capabilities": ["participants.view"] });
        admin.post("/roles", &role).expect(201);
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"p0\"")]).expect(200);
        let at = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        admin.patch(&at, &json!({ "roles": ["learner", "tutor"] })).expect(200);
        app.anonymous.signed_in("p0", PASSWORD).get(&format!("{path}/participants")).expect(200);
        admin.send("DELETE", "/roles/tutor", "", b"").expect_problem(409, "in_use");
        admin.patch(&at, &json!({ "roles": ["learner"] })).expect(200);
        admin.send("DELETE", "/roles/tutor", "", b"").expect(204);
    }
}
