//! `PATCH /users/{id}`: a merge patch.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

on_both_engines! {
    fn what_is_missing_stays_and_null_empties(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        admin.patch(&at, &json!({ "city": "Graz", "department": "Sales" })).expect(200);
        let changed = admin.patch(&at, &json!({ "city": null })).expect(200);
        assert_eq!((&changed.json["city"], &changed.json["department"]), (&Value::Null, &json!("Sales")));
        assert_eq!(admin.get(&at).expect(200).json, changed.json);
        assert_eq!(changed.header("etag").as_deref(), Some("\"3\""));
    }

    fn a_merge_patch_may_come_under_its_own_media_type(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        let patched = admin.send("PATCH", &at, "application/merge-patch+json; charset=utf-8", br#"{"city":"Graz"}"#);
        assert_eq!(patched.expect(200).json["city"], "Graz");
        admin.send("PATCH", &at, "application/json-patch+json", b"[]").expect_problem(415, "unsupported_media_type");
    }

    fn a_patch_that_changes_nothing_leaves_no_trace(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        let same = admin.patch(&at, &json!({ "last_name": "anna", "email": "ANNA@example.org" })).expect(200);
        assert_eq!(same.json["version"], 1);
        admin.patch(&at, &json!({})).expect(200);
        assert_eq!(app.audited(anna.id), Vec::<String>::new());
    }

    fn an_old_version_is_not_overwritten(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        let tag = admin.get(&at).expect(200).header("etag").expect("a tag");
        let mine = admin.with("If-Match", &tag);
        mine.patch(&at, &json!({ "city": "Graz" })).expect(200);
        mine.patch(&at, &json!({ "city": "Linz" })).expect_problem(412, "version_mismatch");
        admin.with("If-Match", "\"nonsense\"").patch(&at, &json!({ "city": "Linz" })).expect(412);
        admin.with("If-Match", "*").patch(&at, &json!({ "city": "Wien" })).expect(200);
        assert_eq!(app.account("anna").city.as_deref(), Some("Wien"));
    }

    fn another_role_is_another_version(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        let tag = admin.get(&at).expect(200).header("etag").expect("a tag");
        let given = admin.patch(&at, &json!({ "system_roles": ["account_manager"] })).expect(200);
        assert_eq!(given.json["system_roles"], json!(["account_manager"]));
        assert_ne!(given.header("etag"), Some(tag.clone()), "the account's roles are a part of it");
        admin.with("If-Match", &tag).patch(&at, &json!({ "system_roles": [] })).expect(412);
        assert_eq!(app.audited(anna.id), ["user.roles_changed"]);
    }

    fn of_ten_writers_with_one_version_one_wins(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let mine = admin.with("If-Match", "\"1\"");
        let at = format!("/users/{}", anna.id);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let (mine, at) = (&mine, &at);
            let write = move |n: i32| mine.patch(at, &json!({ "city": format!("City {n}") })).status;
            let writers: Vec<_> = (0..10).map(|n| scope.spawn(move || write(n))).collect();
            writers.into_iter().map(|thread| thread.join().expect("the thread ends well")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 9, "{statuses:?}");
        assert_eq!(app.account("anna").version, 2);
    }

    fn a_renamed_person_stays_signed_in_and_signs_in_under_the_new_name(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let renamed = admin.patch(&format!("/users/{}", anna.id), &json!({ "username": " Anna.Bauer " })).expect(200);
        assert_eq!(renamed.json["username"], "anna.bauer");
        assert_eq!(hers.get("/me").expect(200).json["username"], "anna.bauer");
        app.anonymous.sign_in("anna.bauer", PASSWORD).expect(200);
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        assert_eq!(app.audited(anna.id)[1], "user.renamed");
    }

    fn a_name_that_differs_in_case_only_is_taken(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        app.person("bert");
        let at = format!("/users/{}", anna.id);
        admin.patch(&at, &json!({ "username": "BERT" })).expect_problem(409, "username_taken");
        admin.patch(&at, &json!({ "email": "Bert@Example.org" })).expect_problem(409, "email_taken");
        admin.patch(&at, &json!({ "username": "ANNA" })).expect(200);
        assert_eq!(app.account("anna").version, 1);
    }

    fn values_that_cannot_be_are_named_and_nothing_is_written(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        for (body, field, code) in [
            (json!({ "city": "Graz", "country": "Atlantis" }), "country", "invalid_value"),
            (json!({ "username": null }), "username", "missing_value"),
            (json!({ "last_name": "  " }), "last_name", "missing_value"),
            (json!({ "suspended": true }), "suspended", "unknown_field"),
            (json!({ "system_roles": ["emperor"] }), "system_roles", "unknown_role"),
            (json!({ "system_roles": "administrator" }), "system_roles", "invalid_value"),
        ] {
            let answer = admin.patch(&at, &body).expect(422);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!(field), &json!(code)));
        }
        assert_eq!(app.account("anna").version, 1);
        admin.patch("/users/0199a000-0000-7000-8000-000000000000", &json!({})).expect_problem(404, "not_found");
        admin.patch("/users/not-an-id", &json!({})).expect_problem(404, "not_found");
    }

    fn only_administrators_hand_out_roles(app: TestApp) {
        let (_, manager) = (app.administrator(), app.account_manager());
        let anna = app.person("anna");
        let at = format!("/users/{}", anna.id);
        for roles in [json!(["administrator"]), json!([]), json!(null)] {
            let answer = manager.patch(&at, &json!({ "city": "Graz", "system_roles": roles }));
            answer.expect_problem(403, "forbidden");
        }
        assert_eq!(app.account("anna").city, None, "nothing else of the patch was done either");
        let own = app.account("manager").id;
        manager.patch(&format!("/users/{own}"), &json!({ "system_roles": ["administrator"] })).expect(403);
    }

    fn nobody_takes_the_administrator_role_from_themselves(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        let own = app.account("root-admin").id;
        admin.patch(&format!("/users/{own}"), &json!({ "system_roles": [] })).expect_problem(403, "protected_self");
        admin.patch(&format!("/users/{own}"), &json!({ "auth_method": "nologin" })).expect_problem(403, "protected_self");
        admin.get("/users").expect(200);
    }

    fn the_last_administrator_who_can_sign_in_stays_one(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        // The one who acts was suspended behind the system's back after the token was checked: only the rule is left.
        let bosses = app.anonymous.signed_in("boss", PASSWORD);
        let root = app.account("root-admin").id;
        let demote = |id| json!({ "id": format!("{id}"), "system_roles": [] });
        drop(demote(root));
        admin.post(&format!("/users/{}/suspend", boss.id), &json!({})).expect(200);
        bosses.get("/me").expect(401);
        for answer in [
            admin.patch(&format!("/users/{root}"), &json!({ "system_roles": ["account_manager"] })),
            admin.post(&format!("/users/{root}/suspend"), &json!({})),
        ] {
            assert!([403, 409].contains(&answer.status), "{}", answer.text);
        }
        assert_eq!(admin.get("/me").expect(200).json["system_roles"], json!(["administrator"]));
    }

    fn two_administrators_who_demote_each_other_leave_one(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        let bosses = app.anonymous.signed_in("boss", PASSWORD);
        let root = app.account("root-admin").id;
        let nobody = json!({ "system_roles": [] });
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| admin.patch(&format!("/users/{}", boss.id), &nobody).status);
            let other = scope.spawn(|| bosses.patch(&format!("/users/{root}"), &nobody).status);
            (one.join().expect("it ends well"), other.join().expect("it ends well"))
        });
        let left = app.read(rollcall_domain::users::administrators::active);
        assert_eq!(left, 1, "{one} {other}");
    }
}
