//! `/courses/{id}/enrolments`: one person at a time.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{class, course, enrol, enrolment, participants};

on_both_engines! {
    fn a_person_is_enrolled_changed_and_unenrolled_and_the_history_says_so(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let path = course(&admin, "C1");
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        let body = json!({ "user_id": anna.id, "roles": ["learner", "course_manager"], "groups": ["Monday"], "ends_at": "2030-01-01" });
        let made = admin.post(&format!("{path}/enrolments"), &body).expect(201);
        assert_eq!((&made.json["roles"], &made.json["groups"]), (&json!(["course_manager", "learner"]), &json!(["Monday"])));
        assert_eq!((&made.json["status"], &made.json["active"], &made.json["source"]), (&json!("active"), &json!(true), &json!("manual")));
        assert_eq!(made.json["course"]["code"], "C1");
        admin.post(&format!("{path}/enrolments"), &body).expect_problem(409, "already_enrolled");
        let at = format!("{path}/enrolments/{}", made.text_of("id"));
        let changed = admin.patch(&at, &json!({ "status": "suspended", "ends_at": null, "groups": [] })).expect(200);
        assert_eq!((&changed.json["status"], &changed.json["active"], &changed.json["ends_at"]), (&json!("suspended"), &json!(false), &Value::Null));
        assert_eq!((&changed.json["groups"], &changed.json["roles"]), (&json!([]), &made.json["roles"]));
        let stale = made.header("etag").expect("an ETag");
        admin.with("If-Match", &stale).patch(&at, &json!({ "status": "active" })).expect_problem(412, "version_mismatch");
        assert_eq!(admin.get(&at).expect(200).json, changed.json);
        admin.send("DELETE", &at, "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
        let history = admin.get(&format!("/users/{}/history", anna.id)).expect(200);
        assert_eq!(history.each("action"), ["enrolment.removed", "enrolment.changed", "enrolment.created"]);
        assert_eq!(history.items()[1]["before"]["status"], "active");
        assert_eq!(history.items()[0]["context"]["kind"], "course");
        assert_eq!(app.account("anna").version, 1, "an enrolment is no column of the account");
    }

    fn what_cannot_be_an_enrolment_is_refused(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let path = course(&admin, "C1");
        for (body, field, code) in [
            (json!({ "role": "emperor" }), "roles", "unknown_role"),
            (json!({ "role": "helpdesk" }), "roles", "unknown_role"),
            (json!({ "roles": [] }), "roles", "missing_value"),
            (json!({ "status": "gone" }), "status", "invalid_value"),
            (json!({ "groups": ["Monday"] }), "groups", "invalid_value"),
            (json!({ "starts_at": "2026-03-01", "ends_at": "2026-03-01" }), "ends_at", "invalid_value"),
            (json!({ "role": "learner", "roles": ["learner"] }), "role", "invalid_value"),
        ] {
            let mut body = body;
            body["user_id"] = json!(anna.id);
            let answer = admin.post(&format!("{path}/enrolments"), &body).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)), "{body}");
        }
        let nobody = json!({ "user_id": "0199a000-0000-7000-8000-000000000000" });
        admin.post(&format!("{path}/enrolments"), &nobody).expect_problem(404, "not_found");
        assert_eq!(participants(&admin, &path), [""; 0]);
    }

    fn who_sees_no_accounts_names_a_person_exactly(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 0);
        for (name, number) in [("anna", "K-1"), ("bea", "K-2"), ("cleo", "K-3"), ("dora", "K-4")] {
            let person = app.person(name);
            admin.patch(&format!("/users/{}", person.id), &json!({ "id_number": number })).expect(200);
        }
        teacher.get("/users?q=anna").expect_problem(403, "forbidden");
        let add = |identifier: &str| teacher.post(&format!("{path}/enrolments"), &json!({ "identifier": identifier, "role": "learner" }));
        let email = app.account("bea").email;
        for identifier in [" Anna ", email.to_uppercase().as_str()] {
            add(identifier).expect(201);
        }
        // ID numbers could be tried out by those who do not see them.
        add("k-3").expect_problem(404, "not_found");
        admin.post(&format!("{path}/enrolments"), &json!({ "identifier": "k-3" })).expect(201);
        assert_eq!(participants(&teacher, &path), ["anna", "bea", "cleo", "teacher"]);
        add("anna").expect_problem(409, "already_enrolled");
        // Whatever names nobody, or not one alone, is told apart by nothing.
        admin.send("DELETE", &format!("/users/{}", app.account("dora").id), "", b"").expect(204);
        let missing = add("nobody.here").expect_problem(404, "not_found").text_of("detail");
        for identifier in ["ann", "Anna Bauer", "dora", "K-4", "K-", "*"] {
            assert_eq!(add(identifier).expect_problem(404, "not_found").text_of("detail"), missing, "{identifier}");
        }
        add(" ").expect(422);
        let both = json!({ "identifier": "anna", "user_id": app.account("anna").id });
        teacher.post(&format!("{path}/enrolments"), &both).expect(422);
        teacher.post(&format!("{path}/enrolments"), &json!({ "role": "learner" })).expect(422);
        let learner = app.anonymous.signed_in("anna", PASSWORD);
        learner.post(&format!("{path}/enrolments"), &json!({ "identifier": "teacher" })).expect_problem(403, "forbidden");
        assert_eq!(participants(&admin, &path), ["anna", "bea", "cleo", "teacher"]);
    }

    fn a_person_page_lists_courses_and_ones_own_page_too(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        let hidden = course(&admin, "C2");
        admin.patch(&hidden, &json!({ "visible": false })).expect(200);
        enrol(&admin, &app, &hidden, "p0", "learner");
        let of_person = admin.get(&format!("/users/{}/enrolments", app.account("p0").id)).expect(200);
        let codes: Vec<&str> = of_person.items().iter().filter_map(|of| of["course"]["code"].as_str()).collect();
        assert_eq!(codes, ["C2", "C1"]);
        let own = app.anonymous.signed_in("p0", PASSWORD);
        let courses = own.get("/me/courses").expect(200);
        assert_eq!(courses.each("code"), ["C1"], "learners do not see what is hidden");
        assert_eq!(courses.items()[0]["enrolment"]["roles"], json!(["learner"]));
        assert_eq!(own.get("/courses").expect(200).each("code"), ["C1"]);
        own.get(&hidden).expect_problem(404, "not_found");
        assert_eq!(own.get(&path).expect(200).json["participants"], Value::Null);
    }

    fn who_looks_at_the_course_was_there(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        assert_eq!(enrolment(&admin, &path, "p0")["last_access_at"], Value::Null);
        let own = app.anonymous.signed_in("p0", PASSWORD);
        own.get(&path).expect(200);
        // It is noted behind the answer.
        let is_noted = (0..1_000).any(|_| !enrolment(&admin, &path, "p0")["last_access_at"].is_null());
        assert!(is_noted);
        let version = enrolment(&admin, &path, "p0")["version"].clone();
        assert_eq!(enrolment(&admin, &path, "p0")["version"], version, "looking is no change");
    }

    fn deleted_people_are_no_participants_until_they_come_back(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 2);
        let gone = app.account("p1").id;
        admin.send("DELETE", &format!("/users/{gone}"), "", b"").expect(204);
        assert_eq!(participants(&admin, &path), ["p0", "teacher"]);
        admin.post_nothing(&format!("/users/{gone}/restore")).expect(200);
        assert_eq!(participants(&admin, &path), ["p0", "p1", "teacher"]);
    }
}
