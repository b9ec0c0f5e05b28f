//! `/courses/{id}/participants`, and filters about enrolments.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{class, course, enrol};

on_both_engines! {
    fn participants_are_listed_like_accounts_each_with_the_enrolment(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 4);
        let pages = teacher.pages(&format!("{path}/participants"), &[("limit", "2"), ("sort", "-username"), ("count", "exact")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("username")).collect();
        assert_eq!(names, ["teacher", "p3", "p2", "p1", "p0"]);
        assert_eq!(pages[0].json["total"], 5);
        assert_eq!(pages[0].items()[0]["enrolment"]["roles"], json!(["instructor"]));
        let searched = teacher.query(&format!("{path}/participants"), &[("q", "p2")]).expect(200);
        assert_eq!(searched.each("username"), ["p2"]);
        let narrow = teacher.query(&format!("{path}/participants"), &[("fields", "username,enrolment"), ("limit", "1")]).expect(200);
        assert_eq!(narrow.items()[0].as_object().map(|members| members.len()), Some(3));
    }

    fn filters_ask_for_courses_roles_groups_and_status(app: TestApp) {
        let admin = app.administrator();
        let (path, _) = class(&app, &admin, 3);
        let other = course(&admin, "C 2");
        app.person("anna");
        enrol(&admin, &app, &other, "p0", "course_manager");
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        let list = admin.query(&format!("{path}/participants"), &[("filter", "username eq \"p1\"")]).expect(200);
        let at = format!("{path}/enrolments/{}", list.items()[0]["enrolment"]["id"].as_str().expect("an id"));
        admin.patch(&at, &json!({ "status": "suspended", "groups": ["Monday"] })).expect(200);
        let found = |filter: &str| {
            let page = admin.query("/users", &[("filter", filter), ("sort", "username")]).expect(200);
            page.each("username").into_iter().filter(|name| name != "root-admin").collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("enrolments pr"), "p0 p1 p2 teacher");
        assert_eq!(found("not (enrolments pr)"), "anna");
        assert_eq!(found("enrolments[course eq \"C1\"]"), "p0 p1 p2 teacher");
        assert_eq!(found("enrolments eq \"C 2\""), "p0");
        assert_eq!(found("enrolments[course eq \"C1\" and role eq \"learner\" and status eq \"active\"]"), "p0 p2");
        assert_eq!(found("enrolments[role eq \"Instructor\"]"), "teacher");
        assert_eq!(found("enrolments[role ne \"learner\"]"), "p0 teacher");
        assert_eq!(found("enrolments[group eq \"Monday\"]"), "p1");
        assert_eq!(found("enrolments[not (group pr) and course eq \"C1\"]"), "p0 p2 teacher");
        assert_eq!(found("enrolments[last_access_at pr]"), "");
        assert_eq!(found("enrolments[course eq \"c1\"]"), "", "codes are compared letter by letter");
        assert_eq!(found("enrolments[course ne \"C1\"]"), "p0");
        let here = |filter: &str| {
            admin.query(&format!("{path}/participants"), &[("filter", filter), ("sort", "username")]).expect(200).each("username")
        };
        assert_eq!(here("enrolments[role eq \"course_manager\"]"), [""; 0], "the role is held in another course");
        assert_eq!(here("enrolments[course eq \"C 2\" and role eq \"course_manager\"]"), ["p0"]);
        assert_eq!(here("enrolments[status eq \"suspended\"]"), ["p1"]);
        admin.query("/users", &[("filter", "enrolments[grade gt 3]")]).expect_problem(400, "invalid_filter");
    }
}
