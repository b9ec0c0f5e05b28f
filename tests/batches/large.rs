//! Twenty thousand rows: every number that can be counted agrees with every other.

use rollcall_domain::db::Number;
use rollcall_testkit::{Client, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::support::{at, counts, now, plan};

const MANY: usize = 20_000;

fn number(app: &TestApp, sql: &str) -> i64 {
    app.read(|conn| Ok(diesel::RunQueryDsl::get_result::<Number>(diesel::sql_query(sql), conn)?.n))
}

fn total(client: &Client, filter: &str) -> i64 {
    let page = client.query("/users", &[("filter", filter), ("count", "exact"), ("limit", "1")]).expect(200);
    page.json["total"].as_i64().expect("a number")
}

on_both_engines! {
    fn a_large_file_is_planned_applied_and_undone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", MANY);
        let line = |n: usize| match n % 10 {
            0 => format!("unknown{n},1\n"),
            1 => format!("p{n},0\n"),
            _ => format!("p{n},1\n"),
        };
        let file: String = (0..MANY).map(line).collect();
        let changed = i64::try_from(MANY * 8 / 10).expect("a number");
        let batch = plan(&admin, &format!("username,suspended\n{file}"));
        assert_eq!(counts(&batch), "suspend 16000, unchanged 2000, error 2000");
        assert_eq!((&batch.json["affected"], &batch.json["source"]["rows"]), (&json!(changed), &json!(MANY)));
        let apply = |id: &rollcall_testkit::Answer| {
            admin.waiting().post(&at(id, "/apply"), &json!({ "confirm_affected": changed })).expect(202)
        };
        let events = "SELECT COUNT(*) AS n FROM audit_events WHERE line IS NOT NULL";
        assert_eq!(apply(&batch).json["state"], "applied");
        assert_eq!((total(&admin, "suspended eq true"), number(&app, events)), (changed, changed));
        assert_eq!(number(&app, "SELECT COUNT(*) AS n FROM users WHERE version = 2"), changed);
        assert_eq!(counts(&now(&admin, &batch)), "suspend 16000, unchanged 2000, error 2000");
        let undo = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!((undo.json["state"].as_str(), counts(&undo)), (Some("planned"), "activate 16000".to_owned()));
        assert_eq!(apply(&undo).json["state"], "applied");
        assert_eq!((total(&admin, "suspended eq true"), number(&app, events)), (0, 2 * changed));
        assert_eq!(total(&admin, "auth_method eq \"manual\""), i64::try_from(MANY + 1).expect("a number"));
        let distinct = "SELECT COUNT(*) AS n FROM (SELECT batch_id, line FROM audit_events WHERE line IS NOT NULL GROUP BY batch_id, line HAVING COUNT(*) > 1) AS twice";
        assert_eq!(number(&app, distinct), 0, "no row was applied twice");
        app.tidy();
        let sealed = app.read(rollcall_domain::audit::verify);
        assert_eq!(sealed, Ok(number(&app, "SELECT COUNT(*) AS n FROM audit_events")));
    }
}
