//! `GET /batch-settings`: what it takes to make a form for files.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

fn named<'a>(all: &'a Value, name: &str) -> &'a Value {
    let found = all.as_array().into_iter().flatten().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not described: {all}"))
}

on_both_engines! {
    fn settings_and_columns_are_described_with_what_the_server_does(app: TestApp) {
        let admin = app.administrator();
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Pay grade", "kind": "number" })).expect(201);
        let described = admin.get("/batch-settings").expect(200).json;
        assert_eq!(named(&described["presets"], "upsert")["needs_one_of"], json!(["users.create", "users.update"]));
        let mode = named(&described["settings"], "mode");
        assert_eq!((&mode["kind"], &mode["presets"][0]["default"]), (&json!("choice"), &json!("create_or_update")));
        let restore = named(&described["settings"], "restore_auth_method");
        assert_eq!(restore["when"], json!({ "allow_suspensions": [true] }));
        let first = named(&described["columns"], "firstname");
        assert_eq!((&first["aliases"], &first["presets"]), (&json!(["first_name", "givenname"]), &json!(["upsert"])));
        let custom = named(&described["columns"], "profile_field_grade");
        assert_eq!((&custom["label"], &custom["may_have_default"]), (&json!("Pay grade"), &json!(true)));
    }

    fn actions_on_selections_are_described_with_their_settings_and_what_they_take(app: TestApp) {
        let admin = app.administrator();
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Pay grade", "kind": "number" })).expect(201);
        let actions = admin.get("/batch-settings").expect(200).json["actions"].clone();
        let suspend = named(&actions, "suspend");
        assert_eq!((&suspend["needs"], &suspend["of_deleted"]), (&json!("users.suspend"), &json!(false)));
        let method = named(&suspend["settings"], "set_auth_method");
        assert_eq!((&method["default"], &method["nullable"]), (&json!("nologin"), &json!(true)));
        assert_eq!(named(&named(&actions, "add_to_cohort")["settings"], "cohort")["required"], json!(true));
        assert_eq!(named(&actions, "restore")["of_deleted"], json!(true));
        let fields = named(&named(&actions, "export")["settings"], "fields");
        assert!(fields["values"].to_string().contains("profile_field_grade"), "{fields}");
    }

    fn every_action_that_is_described_is_taken_with_what_it_requires(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        admin.post("/cohorts", &json!({ "name": "Staff" })).expect(201);
        admin.post("/courses", &json!({ "code": "C1", "name": "Course" })).expect(201);
        let actions = admin.get("/batch-settings").expect(200).json["actions"].clone();
        for action in actions.as_array().into_iter().flatten() {
            let settings = action["settings"].as_array().into_iter().flatten();
            let required = settings.filter(|setting| setting["required"] == true).map(|setting| {
                let value = match setting["kind"].as_str() {
                    Some("cohort") => json!("staff"),
                    Some("role") => json!("account_manager"),
                    Some("course") => json!("C1"),
                    Some("line" | "markdown") => json!("Hello {first_name}"),
                    _ => setting["values"][0].clone(),
                };
                (setting["name"].as_str().unwrap_or_default().to_owned(), value)
            });
            let settings: serde_json::Map<_, _> = required.collect();
            let order = json!({ "action": action["name"], "target": { "filter": "username eq \"p0\"" }, "settings": settings });
            let batch = admin.waiting().post("/batches/selection", &order).expect(202).json;
            assert_eq!(batch["state"], "planned", "{order}: {batch}");
        }
    }

    fn the_defaults_that_are_described_are_those_of_a_file_without_settings(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let described = admin.get("/batch-settings").expect(200).json;
        let headers = [("suspension", "username,suspended\np0,0\n"), ("upsert", "username,city\np0,Graz\n"), ("rename", "oldusername,username\np0,p9\n"), ("delete", "username\np0\n")];
        for (preset, file) in headers {
            let batch = admin.waiting().upload("f.csv", file.as_bytes(), &json!({ "preset": preset })).expect(202);
            for setting in described["settings"].as_array().into_iter().flatten() {
                let of = setting["presets"].as_array().into_iter().flatten().find(|of| of["preset"] == preset);
                if let Some(of) = of {
                    let name = setting["name"].as_str().unwrap_or_default();
                    assert_eq!(batch.json["settings"][name], of["default"], "{preset}: {name}");
                }
            }
        }
    }

    fn whoever_may_not_see_batches_has_no_use_for_it(app: TestApp) {
        app.learner().get("/batch-settings").expect_problem(403, "forbidden");
    }
}
