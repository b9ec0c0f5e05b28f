//! What holds for any file.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rollcall_domain::users::Account;
use rollcall_testkit::{Client, Engine, TestApp};
use serde_json::json;

use crate::batches::support::{now, suspension};

const PEOPLE: usize = 6;

/// What a file can change of everybody. The method that activating would bring back is left out: see
/// `undo::an_undo_remembers_again_what_no_login_took_the_place_of`.
fn everybody(app: &TestApp) -> Vec<String> {
    let person = |number: usize| {
        let Account { username, suspended, auth_method, suspension_reason, suspended_until, .. } =
            app.account(&format!("p{number}"));
        format!("{username} {suspended} {auth_method} {suspension_reason:?} {suspended_until:?}")
    };
    (0..PEOPLE).map(person).collect()
}

/// Everybody as in the beginning, so that a case does not depend on the one before.
fn reset(app: &TestApp) {
    let sql = "UPDATE users SET suspended = false, auth_method = 'manual', previous_auth_method = NULL, suspension_reason = NULL, suspended_until = NULL WHERE username LIKE 'p%'";
    app.write(|conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?));
}

fn a_file() -> impl Strategy<Value = String> {
    let cell = |known: &'static [&'static str]| prop::sample::select(known);
    let row = (
        0..PEOPLE + 1,
        cell(&["1", "0", "", "yes", "perhaps"]),
        cell(&["", "", "ldap", "nologin", "manual", "magic"]),
        cell(&["", "left", "Übertritt", "=1+1", "a \"b\"; c", "two\nlines"]),
        cell(&["", "", "2099-01-01", "2001-01-01", "2098-05-05T10:00:00+02:00"]),
    );
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["username", "suspended", "auth", "reason", "until"]).expect("it is written");
        for (person, suspended, auth, reason, until) in rows {
            writer.write_record([&format!("p{person}"), suspended, auth, reason, until]).expect("it is written");
        }
        String::from_utf8(writer.into_inner().expect("it is written")).expect("it is text")
    })
}

fn check(app: &TestApp, admin: &Client, before: &str, file: &str) -> Result<(), TestCaseError> {
    let upload = |file: &str| {
        let settings = suspension(json!({ "apply": true }));
        admin.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202)
    };
    reset(app);
    upload(before);
    let was = everybody(app);
    let batch = upload(file);
    prop_assert_eq!(&batch.json["state"], "applied");
    let rows = i64::try_from(file.matches("\np").count()).unwrap_or(0);
    let counted: i64 = batch.json["counts"].as_object().into_iter().flatten().filter_map(|(_, n)| n.as_i64()).sum();
    prop_assert_eq!(counted, rows);
    if batch.json["undoable"] == json!(true) {
        let undone =
            admin.waiting().post(&crate::batches::support::at(&batch, "/undo"), &json!({ "apply": true })).expect(202);
        prop_assert_eq!(&undone.json["state"], "applied");
        prop_assert_eq!(&undone.json["affected"], &now(admin, &batch).json["affected"]);
    }
    prop_assert_eq!(everybody(app).join("\n"), was.join("\n"));
    Ok(())
}

fn apply_then_undo_is_the_identity(engine: Engine) {
    let app = TestApp::start(engine);
    let admin = app.administrator();
    app.people("p", PEOPLE);
    let mut runner =
        TestRunner::new(Config { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..Config::default() });
    let checked = runner.run(&(a_file(), a_file()), |(before, file)| check(&app, &admin, &before, &file));
    if let Err(error) = checked {
        panic!("{error}");
    }
}

#[test]
fn applying_any_file_and_undoing_it_changes_nothing_on_sqlite() {
    apply_then_undo_is_the_identity(Engine::Sqlite);
}

#[test]
fn applying_any_file_and_undoing_it_changes_nothing_on_postgres() {
    apply_then_undo_is_the_identity(Engine::Postgres);
}
