//! Applying at a set time: by whom, until when it can be cancelled, and that it outlives the server.

use rollcall_domain::db::schema::batches;
use rollcall_domain::{Clock, time, time::SystemClock};
use rollcall_testkit::{Answer, Engine, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::selections::select;
use crate::batches::support::{at, file_of, now, plan, suspension};
use crate::faults::world::{World, administrator, wait_for};

/// An hour in milliseconds.
pub const HOUR: i64 = 3_600_000;

/// A moment to come, or gone by, as the API writes it.
pub fn from_now(milliseconds: i64) -> String {
    time::format(SystemClock.now() + milliseconds)
}

/// Lets the time come for all batches that wait for it.
pub fn time_comes(app: &TestApp) {
    use diesel::prelude::*;
    app.write(|conn| Ok(diesel::update(batches::table).set(batches::starts_at.eq(Some(1))).execute(conn)?));
}

fn rests(client: &rollcall_testkit::Client, batch: &Answer) -> Value {
    wait_for(client, &batch.text_of("id"), |batch| !matches!(batch["state"].as_str(), Some("queued" | "applying")))
}

on_both_engines! {
    fn a_batch_is_applied_when_its_time_has_come(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &file_of("p", 0..3));
        let starts_at = from_now(HOUR);
        let queued = admin.post(&at(&batch, "/apply"), &json!({ "at": starts_at })).expect(202);
        assert_eq!((&queued.json["state"], &queued.json["starts_at"]), (&json!("queued"), &json!(starts_at)));
        assert_eq!(queued.json["started_at"], Value::Null);
        assert!(!app.account("p0").suspended);
        admin.post_nothing(&at(&batch, "/apply")).expect_problem(409, "not_planned");
        // Others are not held up by it.
        let other = select(&admin, "suspend", json!({ "list": "p2" }), json!({ "apply": true }));
        assert_eq!(other.json["state"], "applied");
        assert_eq!(now(&admin, &batch).json["state"], "queued");
        time_comes(&app);
        let applied = rests(&admin, &batch);
        assert_eq!((&applied["state"], &applied["starts_at"]), (&json!("applied"), &Value::Null));
        assert!(app.account("p0").suspended && app.account("p1").suspended);
    }

    fn what_waits_for_its_time_can_be_cancelled(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, &file_of("p", 0..1));
        admin.post(&at(&batch, "/apply"), &json!({ "at": from_now(HOUR) })).expect(202);
        let cancelled = admin.post_nothing(&at(&batch, "/cancel")).expect(202);
        assert_eq!((&cancelled.json["state"], &cancelled.json["started_at"]), (&json!("cancelled"), &Value::Null));
        time_comes(&app);
        app.tidy();
        assert_eq!(now(&admin, &batch).json["state"], "cancelled");
        assert!(!app.account("p0").suspended);
    }

    fn files_and_selections_can_name_the_time_beforehand(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let starts_at = from_now(HOUR);
        let settings = suspension(json!({ "apply": true, "apply_at": starts_at }));
        let batch = admin.upload("l.csv", file_of("p", 0..1).as_bytes(), &settings).expect(202);
        let queued = wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] != "planning");
        assert_eq!((&queued["state"], &queued["starts_at"]), (&json!("queued"), &json!(starts_at)));
        let order = json!({ "action": "suspend", "target": { "list": "p1" }, "settings": { "apply": true, "apply_at": starts_at } });
        let selected = admin.post("/batches/selection", &order).expect(202);
        let queued = wait_for(&admin, &selected.text_of("id"), |batch| batch["state"] != "planning");
        assert_eq!(queued["state"], "queued");
        time_comes(&app);
        for batch in [&batch, &selected] {
            assert_eq!(rests(&admin, batch)["state"], "applied");
        }
        assert!(app.account("p0").suspended && app.account("p1").suspended);
    }

    fn whoever_may_no_longer_apply_it_by_then_does_not(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let other = app.administrator_called("zoe");
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let batch = plan(&hers, &file_of("p", 0..1));
        hers.post(&at(&batch, "/apply"), &json!({ "at": from_now(HOUR) })).expect(202);
        admin.patch(&format!("/users/{}", other.id), &json!({ "system_roles": [] })).expect(200);
        time_comes(&app);
        let failed = rests(&admin, &batch);
        assert_eq!((&failed["state"], &failed["problem"]["code"]), (&json!("failed"), &json!("forbidden")));
        assert!(!app.account("p0").suspended);
    }

    fn a_time_that_cannot_be_is_refused(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, &file_of("p", 0..1));
        for wrong in [from_now(-HOUR), from_now(31 * 24 * HOUR), "soon".to_owned()] {
            let refused = admin.post(&at(&batch, "/apply"), &json!({ "at": wrong })).expect_problem(422, "invalid_value");
            assert_eq!(refused.json["errors"][0]["field"], "at");
        }
        assert_eq!(now(&admin, &batch).json["state"], "planned");
        let file = file_of("p", 0..1);
        for settings in [json!({ "apply_at": from_now(HOUR) }), json!({ "apply": true, "apply_at": from_now(-HOUR) })] {
            admin.upload("l.csv", file.as_bytes(), &suspension(settings)).expect_problem(422, "invalid_value");
        }
        admin.post(&at(&batch, "/apply"), &json!({ "at": null })).expect(202);
    }
}

fn outlives_the_server(engine: Engine) {
    let world = World::new(engine, 3);
    let process = world.start();
    let client = administrator(&process);
    let settings = json!({ "preset": "suspension", "apply": true, "apply_at": from_now(HOUR) });
    let batch = client.upload("l.csv", b"username,suspended\np0,1\n", &settings).expect(202).text_of("id");
    wait_for(&client, &batch, |batch| batch["state"] == "queued");
    process.kill();
    let process = world.start();
    let client = administrator(&process);
    assert_eq!(client.get(&format!("/batches/{batch}")).expect(200).json["state"], "queued");
    assert!(world.execute("UPDATE batches SET starts_at = 1"));
    wait_for(&client, &batch, |batch| batch["state"] == "applied");
    assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 1);
}

#[test]
fn a_batch_that_waits_outlives_the_server_on_sqlite() {
    outlives_the_server(Engine::Sqlite);
}

#[test]
fn a_batch_that_waits_outlives_the_server_on_postgres() {
    outlives_the_server(Engine::Postgres);
}
