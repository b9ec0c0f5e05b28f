//! Rows that seem to name an account and mean another user: nobody's account is changed by them.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::support::{apply, plan, preset};
use crate::batches::support::{at, rows, shorts};

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

/// A user whose name is to be freed.
fn bob(app: &TestApp) -> (String, String, i64) {
    app.people_with(&[("bob", &[(Field::FirstName, text("Robert")), (Field::Email, text("bob@school.example"))])]);
    as_now(app, "bob")
}

fn as_now(app: &TestApp, name: &str) -> (String, String, i64) {
    let account = app.account(name);
    (account.first_name, account.email, account.version)
}

const NEWCOMER: &str = ",bob,new@school.example,,Nele,Neu\n";

on_both_engines! {
    fn a_newcomer_does_not_get_the_account_whose_name_a_refused_row_was_to_free(app: TestApp) {
        let admin = app.administrator();
        let before = bob(&app);
        let file = format!("oldusername,username,email,country,firstname,lastname\nbob,bobby,,XX,,\n{NEWCOMER}");
        let batch = plan(&admin, &preset("upsert", json!({ "allow_renames": true })), &file);
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value", "3 error username_taken"]);
        apply(&admin, &batch);
        assert_eq!(as_now(&app, "bob"), before);
        // Once the first row is repaired, both can be done.
        let batch = plan(&admin, &preset("upsert", json!({ "allow_renames": true })), &file);
        admin.waiting().patch(&at(&batch, "/rows/2"), &json!({ "cells": { "country": "AT" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 update+rename", "3 create"]);
        let batch = admin.get(&at(&batch, "")).expect(200);
        apply(&admin, &batch);
        assert_eq!(as_now(&app, "bobby").1, "bob@school.example");
        assert_eq!(as_now(&app, "bob").1, "new@school.example");
    }

    fn nor_where_renames_are_switched_off_nor_with_less_than_a_new_account_needs(app: TestApp) {
        let admin = app.administrator();
        let before = bob(&app);
        let file = format!("oldusername,username,email,country,firstname,lastname\nbob,bobby,,,,\n{NEWCOMER}");
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &batch), ["2 skip renames_not_allowed", "3 error username_taken"]);
        let less = "oldusername,username,department\nbob,bobby,\n,bob,Sales\n";
        let batch = plan(&admin, &preset("upsert", json!({})), less);
        assert_eq!(shorts(&admin, &batch), ["2 skip renames_not_allowed", "3 error username_taken"]);
        let message = rows(&admin, &batch)[1]["messages"][0]["message"].to_string();
        assert!(message.contains("Line 2"), "{message}");
        apply(&admin, &batch);
        assert_eq!(as_now(&app, "bob"), before);
        // By the address it is the same person after all.
        let same = "oldusername,username,email,department\nbob,bobby,,\n,bob,bob@school.example,Sales\n";
        let batch = plan(&admin, &preset("upsert", json!({})), same);
        assert_eq!(shorts(&admin, &batch), ["2 skip renames_not_allowed", "3 update"]);
    }

    fn an_id_number_that_several_have_or_that_is_none_confirms_nobody(app: TestApp) {
        let admin = app.administrator();
        let number = |value: &str| vec![(Field::IdNumber, text(value))];
        let (shared, none, own) = (number("4711"), number("n/a"), number("4712"));
        app.people_with(&[("idc", &shared), ("other", &shared), ("nac", &none), ("owc", &own)]);
        let file = "username,firstname,lastname,email,idnumber\n\
                    id'c,Eve,Other,e1@school.example,4711\nna'c,Eve,Other,e2@school.example,N/A\now'c,Eve,Own,e3@school.example,4712\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        assert_eq!(
            shorts(&admin, &batch),
            ["2 error username_taken", "3 error username_taken", "4 update standardised"]
        );
    }

    fn a_name_that_a_row_writes_itself_comes_before_one_that_is_derived(app: TestApp) {
        let admin = app.administrator();
        let file = "username,firstname,lastname,email\nz'new,Anna,Berg,anna.b@school.example\nznew,Carl,Dahl,carl.d@school.example\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        let found = rows(&admin, &batch);
        assert_eq!((&found[0]["outcomes"], &found[1]["outcomes"]), (&json!(["error"]), &json!(["create"])));
        apply(&admin, &batch);
        assert_eq!(as_now(&app, "znew").1, "carl.d@school.example");
        // What was rejected overwrites nobody when it comes again as it is.
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
        let again = plan(&admin, &preset("upsert", json!({})), &rejected);
        assert_eq!(shorts(&admin, &again), ["2 error username_taken"]);
    }

    fn id_numbers_that_only_look_alike_are_two(app: TestApp) {
        let admin = app.administrator();
        let number = |value: &str| vec![(Field::IdNumber, text(value))];
        app.people_with(&[("mu", &number("M\u{dc}-1\u{b2}")), ("str", &number("Stra\u{df}e"))]);
        let settings = preset("upsert", json!({ "match_by": "id_number", "mode": "update" }));
        let file = "idnumber,department\nmu-12,Sales\nSTRASSE,Sales\nm\u{fc}-1\u{b2},Sales\n STRA\u{df}E ,Sales\n";
        let batch = plan(&admin, &settings, file);
        let expected = ["2 skip does_not_exist", "3 skip does_not_exist", "4 update", "5 update"];
        assert_eq!(shorts(&admin, &batch), expected);
        let list = json!({ "action": "suspend", "target": { "list": "mu-12\nM\u{dc}-1\u{b2}\n" } });
        let batch = admin.waiting().post("/batches/selection", &list).expect(202);
        assert_eq!(shorts(&admin, &batch), ["1 error unknown_user", "2 suspend"]);
    }
}
