//! Attempts at what one may not do: kept in the audit as samples, and never waited for.

use std::time::{Duration, Instant};

use diesel::RunQueryDsl;
use rollcall_domain::db::{Number, Urgency};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::json;

fn number(app: &TestApp, sql: &str) -> i64 {
    app.read(|conn| Ok(diesel::sql_query(sql).get_result::<Number>(conn)?.n))
}

/// Waits until the audit holds so many entries about denied attempts.
#[track_caller]
fn wait_for_entries(app: &TestApp, count: i64, which: &str) {
    let sql = format!("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'access.denied' AND {which}");
    let began = Instant::now();
    while number(app, &sql) < count && began.elapsed() < Duration::from_secs(30) {
        std::thread::yield_now();
    }
    assert_eq!(number(app, &sql), count, "{which}");
}

on_both_engines! {
    fn many_attempts_of_a_kind_are_one_entry_a_minute_with_their_number(app: TestApp) {
        let learner = app.learner();
        let id = app.account("learner").id;
        for _ in 0..20 {
            learner.get("/users").expect_problem(403, "forbidden");
        }
        let first = r#"payload LIKE '%"capability":"users.view"%' AND payload LIKE '%"path":"/api/v1/users"%' AND payload LIKE '%"times":1}%'"#;
        wait_for_entries(&app, 1, &format!("actor_id = '{id}' AND {first}"));
        learner.get("/batches").expect(403);
        wait_for_entries(&app, 1, r#"payload LIKE '%"capability":"batches.view"%'"#);
        app.clock.advance(61_000);
        learner.get("/users").expect(403);
        wait_for_entries(&app, 1, r#"payload LIKE '%"times":20}%'"#);
        wait_for_entries(&app, 3, "request_id IS NOT NULL AND payload LIKE '%127.0.0.1%' AND payload LIKE '%\"session\"%'");
    }

    fn a_refusal_does_not_wait_for_the_writer(app: TestApp) {
        let learner = app.learner();
        // On SQLite nobody else writes before this is done.
        let answer = app.db.write(Urgency::Foreground, |_| Ok(learner.get("/users"))).expect("it is answered");
        answer.expect_problem(403, "forbidden");
        wait_for_entries(&app, 1, "target_id IS NULL");
    }

    fn refusals_by_guard_rails_are_kept_too(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let boss = app.administrator_called("boss").id;
        manager.patch(&format!("/users/{boss}"), &json!({ "city": "Graz" })).expect_problem(403, "protected_administrator");
        let own = app.account("root-admin").id;
        admin.post(&format!("/users/{own}/suspend"), &json!({})).expect_problem(403, "protected_self");
        wait_for_entries(&app, 1, r#"payload LIKE '%"code":"protected_administrator"%' AND payload LIKE '%"method":"PATCH"%'"#);
        wait_for_entries(&app, 1, r#"payload LIKE '%"code":"protected_self"%' AND payload LIKE '%/users/{id}/suspend%'"#);
        // What cannot be for another reason is no denied attempt.
        admin.get("/users/none").expect(404);
        admin.post("/users", &json!({})).expect(422);
        app.anonymous.get("/users").expect(401);
        wait_for_entries(&app, 2, "1 = 1");
    }
}
