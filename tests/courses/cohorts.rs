//! Cohorts that a course enrols as a whole, kept in step.

use rollcall_testkit::{Client, on_both_engines};
use serde_json::{Value, json};

use super::support::{class, course, enrol, enrolment, participants, select};
use crate::api::cohorts::make;
use crate::batches::support::{shorts, undo};

/// Asks for an action on a cohort, and waits until it is applied.
fn move_all(admin: &Client, action: &str, filter: &str, cohort: &str) -> rollcall_testkit::Answer {
    let body =
        json!({ "action": action, "target": { "filter": filter }, "settings": { "cohort": cohort, "apply": true } });
    let batch = admin.waiting().post("/batches/selection", &body).expect(202);
    assert_eq!(batch.text_of("state"), "applied", "{}", batch.text);
    batch
}

on_both_engines! {
    fn people_follow_their_cohort_into_the_course_and_out_of_it(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        app.people("q", 6);
        make(&admin, "staff");
        move_all(&admin, "add_to_cohort", "username sw \"q\"", "staff");
        let put = admin.send("PUT", &format!("{path}/cohorts/staff"), "application/json", b"{}").expect(200);
        assert_eq!(put.json, json!({ "cohort": "staff", "role": "learner", "leaving": "unenrol" }));
        app.tidy();
        assert_eq!(participants(&admin, &path).len(), 8);
        let kept = enrolment(&admin, &path, "q0");
        assert_eq!((&kept["source"], &kept["cohort"]), (&json!("cohort"), &json!("staff")));
        let out = move_all(&admin, "remove_from_cohort", "username eq \"q0\" or username eq \"q1\"", "staff");
        app.tidy();
        assert_eq!(participants(&admin, &path), ["p0", "q2", "q3", "q4", "q5", "teacher"]);
        // The undo of a batch brings people back into the cohort, and so into the course.
        undo(&admin, &out);
        app.tidy();
        assert_eq!(participants(&admin, &path).len(), 8);
        let file = "username,cohort1\nq2,-staff\n";
        admin.waiting().upload("people.csv", file.as_bytes(), &json!({ "apply": true })).expect(202);
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "q2"), Value::Null);
    }

    fn who_is_enrolled_by_hand_stays_and_what_a_cohort_keeps_is_not_ended_by_hand(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 1);
        app.people("q", 1);
        make(&admin, "staff");
        move_all(&admin, "add_to_cohort", "username eq \"p0\" or username eq \"q0\"", "staff");
        admin.send("PUT", &format!("{path}/cohorts/staff"), "application/json", b"{}").expect(200);
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "p0")["source"], "manual");
        let refused = select(&admin, "unenrol", &json!({ "filter": "username eq \"q0\"" }), json!({})).expect(202);
        assert_eq!(shorts(&admin, &refused), ["1 error forbidden"]);
        let at = format!("{path}/enrolments/{}", enrolment(&admin, &path, "q0")["id"].as_str().expect("an id"));
        admin.send("DELETE", &at, "", b"").expect_problem(403, "forbidden");
        admin.send("DELETE", &format!("{path}/cohorts/staff"), "", b"").expect(204);
        app.tidy();
        assert_eq!(participants(&admin, &path), ["p0", "teacher"]);
        assert_eq!(admin.get(&format!("{path}/cohorts")).expect(200).items().len(), 0);
        // The cohort can go although a course has enrolled it.
        move_all(&admin, "remove_from_cohort", "cohorts eq \"staff\"", "staff");
        let id = admin.query("/cohorts", &[("q", "staff")]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
        admin.send("DELETE", &format!("/cohorts/{id}"), "", b"").expect(204);
    }

    fn who_leaves_is_suspended_if_the_course_says_so_and_counts_again_on_return(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 0);
        app.people("q", 2);
        make(&admin, "staff");
        let body = json!({ "role": "course_manager", "leaving": "suspend" }).to_string();
        admin.send("PUT", &format!("{path}/cohorts/staff"), "application/json", body.as_bytes()).expect(200);
        move_all(&admin, "add_to_cohort", "username sw \"q\"", "staff");
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "q0")["roles"], json!(["course_manager"]));
        move_all(&admin, "remove_from_cohort", "username eq \"q0\"", "staff");
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "q0")["status"], "suspended");
        move_all(&admin, "add_to_cohort", "username eq \"q0\"", "staff");
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "q0")["status"], "active");
    }

    fn of_two_cohorts_the_other_one_keeps_who_leaves_one(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 0);
        app.people("q", 1);
        for key in ["staff", "north"] {
            make(&admin, key);
            move_all(&admin, "add_to_cohort", "username eq \"q0\"", key);
            admin.send("PUT", &format!("{path}/cohorts/{key}"), "application/json", b"{}").expect(200);
            app.tidy();
        }
        move_all(&admin, "remove_from_cohort", "username eq \"q0\"", "staff");
        app.tidy();
        assert_eq!(enrolment(&admin, &path, "q0")["cohort"], "north");
        move_all(&admin, "remove_from_cohort", "username eq \"q0\"", "north");
        app.tidy();
        assert_eq!(participants(&admin, &path), ["teacher"]);
    }

    fn an_instructor_who_does_not_see_the_site_enrols_no_cohorts(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 0);
        make(&admin, "staff");
        teacher.send("PUT", &format!("{path}/cohorts/staff"), "application/json", b"{}").expect_problem(403, "forbidden");
        admin.send("PUT", &format!("{path}/cohorts/nobody"), "application/json", b"{}").expect_problem(404, "not_found");
        let wrong = json!({ "leaving": "delete" }).to_string();
        admin.send("PUT", &format!("{path}/cohorts/staff"), "application/json", wrong.as_bytes()).expect(422);
        enrol(&admin, &app, &path, "root-admin", "learner");
    }

    fn people_follow_a_rule_into_the_course_and_a_rule_follows_enrolments(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 0);
        app.people("q", 2);
        let by_rule = |key: &str, rule: &str| {
            let made = admin.post("/cohorts", &json!({ "name": key, "key": key, "rule": rule })).expect(201);
            format!("/cohorts/{}/members", made.text_of("id"))
        };
        by_rule("sales", "department eq \"Sales\"");
        let learners = by_rule("learners", "enrolments[course eq \"C1\" and role eq \"learner\"]");
        admin.send("PUT", &format!("{path}/cohorts/sales"), "application/json", b"{}").expect(200);
        let set = |name: &str, department: &str| {
            let at = format!("/users/{}", app.account(name).id);
            admin.patch(&at, &json!({ "department": department })).expect(200);
            app.tidy();
        };
        set("q0", "Sales");
        assert_eq!(participants(&admin, &path), ["q0", "teacher"]);
        assert_eq!(admin.get(&learners).expect(200).each("username"), ["q0"]);
        enrol(&admin, &app, &path, "q1", "learner");
        assert_eq!(admin.query(&learners, &[("sort", "username")]).expect(200).each("username"), ["q0", "q1"]);
        set("q0", "Legal");
        assert_eq!(participants(&admin, &path), ["q1", "teacher"]);
        assert_eq!(admin.get(&learners).expect(200).each("username"), ["q1"]);
    }

    fn no_rule_feeds_itself_by_way_of_courses(app: TestApp) {
        let admin = app.administrator();
        let (one, two) = (course(&admin, "C1"), course(&admin, "C2"));
        let in_course = |code: &str| format!("enrolments[course eq \"{code}\"]");
        let make = |key: &str, rule: &str| admin.post("/cohorts", &json!({ "name": key, "key": key, "rule": rule }));
        let first = make("first", &in_course("C1")).expect(201).text_of("id");
        make("second", &in_course("C2")).expect(201);
        let enrols = |course: &str, key: &str| admin.send("PUT", &format!("{course}/cohorts/{key}"), "application/json", b"{}");
        enrols(&one, "first").expect_problem(409, "circular");
        enrols(&one, "second").expect(200);
        // C2 enrols the first, whose people come from C1, which enrols the second, whose people come from C2.
        enrols(&two, "first").expect_problem(409, "circular");
        admin.patch(&format!("/cohorts/{first}"), &json!({ "rule": "city eq \"Graz\"" })).expect(200);
        enrols(&two, "first").expect(200);
        for rule in [in_course("C1"), "enrolments[role eq \"learner\"]".to_owned(), "enrolments pr".to_owned()] {
            let refused = admin.patch(&format!("/cohorts/{first}"), &json!({ "rule": rule })).expect(422);
            assert_eq!(refused.json["errors"][0]["code"], "circular", "{rule}");
        }
    }
}
