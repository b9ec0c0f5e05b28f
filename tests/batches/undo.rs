//! Undo: one call brings back what a batch changed.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, apply_file, at, counts, now, rows, shorts, undo};

on_both_engines! {
    fn method_reason_and_end_come_back_too(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        apply_file(&admin, "username,suspended,reason,until,auth\np0,1,old,2099-01-01,\np1,,,,ldap\np3,1,left,,\n");
        let before: Vec<_> = (0..4).map(|n| app.account(&format!("p{n}"))).collect();
        let batch = apply_file(&admin, "username,suspended,reason,until,auth\np0,1,new,2098-01-01,oidc\np1,1,x,,\np2,1,,,\np3,0,,,\n");
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 suspend", "4 suspend", "5 activate"]);
        let undone = undo(&admin, &batch);
        assert_eq!(shorts(&admin, &undone), ["2 update", "3 activate", "4 activate", "5 suspend"]);
        for mut was in before {
            let is = app.account(&was.username);
            (was.version, was.updated_at) = (is.version, is.updated_at);
            // Which method to bring back some day is not a field; it is looked at on its own below.
            was.previous_auth_method.clone_from(&is.previous_auth_method);
            assert_eq!(is, was);
        }
    }

    fn what_comes_after_an_undo_restores_as_if_nothing_had_been(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        apply_file(&admin, "username,auth\np0,ldap\n");
        apply_file(&admin, "username,suspended\np0,1\n");
        let batch = apply_file(&admin, "username,suspended\np0,0\n");
        undo(&admin, &batch);
        assert_eq!((app.account("p0").suspended, app.account("p0").auth_method), (true, "nologin".to_owned()));
        apply_file(&admin, "username,suspended\np0,0\n");
        assert_eq!(app.account("p0").auth_method, "ldap");
    }

    fn an_undo_is_planned_first_and_names_its_batch(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,0\n");
        assert_eq!(batch.json["undoable"], true);
        let planned = admin.post_nothing(&at(&batch, "/undo")).expect(202);
        for (member, value) in [
            ("state", json!("planned")), ("kind", json!("undo")), ("undo_of", batch.json["id"].clone()),
            ("action", json!("suspension")), ("affected", json!(1)), ("name", json!("Undo of people.csv")),
        ] {
            assert_eq!(planned.json[member], value, "{member}");
        }
        assert_eq!(shorts(&admin, &planned), ["2 activate"]);
        assert!(app.account("p0").suspended, "an undo that is planned has changed nothing");
        assert_eq!(now(&admin, &batch).json["undone_by"], Value::Null);
        apply(&admin, &planned);
        let was = now(&admin, &batch);
        assert_eq!((&was.json["undone_by"], &was.json["undoable"]), (&planned.json["id"], &json!(false)));
        let row = rows(&admin, &planned)[0].clone();
        assert_eq!(row["after"]["auth_method"], "manual");
        assert_eq!(row["key"], "p0");
    }

    fn a_batch_is_undone_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,1\n");
        undo(&admin, &batch);
        let again = admin.post_nothing(&at(&batch, "/undo")).expect_problem(409, "not_undoable");
        assert!(again.text_of("detail").contains("undone already"));
        assert_eq!(app.account("p0").version, 3);
    }

    fn an_undo_can_be_undone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended,reason\np0,1,left\n");
        let undone = undo(&admin, &batch);
        let redone = undo(&admin, &undone);
        assert_eq!(counts(&redone), "suspend 1");
        let p0 = app.account("p0");
        assert_eq!((p0.suspended, p0.auth_method.as_str(), p0.suspension_reason.as_deref()), (true, "nologin", Some("left")));
        undo(&admin, &redone);
        let p0 = app.account("p0");
        assert_eq!((p0.suspended, p0.auth_method.as_str(), p0.suspension_reason), (false, "manual", None));
    }

    fn a_batch_that_changed_nothing_has_nothing_to_undo(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,0\nnobody-such,1\n");
        admin.post_nothing(&at(&batch, "/undo")).expect_problem(409, "not_undoable");
        let planned = crate::batches::support::plan(&admin, "username,suspended\np0,1\n");
        admin.post_nothing(&at(&planned, "/undo")).expect_problem(409, "not_undoable");
    }

    fn undoing_a_suspension_lets_people_in_and_undoing_an_activation_puts_them_out(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let batch = apply_file(&admin, "username,suspended\nanna,1\n");
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        undo(&admin, &batch);
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        apply_file(&admin, "username,suspended\nanna,1\n");
        let activation = apply_file(&admin, "username,suspended\nanna,0\n");
        let again = app.anonymous.signed_in("anna", PASSWORD);
        undo(&admin, &activation);
        hers.get("/me").expect(401);
        again.get("/me").expect_problem(401, "unauthenticated");
    }

    fn undo_with_one_key_twice_makes_one_undo(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,1\n");
        let keyed = admin.with("Idempotency-Key", "k");
        let one = keyed.post_nothing(&at(&batch, "/undo")).expect(202);
        let other = keyed.post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(one.json["id"], other.json["id"]);
        assert_eq!(admin.get("/batches").expect(200).items().len(), 2);
    }

    fn the_history_tells_of_batch_and_undo(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,1\n");
        let undone = undo(&admin, &batch);
        let history = admin.get(&format!("/users/{}/history", people[0].id)).expect(200);
        assert_eq!(history.each("action"), ["user.activated", "user.suspended"]);
        assert_eq!(history.each("batch_id"), [undone.text_of("id"), batch.text_of("id")]);
    }
}
