//! The preset `rename` (PRODUCT 5).

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use super::support::{plan, preset, run, undo};
use crate::batches::support::{counts, shorts, warnings};

fn file(rows: &[(&str, &str)]) -> String {
    let rows: String = rows.iter().map(|(old, new)| format!("{old},{new}\n")).collect();
    format!("oldusername,username\n{rows}")
}

on_both_engines! {
    fn people_get_their_new_name_sign_in_with_it_and_are_found_by_the_old_one(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna.bauer");
        let batch = run(&admin, &preset("rename", json!({})), &file(&[("Anna.Bauer", " Anna.Gruber ")]));
        assert_eq!(counts(&batch), "rename 1");
        assert_eq!(app.account("anna.gruber").id, anna.id);
        app.anonymous.sign_in("anna.gruber", PASSWORD).expect(200);
        app.anonymous.sign_in("anna.bauer", PASSWORD).expect(401);
        for word in ["anna.bauer", "bauer", "gruber"] {
            let found = admin.query("/users", &[("q", word)]).expect(200);
            assert_eq!(found.each("username"), ["anna.gruber"], "{word}");
        }
        let history = admin.get(&format!("/users/{}/history", anna.id)).expect(200);
        let renamed = history.items().iter().find(|entry| entry["action"] == "user.renamed").cloned().unwrap_or_default();
        assert_eq!(renamed["before"]["username"], "anna.bauer");
        assert_eq!(renamed["batch_id"], batch.json["id"]);
    }

    fn names_are_swapped_and_handed_on_in_one_file_and_back_by_undo(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 8);
        let rows = [("p0", "p1"), ("p1", "p0"), ("p2", "p3"), ("p3", "p4"), ("p4", "new"), ("p5", "p6"), ("p6", "p7"), ("p7", "p5")];
        let batch = run(&admin, &preset("rename", json!({})), &file(&rows));
        assert_eq!(counts(&batch), "rename 8");
        for (person, (_, name)) in people.iter().zip(rows) {
            assert_eq!(app.account(name).id, person.id, "{name}");
        }
        let undone = undo(&admin, &batch);
        assert_eq!(counts(&undone), "rename 8");
        for (person, (name, _)) in people.iter().zip(rows) {
            assert_eq!(app.account(name).id, person.id, "{name}");
        }
    }

    fn a_ring_of_thousands_goes_round_once(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2_500);
        app.set("batches.confirm_above", "100000");
        let rows: String = (0..2_500).map(|n| format!("p{n},p{}\n", (n + 1) % 2_500)).collect();
        let batch = run(&admin, &preset("rename", json!({})), &format!("oldusername,username\n{rows}"));
        assert_eq!(counts(&batch), "rename 2500");
        for n in [0, 1, 1_249, 2_499] {
            assert_eq!(app.account(&format!("p{}", (n + 1) % 2_500)).id, people[n].id);
        }
        let parked = admin.query("/users", &[("filter", "username sw \"~\""), ("count", "exact")]).expect(200);
        assert_eq!(parked.json["total"], 0);
    }

    fn what_cannot_be_says_why(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 6);
        app.administrator_called("boss");
        let rows = [
            ("nobody", "x1"), ("p0", "p5"), ("p1", "same"), ("p2", "same"), ("p3", "guest"), ("boss", "chief"),
            ("root-admin", "root2"), ("p4", "P4"), ("p5", ""), ("p0", "x2"),
        ];
        let batch = plan(&admin, &preset("rename", json!({})), &file(&rows));
        assert_eq!(shorts(&admin, &batch), [
            "2 error unknown_user",
            "3 error username_taken",
            "4 rename",
            "5 error duplicate_in_file",
            "6 error username_reserved",
            "7 error protected_administrator",
            "8 error protected_self",
            "9 unchanged",
            "10 unchanged",
            "11 error duplicate_in_file",
        ]);
        assert_eq!(batch.json["affected"], 1);
    }

    fn who_waits_for_a_row_that_fails_fails_too(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        // p3 keeps its name, since p4 does: nobody behind it gets one.
        let rows = [("p0", "p1"), ("p1", "p2"), ("p2", "p3"), ("p3", "p4")];
        let batch = plan(&admin, &preset("rename", json!({})), &file(&rows));
        assert_eq!(counts(&batch), "error 4");
        assert_eq!(warnings(&batch), ["username_taken 4"]);
    }

    fn a_name_of_a_deleted_account_is_kept_for_it(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        admin.send("DELETE", &format!("/users/{}", people[1].id), "application/json", b"").expect(204);
        let batch = plan(&admin, &preset("rename", json!({})), &file(&[("p0", "p1")]));
        assert_eq!(shorts(&admin, &batch), ["2 error username_taken"]);
    }

    fn characters_that_names_may_not_have_are_removed_or_refused(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let names = file(&[("p0", "Anna Müller")]);
        let batch = plan(&admin, &preset("rename", json!({})), &names);
        assert_eq!(shorts(&admin, &batch), ["2 rename standardised"]);
        let strict = plan(&admin, &preset("rename", json!({ "standardise_usernames": false })), &names);
        assert_eq!(shorts(&admin, &strict), ["2 error username_invalid"]);
    }

    fn accounts_can_be_named_by_address_or_number_too(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let address = app.account("p0").email;
        let settings = preset("rename", json!({ "match_by": "email" }));
        assert_eq!(counts(&run(&admin, &settings, &format!("email,username\n{address},anna\n"))), "rename 1");
        assert_eq!(app.account("anna").email, address);
    }
}
