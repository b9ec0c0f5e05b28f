//! Roles by file (`sysrole1`, ...) and by selection (`assign_role`), and the list of them.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{at, counts, rows, shorts};

/// The roles that an account has, as its page shows them.
fn roles(admin: &rollcall_testkit::Client, username: &str) -> Value {
    let found = admin.query("/users", &[("filter", &format!("username eq \"{username}\""))]).expect(200);
    found.items()[0]["system_roles"].clone()
}

on_both_engines! {
    fn a_row_gives_roles_and_takes_them_away(app: TestApp) {
        let admin = app.administrator();
        let (anna, _) = (app.person("anna"), app.person("bea"));
        let upsert = preset("upsert", json!({}));
        let given = run(&admin, &upsert, "username,sysrole1,sysrole2\nanna,account_manager,\nbea,,Learner\n");
        assert_eq!(shorts(&admin, &given), ["2 update", "3 unchanged"]);
        let row = &rows(&admin, &given)[0];
        assert_eq!((&row["before"], &row["after"]), (&json!({ "system_roles": [] }), &json!({ "system_roles": ["account_manager"] })));
        assert_eq!(roles(&admin, "anna"), json!(["account_manager"]));
        assert_eq!(app.audited(anna.id), ["user.roles_changed"]);
        let manager = app.anonymous.signed_in("anna", PASSWORD);
        manager.get("/users").expect(200);
        assert_eq!(counts(&plan(&admin, &upsert, "username,sysrole1\nanna,account_manager\n")), "unchanged 1");
        let taken = run(&admin, &preset("upsert", json!({ "existing": "keep" })), "username,sysrole1\nanna,-account_manager\n");
        assert_eq!((counts(&taken).as_str(), roles(&admin, "anna")), ("update 1", json!([])));
        manager.get("/users").expect(403);
        undo(&admin, &taken);
        assert_eq!(roles(&admin, "anna"), json!(["account_manager"]));
        manager.get("/users").expect(200);
        // The role was taken and given back since: what the first batch did is no longer its own to undo.
        let late = admin.waiting().post_nothing(&at(&given, "/undo")).expect(202);
        assert_eq!(shorts(&admin, &late), ["2 conflict changed_since_batch"]);
    }

    fn new_accounts_may_have_roles_from_the_start(app: TestApp) {
        let admin = app.administrator();
        let file = "username,firstname,lastname,email,sysrole1\nanna,Anna,Bauer,anna@example.org,account_manager\n\
                    bea,Bea,Bauer,bea@example.org,-account_manager\n";
        let batch = run(&admin, &preset("upsert", json!({})), file);
        assert_eq!(counts(&batch), "create 2");
        assert_eq!((roles(&admin, "anna"), roles(&admin, "bea")), (json!(["account_manager"]), json!([])));
        let found = admin.query("/users", &[("filter", "system_roles[value eq \"account_manager\"]")]).expect(200);
        assert_eq!(found.items().len(), 1);
        assert_eq!(counts(&plan(&admin, &preset("upsert", json!({})), file)), "unchanged 2");
    }

    fn what_cannot_be_is_named(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        app.people("p", 4);
        let file = "username,sysrole1,sysrole2\np0,emperor,\np1,-learner,\np2,account_manager,-account_manager\n\
                    boss,-administrator,\nroot-admin,-administrator,\np3,administrator,\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        assert_eq!(shorts(&admin, &batch), [
            "2 error unknown_role", "3 error role_not_grantable", "4 error invalid_value", "5 error protected_administrator",
            "6 error protected_self", "7 update",
        ]);
        assert_eq!(rows(&admin, &batch)[0]["messages"][0]["field"], "sysrole1");
    }

    fn nobody_grants_what_they_lack(app: TestApp) {
        app.people("p", 1);
        let manager = app.account_manager();
        let file = b"username,sysrole1\np0,account_manager\n";
        manager.upload("x.csv", file, &preset("upsert", json!({}))).expect_problem(403, "forbidden");
        let body = json!({ "action": "assign_role", "target": { "list": "p0" }, "settings": { "role": "account_manager" } });
        manager.post("/batches/selection", &body).expect_problem(403, "forbidden");
        assert_eq!(roles(&manager, "p0"), json!([]));
        // The plan of an administrator is not carried out by a user who is none any more.
        let admin = app.administrator();
        let second = app.administrator_called("second");
        let other = app.anonymous.signed_in("second", PASSWORD);
        let batch = plan(&other, &preset("upsert", json!({})), "username,sysrole1\np0,administrator\n");
        admin.patch(&format!("/users/{}", second.id), &json!({ "system_roles": ["account_manager"] })).expect(200);
        other.post(&at(&batch, "/apply"), &json!({})).expect(403);
        assert_eq!(roles(&admin, "p0"), json!([]));
    }

    fn a_selection_gets_a_role(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let ask = |settings: Value| json!({ "action": "assign_role", "target": { "filter": "username sw \"p\"" }, "settings": settings });
        run(&admin, &preset("upsert", json!({})), "username,sysrole1\np1,account_manager\n");
        let batch = admin.waiting().post("/batches/selection", &ask(json!({ "role": "account_manager" }))).expect(202);
        assert_eq!(counts(&batch), "update 2, unchanged 1");
        apply(&admin, &batch);
        assert_eq!(roles(&admin, "p2"), json!(["account_manager"]));
        undo(&admin, &batch);
        assert_eq!((roles(&admin, "p2"), roles(&admin, "p1")), (json!([]), json!(["account_manager"])));
        for (settings, code) in [(json!({}), "missing_value"), (json!({ "role": "emperor" }), "unknown_role")] {
            let answer = admin.post("/batches/selection", &ask(settings)).expect_problem(422, "invalid_settings");
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!("settings.role"), &json!(code)));
        }
    }

    fn a_role_that_was_changed_since_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        let anna = app.people("p", 2).remove(0);
        let batch = plan(&admin, &preset("upsert", json!({})), "username,sysrole1\np0,account_manager\np1,account_manager\n");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "system_roles": ["account_manager"] })).expect(200);
        assert_eq!(counts(&apply(&admin, &batch)), "update 1, conflict 1");
    }

    fn a_token_hands_out_no_role_that_it_is_not_for(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let scopes = ["users.view", "users.update", "users.create", "batches.view", "batches.create", "batches.apply", "roles.assign"];
        let made = admin.post("/me/tokens", &json!({ "name": "HR", "scopes": scopes })).expect(201);
        let token = app.anonymous.with_token(&made.text_of("token"));
        let file = b"username,sysrole1\nanna,administrator\n";
        token.upload("people.csv", file, &json!({ "preset": "upsert" })).expect_problem(403, "role_not_grantable");
        let selection = json!({ "action": "assign_role", "target": { "list": "anna" }, "settings": { "role": "administrator" } });
        token.post("/batches/selection", &selection).expect_problem(403, "role_not_grantable");
        let batch = plan(&admin, &preset("upsert", json!({})), "username,sysrole1\nanna,administrator\n");
        let confirm = json!({ "confirm_affected": 1 });
        token.post(&at(&batch, "/apply"), &confirm).expect_problem(403, "role_not_grantable");
        apply(&admin, &batch);
        token.post_nothing(&at(&batch, "/undo")).expect_problem(403, "role_not_grantable");
        // Without roles it does what it is for.
        let plain = token.waiting().upload("people.csv", b"username,city\nanna,Graz\n", &json!({ "preset": "upsert" })).expect(202);
        assert_eq!(plain.json["state"], "planned");
    }

    fn the_last_administrator_is_not_demoted_by_an_undo(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let batch = run(&admin, &preset("upsert", json!({})), "username,sysrole1\nanna,administrator\n");
        let other = app.anonymous.signed_in("anna", PASSWORD);
        let root = app.account("root-admin").id;
        other.patch(&format!("/users/{root}"), &json!({ "system_roles": ["account_manager"] })).expect(200);
        // The manager may no longer undo it, and the only administrator would demote themselves.
        admin.post_nothing(&at(&batch, "/undo")).expect(403);
        let undo = other.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(shorts(&other, &undo), ["2 error protected_self"]);
        let nobody = json!({ "system_roles": [] });
        other.patch(&format!("/users/{}", anna.id), &nobody).expect_problem(403, "protected_self");
    }

    fn roles_are_listed_with_what_they_allow_and_who_may_hand_them_out(app: TestApp) {
        let admin = app.administrator();
        let listed = admin.get("/roles").expect(200);
        let short: Vec<_> = listed.items().iter().map(|role| (role["key"].clone(), role["grantable"].clone())).collect();
        assert_eq!(short, [
            (json!("administrator"), json!(true)), (json!("account_manager"), json!(true)), (json!("helpdesk"), json!(true)),
            (json!("auditor"), json!(true)), (json!("privacy_officer"), json!(true)), (json!("course_creator"), json!(true)),
            // Not at site level: in courses. And the learner's is held by everybody.
            (json!("instructor"), json!(false)), (json!("course_manager"), json!(false)), (json!("learner"), json!(false)),
        ]);
        let of_learners = &listed.items()[8];
        let capabilities = json!(["messages.send", "me.read", "me.write"]);
        assert_eq!((&of_learners["contexts"], &of_learners["capabilities"]), (&json!(["site", "course"]), &capabilities));
        let of_managers = app.account_manager().get("/roles").expect(200);
        assert!(of_managers.items().iter().all(|role| role["grantable"] == false));
        app.learner().get("/roles").expect_problem(403, "forbidden");
    }
}
