//! A username that was changed by standardising, or made by a template, never takes another person's account.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{plan, preset, run};
use crate::batches::support::{apply, at, counts, rows, shorts, warnings};

const TAKES: &str = include_str!("cases/standardised_takes_other_account.csv");
const SUSPENDS: &str = include_str!("cases/standardised_suspends_other.csv");

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

/// Kate O'Brien and Mia Müller, whose usernames others' names become when characters are removed.
fn others(app: &TestApp) {
    app.people_with(&[
        ("obrien", &[(Field::FirstName, text("Kate")), (Field::Email, text("kate@school.example"))]),
        ("mller", &[(Field::FirstName, text("Mia")), (Field::Email, text("mia@school.example"))]),
    ]);
}

/// The accounts of the others, to be compared.
fn as_they_are(app: &TestApp) -> Vec<(String, String, bool, i64)> {
    ["obrien", "mller"]
        .iter()
        .map(|name| app.account(name))
        .map(|account| (account.first_name, account.email, account.suspended, account.version))
        .collect()
}

fn upsert(others: Value) -> Value {
    preset("upsert", others)
}

on_both_engines! {
    fn a_standardised_name_overwrites_nobody(app: TestApp) {
        let admin = app.administrator();
        others(&app);
        let before = as_they_are(&app);
        let batch = run(&admin, &upsert(json!({})), TAKES);
        assert_eq!(shorts(&admin, &batch), ["2 error username_taken", "3 error username_taken"]);
        assert_eq!((as_they_are(&app), app.mails().len()), (before, 0));
        let first = &rows(&admin, &batch)[0];
        assert_eq!((&first["user_id"], &first["messages"][0]["found"]), (&Value::Null, &json!("o'brien")));
        let message = first["messages"][0]["message"].to_string();
        assert!(message.contains("obrien") && message.contains("write the username as the account has it"), "{message}");
    }

    fn whatever_the_row_asks_for_nobody_else_gets_it(app: TestApp) {
        let admin = app.administrator();
        others(&app);
        let cohort = admin.post("/cohorts", &json!({ "key": "night", "name": "Night" })).expect(201);
        let before = as_they_are(&app);
        assert_eq!(shorts(&admin, &plan(&admin, &upsert(json!({})), SUSPENDS)), ["2 error unknown_user"]);
        for (columns, cells, settings) in [
            ("suspended", "1", json!({})),
            ("suspended,auth", "0,ldap", json!({})),
            ("sysrole1", "account_manager", json!({})),
            ("cohort1", "night", json!({})),
            ("deleted", "1", json!({ "allow_deletes": true })),
            ("department", "Sales", json!({})),
            ("department", "Sales", json!({ "mode": "update" })),
            ("department", "", json!({})),
            ("email,department", "sean@school.example,Sales", json!({ "mode": "update" })),
            ("idnumber,suspended", "999999,1", json!({})),
            ("suspended,sysrole1,cohort1,department", "1,account_manager,night,Sales", json!({})),
        ] {
            let batch = run(&admin, &upsert(settings), &format!("username,{columns}\no'brien,{cells}\n"));
            assert_eq!(shorts(&admin, &batch), ["2 error unknown_user"], "{columns} {cells}");
        }
        assert_eq!(as_they_are(&app), before);
        let members = admin.get(&format!("/cohorts/{}/members", cohort.text_of("id"))).expect(200);
        assert!(members.items().is_empty());
        assert_eq!(app.account("obrien").roles().len(), 0);
    }

    fn what_makes_accounts_says_that_the_name_is_taken(app: TestApp) {
        let admin = app.administrator();
        others(&app);
        let outcomes = |mode: &str| shorts(&admin, &plan(&admin, &upsert(json!({ "mode": mode })), TAKES));
        assert_eq!(outcomes("create"), ["2 error username_taken", "3 error username_taken"]);
        assert_eq!(outcomes("update"), ["2 error unknown_user", "3 error unknown_user"]);
        assert_eq!(outcomes("create_numbered"), ["2 create standardised numbered", "3 create standardised numbered"]);
        // What is wrong with the cells is said, and says nothing about the other person.
        let wrong = plan(&admin, &upsert(json!({})), "username,email,country\no'brien,sean@school.example,Atlantis\n");
        assert_eq!(shorts(&admin, &wrong), ["2 error standardised invalid_value"]);
        assert_eq!(rows(&admin, &wrong)[0]["user_id"], Value::Null);
    }

    fn an_address_or_a_number_confirms_who_is_meant(app: TestApp) {
        let admin = app.administrator();
        others(&app);
        app.people_with(&[("lindberg", &[(Field::IdNumber, text("K-0042"))])]);
        let file = "username,email,idnumber,department\n\
                    o'brien,KATE@School.example,,Sales\nm\u{fc}ller,mia@school.example,77,Sales\nlind berg,,k-0042,Sales\n";
        let batch = run(&admin, &upsert(json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 update standardised", "3 update standardised", "4 update standardised"]);
        for name in ["obrien", "mller", "lindberg"] {
            assert_eq!(app.account(name).department.as_deref(), Some("Sales"));
        }
        let deletes = plan(&admin, &upsert(json!({ "allow_deletes": true })), "username,email,deleted\no'brien,kate@school.example,1\n");
        assert_eq!(counts(&deletes), "delete 1");
    }

    fn a_template_takes_nobodys_account_either(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("jo.do", &[(Field::Email, text("jo1@example.org")), (Field::IdNumber, text("17"))])]);
        let planned = |columns: &str, cells: &str, others: Value| {
            let mut settings = upsert(json!({ "username_template": "{firstname}.{lastname}", "allow_deletes": true }));
            others.as_object().into_iter().flatten().for_each(|(name, value)| settings[name] = value.clone());
            shorts(&admin, &plan(&admin, &settings, &format!("firstname,lastname,{columns}\nJo,Do,{cells}\n")))
        };
        assert_eq!(planned("email", "jo2@example.org", json!({})), ["2 error username_taken"]);
        assert_eq!(planned("idnumber,city", "18,Graz", json!({})), ["2 error unknown_user"]);
        assert_eq!(planned("city", "Graz", json!({ "mode": "update" })), ["2 error unknown_user"]);
        assert_eq!(planned("suspended", "1", json!({})), ["2 error unknown_user"]);
        assert_eq!(planned("deleted", "1", json!({})), ["2 error unknown_user"]);
        assert_eq!(planned("idnumber,city", "17,Graz", json!({})), ["2 update"]);
        assert_eq!(planned("email,city", "jo1@example.org,Graz", json!({})), ["2 update"]);
    }

    fn a_full_sync_suspends_neither_who_may_be_meant_nor_in_silence(app: TestApp) {
        let admin = app.administrator();
        others(&app);
        let settings = upsert(json!({ "full_sync": { "filter": "username eq \"obrien\"" } }));
        let batch = plan(&admin, &settings, SUSPENDS);
        assert_eq!(shorts(&admin, &batch), ["2 error unknown_user"]);
        assert_eq!(warnings(&batch), ["full_sync_incomplete 1", "unknown_user 1"]);
        apply(&admin, &batch).expect(202);
        assert!(!app.account("obrien").suspended);
        // Repaired to name another user, the row is no longer in the way.
        let batch = plan(&admin, &settings, "username,department\no'brien,Sales\n");
        let repaired = admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "username": "mller" } })).expect(200);
        assert_eq!(repaired.json["outcomes"], json!(["update"]));
        let now = admin.get(&at(&batch, "")).expect(200);
        assert_eq!(counts(&now), "update 1, suspend 1");
    }
}
