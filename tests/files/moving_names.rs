//! Addresses move between accounts in one file, and freed usernames go to new accounts.

use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{counts, shorts};

fn addresses(app: &TestApp, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| app.account(name).email).collect()
}

on_both_engines! {
    fn addresses_swap_and_move_on_in_a_chain(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        let names = ["p0", "p1", "p2", "p3", "p4"];
        let before = addresses(&app, &names);
        let file = format!(
            "username,email\np0,{}\np1,{}\np2,{}\np3,{}\np4,new@example.org\n",
            before[1], before[0], before[3], before[4]
        );
        let batch = run(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(counts(&batch), "update 5");
        let expected = [&before[1], &before[0], &before[3], &before[4], "new@example.org"];
        assert_eq!(addresses(&app, &names), expected);
        undo(&admin, &batch);
        assert_eq!(addresses(&app, &names), before);
    }

    fn an_address_goes_to_a_new_account_where_its_holder_gives_it_up(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let address = app.account("p0").email;
        let file = format!("username,firstname,lastname,email\nnew,A,B,{address}\np0,,,other@example.org\n");
        let batch = run(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 update"]);
        assert_eq!(addresses(&app, &["new", "p0"]), [address.as_str(), "other@example.org"]);
    }

    fn who_waits_for_a_row_that_fails_does_not_get_the_address(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let before = addresses(&app, &["p0", "p1", "p2"]);
        let file = format!("username,email,country\np0,{},\np1,{},\np2,x@example.org,Atlantis\n", before[1], before[2]);
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &batch), ["2 error email_taken", "3 error email_taken", "4 error invalid_value"]);
        let twice = format!("username,email\np0,{0}\np2,{0}\np1,y@example.org\n", before[1]);
        let batch = plan(&admin, &preset("upsert", json!({})), &twice);
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 error duplicate_in_file", "4 update"]);
        // What was changed since the plan keeps its address, and who waits for it is a conflict.
        let batch = plan(&admin, &preset("upsert", json!({})), &format!("username,email\np0,{}\np1,z@example.org\n", before[1]));
        admin.patch(&format!("/users/{}", app.account("p1").id), &json!({ "email": "own@example.org" })).expect(200);
        admin.patch(&format!("/users/{}", app.account("p1").id), &json!({ "email": before[1] })).expect(200);
        let applied = admin.waiting().post(&crate::batches::support::at(&batch, "/apply"), &json!({})).expect(202);
        assert_eq!(counts(&applied), "conflict 2");
        assert_eq!(addresses(&app, &["p0", "p1"]), before[..2]);
    }

    fn usernames_and_addresses_change_hands_at_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let before = addresses(&app, &["p0", "p1"]);
        let file = format!("oldusername,username,email\np0,p1,{}\np1,p0,{}\n", before[1], before[0]);
        let batch = run(&admin, &preset("upsert", json!({ "allow_renames": true })), &file);
        assert_eq!(counts(&batch), "update 2, rename 2");
        // Each has the other's name, and so the address that goes with it.
        assert_eq!(addresses(&app, &["p0", "p1"]), before);
    }

    fn a_freed_username_goes_to_a_new_account(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let old = app.account("p0");
        let settings = preset("upsert", json!({ "allow_renames": true }));
        let file = "oldusername,username,firstname,lastname,email\np0,p0.old,,,\n,p0,New,Person,new@example.org\n";
        let batch = plan(&admin, &settings, file);
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 create"]);
        apply(&admin, &batch);
        assert_eq!((app.account("p0.old").id, app.account("p0").email.as_str()), (old.id, "new@example.org"));
        // Where the rename fails, so does what waits for it.
        let file = "oldusername,username,firstname,lastname,email\np0.old,guest,,,\n,p0.old,X,Y,x@example.org\n";
        assert_eq!(shorts(&admin, &plan(&admin, &settings, file))[0], "2 error username_reserved");
        // The same person once more is no new one.
        let file = format!("oldusername,username,firstname,lastname,email\np0.old,p9,,,\n,p0.old,X,Y,{}\n", old.email);
        assert_eq!(shorts(&admin, &plan(&admin, &settings, &file)), ["2 rename", "3 error duplicate_in_file"]);
    }
}
