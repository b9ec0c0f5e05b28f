//! Cohorts by rule: who is in them follows from a filter, on every way to write an account and by time.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::cohorts::make;
use crate::batches::support::{shorts, undo};

const DAY: i64 = 24 * 3_600_000;
const SALES: &str = "department eq \"Sales\"";

/// A cohort that a rule fills.
fn by_rule(admin: &Client, key: &str, rule: &str) -> String {
    let cohort = admin.post("/cohorts", &json!({ "name": format!("The {key}"), "key": key, "rule": rule })).expect(201);
    assert_eq!((cohort.text_of("source").as_str(), cohort.text_of("rule").as_str()), ("rule", rule));
    format!("/cohorts/{}", cohort.text_of("id"))
}

/// Who is in a cohort, by name.
#[track_caller]
fn members(admin: &Client, cohort: &str) -> String {
    let page = admin.query(&format!("{cohort}/members"), &[("sort", "username")]).expect(200);
    page.each("username").join(" ")
}

fn user(app: &TestApp, name: &str) -> String {
    format!("/users/{}", app.account(name).id)
}

fn set(admin: &Client, app: &TestApp, name: &str, patch: &Value) -> Answer {
    admin.patch(&user(app, name), patch).expect(200)
}

fn move_to(admin: &Client, app: &TestApp, name: &str, department: &str) {
    set(admin, app, name, &json!({ "department": department }));
}

fn newcomer(department: Option<&str>) -> Value {
    json!({ "username": "new", "email": "new@example.org", "first_name": "N", "last_name": "N", "department": department })
}

/// Asks for an action on a selection, and waits until it is applied.
fn select(admin: &Client, action: &str, filter: &str, settings: &Value) -> Answer {
    let mut settings = settings.clone();
    settings["apply"] = true.into();
    let body = json!({ "action": action, "target": { "filter": filter }, "settings": settings });
    admin.waiting().post("/batches/selection", &body).expect(202)
}

fn upload(admin: &Client, file: &str, settings: &Value) -> Answer {
    let batch = admin.waiting().upload("people.csv", file.as_bytes(), settings).expect(202);
    assert_eq!(batch.text_of("state"), "applied", "{}", batch.text);
    batch
}

on_both_engines! {
    fn people_come_and_go_as_they_are_written_one_by_one(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        move_to(&admin, &app, "p0", "Sales");
        let cohort = by_rule(&admin, "sales", SALES);
        assert_eq!(members(&admin, &cohort), "p0");
        move_to(&admin, &app, "p1", "Sales");
        move_to(&admin, &app, "p0", "Legal");
        assert_eq!(members(&admin, &cohort), "p1");
        // A new account is in it from the beginning, and one that is deleted is not.
        admin.post("/users", &newcomer(Some("Sales"))).expect(201);
        assert_eq!(members(&admin, &cohort), "new p1");
        admin.send("DELETE", &user(&app, "p1"), "", b"").expect(204);
        assert_eq!(admin.get(&cohort).expect(200).json["members"], 1);
        admin.post_nothing(&format!("{}/restore", user(&app, "p1"))).expect(200);
        assert_eq!(members(&admin, &cohort), "new p1");
    }

    fn people_come_and_go_with_files_selections_and_their_undo(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let (sales, barred) = (by_rule(&admin, "sales", SALES), by_rule(&admin, "barred", "suspended eq true"));
        let file = "username,email,firstname,lastname,department\np0,,,,Sales\np1,,,,Sales\n";
        let batch = upload(&admin, file, &json!({ "apply": true }));
        assert_eq!((members(&admin, &sales), members(&admin, &barred)), ("p0 p1".to_owned(), String::new()));
        undo(&admin, &batch);
        assert_eq!(members(&admin, &sales), "");
        let batch = select(&admin, "suspend", "username sw \"p\"", &json!({}));
        assert_eq!(members(&admin, &barred), "p0 p1 p2 p3");
        undo(&admin, &batch);
        assert_eq!(members(&admin, &barred), "");
    }

    fn a_membership_by_rule_is_shown_found_and_downloaded_and_is_no_part_of_the_account(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        make(&admin, "hand");
        set(&admin, &app, "p0", &json!({ "cohorts": ["hand"] }));
        move_to(&admin, &app, "p0", "Sales");
        let version = app.account("p0").version;
        by_rule(&admin, "sales", SALES);
        let shown = admin.get(&user(&app, "p0")).expect(200);
        assert_eq!((&shown.json["cohorts"], &shown.json["version"]), (&json!(["hand", "sales"]), &json!(version)));
        assert_eq!(admin.query("/users", &[("filter", "cohorts eq \"sales\"")]).expect(200).each("username"), ["p0"]);
        let table = admin.query("/users/export", &[("format", "csv"), ("fields", "username,cohorts"), ("filter", "username eq \"p0\"")]);
        assert_eq!(table.expect(200).text.trim_start_matches('\u{feff}').trim_end(), "username,cohorts\np0,hand;sales");
        let history = admin.get(&format!("{}/history", user(&app, "p0"))).expect(200);
        assert!(!history.text.contains("\"sales\""), "{}", history.text);
        // What was read may be written back.
        set(&admin, &app, "p0", &json!({ "cohorts": ["hand", "sales"], "city": "Graz" }));
        assert_eq!(admin.get(&user(&app, "p0")).expect(200).json["cohorts"], json!(["hand", "sales"]));
    }

    fn nobody_is_put_into_a_cohort_by_rule_by_hand_or_taken_out(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        move_to(&admin, &app, "p0", "Sales");
        let cohort = by_rule(&admin, "sales", SALES);
        let body = json!({ "user_id": app.account("p1").id });
        admin.post(&format!("{cohort}/members"), &body).expect_problem(409, "cohort_filled_by_rule");
        let out = format!("{cohort}/members/{}", app.account("p0").id);
        admin.send("DELETE", &out, "", b"").expect_problem(409, "cohort_filled_by_rule");
        let refused = admin.patch(&user(&app, "p1"), &json!({ "cohorts": ["sales"] })).expect(422);
        assert_eq!((&refused.json["errors"][0]["field"], &refused.json["errors"][0]["code"]), (&json!("cohorts"), &json!("forbidden")));
        let body = json!({ "action": "add_to_cohort", "target": { "filter": "username sw \"p\"" }, "settings": { "cohort": "sales" } });
        let refused = admin.post("/batches/selection", &body).expect(422);
        assert_eq!(refused.json["errors"][0]["field"], "settings.cohort");
        let file = "username,cohort1\np1,sales\np0,-sales\n";
        let batch = admin.waiting().upload("people.csv", file.as_bytes(), &json!({})).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 error forbidden", "3 error forbidden"]);
        assert_eq!(members(&admin, &cohort), "p0");
    }

    fn a_plan_or_an_undo_from_before_puts_nobody_into_a_cohort_that_a_rule_fills_by_now(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let cohort = make(&admin, "staff");
        let added = select(&admin, "add_to_cohort", "username sw \"p\"", &json!({ "cohort": "staff" }));
        let removed = select(&admin, "remove_from_cohort", "username sw \"p\"", &json!({ "cohort": "staff" }));
        let body = json!({ "action": "add_to_cohort", "target": { "filter": "username sw \"p\"" }, "settings": { "cohort": "staff" } });
        let planned = admin.waiting().post("/batches/selection", &body).expect(202);
        admin.patch(&cohort, &json!({ "rule": SALES })).expect(200);
        let path = format!("/batches/{}", planned.text_of("id"));
        admin.waiting().post(&format!("{path}/apply"), &json!({ "confirm_affected": 2 })).expect(202);
        assert_eq!(shorts(&admin, &planned), ["1 error forbidden", "2 error forbidden"]);
        let undone = admin.waiting().post(&format!("/batches/{}/undo", removed.text_of("id")), &json!({})).expect(202);
        assert_eq!(shorts(&admin, &undone), ["1 error forbidden", "2 error forbidden"]);
        assert_eq!(members(&admin, &cohort), "");
        assert_eq!(added.text_of("state"), "applied");
    }

    fn what_cannot_be_a_rule_is_refused(app: TestApp) {
        let admin = app.administrator();
        for (rule, code) in [
            ("department eq", "invalid_filter"),
            ("", "missing_value"),
            ("cohorts eq \"staff\"", "invalid_value"),
            ("cohorts[value eq \"staff\"] or city pr", "invalid_value"),
            ("status eq \"deleted\"", "invalid_value"),
            ("profile[nothing eq \"x\"]", "invalid_filter"),
        ] {
            let refused = admin.post("/cohorts", &json!({ "name": "X", "rule": rule })).expect(422);
            let error = &refused.json["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&json!("rule"), &json!(code)), "{rule}");
        }
        assert_eq!(admin.get("/cohorts").expect(200).items().len(), 0, "nothing is left of them");
        app.people("p", 1);
        let cohort = make(&admin, "staff");
        set(&admin, &app, "p0", &json!({ "cohorts": ["staff"] }));
        admin.patch(&cohort, &json!({ "rule": SALES })).expect_problem(409, "cohort_not_empty");
        admin.patch(&cohort, &json!({ "paused": true })).expect(422);
    }

    fn a_rule_that_is_taken_away_takes_its_people_along_and_the_cohort_is_filled_by_hand_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        move_to(&admin, &app, "p0", "Sales");
        let cohort = by_rule(&admin, "sales", SALES);
        admin.send("DELETE", &cohort, "", b"").expect_problem(409, "cohort_not_empty");
        let manual = admin.patch(&cohort, &json!({ "rule": null })).expect(200);
        assert_eq!((manual.text_of("source").as_str(), &manual.json["members"]), ("manual", &json!(0)));
        admin.post(&format!("{cohort}/members"), &json!({ "user_id": app.account("p1").id })).expect(200);
        assert_eq!(members(&admin, &cohort), "p1");
    }

    fn a_paused_rule_moves_nobody_and_catches_up(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let cohort = by_rule(&admin, "sales", SALES);
        assert_eq!(admin.patch(&cohort, &json!({ "paused": true })).expect(200).json["paused"], true);
        move_to(&admin, &app, "p0", "Sales");
        app.tidy();
        assert_eq!(members(&admin, &cohort), "");
        admin.patch(&cohort, &json!({ "paused": false })).expect(200);
        assert_eq!(members(&admin, &cohort), "p0");
    }

    fn time_moves_people_too(app: TestApp) {
        let admin = app.administrator();
        admin.post("/users", &newcomer(None)).expect(201);
        let cohort = by_rule(&admin, "settled-in", "username eq \"new\" and created_at lt \"-P30D\"");
        assert_eq!(members(&admin, &cohort), "");
        app.clock.advance(31 * DAY);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        assert_eq!(members(&admin, &cohort), "new");
    }

    fn a_big_swing_waits_until_it_is_confirmed(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 120);
        let confirmed = json!({ "confirm_affected": 120 });
        let all = select(&admin, "suspend", "username sw \"p\"", &json!({}));
        admin.waiting().post(&format!("/batches/{}/apply", all.text_of("id")), &confirmed).expect(202);
        let cohort = by_rule(&admin, "barred", "suspended eq true");
        assert_eq!(admin.get(&cohort).expect(200).json["members"], 120);
        let back = admin.waiting().post(&format!("/batches/{}/undo", all.text_of("id")), &json!({})).expect(202);
        admin.waiting().post(&format!("/batches/{}/apply", back.text_of("id")), &confirmed).expect(202);
        let held = admin.get(&cohort).expect(200);
        assert_eq!((&held.json["held"]["reason"], &held.json["members"]), (&json!("swing"), &json!(120)), "{}", held.text);
        let preview = admin.post("/cohorts/preview", &json!({ "cohort_id": held.text_of("id") })).expect(200).json;
        assert_eq!((&preview["leaving"]["count"], &preview["confirmation_required"]), (&json!(120), &json!(true)));
        // Nobody comes or goes meanwhile.
        set(&admin, &app, "p0", &json!({ "city": "Graz" }));
        admin.patch(&cohort, &json!({ "confirm_affected": 119 })).expect_problem(428, "confirmation_required");
        let settled = admin.patch(&cohort, &json!({ "confirm_affected": 120 })).expect(200);
        assert_eq!((&settled.json["held"], &settled.json["members"]), (&Value::Null, &json!(0)));
        // A new rule that moves many is confirmed beforehand.
        let many = json!({ "rule": "username sw \"p\"" });
        assert_eq!(admin.patch(&cohort, &many).expect(200).json["members"], 120);
        let none = json!({ "rule": "username eq \"nobody\"" });
        assert_eq!(admin.patch(&cohort, &none).expect_problem(428, "confirmation_required").json["affected"], 120);
    }

    fn a_rule_is_tried_before_it_counts_and_says_why_somebody_is_in(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        move_to(&admin, &app, "p0", "Sales");
        move_to(&admin, &app, "p1", "Sales");
        let cohort = by_rule(&admin, "sales", SALES);
        let id = admin.get(&cohort).expect(200).text_of("id");
        let rule = "department eq \"Sales\" and username eq \"p0\" or username eq \"p2\"";
        let tried = admin.post("/cohorts/preview", &json!({ "cohort_id": id, "rule": rule })).expect(200).json;
        let names = |moves: &Value| moves["people"][0]["username"].clone();
        assert_eq!((names(&tried["coming"]), names(&tried["leaving"])), (json!("p2"), json!("p1")));
        assert_eq!((&tried["coming"]["count"], &tried["staying"]), (&json!(1), &json!(1)));
        assert_eq!(members(&admin, &cohort), "p0 p1", "nothing has changed");
        admin.patch(&cohort, &json!({ "rule": rule })).expect(200);
        let why = admin.get(&format!("{cohort}/members/{}", app.account("p1").id)).expect(200).json;
        assert_eq!((&why["member"], &why["rule"]["joined"], &why["rule"]["holds"]), (&json!(false), &json!("any"), &json!(false)));
        let both = &why["rule"]["parts"][0];
        let holds: Vec<&Value> = both["parts"].as_array().expect("parts").iter().map(|part| &part["holds"]).collect();
        assert_eq!((&both["joined"], holds), (&json!("all"), vec![&json!(true), &json!(false)]));
        assert_eq!(both["parts"][0]["text"], "department Sales");
        let why = admin.get(&format!("{cohort}/members/{}", app.account("p2").id)).expect(200).json;
        assert_eq!((&why["member"], why["since"].is_string()), (&json!(true), true));
    }

    fn who_may_not_see_private_fields_learns_nothing_of_them_from_a_rule(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        set(&admin, &app, "p0", &json!({ "id_number": "4711" }));
        let cohort = by_rule(&admin, "numbered", "id_number eq \"4711\"");
        admin.post("/roles", &json!({ "key": "clerk", "name": "Clerk", "capabilities": ["users.view", "cohorts.manage"] })).expect(201);
        let clerk = app.person("clerk");
        admin.patch(&format!("/users/{}", clerk.id), &json!({ "system_roles": ["clerk"] })).expect(200);
        let clerk = app.anonymous.signed_in("clerk", rollcall_testkit::PASSWORD);
        assert_eq!(clerk.get(&cohort).expect(200).text_of("rule"), "id_number eq \"…\"");
        let why = clerk.get(&format!("{cohort}/members/{}", app.account("p0").id)).expect(200).json;
        assert_eq!((&why["rule"]["holds"], &why["rule"]["text"]), (&Value::Null, &json!("id number …")));
        clerk.post("/cohorts", &json!({ "name": "X", "rule": "id_number eq \"4712\"" })).expect(422);
        app.learner().post("/cohorts/preview", &json!({ "rule": SALES })).expect_problem(403, "forbidden");
    }

    fn a_rule_whose_custom_field_is_deleted_waits_and_stops_nobody(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let field = json!({ "name": "contract", "label": "Contract", "kind": "text" });
        let field = admin.post("/profile-fields", &field).expect(201);
        let cohort = by_rule(&admin, "lasting", "profile[contract eq \"permanent\"]");
        set(&admin, &app, "p0", &json!({ "profile": { "contract": "permanent" } }));
        assert_eq!(members(&admin, &cohort), "p0");
        set(&admin, &app, "p0", &json!({ "profile": { "contract": null } }));
        assert_eq!(members(&admin, &cohort), "");
        admin.send("DELETE", &format!("/profile-fields/{}", field.text_of("id")), "", b"").expect(204);
        admin.post("/users", &newcomer(None)).expect(201);
        assert_eq!(admin.get(&cohort).expect(200).json["held"]["reason"], "unreadable");
        admin.patch(&cohort, &json!({ "rule": "username eq \"new\"" })).expect(200);
        assert_eq!((members(&admin, &cohort), admin.get(&cohort).expect(200).json["held"].clone()), ("new".to_owned(), Value::Null));
    }

    fn who_is_written_while_the_rule_changes_is_in_step_in_the_end(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 16);
        let cohort = by_rule(&admin, "busy", SALES);
        let (one, other) = (SALES, "department eq \"Legal\" or username sw \"p1\"");
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (app, admin) = (&app, admin.clone());
                scope.spawn(move || {
                    for round in 0..12 {
                        let department = if (round + thread) % 2 == 0 { "Sales" } else { "Legal" };
                        for number in 0..4 {
                            move_to(&admin, app, &format!("p{}", thread * 4 + number), department);
                        }
                    }
                });
            }
            for round in 0..12 {
                let rule = if round % 2 == 0 { other } else { one };
                admin.patch(&cohort, &json!({ "rule": rule })).expect(200);
                app.tidy();
            }
        });
        app.tidy();
        let now = admin.get(&cohort).expect(200);
        assert_eq!((&now.json["held"], &now.json["settling"]), (&Value::Null, &json!(false)), "{}", now.text);
        let matching = admin.query("/users", &[("filter", now.text_of("rule").as_str()), ("sort", "username")]).expect(200);
        assert_eq!(members(&admin, &cohort), matching.each("username").join(" "));
    }
}
