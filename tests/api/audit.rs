//! The audit: append-only, sealed in a chain that verifies.

use diesel::RunQueryDsl;
use rollcall_domain::audit;
use rollcall_domain::db::Number;
use rollcall_testkit::{Client, Engine, TestApp, on_both_engines};
use serde_json::json;

/// Three entries about one person.
fn three_entries(app: &TestApp) -> Client {
    let admin = app.administrator();
    let anna = app.person("anna");
    for city in ["Graz", "Linz", "Wien"] {
        admin.patch(&format!("/users/{}", anna.id), &json!({ "city": city })).expect(200);
    }
    admin
}

fn verify(app: &TestApp) -> Result<i64, String> {
    app.read(audit::verify).map_err(|broken| broken.to_string())
}

fn attempt(app: &TestApp, sql: &str) -> Result<usize, String> {
    let done = app.db.write(rollcall_domain::db::Urgency::Foreground, |conn| Ok(diesel::sql_query(sql).execute(conn)?));
    done.map_err(|error| format!("{error:?}"))
}

fn number(app: &TestApp, sql: &str) -> i64 {
    app.read(|conn| Ok(diesel::sql_query(sql).get_result::<Number>(conn)?.n))
}

fn without_triggers(app: &TestApp) {
    let triggers: &[&str] = match app.db.engine() {
        Engine::Postgres => &["ALTER TABLE audit_events DISABLE TRIGGER USER"],
        Engine::Sqlite => &["DROP TRIGGER audit_events_no_delete", "DROP TRIGGER audit_events_no_update"],
    };
    for sql in triggers {
        attempt(app, sql).expect("the triggers go");
    }
}

on_both_engines! {
    fn sealed_entries_verify(app: TestApp) {
        let admin = three_entries(&app);
        assert_eq!(verify(&app), Ok(0), "nothing is sealed yet");
        app.tidy();
        let entries = number(&app, "SELECT COUNT(*) AS n FROM audit_events");
        assert_eq!(verify(&app), Ok(entries));
        admin.patch(&format!("/users/{}", app.account("anna").id), &json!({ "city": "Enns" })).expect(200);
        app.tidy();
        app.tidy();
        assert_eq!(verify(&app), Ok(entries + 1));
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM audit_blocks"), 2);
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM audit_events WHERE block IS NULL"), 0);
    }

    fn entries_are_neither_changed_nor_deleted(app: TestApp) {
        three_entries(&app);
        for sealed in [false, true] {
            if sealed {
                app.tidy();
            }
            for sql in [
                "DELETE FROM audit_events",
                "UPDATE audit_events SET action = 'user.created'",
                "UPDATE audit_events SET at = at + 1",
                "UPDATE audit_events SET payload = '{}'",
                "UPDATE audit_events SET digest = 'x'",
                "UPDATE audit_events SET salt = 'x'",
                "UPDATE audit_events SET actor_id = NULL",
                "UPDATE audit_events SET target_id = NULL",
                "UPDATE audit_events SET request_id = 'x'",
            ] {
                let refused = attempt(&app, sql);
                assert!(refused.as_ref().is_err_and(|error| error.contains("append-only")), "{sql}: {refused:?}");
            }
        }
        assert!(attempt(&app, "UPDATE audit_events SET block = 7").is_err(), "a sealed entry keeps its block");
        assert!(verify(&app).is_ok_and(|proven| proven >= 3));
    }

    fn a_payload_that_was_changed_is_noticed(app: TestApp) {
        three_entries(&app);
        app.tidy();
        without_triggers(&app);
        attempt(&app, "UPDATE audit_events SET payload = '{\"after\":{\"city\":\"Rom\"}}' WHERE seq = 3").expect("it is changed");
        assert!(verify(&app).is_err_and(|broken| broken.contains("entry 3")));
    }

    fn an_entry_that_was_changed_or_taken_away_is_noticed(app: TestApp) {
        three_entries(&app);
        app.tidy();
        without_triggers(&app);
        attempt(&app, "UPDATE audit_events SET action = 'user.created' WHERE seq = 2").expect("it is changed");
        assert!(verify(&app).is_err_and(|broken| broken.contains("block 1")));
    }

    fn an_entry_that_was_taken_away_is_noticed(app: TestApp) {
        three_entries(&app);
        app.tidy();
        without_triggers(&app);
        attempt(&app, "DELETE FROM audit_events WHERE seq = 2").expect("it goes");
        assert!(verify(&app).is_err_and(|broken| broken.contains("block 1")));
    }

    fn a_block_that_was_taken_away_is_noticed(app: TestApp) {
        let admin = three_entries(&app);
        app.tidy();
        admin.patch(&format!("/users/{}", app.account("anna").id), &json!({ "city": "Enns" })).expect(200);
        app.tidy();
        attempt(&app, "DELETE FROM audit_blocks WHERE number = 1").expect("it goes");
        assert!(verify(&app).is_err_and(|broken| broken.contains("block 1")));
        attempt(&app, "DELETE FROM audit_blocks WHERE number = 2").expect("it goes");
        assert!(verify(&app).is_err(), "entries say that they were sealed");
    }

    fn a_sealed_chain_survives_the_erasure_of_a_payload(app: TestApp) {
        three_entries(&app);
        app.tidy();
        let before = verify(&app);
        attempt(&app, "UPDATE audit_events SET payload = NULL, salt = NULL WHERE seq = 3").expect("an erasure is allowed");
        assert_eq!(verify(&app), before);
    }

    fn every_entry_has_its_request_and_address(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        admin.with("X-Request-Id", "hr-sync-42").patch(&format!("/users/{}", anna.id), &json!({ "city": "Graz" })).expect(200);
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM audit_events WHERE request_id = 'hr-sync-42'"), 1);
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM audit_events WHERE payload LIKE '%127.0.0.1%'"), 2);
    }

    fn a_change_that_is_refused_leaves_no_entry(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        app.person("bert");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "city": "Graz", "username": "bert" })).expect(409);
        admin.with("If-Match", "\"9\"").post(&format!("/users/{}/suspend", anna.id), &json!({})).expect(412);
        assert_eq!(app.audited(anna.id), Vec::<String>::new());
    }
}
