//! `GET /users/{id}/history`.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

on_both_engines! {
    fn the_latest_comes_first_with_who_and_what(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        admin.patch(&at, &json!({ "city": "Graz" })).expect(200);
        admin.post(&format!("{at}/suspend"), &json!({ "reason": "left" })).expect(200);
        admin.post_nothing(&format!("{at}/activate")).expect(200);
        let page = admin.get(&format!("{at}/history")).expect(200);
        assert_eq!(page.each("action"), ["user.activated", "user.suspended", "user.updated"]);
        let suspended = &page.items()[1];
        assert_eq!(suspended["actor"]["username"], "root-admin");
        assert_eq!(suspended["reason"], "left");
        assert_eq!(suspended["before"], json!({ "auth_method": "manual", "suspended": false, "suspension_reason": null }));
        assert_eq!(suspended["after"], json!({ "auth_method": "nologin", "suspended": true, "suspension_reason": "left" }));
        assert_eq!(page.items()[2]["before"], json!({ "city": null }));
        assert_eq!(page.items()[2]["batch_id"], Value::Null);
        assert!(page.each("at").is_sorted_by(|later, earlier| later >= earlier));
    }

    fn an_entry_names_the_batch_it_came_from(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let batch = admin.waiting().upload("x.csv", b"username,suspended\nanna,1\n", &json!({ "preset": "suspension", "apply": true }));
        let batch = batch.expect(202).text_of("id");
        let page = admin.get(&format!("/users/{}/history", anna.id)).expect(200);
        assert_eq!(page.each("batch_id"), [batch]);
    }

    fn the_system_is_nobody(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let until = rollcall_domain::time::format(rollcall_domain::Clock::now(&app.clock) + 60_000);
        admin.post(&format!("/users/{}/suspend", anna.id), &json!({ "until": until })).expect(200);
        app.clock.advance(120_000);
        app.tidy();
        let entry = admin.get(&format!("/users/{}/history", anna.id)).expect(200).items()[0].clone();
        assert_eq!((&entry["action"], &entry["actor"]), (&json!("user.activated"), &Value::Null));
        assert!(entry["reason"].as_str().is_some_and(|reason| reason.contains("end")), "{entry}");
    }

    fn the_actor_is_called_as_now_also_after_a_rename(app: TestApp) {
        let admin = app.administrator();
        let (anna, boss) = (app.person("anna"), app.administrator_called("boss"));
        let bosses = app.anonymous.signed_in("boss", PASSWORD);
        bosses.patch(&format!("/users/{}", anna.id), &json!({ "city": "Graz" })).expect(200);
        admin.patch(&format!("/users/{}", boss.id), &json!({ "username": "chief" })).expect(200);
        let page = admin.get(&format!("/users/{}/history", anna.id)).expect(200);
        assert_eq!(page.items()[0]["actor"], json!({ "id": boss.id.to_string(), "username": "chief" }));
    }

    fn pages_of_a_long_history_hold_each_entry_once(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        for number in 0..12 {
            admin.patch(&at, &json!({ "city": format!("City {number}") })).expect(200);
        }
        let pages = admin.pages(&format!("{at}/history"), &[("limit", "5")]);
        let cities: Vec<Value> = pages.iter().flat_map(|page| page.items().iter().map(|entry| entry["after"]["city"].clone())).collect();
        let expected: Vec<Value> = (0..12).rev().map(|number| json!(format!("City {number}"))).collect();
        assert_eq!(cities, expected);
        admin.get(&format!("{at}/history?cursor=x")).expect_problem(400, "invalid_cursor");
        admin.get(&format!("{at}/history?limit=0")).expect_problem(400, "invalid_parameter");
        admin.get("/users/0199a000-0000-7000-8000-000000000000/history").expect_problem(404, "not_found");
    }
}
