//! `/cohorts`: groups of people at site level, and who is in them.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

pub fn make(admin: &Client, key: &str) -> String {
    let cohort = admin.post("/cohorts", &json!({ "name": format!("The {key}"), "key": key })).expect(201);
    format!("/cohorts/{}", cohort.text_of("id"))
}

fn put(admin: &Client, app: &TestApp, cohort: &str, name: &str) -> Answer {
    admin.post(&format!("{cohort}/members"), &json!({ "user_id": app.account(name).id }))
}

/// What is asked for to move all users whose name begins with "p".
fn moving(action: &str, cohort: &str, apply: bool) -> Value {
    json!({ "action": action, "target": { "filter": "username sw \"p\"" }, "settings": { "cohort": cohort, "apply": apply } })
}

/// Asks for that, and waits until the batch rests.
fn run(admin: &Client, action: &str, cohort: &str, apply: bool) -> Answer {
    admin.waiting().post("/batches/selection", &moving(action, cohort, apply))
}

#[track_caller]
fn found(admin: &Client, filter: &str) -> String {
    let page = admin.query("/users", &[("filter", filter), ("sort", "username")]).expect(200);
    let names: Vec<String> = page.each("username").into_iter().filter(|name| name != "root-admin").collect();
    names.join(" ")
}

on_both_engines! {
    fn a_cohort_is_made_changed_and_deleted(app: TestApp) {
        let admin = app.administrator();
        let made = admin.post("/cohorts", &json!({ "name": " Lehrgang Süd (2026) ", "description": "From autumn" })).expect(201);
        assert_eq!((made.text_of("name").as_str(), made.text_of("key").as_str()), ("Lehrgang Süd (2026)", "lehrgang-sud-2026"));
        let path = made.header("location").expect("a location").replace("/api/v1", "");
        let changed = admin.patch(&path, &json!({ "name": "Süd", "description": null })).expect(200);
        assert_eq!((changed.text_of("name").as_str(), &changed.json["description"]), ("Süd", &Value::Null));
        assert_eq!((changed.header("etag").as_deref(), &changed.json["version"]), (Some("\"2\""), &json!(2)));
        admin.with("If-Match", "\"1\"").patch(&path, &json!({ "name": "Old" })).expect_problem(412, "version_mismatch");
        assert_eq!(admin.get(&path).expect(200).json, changed.json);
        admin.post("/cohorts", &json!({ "name": "Another", "key": "LEHRGANG-SUD-2026" })).expect_problem(409, "cohort_exists");
        admin.send("DELETE", &path, "", b"").expect(204);
        admin.get(&path).expect_problem(404, "not_found");
    }

    fn what_cannot_be_a_cohort_is_refused(app: TestApp) {
        let admin = app.administrator();
        for (body, field, code) in [
            (json!({ "name": " " }), "name", "missing_value"),
            (json!({ "name": "a\nb" }), "name", "invalid_value"),
            (json!({ "name": "x".repeat(256) }), "name", "too_long"),
            (json!({ "name": "人事" }), "key", "invalid_value"),
            (json!({ "name": "x", "key": "a b" }), "key", "invalid_value"),
            (json!({ "name": "x", "description": "x".repeat(2_001) }), "description", "too_long"),
        ] {
            let answer = admin.post("/cohorts", &body).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)));
        }
        admin.post("/cohorts", &json!({ "name": "x", "members": [] })).expect(422);
    }

    fn cohorts_are_listed_by_name_found_and_counted(app: TestApp) {
        let admin = app.administrator();
        for name in ["Berlin", "Ärzte", "Zug", "Čakovec", "Apprentices"] {
            admin.post("/cohorts", &json!({ "name": name })).expect(201);
        }
        let pages = admin.pages("/cohorts", &[("limit", "2"), ("count", "exact")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("name")).collect();
        assert_eq!(names, ["Apprentices", "Ärzte", "Berlin", "Čakovec", "Zug"]);
        assert_eq!(pages[0].json["total"], 5);
        assert_eq!(admin.query("/cohorts", &[("q", "CAK")]).expect(200).each("key"), ["cakovec"]);
        admin.query("/cohorts", &[("cursor", "made-up")]).expect_problem(400, "invalid_cursor");
    }

    fn people_come_and_go_and_their_history_says_so(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let (staff, north) = (make(&admin, "staff"), make(&admin, "north"));
        let account = put(&admin, &app, &staff, "p0").expect(200);
        assert_eq!((&account.json["cohorts"], &account.json["version"]), (&json!(["staff"]), &json!(2)));
        // Twice is once.
        assert_eq!(put(&admin, &app, &staff, "p0").expect(200).json["version"], 2);
        put(&admin, &app, &north, "p0").expect(200);
        put(&admin, &app, &staff, "p1").expect(200);
        assert_eq!(admin.get(&staff).expect(200).json["members"], 2);
        let members = admin.query(&format!("{staff}/members"), &[("sort", "username"), ("count", "exact")]).expect(200);
        assert_eq!((members.each("username"), &members.json["total"]), (vec!["p0".to_owned(), "p1".to_owned()], &json!(2)));
        admin.send("DELETE", &staff, "", b"").expect_problem(409, "cohort_not_empty");
        for name in ["p0", "p1"] {
            admin.send("DELETE", &format!("{staff}/members/{}", app.account(name).id), "", b"").expect(204);
        }
        admin.send("DELETE", &staff, "", b"").expect(204);
        let history = admin.get(&format!("/users/{}/history", app.account("p0").id)).expect(200);
        assert_eq!(history.items()[0]["action"], "user.cohorts_changed");
        assert_eq!((&history.items()[0]["before"], &history.items()[0]["after"]), (&json!({ "cohorts": ["staff"] }), &json!({ "cohorts": [] })));
        assert_eq!(admin.get(&format!("/users/{}", app.account("p0").id)).expect(200).json["cohorts"], json!(["north"]));
    }

    fn a_patch_says_which_cohorts_somebody_is_in(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let (staff, _) = (make(&admin, "staff"), make(&admin, "north"));
        let path = format!("/users/{}", app.account("p0").id);
        let changed = admin.patch(&path, &json!({ "city": "Graz", "cohorts": ["The North", "staff"] })).expect(200);
        assert_eq!((&changed.json["cohorts"], &changed.json["version"]), (&json!(["north", "staff"]), &json!(2)));
        let refused = admin.patch(&path, &json!({ "city": "Wien", "cohorts": ["nobody"] })).expect_problem(422, "unknown_cohort");
        assert_eq!(refused.json["errors"][0]["field"], "cohorts");
        assert_eq!(app.account("p0").city.as_deref(), Some("Graz"));
        let of_one = admin.query("/cohorts", &[("user_id", &app.account("p0").id.to_string())]).expect(200);
        assert_eq!(of_one.each("key"), ["north", "staff"]);
        admin.patch(&path, &json!({ "cohorts": null })).expect(200);
        assert_eq!(admin.get(&staff).expect(200).json["members"], 0);
        let of_one = admin.query("/cohorts", &[("user_id", &app.account("p0").id.to_string()), ("count", "exact")]).expect(200);
        assert_eq!((of_one.items().len(), &of_one.json["total"]), (0, &json!(0)));
    }

    fn filters_ask_for_cohorts(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let (staff, north) = (make(&admin, "staff"), make(&admin, "north"));
        for (cohort, name) in [(&staff, "p0"), (&staff, "p1"), (&north, "p1"), (&north, "p2")] {
            put(&admin, &app, cohort, name).expect(200);
        }
        let id = staff.rsplit('/').next().expect("an id");
        for (filter, expected) in [
            ("cohorts eq \"staff\"".to_owned(), "p0 p1"),
            ("cohorts eq \" the STAFF \"".to_owned(), "p0 p1"),
            (format!("cohorts eq \"{id}\""), "p0 p1"),
            ("cohorts eq \"staff\" and cohorts eq \"north\"".to_owned(), "p1"),
            ("username sw \"p\" and cohorts ne \"staff\"".to_owned(), "p2 p3"),
            ("cohorts pr".to_owned(), "p0 p1 p2"),
            ("username sw \"p\" and not (cohorts pr)".to_owned(), "p3"),
            ("cohorts eq \"nobody\"".to_owned(), ""),
            ("cohorts[value eq \"north\" and added_at gt \"2020-01-01\"]".to_owned(), "p1 p2"),
            ("cohorts[value eq \"north\" and added_at lt \"2020-01-01\"]".to_owned(), ""),
        ] {
            assert_eq!(found(&admin, &filter), expected, "{filter}");
        }
    }

    fn a_selection_comes_into_a_cohort_and_goes_out_of_it_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        make(&admin, "staff");
        let added = run(&admin, "add_to_cohort", "The Staff", true).expect(202);
        assert_eq!((&added.json["counts"]["update"], &added.json["settings"]["cohort"]), (&json!(3), &json!("staff")));
        assert_eq!(found(&admin, "cohorts eq \"staff\""), "p0 p1 p2");
        assert_eq!(run(&admin, "add_to_cohort", "staff", true).expect(202).json["counts"]["unchanged"], 3);
        let undone = admin.waiting().post(&format!("/batches/{}/undo", added.text_of("id")), &json!({ "apply": true })).expect(202);
        assert_eq!((&undone.json["state"], found(&admin, "cohorts pr").as_str()), (&json!("applied"), ""));
        run(&admin, "add_to_cohort", "nobody", true).expect_problem(422, "unknown_cohort");
    }

    fn a_cohort_that_is_gone_by_then_is_an_error_of_each_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let staff = make(&admin, "staff");
        let batch = run(&admin, "add_to_cohort", "staff", false).expect(202);
        admin.send("DELETE", &staff, "", b"").expect(204);
        let applied = admin.waiting().post(&format!("/batches/{}/apply", batch.text_of("id")), &json!({})).expect(202);
        assert_eq!((&applied.json["state"], &applied.json["counts"]["error"]), (&json!("applied"), &json!(2)), "{}", applied.text);
        assert_eq!(app.account("p0").cohorts, "");
    }

    fn cohorts_need_their_capability(app: TestApp) {
        let admin = app.administrator();
        let staff = make(&admin, "staff");
        app.people("p", 1);
        let learner = app.learner();
        learner.get("/cohorts").expect_problem(403, "forbidden");
        learner.post("/cohorts", &json!({ "name": "x" })).expect_problem(403, "forbidden");
        let manager = app.account_manager();
        put(&manager, &app, &staff, "p0").expect(200);
        put(&manager, &app, &staff, "root-admin").expect_problem(403, "protected_administrator");
    }

    fn a_name_means_a_cohort_where_no_other_one_is_meant(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let make = |key: &str, name: &str| {
            let made = admin.post("/cohorts", &json!({ "name": name, "key": key })).expect(201);
            format!("/cohorts/{}", made.text_of("id"))
        };
        let (first, second) = (make("staff", "Everybody"), make("staff-2026", "Staff"));
        let (sud, _) = (make("sud", "South"), make("sued", "S\u{fc}d"));
        make("twin-1", "Twin");
        make("twin-2", "Twin");
        put(&admin, &app, &first, "p0").expect(200);
        put(&admin, &app, &second, "p1").expect(200);
        for filter in ["cohorts eq \"staff\"", "cohorts eq \"Staff\"", "cohorts[value eq \"staff\"]"] {
            assert_eq!(found(&admin, filter), "p0", "the key goes before another one's name: {filter}");
        }
        for (cohort, name) in [(&first, "p0"), (&second, "p1")] {
            assert_eq!(admin.get(&format!("{cohort}/members")).expect(200).each("username"), [name]);
        }
        let path = format!("/users/{}", app.account("p2").id);
        for (named, key) in [("S\u{fc}d", "sued"), ("SUD", "sud"), ("south", "sud"), (sud.rsplit('/').next().unwrap_or_default(), "sud")] {
            let changed = admin.patch(&path, &json!({ "cohorts": [named] })).expect(200);
            assert_eq!(changed.json["cohorts"], json!([key]), "{named}");
            assert_eq!(found(&admin, &format!("cohorts eq \"{named}\"")), "p2", "{named}");
        }
        admin.patch(&path, &json!({ "cohorts": ["Twin"] })).expect_problem(422, "unknown_cohort");
        put(&admin, &app, &make("twin-3", "Third"), "p3").expect(200);
        assert_eq!(found(&admin, "cohorts eq \"Twin\""), "");
        admin.post("/cohorts", &json!({ "name": "x", "key": "-staff" })).expect(422);
    }

    fn another_cohort_can_be_planned_by_its_name(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        make(&admin, "staff");
        make(&admin, "north");
        let planned = run(&admin, "add_to_cohort", "staff", false).expect(202);
        let path = format!("/batches/{}/plan", planned.text_of("id"));
        let again = admin.waiting().post(&path, &json!({ "settings": { "cohort": "The North", "apply": true } })).expect(202);
        assert_eq!((&again.json["settings"]["cohort"], &again.json["state"]), (&json!("north"), &json!("applied")));
        assert_eq!(app.account("p0").cohorts, "north");
    }

    fn batches_on_different_cohorts_do_not_meet(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        make(&admin, "staff");
        make(&admin, "north");
        let staff = run(&admin, "add_to_cohort", "staff", true).expect(202);
        run(&admin, "add_to_cohort", "north", true).expect(202);
        let undone = admin.waiting().post(&format!("/batches/{}/undo", staff.text_of("id")), &json!({ "apply": true })).expect(202);
        assert_eq!((&undone.json["counts"]["conflict"], app.account("p0").cohorts.as_str()), (&json!(0), "north"));
    }

    fn nobody_is_brought_back_into_a_cohort_that_is_gone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let staff = make(&admin, "staff");
        put(&admin, &app, &staff, "p0").expect(200);
        let removed = run(&admin, "remove_from_cohort", "staff", true).expect(202);
        admin.send("DELETE", &staff, "", b"").expect(204);
        let undone = admin.waiting().post(&format!("/batches/{}/undo", removed.text_of("id")), &json!({ "apply": true })).expect(202);
        assert_eq!((&undone.json["state"], &undone.json["counts"]["error"]), (&json!("applied"), &json!(1)), "{}", undone.text);
        assert_eq!(app.account("p0").cohorts, "");
    }

    fn a_cohort_is_deleted_as_it_was_seen_and_not_from_under_deleted_people(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let staff = make(&admin, "staff");
        admin.patch(&staff, &json!({ "name": "Others" })).expect(200);
        admin.with("If-Match", "\"1\"").send("DELETE", &staff, "", b"").expect_problem(412, "version_mismatch");
        put(&admin, &app, &staff, "p0").expect(200);
        admin.send("DELETE", &format!("/users/{}", app.account("p0").id), "", b"").expect(204);
        let refused = admin.send("DELETE", &staff, "", b"").expect_problem(409, "cohort_not_empty");
        assert!(refused.text.contains("can still be restored"), "{}", refused.text);
    }

    fn a_cohort_is_made_once_for_one_key(app: TestApp) {
        let admin = app.administrator();
        let keyed = admin.with("Idempotency-Key", "once");
        let (first, second) = (keyed.post("/cohorts", &json!({ "name": "Staff" })), keyed.post("/cohorts", &json!({ "name": "Staff" })));
        assert_eq!((first.expect(201).json, admin.get("/cohorts").expect(200).items().len()), (second.expect(201).json, 1));
    }

    fn pages_of_cohorts_go_on_with_what_was_asked_for(app: TestApp) {
        let admin = app.administrator();
        for name in ["A", "B", "C"] {
            admin.post("/cohorts", &json!({ "name": name })).expect(201);
        }
        let first = admin.query("/cohorts", &[("limit", "1")]).expect(200);
        let cursor = first.text_of("next_cursor");
        assert_eq!(admin.query("/cohorts", &[("limit", "1"), ("cursor", &cursor)]).expect(200).each("name"), ["B"]);
        admin.query("/cohorts", &[("q", "c"), ("cursor", &cursor)]).expect_problem(400, "invalid_cursor");
        // ["a NUL", an id] in the form of a cursor.
        let hostile = "W251bGwsbnVsbCxbImFcdTAwMDAiLCIwMTk5YTAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDkiXV0";
        admin.query("/cohorts", &[("cursor", hostile)]).expect_problem(400, "invalid_cursor");
    }

    fn a_token_without_the_right_moves_nobody(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let staff = make(&admin, "staff");
        let scopes = ["users.view", "users.create", "users.update", "batches.create", "batches.apply", "batches.view"];
        let made = app.anonymous.signed_in("root-admin", PASSWORD).post("/me/tokens", &json!({ "name": "x", "scopes": scopes })).expect(201);
        let token = app.anonymous.with_token(&made.text_of("token"));
        let user = app.account("p0").id.to_string();
        token.get("/cohorts").expect(200);
        token.patch(&format!("/users/{user}"), &json!({ "city": "Graz" })).expect(200);
        token.patch(&format!("/users/{user}"), &json!({ "cohorts": ["staff"] })).expect_problem(403, "forbidden");
        token.post(&format!("{staff}/members"), &json!({ "user_id": user })).expect_problem(403, "forbidden");
        token.post("/batches/selection", &moving("add_to_cohort", "staff", false)).expect_problem(403, "forbidden");
        let settings = json!({ "preset": "upsert" });
        token.upload("x.csv", b"username,cohort1\np0,staff\n", &settings).expect_problem(403, "forbidden");
        let done = run(&admin, "add_to_cohort", "staff", true).expect(202);
        token.post(&format!("/batches/{}/undo", done.text_of("id")), &json!({ "apply": true })).expect_problem(403, "forbidden");
        assert_eq!(app.account("p0").cohorts, "staff");
    }
}
