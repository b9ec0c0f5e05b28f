//! Roles as data: the shipped ones, and those that a site makes for itself.

use rollcall_domain::roles::RoleKey;
use rollcall_testkit::{Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

/// A user who holds a role at site level, signed in.
pub fn holding(app: &TestApp, username: &str, role: &str) -> Client {
    let person = app.person(username);
    let role = RoleKey::from_key(role).expect("a role");
    app.write(|conn| rollcall_domain::users::administrators::assign(conn, person.id, role, 1));
    app.anonymous.signed_in(username, PASSWORD)
}

/// Makes a role of the site's own.
pub fn make(admin: &Client, key: &str, capabilities: &[&str], may_assign: &[&str]) {
    let role = json!({ "key": key, "name": key, "capabilities": capabilities, "may_assign": may_assign });
    admin.post("/roles", &role).expect(201);
}

fn give(admin: &Client, app: &TestApp, username: &str, roles: &[&str]) {
    let id = app.account(username).id;
    admin.patch(&format!("/users/{id}"), &json!({ "system_roles": roles })).expect(200);
}

on_both_engines! {
    fn shipped_roles_allow_what_they_are_for_and_nothing_else(app: TestApp) {
        let admin = app.administrator();
        let at = |what: &str| format!("/users/{}{what}", app.account("anna").id);
        app.person("anna");
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        for (role, sees, helps, changes, batches) in [
            ("account_manager", true, true, true, true),
            ("helpdesk", true, true, false, false),
            ("auditor", true, false, false, true),
            ("privacy_officer", true, false, false, false),
            ("course_creator", false, false, false, false),
        ] {
            let client = holding(&app, &format!("a-{}", role.replace('_', "-")), role);
            let status = |may: bool, good: u16| if may { good } else { 403 };
            client.get("/users").expect(status(sees, 200));
            client.get(&format!("/cohorts/{cohort}")).expect(status(sees, 200));
            client.get("/batches").expect(status(batches, 200));
            client.post_nothing(&at("/unlock")).expect(status(helps, 200));
            client.post_nothing(&at("/sign-out")).expect(status(helps, 200));
            client.post_nothing(&at("/reset-password")).expect(status(helps, 202));
            client.patch(&at(""), &json!({ "city": role })).expect(status(changes, 200));
            client.post("/users", &json!({})).expect(status(changes, 422));
            client.post("/roles", &json!({})).expect(403);
            let seen = client.get(&at(""));
            let hides = seen.status == 200 && seen.json["id_number"].is_null();
            assert_eq!(hides, sees && !changes, "{role}: {}", seen.text);
        }
    }

    fn a_role_of_the_sites_own_allows_what_it_says(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let answer = admin.post("/roles", &json!({ "name": "Training lead", "capabilities": ["users.view"] })).expect(201);
        assert_eq!(answer.header("location").as_deref(), Some("/api/v1/roles/training_lead"));
        let tag = answer.header("etag").expect("an ETag");
        assert_eq!(answer.json["contexts"], json!(["site"]));
        give(&admin, &app, "anna", &["training_lead"]);
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        anna.get("/users").expect(200);
        anna.get("/batches").expect(403);
        assert_eq!(anna.get("/me").expect(200).json["capabilities"], json!(["users.view", "messages.send", "me.read", "me.write"]));
        // It changes under a user who holds it: nobody is signed out, and it counts with the next request.
        let changed = json!({ "capabilities": ["batches.view"], "description": "Looks at batches" });
        let later = admin.with("If-Match", &tag).patch("/roles/training_lead", &changed).expect(200);
        assert_eq!((&later.json["version"], &later.json["description"]), (&json!(2), &json!("Looks at batches")));
        anna.get("/users").expect(403);
        anna.get("/batches").expect(200);
        admin.with("If-Match", &tag).patch("/roles/training_lead", &changed).expect(412);
        let found = admin.query("/users", &[("filter", "system_roles eq \"training_lead\"")]).expect(200);
        assert_eq!(found.items().len(), 1);
        assert_eq!(admin.get("/roles/training_lead").expect(200).json["shipped"], json!(false));
    }

    fn a_copy_begins_as_what_it_copies_and_stays_apart(app: TestApp) {
        let admin = app.administrator();
        let copy = admin.post("/roles", &json!({ "name": "Front desk", "copied_from": "helpdesk" })).expect(201).json;
        assert_eq!((&copy["capabilities"], &copy["copied_from"]), (&json!(["users.view", "users.support"]), &json!("helpdesk")));
        assert_eq!(copy["contexts"], json!(["site", "cohort"]));
        admin.patch("/roles/front_desk", &json!({ "capabilities": ["users.view"] })).expect(200);
        assert_eq!(admin.get("/roles/helpdesk").expect(200).json["capabilities"], json!(["users.view", "users.support"]));
        let again = admin.post("/roles", &json!({ "key": "desk_2", "name": "Two", "copied_from": "front_desk", "contexts": ["site"] }));
        let again = again.expect(201).json;
        assert_eq!((&again["capabilities"], &again["contexts"]), (&json!(["users.view"]), &json!(["site"])));
    }

    fn a_role_that_somebody_holds_stays(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        make(&admin, "lead", &["users.view"], &[]);
        give(&admin, &app, "anna", &["lead"]);
        admin.send("DELETE", "/roles/lead", "", b"").expect_problem(409, "in_use");
        admin.patch("/roles/lead", &json!({ "contexts": ["course"] })).expect_problem(409, "in_use");
        // A deleted account can come back with its roles.
        admin.send("DELETE", &format!("/users/{}", app.account("anna").id), "", b"").expect(204);
        admin.send("DELETE", "/roles/lead", "", b"").expect_problem(409, "in_use");
        admin.post_nothing(&format!("/users/{}/restore", app.account("anna").id)).expect(200);
        give(&admin, &app, "anna", &[]);
        make(&admin, "chief", &["users.view", "roles.assign"], &["lead"]);
        admin.send("DELETE", "/roles/lead", "", b"").expect_problem(409, "in_use");
        admin.send("DELETE", "/roles/chief", "", b"").expect(204);
        admin.send("DELETE", "/roles/lead", "", b"").expect(204);
        admin.get("/roles/lead").expect(404);
        let refused = admin.patch(&format!("/users/{}", app.account("anna").id), &json!({ "system_roles": ["lead"] }));
        assert_eq!(refused.expect(422).json["errors"][0]["code"], "unknown_role");
    }

    fn shipped_roles_stay_as_they_are(app: TestApp) {
        let admin = app.administrator();
        admin.patch("/roles/helpdesk", &json!({ "name": "Mine" })).expect_problem(409, "shipped_role");
        admin.send("DELETE", "/roles/administrator", "", b"").expect_problem(409, "shipped_role");
        admin.post("/roles", &json!({ "name": "Mine", "key": "learner" })).expect_problem(409, "key_taken");
        for path in ["/roles/nobody", "/roles/No%20key"] {
            admin.get(path).expect_problem(404, "not_found");
            admin.send("DELETE", path, "", b"").expect_problem(404, "not_found");
        }
    }

    fn what_a_role_cannot_be_is_said_of_each_value(app: TestApp) {
        let admin = app.administrator();
        let wrong = json!({ "name": " ", "key": "2nd", "capabilities": ["users.view", "users.rule"], "contexts": ["planet"],
            "may_assign": ["emperor"], "copied_from": "emperor", "description": "x".repeat(1_001) });
        let answer = admin.post("/roles", &wrong).expect_problem(422, "invalid");
        let mut found: Vec<(String, String)> = answer.json["errors"].as_array().expect("errors").iter()
            .map(|error| (error["field"].as_str().expect("a field").to_owned(), error["code"].as_str().expect("a code").to_owned()))
            .collect();
        found.sort();
        let expected = [
            ("capabilities[1]", "invalid_value"), ("contexts", "missing_value"), ("contexts[0]", "invalid_value"),
            ("copied_from", "unknown_role"), ("description", "too_long"), ("key", "invalid_value"),
            ("may_assign[0]", "unknown_role"), ("name", "missing_value"),
        ];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
        make(&admin, "lead", &["users.view"], &[]);
        admin.post("/roles", &json!({ "name": "lead" })).expect_problem(409, "key_taken");
    }

    fn nobody_makes_a_role_that_holds_more_than_they_do(app: TestApp) {
        let admin = app.administrator();
        make(&admin, "reader", &["users.view"], &[]);
        make(&admin, "role_maker", &["users.view", "roles.manage", "roles.assign"], &["role_maker", "reader"]);
        make(&admin, "strong", &["users.view", "users.delete"], &[]);
        let maker = holding_own(&app, &admin, "mia", "role_maker");
        for (role, code) in [
            (json!({ "name": "A", "capabilities": ["users.delete"] }), "role_not_grantable"),
            (json!({ "name": "B", "copied_from": "administrator" }), "role_not_grantable"),
            (json!({ "name": "C", "capabilities": ["users.view"], "may_assign": ["helpdesk"] }), "role_not_grantable"),
            (json!({ "name": "D", "capabilities": ["users.view"], "may_assign": ["administrator"] }), "role_not_grantable"),
        ] {
            maker.post("/roles", &role).expect_problem(403, code);
        }
        maker.patch("/roles/strong", &json!({ "capabilities": [] })).expect_problem(403, "role_not_grantable");
        maker.send("DELETE", "/roles/strong", "", b"").expect_problem(403, "role_not_grantable");
        maker.patch("/roles/reader", &json!({ "capabilities": ["users.view", "audit.view"] })).expect_problem(403, "role_not_grantable");
        // What everybody holds is no obstacle.
        let good = json!({ "name": "E", "capabilities": ["users.view", "me.read"], "may_assign": ["reader"] });
        maker.post("/roles", &good).expect(201);
        // A token is worth its scopes.
        let token = json!({ "name": "T", "scopes": ["roles.manage"] });
        let token = app.anonymous.with_token(&admin.post("/me/tokens", &token).expect(201).text_of("token"));
        token.post("/roles", &json!({ "name": "F", "capabilities": ["users.view"] })).expect_problem(403, "role_not_grantable");
        token.post("/roles", &json!({ "name": "F", "capabilities": ["roles.manage"] })).expect(201);
    }

    fn who_holds_a_role_of_the_sites_own_gives_the_roles_that_it_names(app: TestApp) {
        let admin = app.administrator();
        make(&admin, "reader", &["users.view"], &[]);
        make(&admin, "lead", &["users.view", "users.update", "users.support", "roles.assign"], &["reader", "helpdesk", "auditor"]);
        let lead = holding_own(&app, &admin, "lena", "lead");
        let anna = app.person("anna");
        let set = |roles: Value| lead.patch(&format!("/users/{}", anna.id), &json!({ "system_roles": roles }));
        set(json!(["reader", "helpdesk"])).expect(200);
        // The lead lacks what an auditor holds, and its role does not name the course creator.
        set(json!(["reader", "helpdesk", "auditor"])).expect_problem(403, "role_not_grantable");
        set(json!(["reader", "helpdesk", "course_creator"])).expect_problem(403, "role_not_grantable");
        set(json!(["administrator"])).expect_problem(403, "role_not_grantable");
        let grantable: Vec<Value> = lead.get("/roles").expect(200).items().iter()
            .filter(|role| role["grantable"] == true).map(|role| role["key"].clone()).collect();
        assert_eq!(grantable, [json!("helpdesk"), json!("reader")]);
        // It holds by every way in.
        let file = b"username,sysrole1\nanna,-reader\nlena,reader\n";
        lead.upload("roles.csv", file, &json!({ "preset": "upsert" })).expect_problem(403, "forbidden");
        set(json!([])).expect(200);
        assert_eq!(app.account("anna").roles().len(), 0);
    }

    fn own_roles_are_handed_out_by_files_and_selections(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        make(&admin, "lead", &["users.view"], &[]);
        let waiting = admin.waiting();
        let settings = json!({ "preset": "upsert", "apply": true });
        let file = b"username,sysrole1\np0,Lead\np1,leader\np2,instructor\n";
        let batch = waiting.upload("roles.csv", file, &settings).expect(202);
        let rows = admin.get(&format!("/batches/{}/rows", batch.text_of("id"))).expect(200);
        let codes: Vec<&Value> = rows.items().iter().map(|row| &row["messages"][0]["code"]).collect();
        assert_eq!(codes, [&Value::Null, &json!("unknown_role"), &json!("unknown_role")]);
        assert_eq!(app.account("p0").system_roles, "lead");
        let select = |role: &str| {
            let settings = json!({ "role": role, "apply": true });
            waiting.post("/batches/selection", &json!({ "action": "assign_role", "target": { "list": "p1" }, "settings": settings }))
        };
        for role in ["leader", "instructor"] {
            let refused = select(role).expect(422);
            assert_eq!(refused.json["errors"][0]["code"], "unknown_role", "{role}");
        }
        select("lead").expect(202);
        assert_eq!(app.account("p1").system_roles, "lead");
        let undone = waiting.post(&format!("/batches/{}/undo", batch.text_of("id")), &json!({ "apply": true })).expect(202);
        assert_eq!((&undone.json["state"], app.account("p0").system_roles.as_str()), (&json!("applied"), ""));
    }

    fn a_role_that_has_gone_since_the_plan_is_not_handed_out(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        make(&admin, "lead", &["users.view"], &[]);
        let file = b"username,city,sysrole1\np0,Graz,lead\np1,Graz,\n";
        let batch = admin.waiting().upload("roles.csv", file, &json!({ "preset": "upsert" })).expect(202).text_of("id");
        admin.send("DELETE", "/roles/lead", "", b"").expect(204);
        let applied = admin.waiting().post_nothing(&format!("/batches/{batch}/apply")).expect(202);
        assert_eq!(applied.json["state"], "applied", "{}", applied.text);
        let rows = admin.get(&format!("/batches/{batch}/rows")).expect(200);
        assert_eq!(rows.items()[0]["messages"][0]["code"], "role_not_grantable");
        assert_eq!((app.account("p0").city, app.account("p1").city.as_deref()), (None, Some("Graz")));
    }
}

fn holding_own(app: &TestApp, admin: &Client, username: &str, role: &str) -> Client {
    let person = app.person(username);
    admin.patch(&format!("/users/{}", person.id), &json!({ "system_roles": [role] })).expect(200);
    app.anonymous.signed_in(username, PASSWORD)
}
