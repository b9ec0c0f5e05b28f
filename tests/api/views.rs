//! Saved views: one's own and those that others share.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

on_both_engines! {
    fn a_view_is_kept_as_it_was_saved(app: TestApp) {
        let admin = app.administrator();
        let body = json!({ "name": " Asleep ", "q": " ", "filter": "last_access_at lt \"-P6M\"", "sort": "-last_access_at",
            "columns": ["full_name", "email", "full_name"], "density": "compact" });
        let made = admin.post("/views", &body).expect(201);
        let at = format!("/views/{}", made.text_of("id"));
        assert_eq!(made.header("location"), Some(format!("/api/v1{at}")));
        let read = admin.get(&at).expect(200);
        assert_eq!(read.json, made.json);
        assert_eq!(read.header("etag").as_deref(), Some("\"1\""));
        assert_eq!((&read.json["name"], &read.json["q"], &read.json["shared"]), (&json!("Asleep"), &json!(null), &json!(false)));
        assert_eq!((&read.json["filter"], &read.json["sort"]), (&body["filter"], &body["sort"]));
        assert_eq!((&read.json["columns"], &read.json["owner"]["username"]), (&json!(["full_name", "email"]), &json!("root-admin")));
    }

    fn others_see_what_is_shared_and_only_the_owner_changes_it(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let own = admin.post("/views", &json!({ "name": "Mine" })).expect(201);
        let shared = admin.post("/views", &json!({ "name": "Everybody's", "shared": true })).expect(201);
        manager.post("/views", &json!({ "name": "Mine" })).expect(201);
        assert_eq!(manager.get("/views").expect(200).each("name"), ["Everybody's", "Mine"]);
        assert_eq!(admin.get("/views").expect(200).each("name"), ["Mine", "Everybody's"]);
        let at = |made: &rollcall_testkit::Answer| format!("/views/{}", made.text_of("id"));
        manager.get(&at(&shared)).expect(200);
        manager.get(&at(&own)).expect_problem(404, "not_found");
        manager.patch(&at(&own), &json!({ "name": "x" })).expect_problem(404, "not_found");
        manager.patch(&at(&shared), &json!({ "name": "x" })).expect_problem(403, "not_the_owner");
        manager.send("DELETE", &at(&shared), "", b"").expect_problem(403, "not_the_owner");
        admin.patch(&at(&shared), &json!({ "shared": false })).expect(200);
        manager.get(&at(&shared)).expect_problem(404, "not_found");
    }

    fn a_change_names_its_version_and_leaves_the_rest(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/views", &json!({ "name": "One", "q": "anna", "columns": ["email"] })).expect(201);
        let at = format!("/views/{}", made.text_of("id"));
        let changed = admin.with("If-Match", "\"1\"").patch(&at, &json!({ "q": null, "sort": "email" })).expect(200);
        assert_eq!((&changed.json["q"], &changed.json["sort"], &changed.json["columns"]), (&json!(null), &json!("email"), &json!(["email"])));
        assert_eq!((&changed.json["version"], &changed.json["name"]), (&json!(2), &json!("One")));
        admin.with("If-Match", "\"1\"").patch(&at, &json!({ "q": "x" })).expect_problem(412, "version_mismatch");
        admin.with("If-Match", "\"1\"").send("DELETE", &at, "", b"").expect_problem(412, "version_mismatch");
        assert_eq!(admin.patch(&at, &json!({ "sort": "email" })).expect(200).json["version"], 2, "nothing changes");
        admin.with("If-Match", "\"2\"").send("DELETE", &at, "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }

    fn what_cannot_be_used_is_refused(app: TestApp) {
        let admin = app.administrator();
        admin.post("/views", &json!({ "name": "Łódź" })).expect(201);
        admin.post("/views", &json!({ "name": "lodz" })).expect_problem(409, "name_taken");
        let other = admin.post("/views", &json!({ "name": "Other" })).expect(201);
        let at = format!("/views/{}", other.text_of("id"));
        admin.patch(&at, &json!({ "name": "LODZ" })).expect_problem(409, "name_taken");
        admin.patch(&at, &json!({ "name": null })).expect_problem(422, "missing_value");
        for (body, status, code) in [
            (json!({ "name": "x", "filter": "shoe eq 4" }), 400, "invalid_filter"),
            (json!({ "name": "x", "sort": "shoe" }), 400, "unknown_sort"),
            (json!({ "name": "x", "density": "dense" }), 422, "invalid_value"),
            (json!({ "name": "x", "columns": ["<b>"] }), 422, "invalid"),
            (json!({ "name": "x".repeat(101) }), 422, "too_long"),
            (json!({ "name": "a\nb" }), 422, "invalid_value"),
            (json!({ "name": "x", "colour": "red" }), 422, "invalid"),
            (json!({}), 422, "invalid"),
        ] {
            admin.post("/views", &body).expect_problem(status, code);
        }
        assert_eq!(admin.get("/views").expect(200).items().len(), 2);
        admin.query("/views", &[("cursor", "x")]).expect_problem(400, "invalid_cursor");
    }

    fn many_views_come_in_pages(app: TestApp) {
        let admin = app.administrator();
        for number in 0..5 {
            admin.post("/views", &json!({ "name": format!("View {number}") })).expect(201);
        }
        let pages = admin.pages("/views", &[("limit", "2")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("name")).collect();
        assert_eq!(names, ["View 0", "View 1", "View 2", "View 3", "View 4"]);
    }

    fn views_go_with_the_person_and_changes_are_in_the_audit(app: TestApp) {
        let admin = app.administrator();
        let person = app.administrator_called("zoe");
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let made = hers.post("/views", &json!({ "name": "Hers", "shared": true })).expect(201);
        let at = format!("/views/{}", made.text_of("id"));
        hers.patch(&at, &json!({ "name": "Still hers" })).expect(200);
        let noted: Vec<String> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            Ok(e::table.filter(e::action.like("view.%")).filter(e::actor_id.eq(person.id)).order(e::seq).select(e::action).load(conn)?)
        });
        assert_eq!(noted, ["view.created", "view.changed"]);
        admin.get(&at).expect(200);
        admin.send("DELETE", &format!("/users/{}", person.id), "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }
}
