//! What holds for any file that renames and changes people.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rollcall_domain::db::schema::users;
use rollcall_testkit::{Client, Engine, TestApp};
use serde_json::json;

use super::support::preset;
use crate::batches::support::{at, counts, rows};

const PEOPLE: usize = 6;

/// Name, city, address and suspension of everybody, by their ids.
fn everybody(app: &TestApp) -> BTreeMap<String, String> {
    use diesel::prelude::*;
    type PersonColumns = (rollcall_domain::id::UserId, String, Option<String>, String, bool);
    let people: Vec<PersonColumns> = app.read(|conn| {
        Ok(users::table
            .filter(users::first_name.eq("First"))
            .select((users::id, users::username, users::city, users::email, users::suspended))
            .load(conn)?)
    });
    people
        .into_iter()
        .map(|(id, username, city, email, suspended)| {
            (id.to_string(), format!("{username} {city:?} {email} {suspended}"))
        })
        .collect()
}

fn a_file() -> impl Strategy<Value = String> {
    let name = || prop::sample::select(&["p0", "p1", "p2", "p3", "p4", "p5", "free", "Fre e", "guest", ""][..]);
    let row = (
        0..PEOPLE + 1,
        name(),
        prop::sample::select(&["", "", "Graz", "Wien", "=1+1"][..]),
        prop::sample::select(&["", "", "p0@example.org", "new@example.org", "nonsense"][..]),
        prop::sample::select(&["", "", "1", "0"][..]),
    );
    prop::collection::vec(row, 1..10).prop_map(|rows| {
        let rows = rows.into_iter().map(|(who, name, city, email, suspended)| {
            // A blank new name leaves the name alone; the row then goes by the name itself.
            if name.is_empty() {
                format!(",p{who},{city},{email},{suspended}\n")
            } else {
                format!("p{who},{name},{city},{email},{suspended}\n")
            }
        });
        format!("oldusername,username,city,email,suspended\n{}", rows.collect::<String>())
    })
}

fn check(app: &TestApp, admin: &Client, file: &str) -> Result<(), TestCaseError> {
    let settings = preset("upsert", json!({ "mode": "update", "allow_renames": true }));
    let was = everybody(app);
    let planned = admin.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202);
    prop_assert_eq!(&planned.json["state"], "planned");
    prop_assert_eq!(everybody(app), was.clone(), "a plan changes nobody");
    let applied = admin.waiting().post(&at(&planned, "/apply"), &json!({})).expect(202);
    prop_assert_eq!(&applied.json["state"], "applied");
    prop_assert_eq!(counts(&applied), counts(&planned), "on a site that is as it was, the plan is what happens");
    let is = everybody(app);
    for row in rows(admin, &applied) {
        let (Some(id), Some(after)) = (row["user_id"].as_str(), row["after"].as_object()) else { continue };
        let failed = row["outcomes"].as_array().into_iter().flatten().any(|outcome| outcome == "error");
        if let (false, Some(name)) = (failed, after.get("username").and_then(|name| name.as_str())) {
            prop_assert!(is[id].starts_with(&format!("{name} ")), "{} is {}", id, is[id]);
        }
    }
    if applied.json["undoable"] == json!(true) {
        let undone = admin.waiting().post(&at(&applied, "/undo"), &json!({ "apply": true })).expect(202);
        prop_assert_eq!(&undone.json["state"], "applied", "{}", undone.text);
    }
    prop_assert_eq!(everybody(app), was);
    Ok(())
}

fn the_plan_is_what_happens_and_undo_takes_it_back(engine: Engine) {
    let app = TestApp::start(engine);
    let admin = app.administrator();
    app.set("batches.confirm_share", "100");
    app.people("p", PEOPLE);
    let mut runner =
        TestRunner::new(Config { cases: 30, max_shrink_iters: 60, failure_persistence: None, ..Config::default() });
    if let Err(error) = runner.run(&a_file(), |file| check(&app, &admin, &file)) {
        panic!("{error}");
    }
}

#[test]
fn the_plan_is_what_happens_and_undo_takes_it_back_on_sqlite() {
    the_plan_is_what_happens_and_undo_takes_it_back(Engine::Sqlite);
}

#[test]
fn the_plan_is_what_happens_and_undo_takes_it_back_on_postgres() {
    the_plan_is_what_happens_and_undo_takes_it_back(Engine::Postgres);
}
