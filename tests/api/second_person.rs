//! One person is not two: nobody gets into a colleague's account, nor approves what they have shaped themselves.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::selections::select;
use crate::batches::support::{at, plan, shorts};

fn plan_as(client: &Client, file: &str) -> Answer {
    let settings = json!({ "preset": "upsert", "mode": "update" });
    client.waiting().upload("people.csv", file.as_bytes(), &settings).expect(202)
}

fn path(app: &TestApp, name: &str, what: &str) -> String {
    format!("/users/{}{what}", app.account(name).id)
}

/// The last part of the link in a mail to this address.
#[track_caller]
fn link_to(app: &TestApp, address: &str) -> String {
    let mails = app.mails();
    let mail = mails.iter().rev().find(|mail| mail.contains(&format!("<{address}>")) && mail.contains('#'));
    let mail = mail.unwrap_or_else(|| panic!("no link was sent to {address}: {mails:#?}"));
    mail.split_once('#').and_then(|(_, rest)| rest.split_whitespace().next()).expect("a token").to_owned()
}

fn told(app: &TestApp, address: &str, words: &str) -> bool {
    app.mails().iter().any(|mail| mail.contains(&format!("<{address}>")) && mail.replace("\r\n", " ").contains(words))
}

on_both_engines! {
    fn how_staff_gets_in_is_changed_by_administrators_only(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        let other = app.person("other");
        admin.patch(&format!("/users/{}", other.id), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let at = |what: &str| path(&app, "other", what);
        for change in [json!({ "email": "mine@example.org" }), json!({ "auth_method": "ldap" })] {
            manager.patch(&at(""), &change).expect_problem(403, "protected_staff");
        }
        for call in ["/reset-password", "/force-password-change"] {
            manager.post_nothing(&at(call)).expect_problem(403, "protected_staff");
        }
        manager.patch(&at(""), &json!({ "city": "Graz" })).expect(200);
        manager.post_nothing(&at("/suspend")).expect(200);
        manager.post_nothing(&at("/activate")).expect(200);
        let account = app.account("other");
        assert_eq!((account.email.as_str(), account.auth_method.as_str()), ("other@example.org", "manual"));
        assert!(app.mails().is_empty());
        admin.patch(&at(""), &json!({ "email": "new@example.org" })).expect(200);
        admin.post_nothing(&at("/reset-password")).expect(202);
    }

    fn taking_a_confirmation_back_locks_out_and_is_guarded_so(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        app.people_with(&[("anna", &[])]);
        let staff = app.administrator_called("staff");
        admin.patch(&format!("/users/{}", staff.id), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let file = "username,confirmed\nstaff,0\nanna,0\n";
        assert_eq!(shorts(&manager, &plan_as(&manager, file)), ["2 error protected_staff", "3 update"]);
        let scopes = json!(["users.view", "users.update", "batches.view", "batches.create"]);
        let token = manager.post("/me/tokens", &json!({ "name": "t", "scopes": scopes })).expect(201).text_of("token");
        let limited = app.anonymous.with_token(&token);
        let settings = json!({ "preset": "upsert", "mode": "update" });
        for file in ["username,confirmed\nanna,0\n", "username,until\nanna,2099-01-01\n"] {
            limited.upload("people.csv", file.as_bytes(), &settings).expect_problem(403, "forbidden");
        }
    }

    fn a_suspension_is_no_way_to_another_method(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        let other = app.person("other");
        admin.patch(&format!("/users/{}", other.id), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let at = |what: &str| path(&app, "other", what);
        manager.post(&at("/suspend"), &json!({ "set_auth_method": "ldap" })).expect_problem(403, "protected_staff");
        assert!(!app.account("other").suspended);
    }

    fn batches_hold_the_same_rule(app: TestApp) {
        let admin = app.administrator();
        let manager = app.account_manager();
        for name in ["other", "plain"] {
            app.person(name);
        }
        admin.patch(&path(&app, "other", ""), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let upload = |client: &Client, file: &str| {
            client.waiting().upload("x.csv", file.as_bytes(), &json!({ "mode": "update", "apply": true })).expect(202)
        };
        let file = "username,email\nother,a@example.org\nplain,b@example.org\n";
        let batch = upload(&manager, file);
        assert_eq!(shorts(&manager, &batch), ["2 error protected_staff", "3 update"]);
        let chosen = || json!({ "filter": "username eq \"other\" or username eq \"plain\"" });
        for (action, settings) in [("force_password_change", json!({})), ("set_auth_method", json!({ "auth_method": "ldap" }))] {
            let batch = select(&manager, action, chosen(), settings);
            let codes: Vec<String> = shorts(&manager, &batch);
            assert_eq!(codes.iter().filter(|row| row.ends_with("protected_staff")).count(), 1, "{action}: {codes:?}");
        }
        assert_eq!(app.account("other").email, "other@example.org");
        // By an administrator's file it is changed.
        let batch = upload(&admin, "username,email\nother,c@example.org\n");
        assert_eq!(shorts(&admin, &batch), ["2 update"]);
        // Who holds a role by now is looked at again when the plan is applied.
        let planned = manager.waiting().upload("x.csv", b"username,email\nplain,d@example.org\n", &json!({ "mode": "update" })).expect(202);
        admin.patch(&path(&app, "plain", ""), &json!({ "system_roles": ["account_manager"] })).expect(200);
        let applied = manager.waiting().post_nothing(&at(&planned, "/apply")).expect(202);
        assert_eq!(shorts(&manager, &applied), ["2 error protected_staff"]);
        assert_eq!(app.account("plain").email, "b@example.org");
    }

    fn an_address_set_by_staff_counts_at_once_tells_the_old_one_and_ends_open_links(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        admin.post_nothing(&path(&app, "anna", "/reset-password")).expect(202);
        let link = link_to(&app, "anna@example.org");
        admin.patch(&path(&app, "anna", ""), &json!({ "email": "anna@new.example" })).expect(200);
        assert!(told(&app, "anna@example.org", "was changed"));
        assert!(!told(&app, "anna@new.example", "was changed"));
        let body = json!({ "token": link, "password": "marble kettle horizon fjord" });
        app.anonymous.post("/auth/password-reset/complete", &body).expect_problem(422, "invalid_token");
        app.person("otto");
        let file = b"username,email\notto,otto@new.example\n";
        admin.waiting().upload("x.csv", file, &json!({ "mode": "update", "apply": true })).expect(202);
        assert_eq!(app.account("otto").email, "otto@new.example");
        assert!(told(&app, "otto@example.org", "was changed"));
    }

    fn ones_own_address_counts_once_it_is_confirmed_from_there(app: TestApp) {
        app.person("anna");
        app.person("otto");
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        let ask = |email: &str| anna.post("/me/email", &json!({ "email": email }));
        ask("nonsense").expect(422);
        ask("otto@example.org").expect_problem(409, "email_taken");
        ask("anna@example.org").expect_problem(409, "email_unchanged");
        ask("typo@new.example").expect(202);
        let typo = link_to(&app, "typo@new.example");
        let asked = ask("Anna@New.example").expect(202);
        assert_eq!(asked.json["email"], "anna@example.org");
        assert_eq!(app.account("anna").email, "anna@example.org");
        assert!(told(&app, "anna@example.org", "asked to use another"));
        let confirm = |token: &str| app.anonymous.post("/auth/confirmation/complete", &json!({ "token": token }));
        confirm(&typo).expect_problem(422, "invalid_token");
        let link = link_to(&app, "anna@new.example");
        confirm(&link).expect(204);
        assert_eq!(app.account("anna").email, "anna@new.example");
        assert!(told(&app, "anna@example.org", "was changed"));
        confirm(&link).expect_problem(422, "invalid_token");
        anna.get("/me").expect(200);
    }

    fn a_link_to_a_new_address_ends_with_the_sign_ins_and_with_the_address(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let confirm = |token: &str| app.anonymous.post("/auth/confirmation/complete", &json!({ "token": token }));
        let ask = || {
            let anna = app.anonymous.signed_in("anna", PASSWORD);
            anna.post("/me/email", &json!({ "email": "thief@new.example" })).expect(202);
            link_to(&app, "thief@new.example")
        };
        let link = ask();
        admin.post_nothing(&path(&app, "anna", "/sign-out")).expect(200);
        confirm(&link).expect_problem(422, "invalid_token");
        let link = ask();
        app.person("thief");
        admin.patch(&path(&app, "thief", ""), &json!({ "email": "thief@new.example" })).expect(200);
        confirm(&link).expect_problem(409, "email_taken");
        assert_eq!(app.account("anna").email, "anna@example.org");
    }

    fn ones_own_address_is_changed_by_no_other_way_and_by_no_token(app: TestApp) {
        let admin = app.administrator();
        let own = path(&app, "root-admin", "");
        admin.patch(&own, &json!({ "email": "new@example.org" })).expect_problem(403, "protected_self");
        let manager = app.account_manager();
        manager.patch(&path(&app, "manager", ""), &json!({ "email": "new@example.org" })).expect_problem(403, "protected_self");
        let file = b"username,email\nmanager,new@example.org\n";
        let batch = manager.waiting().upload("x.csv", file, &json!({ "mode": "update" })).expect(202);
        assert_eq!(shorts(&manager, &batch), ["2 error protected_self"]);
        let token = admin.post("/me/tokens", &json!({ "name": "t", "scopes": ["me.write", "me.read"] })).expect(201);
        let script = app.anonymous.with_token(&token.text_of("token"));
        script.post("/me/email", &json!({ "email": "new@example.org" })).expect_problem(403, "session_required");
        assert_eq!(app.account("root-admin").email, "root-admin@example.org");
    }

    fn everybody_who_has_shaped_a_plan_is_kept_out_of_approving_it(app: TestApp) {
        app.people("p", 4);
        app.set("batches.approve_above", "2");
        let admin = app.administrator();
        for name in ["mender", "planner", "second"] {
            app.administrator_called(name);
        }
        let [mender, planner, second] = ["mender", "planner", "second"].map(|name| app.anonymous.signed_in(name, PASSWORD));
        let batch = plan(&admin, "username,suspended\np0,1\np1,1\np2,1\nx,1\n");
        mender.patch(&at(&batch, "/rows/5"), &json!({ "cells": { "username": "p3" } })).expect(200);
        planner.waiting().post(&at(&batch, "/plan"), &json!({ "settings": { "on_error": "stop" } })).expect(202);
        let approve = |client: &Client| client.post_nothing(&at(&batch, "/approve"));
        for one in [&admin, &mender, &planner] {
            approve(one).expect_problem(403, "own_approval");
        }
        approve(&second).expect(202);
    }

    fn small_batches_of_a_day_count_together(app: TestApp) {
        app.people("p", 8);
        app.set("batches.approve_above", "3");
        let admin = app.administrator();
        app.administrator_called("boss");
        let boss = app.anonymous.signed_in("boss", PASSWORD);
        let file = |numbers: std::ops::Range<usize>| {
            let rows: String = numbers.map(|number| format!("p{number},1\n")).collect();
            format!("username,suspended\n{rows}")
        };
        let apply = |client: &Client, batch: &Answer| client.waiting().post_nothing(&at(batch, "/apply"));
        let waiting = || admin.get("/batches?waiting_for=approval&count=exact").expect(200).json["total"].clone();
        let first = plan(&admin, &file(0..2));
        let second = plan(&admin, &file(2..4));
        assert_eq!((&first.json["approval_required"], waiting()), (&json!(false), json!(0)));
        apply(&admin, &first).expect(202);
        assert_eq!(waiting(), json!(1));
        let refused = apply(&admin, &second).expect_problem(409, "approval_required");
        assert!(refused.text_of("detail").contains("within a day"), "{}", refused.text);
        assert!(!app.account("p2").suspended);
        let at_once = json!({ "preset": "suspension", "apply": true });
        let third = admin.waiting().upload("x.csv", file(4..6).as_bytes(), &at_once).expect(202);
        assert_eq!((&third.json["state"], &third.json["waits_for_approval"]), (&json!("planned"), &json!(true)));
        // What was approved does not count, nor what others have applied.
        boss.post_nothing(&at(&second, "/approve")).expect(202);
        assert_eq!(apply(&admin, &second).expect(202).json["state"], "applied");
        let own = plan(&boss, &file(6..8));
        assert_eq!(own.json["approval_required"], json!(false));
        assert_eq!(apply(&boss, &own).expect(202).json["state"], "applied");
        app.clock.advance(24 * 3_600_000 + 1_000);
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        assert_eq!(apply(&admin, &third).expect(202).json["state"], "applied");
    }
}
