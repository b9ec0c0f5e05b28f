//! Databases of earlier versions come along: nothing is lost, and what was under way goes on.

use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use rollcall_domain::audit;
use rollcall_domain::db::{Db, Urgency};
use rollcall_testkit::{Client, Engine, TestApp};
use serde_json::{Value, json};

/// A site with batches in every state, as it was before operations had rows that say themselves whether they were applied.
const SITE: &str = include_str!("site_0067.sql");

fn fill(db: &Db) {
    db.migrate_to("0067").expect("the database is brought to where it was");
    let sql = match db.engine() {
        Engine::Sqlite => SITE.to_owned(),
        // Its own words for bytes, and for numbers that it would give out itself.
        Engine::Postgres => {
            let sql = SITE.replace("X'", "'\\x").replace(") VALUES (", ") OVERRIDING SYSTEM VALUE VALUES (");
            format!("{sql} SELECT setval(pg_get_serial_sequence('audit_events', 'seq'), max(seq)) FROM audit_events;")
        }
    };
    db.write(Urgency::Foreground, |conn| Ok(conn.batch_execute(&sql)?)).expect("the site is loaded");
}

/// The id of a batch by what the site's file calls it.
fn id(name: &str) -> &'static str {
    let found = SITE.lines().find_map(|line| line.strip_prefix(&format!("-- {name}: ")));
    found.unwrap_or_else(|| panic!("the site has no batch {name:?}"))
}

fn batch(admin: &Client, name: &str) -> Value {
    admin.get(&format!("/batches/{}", id(name))).expect(200).json
}

#[track_caller]
fn comes_to(admin: &Client, name: &str, state: &str) -> Value {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let batch = batch(admin, name);
        if batch["state"] == state || Instant::now() > until {
            assert_eq!(batch["state"], state, "{name}: {batch}");
            return batch;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(app: &TestApp, sql: &str) -> i64 {
    app.read(|conn| Ok(diesel::sql_query(sql).get_result::<Count>(conn)?)).n
}

fn batches_of_every_state_come_along(engine: Engine) {
    let app = TestApp::start_on(engine, fill);
    let admin = app.administrator();
    for (name, state) in [
        ("applied", "applied"),
        ("undone", "applied"),
        ("undo", "applied"),
        ("planned", "planned"),
        ("created", "applied"),
        ("cancelled", "cancelled"),
        ("failed", "failed"),
        ("selection", "applied"),
        ("export", "applied"),
        ("queued", "queued"),
        ("expired", "expired"),
    ] {
        let batch = batch(&admin, name);
        assert_eq!(batch["state"], state, "{name}: {batch}");
    }
    assert_eq!(batch(&admin, "undone")["undone_by"], id("undo"));
    assert_eq!(batch(&admin, "queued")["starts_at"], "2100-01-01T00:00:00.000Z");
    assert_eq!(
        count(&app, &format!("SELECT count(*) AS n FROM batch_rows WHERE applied AND batch_id = '{}'", id("applied"))),
        5
    );
    assert_eq!(count(&app, "SELECT count(*) AS n FROM batches WHERE takes_long"), 1);

    // What was under way goes on where it was.
    let applying = comes_to(&admin, "applying", "applied");
    assert_eq!(applying["counts"]["suspend"], 4, "{applying}");
    assert!(app.account("person15").suspended);
    let planned = comes_to(&admin, "planning", "planned");
    assert_eq!(planned["affected"], 3, "{planned}");

    // What was applied can be taken back, and what was planned can be applied.
    assert!(app.account("person0").suspended);
    let undo = admin.waiting().post(&format!("/batches/{}/undo", id("applied")), &json!({ "apply": true })).expect(202);
    assert_eq!(
        (&undo.json["state"], &undo.json["counts"]["activate"]),
        (&json!("applied"), &json!(5)),
        "{}",
        undo.text
    );
    assert!(!app.account("person0").suspended);
    let sync = batch(&admin, "sync");
    let confirmed = json!({ "confirm_affected": sync["affected"] });
    let sync = admin.waiting().post(&format!("/batches/{}/apply", id("sync")), &confirmed).expect(202);
    assert_eq!(sync.json["state"], "applied", "{}", sync.text);
    assert!(app.account("person27").suspended, "somebody in Sales who is not in the file");
    let unmade = admin.waiting().post(&format!("/batches/{}/undo", id("created")), &json!({})).expect(202);
    assert_eq!(unmade.json["counts"]["delete"], 1, "{}", unmade.text);

    // What was sealed is proven, and what is sealed from now on as well.
    let before = app.read(audit::verify).expect("the chain of before holds");
    app.tidy();
    let after = app.read(audit::verify).expect("the chain holds");
    assert!(after > before && before > 0, "{before} {after}");
}

#[test]
fn batches_of_every_state_come_along_on_sqlite() {
    batches_of_every_state_come_along(Engine::Sqlite);
}

#[test]
fn batches_of_every_state_come_along_on_postgres() {
    batches_of_every_state_come_along(Engine::Postgres);
}
