//! The preset `delete` (PRODUCT 6 and 8).

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{at, counts, shorts};

on_both_engines! {
    fn people_of_a_list_are_deleted_after_confirmation_and_come_back_by_undo(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &preset("delete", json!({})), "username\np0\nnobody\np1\np1\n");
        assert_eq!(shorts(&admin, &batch), ["2 delete", "3 error unknown_user", "4 delete", "5 unchanged same_as_before"]);
        assert_eq!((&batch.json["affected"], &batch.json["confirmation_required"]), (&json!(2), &json!(true)));
        admin.post(&at(&batch, "/apply"), &json!({})).expect_problem(428, "confirmation_required");
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "delete 2, unchanged 1, error 1");
        let left = admin.query("/users", &[("filter", "username sw \"p\"")]).expect(200);
        assert_eq!(left.each("username"), ["p2"]);
        assert_eq!(counts(&undo(&admin, &applied)), "restore 2");
        assert_eq!(app.account("p0").deleted_at, None);
    }

    fn a_file_that_deletes_does_nothing_else(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let settings = preset("delete", json!({ "existing": "overwrite_with_defaults", "defaults": { "city": "Graz" } }));
        assert_eq!(shorts(&admin, &plan(&admin, &settings, "username,deleted\np0,0\n")), ["2 unchanged"]);
    }

    fn a_column_may_say_who(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &preset("delete", json!({})), "username,deleted\np0,1\np1,0\np2,\n");
        assert_eq!(shorts(&admin, &batch), ["2 delete", "3 unchanged", "4 unchanged"]);
        let off = plan(&admin, &preset("delete", json!({ "allow_deletes": false })), "username\np0\n");
        assert_eq!(shorts(&admin, &off), ["2 skip deletes_not_allowed"]);
    }

    fn nobody_deletes_themselves_an_administrator_or_everybody_unasked(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 60);
        app.administrator_called("boss");
        let everybody: String = (0..60).map(|n| format!("p{n}\n")).collect();
        let file = format!("username\nroot-admin\nboss\n{everybody}");
        let settings = preset("delete", json!({ "apply": true }));
        let batch = plan(&admin, &settings, &file);
        assert_eq!(counts(&batch), "delete 60, error 2");
        assert_eq!(batch.json["confirmation_required"], true);
        assert_eq!(&shorts(&admin, &batch)[..2], ["2 error protected_self", "3 error protected_administrator"]);
    }

    fn the_same_switch_lets_an_upsert_delete(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let settings = preset("upsert", json!({ "allow_deletes": true }));
        let batch = run(&admin, &settings, "username,deleted,city\np0,1,Graz\np1,,Graz\n");
        assert_eq!(shorts(&admin, &batch), ["2 delete", "3 update"]);
    }
}
