//! `POST /batches/{id}/approve`: large batches need a second person, where a setting says so.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::selections::select;
use crate::batches::support::{apply_file, at, file_of, now, plan};

/// A site where batches on more than two people need approval, with an administrator and another one.
fn site(app: &TestApp) -> (Client, Client) {
    app.people("p", 4);
    app.set("batches.approve_above", "2");
    let admin = app.administrator();
    app.administrator_called("boss");
    (admin, app.anonymous.signed_in("boss", PASSWORD))
}

fn apply(client: &Client, batch: &Answer) -> Answer {
    client.waiting().post_nothing(&at(batch, "/apply"))
}

fn approve(client: &Client, batch: &Answer) -> Answer {
    client.post_nothing(&at(batch, "/approve"))
}

on_both_engines! {
    fn a_large_batch_is_applied_only_after_somebody_else_has_approved_it(app: TestApp) {
        let (admin, boss) = site(&app);
        let batch = plan(&admin, &file_of("p", 0..3));
        assert_eq!((&batch.json["approval_required"], &batch.json["approved_by"]), (&json!(true), &Value::Null));
        assert_eq!((&batch.json["approval_above"], &batch.json["needs"]), (&json!(2), &json!(["users.suspend"])));
        assert_eq!(batch.json["planned_by"]["username"], "root-admin");
        let refused = apply(&admin, &batch).expect_problem(409, "approval_required");
        assert!(refused.text_of("detail").contains("/approve"), "{}", refused.text);
        approve(&admin, &batch).expect_problem(403, "own_approval");
        apply(&boss, &batch).expect_problem(409, "approval_required");
        assert!(!app.account("p0").suspended);
        let approved = approve(&boss, &batch).expect(202);
        assert_eq!((&approved.json["approved_by"]["username"], &approved.json["state"]), (&json!("boss"), &json!("planned")));
        assert!(approved.json["approved_at"].is_string());
        let applied = apply(&admin, &batch).expect(202);
        assert_eq!((&applied.json["state"], &applied.json["planned_by"]), (&json!("applied"), &Value::Null));
        assert_eq!(applied.json["applied_by"]["username"], "root-admin");
        assert!(app.account("p2").suspended);
        let noted: Vec<String> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            Ok(e::table.filter(e::action.like("batch.appro%")).select(e::action).load(conn)?)
        });
        assert_eq!(noted, ["batch.approved"]);
        let undo = boss.waiting().post(&at(&batch, "/undo"), &json!({ "apply": true })).expect(202);
        assert_eq!((&undo.json["state"], &undo.json["approval_required"]), (&json!("planned"), &json!(true)));
        approve(&boss, &undo).expect_problem(403, "own_approval");
        approve(&admin, &undo).expect(202);
        assert_eq!(apply(&boss, &undo).expect(202).json["state"], "applied");
        assert!(!app.account("p2").suspended);
    }

    fn small_batches_that_are_applied_at_once_know_of_one_another(app: TestApp) {
        let (admin, _) = site(&app);
        let batches: Vec<Answer> = (0..4).map(|number| plan(&admin, &file_of("p", number..number + 1))).collect();
        let threads: Vec<_> = batches
            .iter()
            .map(|batch| {
                let (admin, path) = (admin.clone(), at(batch, "/apply"));
                std::thread::spawn(move || admin.post_nothing(&path).status)
            })
            .collect();
        let mut answers: Vec<u16> = threads.into_iter().map(|thread| thread.join().expect("it answers")).collect();
        answers.sort_unstable();
        assert_eq!(answers, [202, 202, 409, 409]);
    }

    fn a_batch_that_was_to_be_applied_at_once_rests_until_it_is_approved(app: TestApp) {
        let (admin, boss) = site(&app);
        let batch = select(&admin, "suspend", json!({ "filter": "username sw \"p\"" }), json!({ "apply": true }));
        assert_eq!((&batch.json["state"], &batch.json["affected"]), (&json!("planned"), &json!(4)));
        approve(&boss, &batch).expect(202);
        assert_eq!(apply(&admin, &batch).expect(202).json["state"], "applied");
    }

    fn plans_that_wait_for_approval_are_found_a_page_at_a_time(app: TestApp) {
        let (admin, boss) = site(&app);
        let large: Vec<String> = (0..3).map(|_| plan(&admin, &file_of("p", 0..3)).text_of("id")).collect();
        plan(&admin, &file_of("p", 0..1));
        let waiting = |rest: &str| boss.get(&format!("/batches?waiting_for=approval&count=exact{rest}")).expect(200);
        let ids = |page: &Answer| -> Vec<Value> { page.items().iter().map(|batch| batch["id"].clone()).collect() };
        let first = waiting("&limit=2");
        assert_eq!((ids(&first), &first.json["total"]), (vec![json!(large[2]), json!(large[1])], &json!(3)));
        let second = waiting(&format!("&limit=2&cursor={}", first.text_of("next_cursor")));
        assert_eq!(ids(&second), [json!(large[0])]);
        boss.post_nothing(&format!("/batches/{}/approve", large[1])).expect(202);
        assert_eq!(ids(&waiting("")), [json!(large[2]), json!(large[0])]);
        boss.get("/batches?waiting_for=godot").expect_problem(400, "invalid_parameter");
    }

    fn a_change_of_the_plan_takes_the_approval_away(app: TestApp) {
        let (admin, boss) = site(&app);
        let batch = plan(&admin, &format!("{}x,1\n", file_of("p", 0..3)));
        approve(&boss, &batch).expect(202);
        admin.patch(&at(&batch, "/rows/5"), &json!({ "cells": { "username": "p3" } })).expect(200);
        assert_eq!(now(&admin, &batch).json["approved_by"], Value::Null);
        apply(&admin, &batch).expect_problem(409, "approval_required");
        approve(&boss, &batch).expect(202);
        let again = admin.waiting().post_nothing(&at(&batch, "/plan")).expect(202);
        assert_eq!((&again.json["approved_by"], &again.json["approval_required"]), (&Value::Null, &json!(true)));
        apply(&admin, &batch).expect_problem(409, "approval_required");
    }

    fn whoever_mends_a_plan_is_no_second_person(app: TestApp) {
        let (admin, boss) = site(&app);
        let batch = plan(&admin, &format!("{}x,1\n", file_of("p", 0..3)));
        boss.patch(&at(&batch, "/rows/5"), &json!({ "cells": { "username": "p3" } })).expect(200);
        approve(&boss, &batch).expect_problem(403, "own_approval");
        approve(&app.account_manager(), &batch).expect(202);
    }

    fn an_approval_holds_as_long_as_the_person_may_give_it(app: TestApp) {
        let (admin, boss) = site(&app);
        let batch = plan(&admin, &file_of("p", 0..3));
        approve(&app.learner(), &batch).expect_problem(403, "forbidden");
        approve(&boss, &batch).expect(202);
        admin.patch(&format!("/users/{}", app.account("boss").id), &json!({ "system_roles": [] })).expect(200);
        let refused = apply(&admin, &batch).expect_problem(409, "approval_required");
        assert!(refused.text_of("detail").contains("no longer"), "{}", refused.text);
        approve(&app.account_manager(), &batch).expect(202);
        assert_eq!(apply(&admin, &batch).expect(202).json["state"], "applied");
    }

    fn what_a_plan_waits_for_follows_the_setting_and_the_rights(app: TestApp) {
        let (admin, boss) = site(&app);
        let (batch, few) = (plan(&admin, &file_of("p", 0..3)), plan(&admin, &file_of("p", 0..2)));
        let stands = |batch: &Answer| {
            let batch = now(&admin, batch).json;
            (batch["approval_required"].clone(), batch["waits_for_approval"].clone(), batch["approval_above"].clone())
        };
        let waiting = || admin.get("/batches?waiting_for=approval&count=exact").expect(200).json["total"].clone();
        assert_eq!((stands(&batch), waiting()), ((json!(true), json!(true), json!(2)), json!(1)));
        app.set("batches.approve_above", "3");
        assert_eq!((stands(&batch), waiting()), ((json!(false), json!(false), Value::Null), json!(0)));
        app.set("batches.approve_above", "1");
        assert_eq!((stands(&few), waiting()), ((json!(true), json!(true), json!(1)), json!(2)));
        approve(&boss, &batch).expect(202);
        approve(&boss, &few).expect(202);
        assert_eq!((stands(&batch), waiting()), ((json!(true), json!(false), json!(1)), json!(0)));
        admin.post(&format!("/users/{}/suspend", app.account("boss").id), &json!({})).expect(200);
        assert_eq!((stands(&batch), waiting()), ((json!(true), json!(true), json!(1)), json!(2)));
        assert_eq!(now(&admin, &batch).json["approved_by"]["username"], "boss");
        approve(&app.account_manager(), &batch).expect(202);
        assert_eq!((stands(&batch), waiting()), ((json!(true), json!(false), json!(1)), json!(1)));
        app.set("batches.approve_above", "0");
        assert_eq!((stands(&few), waiting()), ((json!(false), json!(false), Value::Null), json!(0)));
        assert_eq!(apply(&admin, &few).expect(202).json["state"], "applied");
    }

    fn what_needs_no_approval_cannot_be_approved(app: TestApp) {
        let (admin, boss) = site(&app);
        let few = plan(&admin, &file_of("p", 0..2));
        assert_eq!(few.json["approval_required"], json!(false));
        approve(&boss, &few).expect_problem(409, "approval_not_required");
        let stale = boss.with("If-Match", "\"1\"").post_nothing(&at(&few, "/approve"));
        stale.expect_problem(412, "version_mismatch");
        apply(&admin, &few).expect(202);
        approve(&boss, &few).expect_problem(409, "not_planned");
        app.set("batches.approve_above", "0");
        let applied = apply_file(&admin, &file_of("p", 0..4));
        assert_eq!(applied.json["approval_required"], json!(false));
    }
}
