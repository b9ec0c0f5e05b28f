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
                "UPDATE audit_events SET subject_kind = 'cohort'",
                "UPDATE audit_events SET subject_key = 'x'",
                "UPDATE audit_events SET context_kind = 'course'",
                "UPDATE audit_events SET context_id = actor_id WHERE actor_id IS NOT NULL",
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

    fn what_was_sealed_in_the_first_format_still_verifies(app: TestApp) {
        let old = include_str!("audit_format_1.sql").split(";\n").map(str::trim).filter(|sql| !sql.is_empty());
        for sql in old {
            attempt(&app, sql).expect("the entries are written");
        }
        assert_eq!(verify(&app), Ok(3));
        // New blocks follow the old one, in their own format.
        three_entries(&app);
        app.tidy();
        let entries = number(&app, "SELECT COUNT(*) AS n FROM audit_events");
        assert_eq!((verify(&app), entries > 6), (Ok(entries), true));
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM audit_blocks WHERE format = 2"), 1);
        without_triggers(&app);
        attempt(&app, "UPDATE audit_events SET target_id = actor_id WHERE seq = 1").expect("it is changed");
        assert!(verify(&app).is_err_and(|broken| broken.contains("block 1")));
    }

    fn the_subject_and_the_context_are_sealed_too(app: TestApp) {
        let admin = three_entries(&app);
        admin.post("/roles", &json!({ "name": "Lead" })).expect(201);
        app.tidy();
        let proven = verify(&app);
        without_triggers(&app);
        for (change, back) in [
            ("subject_kind = 'cohort' WHERE seq = 2", "subject_kind = 'user' WHERE seq = 2"),
            ("subject_key = 'chief' WHERE subject_kind = 'role'", "subject_key = 'lead' WHERE subject_kind = 'role'"),
            ("context_kind = 'course' WHERE seq = 2", "context_kind = 'site' WHERE seq = 2"),
            ("context_id = target_id WHERE seq = 2", "context_id = NULL WHERE seq = 2"),
        ] {
            attempt(&app, &format!("UPDATE audit_events SET {change}")).expect("it is changed");
            assert!(verify(&app).is_err_and(|broken| broken.contains("block 1")), "{change}");
            attempt(&app, &format!("UPDATE audit_events SET {back}")).expect("it is changed back");
            assert_eq!(verify(&app), proven, "{back}");
        }
        // A block does not pass for one of the older format, which says less.
        attempt(&app, "UPDATE audit_blocks SET format = 1").expect("it is changed");
        assert!(verify(&app).is_err());
        attempt(&app, "UPDATE audit_blocks SET format = 3").expect("it is changed");
        assert!(verify(&app).is_err());
    }

    fn entries_are_about_things_of_any_kind(app: TestApp) {
        let admin = app.administrator();
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        admin.post("/roles", &json!({ "name": "Lead" })).expect(201);
        admin.post("/views", &json!({ "name": "All" })).expect(201);
        let field = admin.post("/profile-fields", &json!({ "name": "hobby", "label": "Hobby", "kind": "text" })).expect(201).text_of("id");
        let about = |kind: &str, which: &str| {
            number(&app, &format!("SELECT COUNT(*) AS n FROM audit_events WHERE subject_kind = '{kind}' AND {which}"))
        };
        assert_eq!(about("cohort", &format!("target_id = '{cohort}' AND action = 'cohort.created'")), 1);
        assert_eq!(about("role", "subject_key = 'lead' AND target_id IS NULL AND action = 'role.created'"), 1);
        assert_eq!(about("profile_field", &format!("target_id = '{field}'")), 1);
        assert_eq!(about("view", "target_id IS NOT NULL"), 1);
        assert_eq!(about("user", "context_kind <> 'site'"), 0);
        let anna = app.person("anna");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "city": "Graz" })).expect(200);
        let entry = admin.get(&format!("/users/{}/history", anna.id)).expect(200).items()[0].clone();
        assert_eq!(entry["subject"], json!({ "kind": "user", "id": anna.id.to_string() }));
        assert_eq!(entry["context"], json!({ "kind": "site" }));
    }

    fn an_erasure_empties_what_somebody_did_to_things_that_are_no_accounts(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        let bosses = app.anonymous.signed_in("boss", rollcall_testkit::PASSWORD);
        bosses.post("/cohorts", &json!({ "name": "One" })).expect(201);
        bosses.post("/roles", &json!({ "name": "Lead" })).expect(201);
        let kept = |what: &str| {
            let actor = format!("actor_id = '{}' AND action IN ('cohort.created', 'role.created')", boss.id);
            number(&app, &format!("SELECT COUNT(*) AS n FROM audit_events WHERE {actor} AND payload {what}"))
        };
        assert_eq!((kept("IS NOT NULL"), kept("IS NULL")), (2, 0));
        admin.send("DELETE", &format!("/users/{}", boss.id), "", b"").expect(204);
        app.clock.advance(31 * 24 * 3_600_000);
        app.tidy();
        app.tidy();
        assert_eq!((kept("IS NOT NULL"), kept("IS NULL")), (0, 2));
        assert!(verify(&app).is_ok());
    }
}
