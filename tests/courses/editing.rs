//! `/courses`: made, changed, copied, archived, found.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{course, enrol};

on_both_engines! {
    fn a_course_is_made_changed_and_deleted(app: TestApp) {
        let admin = app.administrator();
        let new = json!({
            "code": " Fire-26 ", "name": "Fire safety", "category": "Safety", "starts_at": "2026-03-01", "group_mode": "separate",
        });
        let made = admin.post("/courses", &new).expect(201);
        assert_eq!(made.text_of("code"), "Fire-26");
        assert_eq!(made.json["starts_at"], "2026-03-01T00:00:00.000Z");
        assert_eq!((&made.json["visible"], &made.json["archived"], &made.json["participants"]), (&json!(true), &json!(false), &json!(0)));
        let path = made.header("location").expect("a location").replace("/api/v1", "");
        let changed = admin.patch(&path, &json!({ "category": null, "archived": true })).expect(200);
        assert_eq!((&changed.json["category"], &changed.json["archived"], &changed.json["version"]), (&Value::Null, &json!(true), &json!(2)));
        assert_eq!(changed.json["starts_at"], "2026-03-01T00:00:00.000Z");
        admin.with("If-Match", "\"1\"").patch(&path, &json!({ "name": "Old" })).expect_problem(412, "version_mismatch");
        assert_eq!(admin.get(&path).expect(200).json, changed.json);
        admin.post("/courses", &json!({ "code": "Fire-26", "name": "Another" })).expect_problem(409, "course_exists");
        // Codes are compared letter by letter.
        admin.post("/courses", &json!({ "code": "fire-26", "name": "Another" })).expect(201);
        admin.send("DELETE", &path, "", b"").expect(204);
        admin.get(&path).expect_problem(404, "not_found");
    }

    fn what_cannot_be_a_course_is_refused(app: TestApp) {
        let admin = app.administrator();
        for (body, field, code) in [
            (json!({ "code": " ", "name": "x" }), "code", "missing_value"),
            (json!({ "code": "a\nb", "name": "x" }), "code", "invalid_value"),
            (json!({ "code": "0199a000-0000-7000-8000-000000000009", "name": "x" }), "code", "invalid_value"),
            (json!({ "code": "x".repeat(101), "name": "x" }), "code", "invalid_value"),
            (json!({ "code": "x", "name": "\u{200B}" }), "name", "missing_value"),
            (json!({ "code": "x", "name": "x".repeat(256) }), "name", "too_long"),
            (json!({ "code": "x", "name": "x", "starts_at": "soon" }), "starts_at", "invalid_value"),
            (json!({ "code": "x", "name": "x", "starts_at": "2026-03-02", "ends_at": "2026-03-01" }), "ends_at", "invalid_value"),
            (json!({ "code": "x", "name": "x", "group_mode": "secret" }), "group_mode", "invalid_value"),
        ] {
            let answer = admin.post("/courses", &body).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)), "{body}");
        }
        admin.post("/courses", &json!({ "code": "x", "name": "x", "teacher": "y" })).expect(422);
    }

    fn a_course_with_people_in_it_is_archived_and_not_deleted(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let path = course(&admin, "C1");
        enrol(&admin, &app, &path, "anna", "learner");
        admin.send("DELETE", &path, "", b"").expect_problem(409, "course_not_empty");
        admin.patch(&path, &json!({ "archived": true })).expect(200);
        assert_eq!(admin.get(&path).expect(200).json["participants"], 1);
    }

    fn a_copy_has_the_settings_and_groups_and_nobody_in_it(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let path = course(&admin, "C1");
        admin.patch(&path, &json!({ "group_mode": "visible", "category": "Safety" })).expect(200);
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
        enrol(&admin, &app, &path, "anna", "learner");
        let copy = admin.post(&format!("{path}/copy"), &json!({ "code": "C2" })).expect(201);
        assert_eq!((copy.text_of("name").as_str(), copy.text_of("category").as_str()), ("Course C1", "Safety"));
        assert_eq!((&copy.json["group_mode"], &copy.json["participants"]), (&json!("visible"), &json!(0)));
        let groups = admin.get(&format!("/courses/{}/groups", copy.text_of("id"))).expect(200);
        assert_eq!(groups.each("name"), ["Monday"]);
        admin.post(&format!("{path}/copy"), &json!({ "code": "C2" })).expect_problem(409, "course_exists");
    }

    fn courses_are_listed_by_name_searched_and_filtered(app: TestApp) {
        let admin = app.administrator();
        for (code, name, category) in [("b1", "Ärzte", "Health"), ("a1", "Berlin", "Travel"), ("c1", "Zug", "Travel")] {
            admin.post("/courses", &json!({ "code": code, "name": name, "category": category })).expect(201);
        }
        let pages = admin.pages("/courses", &[("limit", "2"), ("count", "exact")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("name")).collect();
        assert_eq!((names, &pages[0].json["total"]), (vec!["Ärzte".to_owned(), "Berlin".to_owned(), "Zug".to_owned()], &json!(3)));
        let found = |parameter: (&str, &str)| admin.query("/courses", &[parameter]).expect(200).each("code");
        assert_eq!(found(("q", "ARZ")), ["b1"]);
        assert_eq!(found(("q", "C1")), ["c1"]);
        assert_eq!(found(("filter", "category eq \"travel\" and name sw \"z\"")), ["c1"]);
        assert_eq!(found(("filter", "code eq \"A1\"")), [""; 0]);
        assert_eq!(found(("filter", "archived eq true")), [""; 0]);
        admin.query("/courses", &[("filter", "teacher eq \"x\"")]).expect_problem(400, "invalid_filter");
        admin.query("/courses", &[("sort", "-code")]).expect_problem(400, "unknown_sort");
        admin.query("/courses", &[("cursor", "made-up")]).expect_problem(400, "invalid_cursor");
    }

    fn groups_have_names_of_their_own(app: TestApp) {
        let admin = app.administrator();
        let (path, other) = (course(&admin, "C1"), course(&admin, "C2"));
        let group = admin.post(&format!("{path}/groups"), &json!({ "name": " Monday " })).expect(201);
        assert_eq!(group.text_of("name"), "Monday");
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect_problem(409, "group_exists");
        admin.post(&format!("{other}/groups"), &json!({ "name": "Monday" })).expect(201);
        let at = format!("{path}/groups/{}", group.text_of("id"));
        let renamed = admin.patch(&at, &json!({ "name": "Tuesday" })).expect(200);
        assert_eq!((renamed.text_of("name").as_str(), &renamed.json["version"]), ("Tuesday", &json!(2)));
        admin.patch(&format!("{other}/groups/{}", group.text_of("id")), &json!({ "name": "x" })).expect_problem(404, "not_found");
        admin.send("DELETE", &at, "", b"").expect(204);
        assert_eq!(admin.get(&format!("{path}/groups")).expect(200).items().len(), 0);
    }
}
