//! The columns `course1`, `role1`, `group1`, ...: what they do, alone and beside what the row does to the account.

use rollcall_testkit::{Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{at, counts, rows, shorts};
use crate::courses::support::{course, enrol, enrolment, participants};

fn upsert() -> Value {
    preset("upsert", json!({}))
}

/// Two courses, `C1` with a group; their paths.
fn two_courses(admin: &Client) -> [String; 2] {
    let paths = ["C1", "C2"].map(|code| course(admin, code));
    admin.post(&format!("{}/groups", paths[0]), &json!({ "name": "Monday" })).expect(201);
    paths
}

/// The actions in the history of an account, the latest first.
fn history(admin: &Client, app: &TestApp, username: &str) -> Vec<String> {
    admin.get(&format!("/users/{}/history", app.account(username).id)).expect(200).each("action")
}

on_both_engines! {
    fn a_row_enrols_in_several_courses_with_roles_groups_status_and_dates(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let [c1, c2] = two_courses(&admin);
        let file = "username,course1,role1,group1,enrolstatus1,enrolstart1,enrolperiod1,enrolend1,course2,role2\n\
                    p0,C1,,Monday,1,2026-03-01,31,,C2,Instructor\n\
                    p1,C1,,,,,,2030-01-01T12:00:00Z,,\n";
        let batch = run(&admin, &upsert(), file);
        assert_eq!(shorts(&admin, &batch), ["2 enrol", "3 enrol"]);
        assert_eq!(counts(&batch), "enrol 2");
        let (first, second) = (enrolment(&admin, &c1, "p0"), enrolment(&admin, &c1, "p1"));
        assert_eq!((&first["roles"], &first["groups"]), (&json!(["learner"]), &json!(["Monday"])));
        assert_eq!((&first["status"], &first["source"]), (&json!("suspended"), &json!("file")));
        assert_eq!((&first["starts_at"], &first["ends_at"]), (&json!("2026-03-01T00:00:00.000Z"), &json!("2026-04-01T00:00:00.000Z")));
        assert_eq!((&second["status"], &second["ends_at"]), (&json!("active"), &json!("2030-01-01T12:00:00.000Z")));
        assert_eq!(enrolment(&admin, &c2, "p0")["roles"], json!(["instructor"]));
        assert_eq!(participants(&admin, &c2), ["p0"]);
        // They are no column of the account.
        assert_eq!((app.account("p0").version, app.account("p1").version), (1, 1));
        assert_eq!(history(&admin, &app, "p0"), ["enrolment.created", "enrolment.created"]);
        let row = &rows(&admin, &batch)[1];
        assert_eq!(row["before"], json!({ "enrolments": { "C1": null } }));
        assert_eq!(row["after"]["enrolments"]["C1"]["roles"], json!(["learner"]));
        // The same file asks for what is there already.
        assert_eq!(counts(&plan(&admin, &upsert(), file)), "unchanged 2");
        undo(&admin, &batch);
        assert_eq!((participants(&admin, &c1), participants(&admin, &c2)), (Vec::new(), Vec::new()));
        assert_eq!(history(&admin, &app, "p1"), ["enrolment.removed", "enrolment.created"]);
    }

    fn who_is_enrolled_gets_what_the_row_names_and_keeps_the_rest(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let [c1, _] = two_courses(&admin);
        enrol(&admin, &app, &c1, "p0", "instructor");
        assert_eq!(counts(&plan(&admin, &upsert(), "username,course1,role1\np0,C1,\n")), "unchanged 1");
        let file = "username,course1,role1,group1,enrolstatus1,course2,role2\np0,C1,learner,Monday,suspended,C1,course_manager\n";
        let batch = run(&admin, &upsert(), file);
        assert_eq!(shorts(&admin, &batch), ["2 update"]);
        let now = enrolment(&admin, &c1, "p0");
        assert_eq!(now["roles"], json!(["instructor", "course_manager", "learner"]));
        assert_eq!((&now["groups"], &now["status"], &now["source"]), (&json!(["Monday"]), &json!("suspended"), &json!("manual")));
        let row = &rows(&admin, &batch)[0];
        assert_eq!(row["before"]["enrolments"]["C1"]["status"], "active");
        assert_eq!(row["after"]["enrolments"]["C1"].get("starts_at"), None, "only what changes is in the row");
        undo(&admin, &batch);
        let back = enrolment(&admin, &c1, "p0");
        assert_eq!((&back["roles"], &back["groups"], &back["status"]), (&json!(["instructor"]), &json!([]), &json!("active")));
    }

    fn one_row_changes_the_account_and_its_enrolments(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let [c1, _] = two_courses(&admin);
        let file = "username,firstname,lastname,email,city,course1\n\
                    p0,,,,Graz,C1\nnew,Neu,Mann,neu@example.org,Wien,C1\np1,,,,,\n";
        let batch = run(&admin, &upsert(), file);
        assert_eq!(shorts(&admin, &batch), ["2 update+enrol", "3 create+enrol", "4 unchanged"]);
        assert_eq!((counts(&batch).as_str(), &batch.json["affected"]), ("create 1, update 1, enrol 2, unchanged 1", &json!(2)));
        assert_eq!(participants(&admin, &c1), ["new", "p0"]);
        assert_eq!((app.account("p0").version, app.account("new").version), (2, 1));
        assert_eq!(history(&admin, &app, "new"), ["enrolment.created", "user.created"]);
        let entries = admin.get(&format!("/users/{}/history", app.account("new").id)).expect(200);
        assert_eq!(entries.items()[1]["after"].get("enrolments"), None, "an enrolment has an entry of its own");
        let new = app.account("new").id;
        let undone = undo(&admin, &batch);
        assert_eq!(shorts(&admin, &undone), ["2 update+unenrol", "3 delete+unenrol"]);
        assert_eq!((participants(&admin, &c1), app.account("p0").city), (Vec::new(), None));
        let gone = admin.get(&format!("/users/{new}/history")).expect(200).each("action");
        assert_eq!(gone[..2].iter().filter(|action| *action == "enrolment.removed").count(), 1, "{gone:?}");
        // What was taken back is brought back by taking that back.
        let again = undo(&admin, &undone);
        assert_eq!(shorts(&admin, &again), ["2 update+enrol", "3 restore+enrol"]);
        assert_eq!(participants(&admin, &c1), ["new", "p0"]);
    }

    fn details_stay_and_enrolments_are_made_where_existing_ones_are_kept(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let [c1, _] = two_courses(&admin);
        let keep = preset("upsert", json!({ "existing": "keep" }));
        let batch = run(&admin, &keep, "username,city,course1\np0,Graz,C1\n");
        assert_eq!(shorts(&admin, &batch), ["2 enrol"]);
        assert_eq!((app.account("p0").city, participants(&admin, &c1)), (None, vec!["p0".to_owned()]));
    }

    fn an_administrator_can_be_enrolled_and_not_changed_besides(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        let [c1, _] = two_courses(&admin);
        let file = "username,city,course1,role1\nboss,,C1,instructor\nroot-admin,,C1,\n";
        assert_eq!(shorts(&admin, &run(&admin, &upsert(), file)), ["2 enrol", "3 enrol"]);
        assert_eq!(participants(&admin, &c1), ["boss", "root-admin"]);
        let both = plan(&admin, &upsert(), "username,city,course2\nboss,Graz,C2\n");
        assert_eq!(shorts(&admin, &both), ["2 error protected_administrator"]);
    }

    fn what_was_changed_in_the_meantime_is_a_conflict_of_the_whole_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let [c1, c2] = two_courses(&admin);
        for name in ["p0", "p1", "p2"] {
            enrol(&admin, &app, &c1, name, "learner");
        }
        let file = "username,city,course1,enrolstatus1,course2\np0,Graz,C1,1,\np1,Graz,C1,1,C2\np2,Graz,C1,1,\np3,Graz,C1,,\n";
        let planned = plan(&admin, &upsert(), file);
        assert_eq!(counts(&planned), "update 4, enrol 2");
        let of = |name: &str| format!("{c1}/enrolments/{}", enrolment(&admin, &c1, name)["id"].as_str().unwrap_or_default());
        admin.patch(&of("p0"), &json!({ "status": "suspended" })).expect(200);
        admin.send("DELETE", &of("p1"), "", b"").expect(204);
        // What the row does not touch may change.
        admin.patch(&of("p2"), &json!({ "groups": ["Monday"] })).expect(200);
        enrol(&admin, &app, &c1, "p3", "learner");
        let applied = apply(&admin, &planned);
        assert_eq!(shorts(&admin, &applied), [
            "2 conflict changed_since_plan", "3 conflict changed_since_plan", "4 update", "5 conflict changed_since_plan",
        ]);
        let cities = ["p0", "p1", "p2", "p3"].map(|name| app.account(name).city.unwrap_or_default());
        assert_eq!(cities, ["", "", "Graz", ""]);
        assert_eq!(participants(&admin, &c2), [""; 0]);
        assert_eq!(enrolment(&admin, &c1, "p2")["groups"], json!(["Monday"]));
    }

    fn what_was_written_since_is_not_taken_back(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let [c1, _] = two_courses(&admin);
        enrol(&admin, &app, &c1, "p2", "learner");
        let file = "username,firstname,lastname,email,course1,enrolstatus1\n\
                    p0,,,,C1,\np1,,,,C1,\np2,,,,C1,1\nnew,Neu,Mann,neu@example.org,C1,\np3,,,,C1,\n";
        let batch = run(&admin, &upsert(), file);
        let of = |name: &str| format!("{c1}/enrolments/{}", enrolment(&admin, &c1, name)["id"].as_str().unwrap_or_default());
        admin.patch(&of("p0"), &json!({ "groups": ["Monday"] })).expect(200);
        // Also what is again as the batch left it, and what another user made anew.
        for status in ["active", "suspended"] {
            admin.patch(&of("p2"), &json!({ "status": status })).expect(200);
        }
        admin.send("DELETE", &of("p3"), "", b"").expect(204);
        enrol(&admin, &app, &c1, "p3", "learner");
        admin.patch(&of("new"), &json!({ "ends_at": "2030-01-01" })).expect(200);
        let undone = undo(&admin, &batch);
        assert_eq!(shorts(&admin, &undone), [
            "2 conflict changed_since_batch", "3 unenrol", "4 conflict changed_since_batch",
            // The account goes, and only what of its enrolments is the batch's.
            "5 delete", "6 conflict changed_since_batch",
        ]);
        assert_eq!(participants(&admin, &c1), ["p0", "p2", "p3"]);
        assert_eq!(enrolment(&admin, &c1, "p2")["status"], "suspended");
    }

    fn cells_are_repaired_and_the_row_is_planned_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let [c1, _] = two_courses(&admin);
        let batch = plan(&admin, &upsert(), "username,course1,group1\np0,C9,Tuesday\n");
        assert_eq!(shorts(&admin, &batch), ["2 error unknown_course"]);
        let repair = |cells: Value| admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": cells })).expect(200);
        let half = repair(json!({ "course1": "C1" }));
        assert_eq!(half.json["messages"][0]["field"], "group1");
        assert_eq!(repair(json!({ "group1": "Monday" })).json["outcomes"], json!(["enrol"]));
        apply(&admin, &admin.get(&at(&batch, "")).expect(200));
        assert_eq!(enrolment(&admin, &c1, "p0")["groups"], json!(["Monday"]));
    }

    fn an_account_manager_enrols_without_being_in_the_course(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        app.person("aide");
        let [c1, _] = two_courses(&admin);
        let manager = app.account_manager();
        let batch = run(&manager, &upsert(), "username,course1,role1\np0,C1,instructor\naide,C1,\n");
        assert_eq!(shorts(&manager, &batch), ["2 enrol", "3 enrol"]);
        assert_eq!(participants(&admin, &c1), ["aide", "p0"]);
        undo(&manager, &batch);
        assert_eq!(participants(&admin, &c1), [""; 0]);
    }

    fn a_large_file_fills_two_courses(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_000);
        let [c1, c2] = two_courses(&admin);
        let mut file = "username,firstname,lastname,email,course1,group1,course2,enrolperiod2\n".to_owned();
        for number in 0..2_000 {
            file += &format!("p{number},,,,C1,Monday,C2,30\n");
        }
        for number in 0..1_000 {
            file += &format!("new{number},New,Person,new{number}@example.org,C1,,C2,\n");
        }
        let batch = run(&admin, &upsert(), &file);
        assert_eq!(counts(&batch), "create 1000, enrol 3000");
        for path in [&c1, &c2] {
            assert_eq!(admin.get(path).expect(200).json["participants"], 3_000);
        }
        assert_eq!(enrolment(&admin, &c1, "p1999")["groups"], json!(["Monday"]));
        let undone = undo(&admin, &batch);
        assert_eq!(counts(&undone), "delete 1000, unenrol 3000");
        assert_eq!(admin.get(&c1).expect(200).json["participants"], 0);
    }
}

on_both_engines! {
    fn what_cannot_be_is_an_error_of_its_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 12);
        two_courses(&admin);
        let header = "username,course1,role1,group1,enrolstatus1,enrolstart1,enrolperiod1,enrolend1,course2,enrolstatus2";
        let file = [
            header,
            "p0,C9,,,,,,,,",
            "p1,,learner,,,,,,,",
            "p2,C1,helpdesk,,,,,,,",
            "p3,C1,,Tuesday,,,,,,",
            "p4,C2,,Monday,,,,,,",
            "p5,C1,,,gone,,,,,",
            "p6,C1,,,,soon,,,,",
            "p7,C1,,,,2026-03-01,1,2026-04-01,,",
            "p8,C1,,,,2026-03-02,,2026-03-01,,",
            "p9,C1,,,0,,,,C1,1",
            "p10,c1,,,,,,,,",
            "p11,,,,,,,,,1",
            "",
        ].join("\n");
        let batch = plan(&admin, &upsert(), &file);
        assert_eq!(shorts(&admin, &batch), [
            "2 error unknown_course", "3 error missing_value", "4 error unknown_role", "5 error invalid_value", "6 error invalid_value",
            "7 error invalid_value", "8 error invalid_value", "9 error invalid_value", "10 error invalid_value", "11 error invalid_value",
            "12 error unknown_course", "13 error missing_value",
        ]);
        let fields: Vec<String> = rows(&admin, &batch).iter().map(|row| row["messages"][0]["field"].as_str().unwrap_or_default().to_owned()).collect();
        assert_eq!(fields, [
            "course1", "course1", "role1", "group1", "group1", "enrolstatus1", "enroltimestart1", "enrolperiod1", "enrolend1", "enrolstatus2",
            "course1", "course2",
        ]);
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200);
        assert!(rejected.text.starts_with(&format!("{header},line,outcome,message\n")), "{}", rejected.text);
    }

    fn one_wrong_part_keeps_the_whole_row_from_being_done(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let [_, c2] = two_courses(&admin);
        let batch = run(&admin, &upsert(), "username,city,course1,course2\np0,Graz,C9,C2\n");
        assert_eq!(shorts(&admin, &batch), ["2 error unknown_course"]);
        assert_eq!((app.account("p0").city, participants(&admin, &c2)), (None, Vec::new()));
    }

    fn two_rows_about_a_person_have_to_ask_for_the_same_courses(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        two_courses(&admin);
        let file = "username,course1,enrolperiod1\np0,C1,30\np0,C1,30\np0,C2,30\np1,C1,\np1,C1,30\n";
        let batch = plan(&admin, &upsert(), file);
        assert_eq!(shorts(&admin, &batch), [
            "2 enrol", "3 unchanged same_as_before", "4 error duplicate_in_file", "5 enrol", "6 error duplicate_in_file",
        ]);
    }

    fn a_course_that_is_gone_when_it_is_applied_is_an_error_of_its_rows(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let [c1, c2] = two_courses(&admin);
        let batch = plan(&admin, &upsert(), "username,course1,group1\np0,C1,\np1,C1,Monday\np2,C2,\n");
        let group = admin.get(&format!("{c1}/groups")).expect(200).items()[0]["id"].clone();
        admin.send("DELETE", &format!("{c1}/groups/{}", group.as_str().unwrap_or_default()), "", b"").expect(204);
        admin.send("DELETE", &c2, "", b"").expect(204);
        // Another course that has taken over the code is another course.
        let other = course(&admin, "C2");
        let applied = apply(&admin, &batch);
        assert_eq!(shorts(&admin, &applied), ["2 enrol", "3 error invalid_value", "4 error unknown_course"]);
        assert_eq!((participants(&admin, &c1), participants(&admin, &other)), (vec!["p0".to_owned()], Vec::new()));
    }

    fn such_columns_take_the_right_to_enrol(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        two_courses(&admin);
        let capabilities = json!(["users.view", "batches.create", "users.create", "users.update", "batches.apply"]);
        let role = json!({ "key": "clerk", "name": "Clerk", "contexts": ["site"], "capabilities": capabilities, "may_assign": [] });
        admin.post("/roles", &role).expect(201);
        let clerk = app.person("clerk");
        admin.patch(&format!("/users/{}", clerk.id), &json!({ "system_roles": ["clerk"] })).expect(200);
        let clerk = app.anonymous.signed_in("clerk", PASSWORD);
        clerk.waiting().upload("x.csv", b"username,city\np0,Graz\n", &upsert()).expect(202);
        for column in ["course1", "role7", "enrolstart2"] {
            let file = format!("username,{column}\np0,C1\n");
            clerk.upload("x.csv", file.as_bytes(), &upsert()).expect_problem(403, "forbidden");
        }
        // Kinds of files that do not enrol pass over such columns.
        let file = b"oldusername,username,course1\np0,p9,C1\n";
        clerk.waiting().upload("x.csv", file, &preset("rename", json!({}))).expect(202);
    }

    fn a_role_that_the_caller_may_not_give_is_refused_at_plan_and_at_apply(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let [c1, _] = two_courses(&admin);
        let capabilities = json!(["users.view", "batches.create", "users.update", "batches.apply", "enrolments.manage"]);
        let role = json!({ "key": "clerk", "name": "Clerk", "contexts": ["site"], "capabilities": capabilities, "may_assign": ["learner"] });
        let clerk_role = admin.post("/roles", &role).expect(201);
        let clerk = app.person("clerk");
        admin.patch(&format!("/users/{}", clerk.id), &json!({ "system_roles": ["clerk"] })).expect(200);
        let clerk = app.anonymous.signed_in("clerk", PASSWORD);
        let update = preset("upsert", json!({ "mode": "update" }));
        let refused = plan(&clerk, &update, "username,course1,role1\np0,C1,instructor\n");
        assert_eq!(shorts(&admin, &refused), ["2 error role_not_grantable"]);
        assert_eq!(rows(&admin, &refused)[0]["messages"][0]["field"], "role1");
        let allowed = plan(&clerk, &update, "username,course1,role1\np0,C1,learner\n");
        let tag = clerk_role.header("etag").expect("an ETag");
        admin.with("If-Match", &tag).patch("/roles/clerk", &json!({ "may_assign": [] })).expect(200);
        let applied = apply(&clerk, &allowed);
        assert_eq!(shorts(&admin, &applied), ["2 error role_not_grantable"]);
        assert_eq!(participants(&admin, &c1), [""; 0]);
    }
}
