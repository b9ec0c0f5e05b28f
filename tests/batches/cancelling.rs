//! `POST /batches/{id}/cancel`.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::support::{apply, at, counts, file_of, now, plan, plan_with, suspension, undo};

const MANY: usize = 6_000;

fn suspended(app: &TestApp, client: &Client) -> i64 {
    let found =
        client.query("/users", &[("filter", "suspended eq true"), ("count", "exact"), ("limit", "1")]).expect(200);
    assert_eq!(app.db.engine(), app.db.engine());
    found.json["total"].as_i64().expect("a number")
}

/// Starts a large batch and cancels it once some rows are done.
fn cancelled_half_way(app: &TestApp, client: &Client) -> Answer {
    app.people("p", MANY);
    let batch = plan(client, &file_of("p", 0..MANY));
    client.post(&at(&batch, "/apply"), &json!({ "confirm_affected": MANY })).expect(202);
    let begun = |batch: &Answer| batch.json["state"] != "queued" && batch.json["progress"]["done"] != 0;
    while !begun(&now(client, &batch)) {
        std::thread::yield_now();
    }
    let cancelled = client.waiting().post_nothing(&at(&batch, "/cancel"));
    // The last chunk may have been done in between: then there is nothing to cancel any more.
    assert!([202, 409].contains(&cancelled.status), "{}", cancelled.text);
    now(client, &batch)
}

on_both_engines! {
    fn a_plan_that_was_cancelled_is_never_applied(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,1\np1,1\n");
        let cancelled = admin.waiting().post_nothing(&at(&batch, "/cancel")).expect(202);
        assert_eq!((&cancelled.json["state"], &cancelled.json["undoable"]), (&json!("cancelled"), &json!(false)));
        assert!(cancelled.json["finished_at"].is_string());
        // What was not reached is said of the batch, of each row, and in the report.
        assert_eq!((counts(&cancelled), &cancelled.json["affected"]), ("skip 2".to_owned(), &json!(0)));
        let rows = admin.get(&at(&batch, "/rows")).expect(200);
        assert!(rows.items().iter().all(|row| row["outcomes"] == json!(["skip"])), "{}", rows.text);
        let report = admin.get(&at(&batch, "/report.csv")).expect(200).text;
        assert!(report.contains("p0,1,2,skip,The batch was cancelled"), "{report}");
        for what in ["/apply", "/cancel", "/plan", "/undo"] {
            admin.post(&at(&batch, what), &json!({})).expect(409);
        }
        assert!(!app.account("p0").suspended);
    }

    fn what_has_ended_is_not_cancelled(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        apply(&admin, &batch);
        admin.post_nothing(&at(&batch, "/cancel")).expect_problem(409, "not_running");
        assert!(app.account("p0").suspended);
    }

    fn work_that_was_cancelled_adds_up_and_what_was_done_can_be_undone(app: TestApp) {
        let admin = app.administrator();
        let batch = cancelled_half_way(&app, &admin);
        let count = |name: &str| batch.json["counts"][name].as_i64().expect("a number");
        assert_eq!(count("suspend") + count("skip"), MANY as i64, "{}", counts(&batch));
        assert_eq!(suspended(&app, &admin), count("suspend"));
        assert_eq!(batch.json["affected"], count("suspend"));
        assert_eq!(batch.json["progress"], json!({ "done": MANY, "total": MANY }));
        assert_eq!(batch.json["state"], if count("skip") > 0 { "cancelled" } else { "applied" });
        let skipped = admin.query(&at(&batch, "/rows"), &[("outcome", "skip"), ("limit", "1")]).expect(200);
        assert_eq!(skipped.items().len(), usize::from(count("skip") > 0));
        let settings = json!({ "apply": true, "confirm_affected": count("suspend") });
        let undone = admin.waiting().post(&at(&batch, "/undo"), &settings).expect(202);
        assert_eq!((undone.json["state"].as_str(), undone.json["counts"]["activate"].as_i64()), (Some("applied"), Some(count("suspend"))));
        assert_eq!(suspended(&app, &admin), 0);
    }

    fn a_file_that_is_being_planned_can_be_cancelled(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3_000);
        let batch = admin.upload("x.csv", file_of("p", 0..3_000).as_bytes(), &json!({ "preset": "suspension" })).expect(202);
        let cancelled = admin.waiting().post_nothing(&at(&batch, "/cancel")).expect(202);
        assert_eq!(cancelled.json["state"], "cancelled");
        assert_eq!(counts(&cancelled), format!("skip {}", cancelled.json["progress"]["total"]).replace("skip 0", ""));
        admin.post(&at(&batch, "/apply"), &json!({})).expect_problem(409, "not_planned");
        assert_eq!(suspended(&app, &admin), 0);
    }

    fn a_large_plan_that_was_cancelled_says_of_every_row_that_it_was_not_reached(app: TestApp) {
        let admin = app.administrator();
        app.people("p", MANY);
        // A row that is an error would keep the rest from being done, if anything were done.
        let file = format!("{}nobody,1\n", file_of("p", 0..MANY));
        let batch = plan_with(&admin, file.as_bytes(), suspension(json!({ "on_error": "all_or_nothing" })));
        let cancelled = admin.waiting().post_nothing(&at(&batch, "/cancel")).expect(202);
        assert_eq!((&cancelled.json["state"], &cancelled.json["started_at"]), (&json!("cancelled"), &json!(null)));
        assert_eq!((counts(&cancelled), &cancelled.json["affected"]), (format!("skip {MANY}, error 1"), &json!(0)));
        assert_eq!(suspended(&app, &admin), 0);
    }

    fn an_undo_that_was_cancelled_leaves_the_batch_to_be_undone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        apply(&admin, &batch);
        let planned = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        admin.post_nothing(&at(&planned, "/cancel")).expect(202);
        assert_eq!(now(&admin, &batch).json["undoable"], true);
        undo(&admin, &batch);
        assert!(!app.account("p0").suspended);
    }
}
