//! The site's settings: typed, checked, with a history; what the environment gives is read-only.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

fn setting(client: &Client, name: &str) -> Value {
    let all = client.get("/settings").expect(200).json;
    let found = all["items"].as_array().expect("a list").iter().find(|setting| setting["name"] == name);
    found.unwrap_or_else(|| panic!("there is no setting {name}: {all}")).clone()
}

fn faults(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.json["errors"].as_array().expect("errors");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
}

on_both_engines! {
    fn they_tell_what_they_are(app: TestApp) {
        let admin = app.administrator();
        let all = admin.get("/settings").expect(200).json;
        assert!(all["items"].as_array().is_some_and(|items| items.len() >= 14), "{all}");
        let setting = setting(&admin, "batches.confirm_above");
        assert_eq!((&setting["value"], &setting["default"]), (&json!(1_000), &json!(1_000)));
        assert_eq!((&setting["type"], &setting["source"]), (&json!("integer"), &json!("default")));
        assert!(setting["description"].as_str().is_some_and(|text| text.contains("asks for their number")), "{setting}");
    }

    fn a_change_counts_at_once_and_null_takes_it_back(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let changed = admin.patch("/settings", &json!({ "batches.confirm_above": 2, "users.tell_suspended": true })).expect(200);
        let all = admin.get("/settings").expect(200).items().len();
        assert!(all > 20 && changed.items().len() == all, "{}", changed.text);
        let now = setting(&admin, "batches.confirm_above");
        assert_eq!((&now["value"], &now["source"]), (&json!(2), &json!("database")));
        let body = json!({ "action": "suspend", "target": { "list": "p0 p1 p2".replace(' ', "\n") } });
        let plan = admin.waiting().post("/batches/selection", &body).expect(202);
        assert_eq!(plan.json["confirmation_required"], true, "{}", plan.text);
        admin.patch("/settings", &json!({ "batches.confirm_above": null })).expect(200);
        let back = setting(&admin, "batches.confirm_above");
        assert_eq!((&back["value"], &back["source"]), (&json!(1_000), &json!("default")));
        assert_eq!(setting(&admin, "users.tell_suspended")["value"], true);
    }

    fn all_change_or_none_and_each_fault_is_named(app: TestApp) {
        let admin = app.administrator();
        let wrong = json!({
            "batches.confirm_share": 101,
            "users.free_names": "yes",
            "site.timezone": "Mars/Olympus",
            "secret.check": "mine",
            "users.retention_days": 7,
        });
        let refused = admin.patch("/settings", &wrong).expect(422);
        let of = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let mut found = faults(&refused);
        found.sort();
        assert_eq!(
            found,
            [
                of("batches.confirm_share", "invalid_value"),
                of("secret.check", "unknown_field"),
                of("site.timezone", "invalid_value"),
                of("users.free_names", "invalid_value"),
            ]
        );
        assert!(refused.text.contains("from 0 to 100"), "{}", refused.text);
        assert_eq!(setting(&admin, "users.retention_days")["value"], 30);
        admin.patch("/settings", &json!([])).expect(422);
    }

    fn who_changed_what_is_kept(app: TestApp) {
        let admin = app.administrator();
        admin.patch("/settings", &json!({ "site.timezone": "Europe/Vienna" })).expect(200);
        admin.patch("/settings", &json!({ "site.timezone": "Europe/Vienna" })).expect(200);
        admin.patch("/settings", &json!({ "site.timezone": null, "batches.max_rows": 5_000 })).expect(200);
        let history = admin.query("/settings/site.timezone/history", &[("count", "exact")]).expect(200).json;
        assert_eq!(history["total"], 2, "{history}");
        let latest = &history["items"][0];
        assert_eq!((&latest["before"]["value"], &latest["after"]["value"]), (&json!("Europe/Vienna"), &json!("UTC")));
        assert_eq!((&latest["actor"]["username"], &latest["action"]), (&json!("root-admin"), &json!("setting.changed")));
        let page = admin.query("/settings/site.timezone/history", &[("limit", "1")]).expect(200).json;
        let cursor = page["next_cursor"].as_str().expect("another page").to_owned();
        let next = admin.query("/settings/site.timezone/history", &[("limit", "1"), ("cursor", &cursor)]).expect(200).json;
        assert_eq!(next["items"][0]["after"]["value"], "Europe/Vienna", "{next}");
        admin.get("/settings/site.shoe/history").expect(404);
    }

    fn they_are_for_those_who_manage_them(app: TestApp) {
        let manager = app.account_manager();
        manager.get("/settings").expect(403);
        manager.patch("/settings", &json!({ "batches.approve_above": 0 })).expect(403);
        manager.get("/settings/batches.approve_above/history").expect(403);
        app.anonymous.get("/settings").expect(401);
    }

    fn a_stored_value_that_cannot_be_read_is_no_default(app: TestApp) {
        let admin = app.administrator();
        app.set("batches.approve_above", "many");
        admin.get("/settings").expect(500);
        // Nothing is applied as if no approval had been asked for.
        let body = json!({ "action": "suspend", "target": { "ids": [app.person("anna").id.to_string()] }, "settings": { "apply": true } });
        admin.post("/batches/selection", &body).expect(500);
        assert!(!app.account("anna").suspended);
    }
}
