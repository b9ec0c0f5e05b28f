//! Renames whose accounts change between plan and apply, and rows that are repaired.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{apply, plan, preset, run};
use crate::batches::support::{at, counts, shorts};

on_both_engines! {
    fn a_name_that_is_taken_meanwhile_is_a_conflict_for_all_who_wait(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 4);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,p1\np1,free\np2,other\n");
        admin.patch(&format!("/users/{}", people[3].id), &json!({ "username": "free" })).expect(200);
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "rename 1, conflict 2");
        assert_eq!(shorts(&admin, &batch), ["2 conflict username_taken", "3 conflict username_taken", "4 rename"]);
        assert_eq!((app.account("p0").id, app.account("p1").id), (people[0].id, people[1].id));
    }

    fn an_account_that_was_renamed_meanwhile_keeps_that_name(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,p1\np1,p0\n");
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "username": "mine" })).expect(200);
        let applied = apply(&admin, &batch);
        // p1 is free now, by another hand; only the row about the account that changed is left alone.
        assert_eq!(counts(&applied), "rename 1, conflict 1");
        assert_eq!((app.account("p1").id, app.account("mine").id), (people[0].id, people[1].id));
    }

    fn an_undo_leaves_alone_whoever_lost_the_old_name_to_somebody_else(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = run(&admin, &preset("rename", json!({})), "oldusername,username\np0,anna\n");
        admin.patch(&format!("/users/{}", people[1].id), &json!({ "username": "p0" })).expect(200);
        let undo = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(shorts(&admin, &undo), ["2 conflict username_taken"]);
    }

    fn mending_the_row_at_the_end_of_a_chain_mends_the_chain(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 4);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,p1\np1,p2\np2,p3\n");
        assert_eq!(counts(&batch), "error 3");
        admin.patch(&at(&batch, "/rows/4"), &json!({ "cells": { "username": "free" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 rename", "4 rename"]);
        let batch = admin.get(&at(&batch, "")).expect(200);
        assert_eq!((counts(&batch).as_str(), &batch.json["affected"]), ("rename 3", &json!(3)));
        apply(&admin, &batch);
        assert_eq!((app.account("free").id, app.account("p1").id), (people[2].id, people[0].id));
    }

    fn mending_the_first_of_two_that_want_a_name_leaves_it_to_the_second(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,same\np1,same\n");
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 error duplicate_in_file"]);
        admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "username": "other" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 rename"]);
        // And the other way round: a row that is repaired into a name that is wanted further down.
        admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "username": "same" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 error duplicate_in_file"]);
    }

    fn names_that_were_claimed_are_forgotten_with_the_end_of_the_batch(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        run(&admin, &preset("rename", json!({})), "oldusername,username\np0,p1\np1,p0\n");
        app.tidy();
        let left: i64 = app.read(|conn| {
            use diesel::prelude::*;
            Ok(rollcall_domain::db::schema::batch_claims::table.count().get_result(conn)?)
        });
        assert_eq!(left, 0);
    }
}
