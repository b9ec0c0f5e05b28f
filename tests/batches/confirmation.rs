//! Large batches ask for the number of accounts that would change.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{at, file_of, now, plan_with, suspension};

/// Sixty of about a hundred people: more than 50, and more than a quarter of all.
fn sixty(app: &TestApp) -> (Client, String) {
    app.people("p", 100);
    (app.administrator(), file_of("p", 0..60))
}

fn apply(client: &Client, batch: &Answer, confirm: Value) -> Answer {
    client.waiting().post(&at(batch, "/apply"), &json!({ "confirm_affected": confirm }))
}

fn upload(client: &Client, file: &str, settings: Value) -> Answer {
    client.waiting().upload("people.csv", file.as_bytes(), &suspension(settings)).expect(202)
}

on_both_engines! {
    fn only_the_right_number_applies_a_large_batch(app: TestApp) {
        let (admin, file) = sixty(&app);
        let batch = plan_with(&admin, file.as_bytes(), json!({}));
        assert_eq!((&batch.json["confirmation_required"], &batch.json["affected"]), (&json!(true), &json!(60)));
        for wrong in [Value::Null, json!(59), json!(61), json!(0), json!(-60)] {
            let refused = apply(&admin, &batch, wrong).expect_problem(428, "confirmation_required");
            assert_eq!(refused.json["affected"], 60);
        }
        admin.post_nothing(&at(&batch, "/apply")).expect_problem(428, "confirmation_required");
        assert_eq!(now(&admin, &batch).json["state"], "planned");
        assert!(!app.account("p0").suspended);
        assert_eq!(apply(&admin, &batch, json!(60)).expect(202).json["state"], "applied");
        assert!(app.account("p59").suspended);
    }

    fn a_refused_apply_leaves_the_version_as_it_was(app: TestApp) {
        let (admin, file) = sixty(&app);
        let batch = plan_with(&admin, file.as_bytes(), json!({}));
        apply(&admin, &batch, Value::Null).expect(428);
        assert_eq!(now(&admin, &batch).json["version"], batch.json["version"]);
    }

    fn apply_true_rests_where_a_confirmation_is_missing_and_goes_on_with_it(app: TestApp) {
        let (admin, file) = sixty(&app);
        let resting = upload(&admin, &file, json!({ "apply": true }));
        assert_eq!(resting.json["state"], "planned");
        let wrong = upload(&admin, &file, json!({ "apply": true, "confirm_affected": 59 }));
        assert_eq!(wrong.json["state"], "planned");
        assert!(!app.account("p0").suspended);
        let right = upload(&admin, &file, json!({ "apply": true, "confirm_affected": 60 }));
        assert_eq!(right.json["state"], "applied");
        assert!(app.account("p0").suspended);
    }

    fn rows_that_change_nothing_do_not_count(app: TestApp) {
        let (admin, _) = sixty(&app);
        let rows: String = (0..100).map(|n| format!("p{n},{}\n", usize::from(n < 49))).collect();
        let batch = plan_with(&admin, format!("username,suspended\n{rows}").as_bytes(), json!({}));
        assert_eq!((&batch.json["confirmation_required"], &batch.json["affected"]), (&json!(false), &json!(49)));
    }

    fn the_number_above_which_is_asked_is_a_setting(app: TestApp) {
        let (admin, _) = sixty(&app);
        app.set("batches.confirm_above", "3");
        let batch = plan_with(&admin, file_of("p", 0..4).as_bytes(), json!({}));
        assert_eq!(batch.json["confirmation_required"], true);
        apply(&admin, &batch, Value::Null).expect(428);
        let batch = plan_with(&admin, file_of("p", 0..3).as_bytes(), json!({}));
        assert_eq!(batch.json["confirmation_required"], false);
        assert_eq!(apply(&admin, &batch, Value::Null).expect(202).json["state"], "applied");
    }

    fn an_undo_of_a_large_batch_asks_too(app: TestApp) {
        let (admin, file) = sixty(&app);
        let batch = upload(&admin, &file, json!({ "apply": true, "confirm_affected": 60 }));
        let undo = admin.waiting().post(&at(&batch, "/undo"), &json!({ "apply": true })).expect(202);
        assert_eq!((&undo.json["state"], &undo.json["confirmation_required"]), (&json!("planned"), &json!(true)));
        apply(&admin, &undo, json!(1)).expect_problem(428, "confirmation_required");
        assert_eq!(apply(&admin, &undo, json!(60)).expect(202).json["state"], "applied");
        assert!(!app.account("p0").suspended);
    }

    fn an_undo_takes_its_confirmation_along(app: TestApp) {
        let (admin, file) = sixty(&app);
        let batch = upload(&admin, &file, json!({ "apply": true, "confirm_affected": 60 }));
        let undo = admin.waiting().post(&at(&batch, "/undo"), &json!({ "apply": true, "confirm_affected": 60 })).expect(202);
        assert_eq!(undo.json["state"], "applied");
    }
}
