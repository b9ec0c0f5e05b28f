//! Whom a file never touches, and who may do what with batches.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use crate::batches::support::{apply_file, at, plan, plan_with, shorts, suspension};

on_both_engines! {
    fn administrators_are_never_changed_by_a_file(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended,auth\nboss,1,\nboss,,ldap\nboss,0,\np0,1,\n");
        assert_eq!(shorts(&admin, &batch), [
            "2 error protected_administrator", "3 error protected_administrator", "4 unchanged", "5 suspend",
        ]);
        assert_eq!(app.account("boss").version, 1);
    }

    fn nobody_suspends_themselves_by_a_file(app: TestApp) {
        let (_, manager) = (app.administrator(), app.account_manager());
        let batch = apply_file(&manager, "username,suspended,auth\nmanager,1,\nmanager,,nologin\n");
        assert_eq!(shorts(&manager, &batch), ["2 error protected_self", "3 error protected_self"]);
        manager.get("/me").expect(200);
    }

    fn whoever_became_an_administrator_after_the_plan_is_left_alone(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,1\np1,1\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "system_roles": ["administrator"] })).expect(200);
        let applied = crate::batches::support::apply(&admin, &batch);
        assert_eq!(applied.json["state"], "applied");
        assert_eq!(shorts(&admin, &batch), ["2 error protected_administrator", "3 suspend"]);
        assert!(!app.account("p0").suspended);
    }

    fn applying_cancelling_and_undoing_need_the_capability(app: TestApp) {
        let (admin, learner) = (app.administrator(), app.learner());
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        for what in ["/apply", "/cancel", "/undo", "/plan"] {
            learner.post(&at(&batch, what), &json!({})).expect_problem(403, "forbidden");
        }
        learner.patch(&at(&batch, "/rows/2"), &json!({ "cells": {} })).expect_problem(403, "forbidden");
        for what in ["", "/rows", "/report.csv", "/rejected.csv", "/events"] {
            learner.get(&at(&batch, what)).expect_problem(403, "forbidden");
        }
        learner.upload("x.csv", b"username,suspended\np0,1\n", &suspension(json!({}))).expect_problem(403, "forbidden");
        assert_eq!(crate::batches::support::now(&admin, &batch).json["state"], "planned");
    }

    fn an_actor_who_was_suspended_after_the_plan_changes_nothing(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        app.people("p", 3);
        let batch = plan(&manager, "username,suspended\np0,1\np1,1\np2,1\n");
        let id = app.account("manager").id;
        // Starting and suspending in one go: the worker is kept from the batch until both are done.
        let start = "UPDATE batches SET state = 'queued', applied_by = created_by";
        app.write(|conn| {
            diesel::RunQueryDsl::execute(diesel::sql_query("UPDATE users SET suspended = true WHERE username = 'manager'"), conn)?;
            Ok(diesel::RunQueryDsl::execute(diesel::sql_query(start), conn)?)
        });
        let events = admin.get(&at(&batch, "/events")).expect(200);
        let ended = crate::batches::support::now(&admin, &batch);
        assert_eq!((&ended.json["state"], &ended.json["problem"]["code"]), (&json!("failed"), &json!("forbidden")), "{}", events.text);
        assert!(["p0", "p1", "p2"].iter().all(|name| !app.account(name).suspended), "nothing was changed by {id}");
    }

    fn an_actor_who_lost_the_role_after_the_plan_may_not_start(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        app.people("p", 1);
        let batch = plan(&manager, "username,suspended\np0,1\n");
        let id = app.account("manager").id;
        admin.patch(&format!("/users/{id}"), &json!({ "system_roles": [] })).expect(200);
        manager.post(&at(&batch, "/apply"), &json!({})).expect_problem(403, "forbidden");
        assert!(!app.account("p0").suspended);
    }

    fn somebody_else_may_apply_what_one_has_planned(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let people = app.people("p", 1);
        let batch = plan(&manager, "username,suspended\np0,1\n");
        crate::batches::support::apply(&admin, &batch);
        let history = admin.get(&format!("/users/{}/history", people[0].id)).expect(200);
        assert_eq!(history.items()[0]["actor"]["username"], "root-admin");
        assert_eq!(crate::batches::support::now(&admin, &batch).json["created_by"]["username"], "manager");
    }

    fn a_file_ends_the_sessions_of_those_it_suspends(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let batch = plan_with(&admin, b"username,suspended\nanna,1\n", json!({ "on_suspend_auth_method": null }));
        hers.get("/me").expect(200);
        crate::batches::support::apply(&admin, &batch);
        hers.get("/me").expect_problem(401, "unauthenticated");
        apply_file(&admin, "username,suspended\nanna,0\n");
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }
}
