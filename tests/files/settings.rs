//! Settings that cannot be, and files that have nothing to read.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset};

on_both_engines! {
    fn settings_that_make_no_sense_are_named(app: TestApp) {
        let admin = app.administrator();
        for (settings, field) in [
            (preset("rename", json!({ "mode": "create" })), "settings.mode"),
            (preset("upsert", json!({ "existing": "maybe" })), "settings.existing"),
            (preset("upsert", json!({ "username_template": "{shoe_size}" })), "settings.username_template"),
            (preset("delete", json!({ "username_template": "{firstname}" })), "settings.username_template"),
            (preset("upsert", json!({ "defaults": { "email": "a@example.org" } })), "settings.defaults.email"),
            (preset("upsert", json!({ "defaults": { "country": "Atlantis" } })), "settings.defaults.country"),
            (preset("upsert", json!({ "columns": { "login": "shoe" } })), "settings.columns.login"),
            (preset("upsert", json!({ "passwords": "none" })), "settings.passwords"),
        ] {
            let answer = admin.upload("x.csv", b"username,city\np0,Graz\n", &settings).expect_problem(422, "invalid_settings");
            assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.text);
        }
    }

    fn a_header_that_says_nothing_of_use_is_refused_by_name(app: TestApp) {
        let admin = app.administrator();
        for (name, file) in [
            ("rename", "username\nanna\n"), ("rename", "oldusername,name\nanna,bea\n"), ("upsert", "username,shoe\nanna,44\n"),
            ("upsert", "city,country\nGraz,AT\n"), ("delete", "name\nanna\n"), ("upsert", "username,profile_field_gone\nanna,1\n"),
        ] {
            let answer = admin.upload("x.csv", file.as_bytes(), &preset(name, json!({}))).expect_problem(422, "no_usable_column");
            assert!(answer.text.contains("Found"), "{}", answer.text);
        }
    }

    fn there_is_an_example_of_every_kind_which_can_be_planned(app: TestApp) {
        let admin = app.administrator();
        for name in ["suspension", "rename", "upsert", "delete"] {
            let file = admin.get(&format!("/batch-templates/{name}.csv")).expect(200).text;
            admin.waiting().upload("example.csv", file.as_bytes(), &preset(name, json!({}))).expect(202);
        }
        admin.get("/batch-templates/party.csv").expect_problem(404, "not_found");
    }

    fn the_kind_of_a_file_stays_when_it_is_planned_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, &preset("upsert", json!({})), "username,city,suspended\np0,Graz,1\n");
        let path = crate::batches::support::at(&batch, "/plan");
        admin.post(&path, &json!({ "settings": { "preset": "suspension" } })).expect_problem(422, "invalid_value");
        let again = admin.waiting().post(&path, &json!({ "settings": { "preset": "upsert", "existing": "keep" } })).expect(202);
        assert_eq!(crate::batches::support::counts(&again), "suspend 1");
    }
}
