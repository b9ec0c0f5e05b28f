//! Two-stage deletion: `DELETE /users/{id}`, `POST /users/{id}/restore`, and the purge.

use rollcall_domain::time::parse_utc;
use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::selections::select;
use crate::batches::support::{apply_file, at, counts, shorts};

const DAY: i64 = 24 * 3_600_000;

fn path(app: &TestApp, name: &str) -> String {
    format!("/users/{}", app.account(name).id)
}

fn delete(client: &rollcall_testkit::Client, path: &str) -> rollcall_testkit::Answer {
    client.send("DELETE", path, "", b"")
}

on_both_engines! {
    fn a_deleted_account_is_in_no_list_and_cannot_sign_in(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let at = path(&app, "anna");
        delete(&admin, &at).expect(204);
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        for parameters in [vec![], vec![("q", "anna")], vec![("filter", "username eq \"anna\"")], vec![("filter", "not (status eq \"active\")")]] {
            let found = admin.query("/users", &parameters).expect(200);
            assert!(!found.each("username").contains(&"anna".to_owned()), "{parameters:?}: {}", found.text);
        }
        let deleted = admin.query("/users", &[("filter", "status eq \"deleted\""), ("count", "exact")]).expect(200);
        assert_eq!((deleted.each("username"), &deleted.json["total"]), (vec!["anna".to_owned()], &json!(1)));
        let time = |value: &serde_json::Value| parse_utc(value.as_str().unwrap_or_default()).expect("a time");
        let days = (time(&deleted.items()[0]["purge_at"]) - time(&deleted.items()[0]["deleted_at"])) / DAY;
        assert_eq!(days, 30, "the list says until when somebody can be restored");
        let one = admin.get(&at).expect(200);
        assert_eq!((&one.json["status"], &one.json["purge_at"]), (&json!("deleted"), &deleted.items()[0]["purge_at"]));
        for answer in [admin.patch(&at, &json!({ "city": "Graz" })), admin.post(&format!("{at}/suspend"), &json!({})), delete(&admin, &at)] {
            answer.expect_problem(404, "not_found");
        }
        let planned = apply_file(&admin, "username,suspended\nanna,1\n");
        assert_eq!(shorts(&admin, &planned), ["2 error unknown_user"]);
        assert_eq!(app.audited(app.account("anna").id).iter().filter(|action| *action == "user.deleted").count(), 1);
    }

    fn names_stay_reserved_until_the_purge(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        delete(&admin, &path(&app, "anna")).expect(204);
        let new = |username: &str, email: &str| admin.post("/users", &json!({ "username": username, "email": email, "first_name": "A", "last_name": "B" }));
        new("anna", "other@example.org").expect_problem(409, "username_taken");
        new("other", "anna@example.org").expect_problem(409, "email_taken");
        app.clock.advance(31 * DAY);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        admin.post("/users", &json!({ "username": "anna", "email": "anna@example.org", "first_name": "A", "last_name": "B" })).expect(201);
    }

    fn restoring_brings_an_account_back_as_it_was(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let at = path(&app, "anna");
        admin.patch(&at, &json!({ "city": "Graz", "system_roles": ["account_manager"] })).expect(200);
        let before = app.account("anna");
        let tag = delete(&admin, &at).expect(204).header("etag").expect("a version");
        admin.with("If-Match", "\"1\"").post_nothing(&format!("{at}/restore")).expect_problem(412, "version_mismatch");
        let back = admin.with("If-Match", &tag).post_nothing(&format!("{at}/restore")).expect(200);
        assert_eq!((&back.json["status"], &back.json["system_roles"]), (&json!("active"), &json!(["account_manager"])));
        let is = app.account("anna");
        assert_eq!(is, rollcall_domain::users::Account { version: before.version + 2, updated_at: is.updated_at, ..before });
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        let again = admin.post_nothing(&format!("{at}/restore")).expect(200);
        assert_eq!(again.json["version"], back.json["version"], "what is not deleted stays as it is");
        assert_eq!(admin.query("/users", &[("q", "anna")]).expect(200).items().len(), 1);
    }

    fn guard_rails_hold_for_deleting(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.person("anna");
        delete(&admin, &path(&app, "root-admin")).expect_problem(403, "protected_self");
        delete(&manager, &path(&app, "root-admin")).expect_problem(403, "protected_administrator");
        delete(&app.learner(), &path(&app, "anna")).expect_problem(403, "forbidden");
        admin.with("If-Match", "\"7\"").send("DELETE", &path(&app, "anna"), "", b"").expect_problem(412, "version_mismatch");
        delete(&admin, "/users/0199a000-0000-7000-8000-000000000000").expect_problem(404, "not_found");
        assert_eq!((app.account("anna").deleted_at, app.account("root-admin").deleted_at), (None, None));
        app.administrator_called("boss");
        delete(&admin, &path(&app, "boss")).expect(204);
        manager.post_nothing(&format!("{}/restore", path(&app, "boss"))).expect_problem(403, "protected_administrator");
    }

    fn two_administrators_who_delete_each_other_leave_one(app: TestApp) {
        let (admin, boss) = (app.administrator(), app.administrator_called("boss"));
        let other = app.anonymous.signed_in("boss", PASSWORD);
        let root = path(&app, "root-admin");
        let answers = std::thread::scope(|scope| {
            let one = scope.spawn(|| delete(&admin, &format!("/users/{}", boss.id)).status);
            let two = scope.spawn(|| delete(&other, &root).status);
            [one.join().expect("an answer"), two.join().expect("an answer")]
        });
        assert!(answers.contains(&204), "{answers:?}");
        let left = ["root-admin", "boss"].iter().filter(|name| app.account(name).deleted_at.is_none()).count();
        assert_eq!(left, 1, "{answers:?}");
    }

    fn deletions_and_restores_by_batch_are_undone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let planned = select(&admin, "delete", json!({ "filter": "username sw \"p\"" }), json!({}));
        let planned_at = app.clock.clone();
        planned_at.advance(29 * DAY);
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        let deleted = admin.waiting().post(&at(&planned, "/apply"), &json!({ "confirm_affected": 3 })).expect(202);
        assert_eq!(counts(&deleted), "delete 3");
        app.clock.advance(2 * DAY);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        let target = json!({ "filter": "status eq \"deleted\" and username ne \"p2\"" });
        let restored = select(&admin, "restore", target, json!({ "apply": true }));
        assert_eq!(counts(&restored), "restore 2", "the time of the deletion counts, not that of its plan");
        let undone = admin.waiting().post(&at(&deleted, "/undo"), &json!({ "apply": true })).expect(202);
        assert_eq!(counts(&undone), "restore 1, conflict 2");
        let again = admin.waiting().post(&at(&restored, "/undo"), &json!({ "apply": true, "confirm_affected": 2 })).expect(202);
        assert_eq!((counts(&again), &again.json["state"]), ("delete 2".to_owned(), &json!("applied")));
        assert_eq!(app.account("p2").deleted_at, None);
        assert!(app.account("p0").deleted_at.is_some());
        let listed = select(&admin, "restore", json!({ "list": "p0\np2" }), json!({}));
        assert_eq!(shorts(&admin, &listed), ["1 restore", "2 unchanged"]);
    }

    fn the_purge_waits_for_the_retention_time_that_is_set(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.set("users.retention_days", "3");
        delete(&admin, &path(&app, "p0")).expect(204);
        app.clock.advance(2 * DAY);
        app.tidy();
        assert!(app.account("p0").deleted_at.is_some());
        let at = path(&app, "p0");
        app.clock.advance(DAY + 1);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        admin.get(&at).expect_problem(404, "not_found");
        admin.post_nothing(&format!("{at}/restore")).expect_problem(404, "not_found");
        assert_eq!(app.account("p1").deleted_at, None);
    }
}
