//! Settings for files under a name: one's own and those that others share.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

on_both_engines! {
    fn a_preset_is_kept_as_it_was_given_and_plans_a_file_as_it_says(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let settings = json!({ "preset": "suspension", "match_by": "email", "delimiter": ";", "on_suspend_auth_method": null });
        let made = admin.post("/batch-presets", &json!({ "name": " Leavers ", "settings": settings })).expect(201);
        let at = format!("/batch-presets/{}", made.text_of("id"));
        assert_eq!(made.header("location"), Some(format!("/api/v1{at}")));
        let read = admin.get(&at).expect(200);
        assert_eq!((&read.json, read.header("etag").as_deref()), (&made.json, Some("\"1\"")));
        assert_eq!((&read.json["name"], &read.json["settings"], &read.json["shared"]), (&json!("Leavers"), &settings, &json!(false)));
        let batch = admin.waiting().upload("l.csv", b"email;suspended\np0@example.org;1\n", &read.json["settings"]).expect(202);
        assert_eq!((&batch.json["state"], &batch.json["affected"]), (&json!("planned"), &json!(1)));
    }

    fn others_see_what_is_shared_and_only_the_owner_changes_it(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let new = |name: &str, shared: bool| json!({ "name": name, "settings": { "preset": "rename" }, "shared": shared });
        let own = admin.post("/batch-presets", &new("Mine", false)).expect(201);
        let shared = admin.post("/batch-presets", &new("Everybody's", true)).expect(201);
        manager.post("/batch-presets", &new("Mine", false)).expect(201);
        assert_eq!(manager.get("/batch-presets").expect(200).each("name"), ["Everybody's", "Mine"]);
        let at = |made: &rollcall_testkit::Answer| format!("/batch-presets/{}", made.text_of("id"));
        manager.get(&at(&own)).expect_problem(404, "not_found");
        manager.patch(&at(&shared), &json!({ "name": "x" })).expect_problem(403, "not_the_owner");
        manager.send("DELETE", &at(&shared), "", b"").expect_problem(403, "not_the_owner");
        admin.patch(&at(&shared), &json!({ "shared": false })).expect(200);
        manager.get(&at(&shared)).expect_problem(404, "not_found");
        app.learner().get("/batch-presets").expect_problem(403, "forbidden");
        let pages = admin.pages("/batch-presets", &[("limit", "1")]);
        assert_eq!(pages.iter().flat_map(|page| page.each("name")).collect::<Vec<_>>(), ["Mine", "Everybody's"]);
    }

    fn a_change_names_its_version_and_leaves_the_rest(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/batch-presets", &json!({ "name": "One", "settings": { "preset": "delete" } })).expect(201);
        let at = format!("/batch-presets/{}", made.text_of("id"));
        let settings = json!({ "preset": "delete", "match_by": "email" });
        let changed = admin.with("If-Match", "\"1\"").patch(&at, &json!({ "settings": settings })).expect(200);
        assert_eq!((&changed.json["settings"], &changed.json["name"], &changed.json["version"]), (&settings, &json!("One"), &json!(2)));
        admin.with("If-Match", "\"1\"").patch(&at, &json!({ "name": "x" })).expect_problem(412, "version_mismatch");
        admin.with("If-Match", "\"1\"").send("DELETE", &at, "", b"").expect_problem(412, "version_mismatch");
        admin.with("If-Match", "\"2\"").send("DELETE", &at, "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }

    fn what_no_file_could_be_read_with_is_refused(app: TestApp) {
        let admin = app.administrator();
        let new = |name: &str, settings: serde_json::Value| admin.post("/batch-presets", &json!({ "name": name, "settings": settings }));
        new("\u{141}\u{f3}d\u{17a}", json!({})).expect(201);
        new("lodz", json!({})).expect_problem(409, "name_taken");
        new("x", json!({ "preset": "suspension", "mode": "create" })).expect_problem(422, "invalid_settings");
        new("x", json!({ "colour": "red" })).expect_problem(422, "invalid");
        new("x", json!({ "apply": true })).expect_problem(422, "invalid_value");
        new("x", json!({ "confirm_affected": 4 })).expect_problem(422, "invalid_value");
        new(" ", json!({})).expect_problem(422, "missing_value");
        new(&"x".repeat(101), json!({})).expect_problem(422, "too_long");
        new("x", json!({ "columns": { "a".repeat(30_000): null } })).expect_problem(422, "too_long");
        let kept = admin.get("/batch-presets").expect(200);
        assert_eq!(kept.items().len(), 1);
        assert_eq!(kept.items()[0]["settings"]["preset"], "upsert", "the kind is said, whatever the default will be");
    }

    fn presets_go_with_the_person_and_changes_are_in_the_audit(app: TestApp) {
        let admin = app.administrator();
        let person = app.administrator_called("zoe");
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let made = hers.post("/batch-presets", &json!({ "name": "Hers", "settings": {}, "shared": true })).expect(201);
        let at = format!("/batch-presets/{}", made.text_of("id"));
        hers.patch(&at, &json!({ "name": "Still hers" })).expect(200);
        let noted: Vec<String> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            Ok(e::table.filter(e::action.like("batch_preset.%")).filter(e::actor_id.eq(person.id)).order(e::seq).select(e::action).load(conn)?)
        });
        assert_eq!(noted, ["batch_preset.created", "batch_preset.changed"]);
        admin.get(&at).expect(200);
        admin.send("DELETE", &format!("/users/{}", person.id), "", b"").expect(204);
        admin.get(&at).expect_problem(404, "not_found");
    }
}
