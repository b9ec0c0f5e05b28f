//! `users.free_names`: others may take the names of deleted accounts at once.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::selections::select;
use crate::batches::support::{at, counts, shorts};

fn path(app: &TestApp, name: &str) -> String {
    format!("/users/{}", app.account(name).id)
}

fn delete(client: &Client, path: &str) -> Answer {
    client.send("DELETE", path, "", b"").expect(204)
}

fn new(client: &Client, username: &str, email: &str) -> Answer {
    let body = json!({ "username": username, "email": email, "first_name": "New", "last_name": "Person" });
    client.post("/users", &body)
}

/// The outcome and code of the only row of a batch.
fn only(client: &Client, batch: &Answer) -> String {
    shorts(client, batch).join(", ")
}

on_both_engines! {
    fn freed_names_can_be_taken_and_a_restore_then_says_so(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        app.set("users.free_names", "true");
        let at = path(&app, "anna");
        let before = app.account("anna");
        delete(&admin, &at);
        let gone = admin.get(&at).expect(200);
        assert_eq!((&gone.json["username"], &gone.json["email"]), (&json!("anna"), &json!("anna@example.org")));
        let other = new(&admin, "anna", "other@example.org").expect(201).text_of("id");
        let refused = admin.post_nothing(&format!("{at}/restore")).expect_problem(409, "username_taken");
        assert!(refused.text_of("detail").contains("\"anna\""), "{}", refused.text);
        admin.patch(&format!("/users/{other}"), &json!({ "username": "anna2", "email": "anna@example.org" })).expect(200);
        admin.post_nothing(&format!("{at}/restore")).expect_problem(409, "email_taken");
        admin.patch(&format!("/users/{other}"), &json!({ "email": "anna2@example.org" })).expect(200);
        admin.post_nothing(&format!("{at}/restore")).expect(200);
        let is = app.account("anna");
        assert_eq!(is, rollcall_domain::users::Account { version: is.version, updated_at: is.updated_at, ..before });
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        new(&admin, "anna", "third@example.org").expect_problem(409, "username_taken");
    }

    fn freed_names_still_find_who_had_them(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        app.set("users.free_names", "true");
        for name in ["p0", "p1"] {
            delete(&admin, &path(&app, name));
        }
        new(&admin, "p0", "p0@example.org").expect(201);
        for filter in [
            "status eq \"deleted\" and username eq \"p0\"", "status eq \"deleted\" and email sw \"p0@\"",
            "status eq \"deleted\" and not (username ew \"1\")",
        ] {
            let found = admin.query("/users", &[("filter", filter)]).expect(200);
            assert_eq!(found.each("username"), ["p0"], "{filter}");
            assert_eq!(found.each("status"), ["deleted"], "{filter}");
        }
        let found = admin.query("/users", &[("filter", "status eq \"deleted\""), ("q", "p0")]).expect(200);
        assert_eq!(found.each("username"), ["p0"]);
        let active = admin.query("/users", &[("filter", "username eq \"p0\"")]).expect(200);
        assert_eq!(active.each("status"), ["active"]);
        let pages = admin.pages("/users", &[("filter", "status eq \"deleted\""), ("sort", "username"), ("limit", "1")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("username")).collect();
        assert_eq!(names, ["p0", "p1"]);
        let csv = admin.query("/users/export", &[("filter", "status eq \"deleted\" and username eq \"p1\""), ("fields", "username,email")]).expect(200);
        assert_eq!(csv.text, "username,email\np1,p1@example.org\n");
    }

    fn deleted_people_are_sorted_by_the_names_they_had_whether_these_were_freed_or_not(app: TestApp) {
        let admin = app.administrator();
        for name in ["bea", "ab", "ab.c", "abe", "zoe"] {
            app.person(name);
        }
        // The first keeps its names; the others' are free, and one is another user's by now, who goes too.
        delete(&admin, &path(&app, "bea"));
        app.set("users.free_names", "true");
        for name in ["zoe", "ab", "abe", "ab.c"] {
            delete(&admin, &path(&app, name));
        }
        let second = new(&admin, "ab", "ab@example.org").expect(201).text_of("id");
        delete(&admin, &format!("/users/{second}"));
        for sort in ["username", "email"] {
            let deleted = |sort: &str| admin.pages("/users", &[("filter", "status eq \"deleted\""), ("sort", sort), ("limit", "2")]);
            let names = |sort: &str| -> Vec<String> { deleted(sort).iter().flat_map(|page| page.each("username")).collect() };
            let mut expected = ["ab", "ab", "ab.c", "abe", "bea", "zoe"].map(str::to_owned).to_vec();
            if sort == "email" {
                // A dot comes before an at sign.
                expected = ["ab.c", "ab", "ab", "abe", "bea", "zoe"].map(str::to_owned).to_vec();
            }
            assert_eq!(names(sort), expected, "{sort}");
            expected.reverse();
            assert_eq!(names(&format!("-{sort}")), expected, "-{sort}");
        }
    }

    fn a_batch_that_restores_plans_who_cannot_have_the_name_as_an_error(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        app.set("users.free_names", "true");
        let planned = select(&admin, "delete", json!({ "filter": "username sw \"p\"" }), json!({}));
        let deleted = admin.waiting().post(&at(&planned, "/apply"), &json!({ "confirm_affected": 3 })).expect(202);
        assert_eq!(counts(&deleted), "delete 3");
        new(&admin, "p0", "new@example.org").expect(201);
        let target = json!({ "filter": "status eq \"deleted\"" });
        let planned = select(&admin, "restore", target, json!({}));
        assert_eq!((counts(&planned), &planned.json["affected"]), ("restore 2, error 1".to_owned(), &json!(2)));
        // Taken between the plan and the apply.
        new(&admin, "p1", "newer@example.org").expect(201);
        let restored = admin.waiting().post_nothing(&at(&planned, "/apply")).expect(202);
        assert_eq!((&restored.json["state"], counts(&restored)), (&json!("applied"), "restore 1, conflict 1, error 1".to_owned()));
        assert_eq!(app.account("p2").deleted_at, None);
        let codes: Vec<String> = shorts(&admin, &restored);
        assert_eq!(codes, ["1 error username_taken", "2 conflict username_taken", "3 restore"]);
        let undo = admin.waiting().post(&at(&deleted, "/undo"), &json!({})).expect(202);
        assert_eq!(counts(&undo), "conflict 3");
    }

    fn an_undo_of_a_deletion_takes_the_names_back(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.set("users.free_names", "true");
        let before = app.account("p0");
        let planned = select(&admin, "delete", json!({ "list": "p0" }), json!({}));
        let deleted = admin.waiting().post(&at(&planned, "/apply"), &json!({ "confirm_affected": 1 })).expect(202);
        let named = select(&admin, "restore", json!({ "list": "p0@example.org" }), json!({}));
        assert_eq!(only(&admin, &named), "1 restore", "a pasted list finds freed names too");
        let undone = admin.waiting().post(&at(&deleted, "/undo"), &json!({ "apply": true })).expect(202);
        assert_eq!(counts(&undone), "restore 1");
        let is = app.account("p0");
        assert_eq!(is, rollcall_domain::users::Account { version: is.version, updated_at: is.updated_at, ..before });
    }

    fn of_two_with_the_same_freed_name_one_comes_back(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        app.set("users.free_names", "true");
        delete(&admin, &path(&app, "p0"));
        let second = new(&admin, "p0", "p0@example.org").expect(201).text_of("id");
        delete(&admin, &format!("/users/{second}"));
        let target = json!({ "filter": "status eq \"deleted\"" });
        let planned = select(&admin, "restore", target, json!({ "apply": true }));
        assert_eq!(shorts(&admin, &planned), ["1 restore", "2 error username_taken"]);
    }

    fn without_the_setting_and_for_those_deleted_before_names_stay_reserved(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        delete(&admin, &path(&app, "p0"));
        app.set("users.free_names", "true");
        new(&admin, "p0", "new@example.org").expect_problem(409, "username_taken");
        delete(&admin, &path(&app, "p1"));
        app.set("users.free_names", "false");
        new(&admin, "p1", "new@example.org").expect(201);
        let audited = admin.get(&format!("{}/history", path(&app, "p0"))).expect(200);
        assert!(audited.items().iter().all(|entry| entry["after"]["names_freed"] == Value::Null), "{}", audited.text);
    }
}
