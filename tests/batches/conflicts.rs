//! Accounts that changed between plan and apply.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use crate::batches::support::{apply, counts, now, plan, rows, shorts, warnings};

on_both_engines! {
    fn an_account_whose_field_was_written_since_is_left_alone(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 3);
        let batch = plan(&admin, "username,suspended,reason\np0,1,a\np1,1,a\np2,1,a\n");
        admin.post(&format!("/users/{}/suspend", people[0].id), &json!({ "reason": "by hand" })).expect(200);
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "auth_method": "ldap" })).expect(200);
        let applied = apply(&admin, &batch);
        assert_eq!((applied.json["state"].as_str(), counts(&applied)), (Some("applied"), "suspend 1, conflict 2".to_owned()));
        assert_eq!(shorts(&admin, &batch), ["2 conflict changed_since_plan", "3 conflict changed_since_plan", "4 suspend"]);
        assert_eq!(app.account("p0").suspension_reason.as_deref(), Some("by hand"));
        let p1 = app.account("p1");
        assert_eq!((p1.suspended, p1.auth_method.as_str()), (false, "ldap"));
        assert_eq!((&applied.json["affected"], warnings(&applied)), (&json!(1), vec!["changed_since_plan 2".to_owned()]));
        assert_eq!(rows(&admin, &batch)[1]["messages"][0]["field"], "auth_method");
    }

    fn an_account_whose_other_fields_were_written_is_changed(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "city": "Graz", "username": "renamed" })).expect(200);
        assert_eq!(counts(&apply(&admin, &batch)), "suspend 1");
        let renamed = app.account("renamed");
        assert_eq!((renamed.suspended, renamed.city.as_deref()), (true, Some("Graz")));
    }

    fn a_field_that_was_written_and_is_as_it_was_is_a_conflict_too(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 3);
        let batch = plan(&admin, "username,suspended\np0,1\np1,1\np2,1\n");
        let user = |n: usize| format!("/users/{}", people[n].id);
        admin.patch(&user(0), &json!({ "auth_method": "ldap" })).expect(200);
        admin.patch(&user(0), &json!({ "auth_method": "manual" })).expect(200);
        admin.patch(&user(1), &json!({ "city": "Graz" })).expect(200);
        apply(&admin, &batch);
        assert_eq!(shorts(&admin, &batch), ["2 conflict changed_since_plan", "3 suspend", "4 suspend"]);
    }

    fn mails_that_were_sent_in_between_hide_no_change(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let user = format!("/users/{}", people[0].id);
        let batch = plan(&admin, "username,auth\np0,ldap\n");
        admin.patch(&user, &json!({ "auth_method": "oidc" })).expect(200);
        admin.patch(&user, &json!({ "auth_method": "manual" })).expect(200);
        for _ in 0..2 {
            admin.post_nothing(&format!("{user}/reset-password")).expect(202);
        }
        apply(&admin, &batch);
        assert_eq!(shorts(&admin, &batch), ["2 conflict changed_since_plan"]);
    }

    fn each_custom_field_and_each_role_counts_for_itself(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        for name in ["grade", "desk"] {
            admin.post("/profile-fields", &json!({ "name": name, "kind": "text" })).expect(201);
        }
        let upsert = json!({ "preset": "upsert", "mode": "update" });
        let planned = |file: &str| admin.waiting().upload("people.csv", file.as_bytes(), &upsert).expect(202);
        let batch = planned("username,profile_field_grade\np0,A\np1,A\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "profile": { "desk": "4" } })).expect(200);
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "profile": { "grade": "B" } })).expect(200);
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "profile": { "grade": null } })).expect(200);
        apply(&admin, &batch);
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 conflict changed_since_plan"]);
        let roles = planned("username,sysrole1\np0,account_manager\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "profile": { "desk": "5" } })).expect(200);
        assert_eq!(counts(&apply(&admin, &roles)), "update 1");
    }

    fn planning_again_sees_the_accounts_as_they_are(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "auth_method": "ldap" })).expect(200);
        admin.waiting().post_nothing(&crate::batches::support::at(&batch, "/plan")).expect(202);
        assert_eq!(counts(&apply(&admin, &batch)), "suspend 1");
        assert!(app.account("p0").suspended);
    }

    fn of_two_batches_on_the_same_people_the_later_one_finds_conflicts(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 10);
        let file: String = (0..10).map(|n| format!("p{n},1\n")).collect();
        let one = plan(&admin, &format!("username,suspended\n{file}"));
        let other = plan(&admin, &format!("username,suspended\n{file}"));
        std::thread::scope(|scope| {
            scope.spawn(|| apply(&admin, &one));
            scope.spawn(|| apply(&admin, &other));
        });
        let total = |name: &str| {
            [&one, &other].iter().map(|batch| now(&admin, batch).json["counts"][name].as_i64().unwrap_or(0)).sum::<i64>()
        };
        assert_eq!((total("suspend"), total("conflict")), (10, 10));
        for person in people {
            assert_eq!(app.audited(person.id), ["user.suspended"]);
        }
    }

    fn an_account_that_was_deleted_since_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,1\np1,1\n");
        let delete = "UPDATE users SET deleted_at = 1, version = version + 1 WHERE username = 'p0'";
        app.write(|conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(delete), conn)?));
        apply(&admin, &batch);
        assert_eq!(shorts(&admin, &batch), ["2 conflict changed_since_plan", "3 suspend"]);
    }
}
