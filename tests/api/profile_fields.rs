//! Custom profile fields: set up, filled in, found, downloaded, taken away.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

#[track_caller]
fn set_up(admin: &Client, body: Value) -> String {
    format!("/profile-fields/{}", admin.post("/profile-fields", &body).expect(201).text_of("id"))
}

/// A field of each kind.
fn fields(admin: &Client) {
    set_up(admin, json!({ "name": "desk", "label": "Desk", "kind": "text", "unique": true }));
    set_up(admin, json!({ "name": "hours", "kind": "number" }));
    set_up(admin, json!({ "name": "joined", "kind": "date" }));
    set_up(admin, json!({ "name": "contract", "kind": "choice", "choices": ["Permanent", "Zeitlich (Łódź)"] }));
    set_up(admin, json!({ "name": "union", "kind": "yes_no", "visible_to": "staff" }));
}

fn fill(admin: &Client, app: &TestApp, username: &str, profile: Value) -> Answer {
    admin.patch(&format!("/users/{}", app.account(username).id), &json!({ "profile": profile }))
}

#[track_caller]
fn found(admin: &Client, filter: &str) -> String {
    let page = admin.query("/users", &[("filter", filter), ("sort", "username")]).expect(200);
    let names: Vec<String> = page.each("username").into_iter().filter(|name| name != "root-admin").collect();
    names.join(" ")
}

on_both_engines! {
    fn values_are_kept_shown_and_in_the_history(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        let profile = json!({ "desk": " B 12 ", "hours": 38.5, "joined": "2026-03-01", "contract": "zeitlich (lodz)", "union": true });
        let changed = fill(&admin, &app, "anna", profile).expect(200);
        let kept = json!({ "contract": "Zeitlich (Łódź)", "desk": "B 12", "hours": 38.5, "joined": "2026-03-01", "union": true });
        assert_eq!((&changed.json["profile"], &changed.json["version"]), (&kept, &json!(2)));
        assert_eq!(admin.get(&at).expect(200).json["profile"], kept);
        let listed = admin.query("/users", &[("q", "anna")]).expect(200);
        assert_eq!(listed.items()[0]["profile"], kept);
        let once_more = fill(&admin, &app, "anna", json!({ "hours": 20, "desk": "B 12", "union": null })).expect(200);
        assert_eq!(once_more.json["profile"], json!({ "contract": "Zeitlich (Łódź)", "desk": "B 12", "hours": 20, "joined": "2026-03-01" }));
        let history = admin.get(&format!("{at}/history")).expect(200);
        assert_eq!(history.items()[0]["before"], json!({ "profile": { "hours": 38.5, "union": true } }));
        assert_eq!(history.items()[0]["after"], json!({ "profile": { "hours": 20, "union": null } }));
        assert_eq!(fill(&admin, &app, "anna", json!({ "hours": 20 })).expect(200).json["version"], 3, "nothing changes");
    }

    fn values_that_cannot_be_are_named(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        app.person("anna");
        app.person("bert");
        for (profile, field, code) in [
            (json!({ "shoe": 4 }), "profile.shoe", "unknown_field"),
            (json!({ "hours": "many" }), "profile.hours", "invalid_value"),
            (json!({ "joined": "2026-02-30" }), "profile.joined", "invalid_value"),
            (json!({ "contract": "None" }), "profile.contract", "invalid_value"),
            (json!({ "union": "yes" }), "profile.union", "invalid_value"),
            (json!({ "desk": "x".repeat(256) }), "profile.desk", "too_long"),
            (json!({ "desk": { "a": 1 } }), "profile.desk", "invalid_value"),
        ] {
            let answer = fill(&admin, &app, "anna", profile).expect_problem(422, "invalid");
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)));
        }
        fill(&admin, &app, "anna", json!({ "desk": "Ä1" })).expect(200);
        fill(&admin, &app, "bert", json!({ "desk": "a1" })).expect_problem(409, "value_taken");
        fill(&admin, &app, "anna", json!({ "desk": "A1" })).expect(200);
        assert_eq!(app.account("bert").version, 1);
    }

    fn a_required_field_is_asked_for_with_new_accounts(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        set_up(&admin, json!({ "name": "cost_centre", "label": "Cost centre", "kind": "text", "required": true }));
        let body = |profile: Value| {
            json!({ "username": "carl", "email": "carl@example.org", "first_name": "C", "last_name": "C", "profile": profile })
        };
        let refused = admin.post("/users", &body(json!({}))).expect_problem(422, "invalid");
        assert_eq!(refused.json["errors"][0]["field"], "profile.cost_centre");
        assert_eq!(refused.json["errors"][0]["code"], "missing_value");
        let made = admin.post("/users", &body(json!({ "cost_centre": "K7" }))).expect(201);
        assert_eq!(made.json["profile"], json!({ "cost_centre": "K7" }));
        assert_eq!(found(&admin, "profile.cost_centre eq \"k7\""), "carl");
        // Who was there before is left alone, until a user would empty it.
        admin.patch(&format!("/users/{}", anna.id), &json!({ "city": "Graz" })).expect(200);
        let at = format!("/users/{}", made.text_of("id"));
        admin.patch(&at, &json!({ "profile": { "cost_centre": null } })).expect_problem(422, "invalid");
    }

    fn filters_ask_for_custom_fields_by_their_kind(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        for name in ["ada", "bob", "cleo"] {
            app.person(name);
        }
        fill(&admin, &app, "ada", json!({ "desk": "Größe 1%", "hours": -4, "joined": "2026-03-01", "contract": "Permanent", "union": false })).expect(200);
        fill(&admin, &app, "bob", json!({ "desk": "Wing B", "hours": 10.5, "joined": "2019-01-01", "union": true })).expect(200);
        for (filter, expected) in [
            (r#"profile.desk eq "GROSSE 1%""#, "ada"),
            (r#"profile.desk co "1%""#, "ada"),
            (r#"profile.desk sw "wing""#, "bob"),
            (r#"profile.desk ew " b""#, "bob"),
            (r#"profile.desk ne "wing b""#, "ada cleo"),
            (r#"profile.hours gt -5 and profile.hours lt 10.5"#, "ada"),
            (r#"profile.hours ge 10.5"#, "bob"),
            (r#"profile.hours eq -4.0"#, "ada"),
            (r#"profile.joined ge "2026-03-01""#, "ada"),
            (r#"profile.joined lt "-P1Y""#, "bob"),
            (r#"Profile.Contract eq "permanent""#, "ada"),
            (r#"profile.contract pr"#, "ada"),
            (r#"profile.contract eq null"#, "bob cleo"),
            (r#"profile.union eq true"#, "bob"),
            (r#"profile.union ne true"#, "ada cleo"),
            (r#"not (profile.hours pr) or profile.union eq false"#, "ada cleo"),
        ] {
            let found = found(&admin, filter);
            assert_eq!(found, expected, "{filter}");
        }
        for (filter, position) in [
            (r#"city pr and profile.shoe eq "x""#, 12),
            (r#"profile.hours eq "4""#, 17),
            (r#"profile.hours co 4"#, 14),
            (r#"profile.union gt true"#, 14),
            (r#"profile.joined eq "soon""#, 18),
            (r#"profile.desk eq 4"#, 16),
        ] {
            let refused = admin.query("/users", &[("filter", filter)]).expect_problem(400, "invalid_filter");
            assert_eq!(refused.json["position"], position, "{filter}");
        }
    }

    fn a_selection_by_a_custom_field_is_suspended(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        app.person("ada");
        app.person("bob");
        fill(&admin, &app, "ada", json!({ "contract": "Permanent" })).expect(200);
        let body = json!({ "action": "suspend", "target": { "filter": "profile.contract eq \"Permanent\"" }, "settings": { "apply": true } });
        let done = admin.waiting().post("/batches/selection", &body).expect(202);
        assert_eq!((&done.json["state"], &done.json["affected"]), (&json!("applied"), &json!(1)));
        assert!(app.account("ada").suspended && !app.account("bob").suspended);
        assert_eq!(admin.get(&format!("/users/{}", app.account("ada").id)).expect(200).json["profile"], json!({ "contract": "Permanent" }));
    }

    fn downloads_have_a_column_for_each(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        app.person("ada");
        fill(&admin, &app, "ada", json!({ "desk": "=1", "hours": 4 })).expect(200);
        let csv = admin.query("/users/export", &[("filter", "username eq \"ada\""), ("fields", "username,profile.desk,profile_field_hours,profile.union")]);
        assert_eq!(csv.expect(200).text, "username,profile_field_desk,profile_field_hours,profile_field_union\nada,'=1,4,\n");
        let all = admin.query("/users/export", &[("filter", "username eq \"ada\"")]).expect(200).text;
        assert!(all.lines().next().is_some_and(|header| header.ends_with(",id,profile_field_desk,profile_field_hours,profile_field_joined,profile_field_contract,profile_field_union")), "{all}");
        admin.query("/users/export", &[("fields", "profile.shoe")]).expect_problem(400, "invalid_parameter");
    }

    fn the_person_does_not_see_what_is_for_staff(app: TestApp) {
        let admin = app.administrator();
        fields(&admin);
        app.person("ada");
        fill(&admin, &app, "ada", json!({ "desk": "B", "union": true })).expect(200);
        let hers = app.anonymous.signed_in("ada", rollcall_testkit::PASSWORD);
        assert_eq!(hers.get("/me").expect(200).json["profile"], json!({ "desk": "B" }));
    }

    fn one_field_is_read_with_its_version(app: TestApp) {
        let admin = app.administrator();
        let path = set_up(&admin, json!({ "name": "desk", "kind": "text" }));
        let read = admin.get(&path).expect(200);
        assert_eq!((read.text_of("name").as_str(), read.header("etag").as_deref()), ("desk", Some("\"1\"")));
        admin.get("/profile-fields/0199a000-0000-7000-8000-000000000003").expect_problem(404, "not_found");
        app.learner().get(&path).expect_problem(403, "forbidden");
    }

    fn a_field_is_changed_and_taken_away_with_its_values(app: TestApp) {
        let admin = app.administrator();
        let at = set_up(&admin, json!({ "name": "room", "kind": "text" }));
        for name in ["ada", "bob"] {
            app.person(name);
            fill(&admin, &app, name, json!({ "room": "7" })).expect(200);
        }
        let changed = admin.with("If-Match", "\"1\"").patch(&at, &json!({ "label": "Room", "editable_by": "self" })).expect(200);
        assert_eq!((&changed.json["label"], &changed.json["version"]), (&json!("Room"), &json!(2)));
        admin.with("If-Match", "\"1\"").patch(&at, &json!({ "label": "R" })).expect_problem(412, "version_mismatch");
        admin.patch(&at, &json!({ "unique": true })).expect_problem(409, "values_not_unique");
        fill(&admin, &app, "bob", json!({ "room": "8" })).expect(200);
        admin.patch(&at, &json!({ "unique": true })).expect(200);
        fill(&admin, &app, "bob", json!({ "room": "7" })).expect_problem(409, "value_taken");
        let asked = admin.send("DELETE", &at, "", b"").expect_problem(428, "confirmation_required");
        assert_eq!(asked.json["affected"], 2);
        let version = app.account("ada").version;
        admin.send("DELETE", &format!("{at}?confirm_affected=2"), "", b"").expect(204);
        let ada = admin.get(&format!("/users/{}", app.account("ada").id)).expect(200);
        assert_eq!((&ada.json["profile"], &ada.json["version"]), (&json!({}), &json!(version + 1)));
        assert_eq!(admin.get("/profile-fields").expect(200).items().len(), 0);
        // A field of the same name begins anew.
        set_up(&admin, json!({ "name": "room", "kind": "number" }));
        assert_eq!(found(&admin, "profile.room pr"), "");
    }

    fn a_field_that_cannot_be_is_refused(app: TestApp) {
        let admin = app.administrator();
        set_up(&admin, json!({ "name": "room", "kind": "text" }));
        for (body, status, code) in [
            (json!({ "name": "room", "kind": "date" }), 409, "name_taken"),
            (json!({ "name": "Room 1", "kind": "text" }), 422, "invalid_value"),
            (json!({ "name": "x", "kind": "colour" }), 422, "invalid_value"),
            (json!({ "name": "x", "kind": "choice" }), 422, "invalid"),
            (json!({ "name": "x", "kind": "choice", "choices": ["A", "a"] }), 422, "invalid"),
            (json!({ "name": "x", "kind": "text", "choices": ["A"] }), 422, "invalid"),
            (json!({ "name": "x", "kind": "text", "visible_to": "me" }), 422, "invalid"),
            (json!({ "name": "x", "kind": "text", "visible_to": "staff", "editable_by": "self" }), 422, "invalid"),
            (json!({ "name": "x", "kind": "yes_no", "unique": true }), 422, "invalid"),
        ] {
            admin.post("/profile-fields", &body).expect_problem(status, code);
        }
        app.account_manager().post("/profile-fields", &json!({ "name": "x", "kind": "text" })).expect_problem(403, "forbidden");
    }
}
