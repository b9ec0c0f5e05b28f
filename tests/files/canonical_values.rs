//! Names and addresses have one form, in which they are unique, compared and mailed to, whichever way they come in.

use diesel::prelude::*;
use rollcall_domain::settings;
use rollcall_domain::users::canonical_forms::{self, Unsettled};
use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use super::support::{plan, preset, run};
use crate::batches::support::{counts, rows, shorts};

const IGNORABLE: &str = include_str!("cases/email_ignorable.csv");

/// Other ways to write `dora@example.net`.
const SAME: [&str; 6] = [
    "Dora@Example.NET",
    "dora@exam\u{200b}ple.net",
    "dora@exam\u{ad}ple.net",
    "dora@example\u{3002}net",
    "\u{feff}dora@example.net\u{200b}",
    "\u{ff44}ora@\u{ff45}xample\u{ff0e}net",
];

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

fn count(admin: &Client, filter: &str) -> usize {
    admin.query("/users", &[("filter", filter)]).expect(200).items().len()
}

/// The address is a user's; written with what nobody sees it is none that anybody is given.
#[track_caller]
fn is_no_second(answer: &Answer, address: &str) {
    let code = if answer.status == 422 { &answer.json["errors"][0]["code"] } else { &answer.json["code"] };
    let expected = if address.contains(['\u{3002}', '\u{ad}']) || address.contains("m\u{200b}p") {
        "email_invalid"
    } else {
        "email_taken"
    };
    assert_eq!(code, expected, "{address:?}");
}

on_both_engines! {
    fn an_address_that_only_looks_different_makes_no_second_account(app: TestApp) {
        let admin = app.administrator();
        let batch = run(&admin, &preset("upsert", json!({})), IGNORABLE);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 error email_invalid", "4 error email_invalid", "5 error email_invalid"]);
        let again = plan(&admin, &preset("upsert", json!({})), IGNORABLE);
        assert_eq!(shorts(&admin, &again), ["2 unchanged", "3 error email_invalid", "4 error email_invalid", "5 error email_invalid"]);
        for (number, address) in SAME.iter().enumerate() {
            let body = json!({ "username": format!("x{number}"), "first_name": "D", "last_name": "L", "email": address });
            is_no_second(&admin.post("/users", &body), address);
        }
        app.person("other");
        let other = format!("/users/{}", app.account("other").id);
        for address in SAME {
            is_no_second(&admin.patch(&other, &json!({ "email": address })), address);
        }
        assert_eq!(count(&admin, "email co \"example.net\""), 1);
    }

    fn a_domain_that_can_be_none_is_refused(app: TestApp) {
        let admin = app.administrator();
        for address in ["a@\u{1f600}.example", "a@xn--a.example", "a@b\u{fc}_cher.example", "a@\u{2603}.example"] {
            let body = json!({ "username": "x", "first_name": "D", "last_name": "L", "email": address });
            let refused = admin.post("/users", &body).expect(422);
            assert_eq!(refused.json["errors"][0]["code"], "email_invalid", "{address:?}");
        }
        let file = "username,firstname,lastname,email\nx,A,B,a@\u{1f600}.example\n";
        assert_eq!(shorts(&admin, &plan(&admin, &preset("upsert", json!({})), file)), ["2 error email_invalid"]);
    }

    fn it_is_found_and_mailed_to_by_every_spelling(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("dora", &[(Field::Email, text("dora@example.net"))]), ("bo", &[(Field::Email, text("bo@b\u{fc}cher.example"))])]);
        for address in SAME {
            assert_eq!(count(&admin, &format!("email eq \"{address}\"")), 1, "{address:?}");
            let asked = json!({ "action": "confirm", "target": { "list": address } });
            let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
            assert!(rows(&admin, &batch)[0]["user_id"].is_string(), "{address:?}");
            let file = format!("email,suspended\n{address},0\n");
            assert_eq!(counts(&plan(&admin, &preset("suspension", json!({ "match_by": "email" })), &file)), "unchanged 1");
        }
        app.anonymous.post("/auth/password-reset", &json!({ "email": SAME[3] })).expect(202);
        assert!(app.mails().iter().any(|mail| mail.contains("dora@example.net")));
        for part in ["email ew \"@xn--bcher-kva.example\"", "email ew \"B\u{dc}CHER\u{3002}example\"", "email co \"b\u{ad}\u{fc}cher\""] {
            assert_eq!(count(&admin, part), 1, "{part}");
        }
    }

    fn usernames_are_one_whatever_is_hidden_in_them(app: TestApp) {
        let admin = app.administrator();
        app.set("users.extended_usernames", "true");
        app.people_with(&[("anna", &[]), ("\u{3bf}\u{3b4}\u{3c5}\u{3c3}\u{3c3}\u{3b5}\u{3c5}\u{3c3}", &[])]);
        let body = json!({ "username": "an\u{200b}na", "first_name": "A", "last_name": "B", "email": "new@example.org" });
        admin.post("/users", &body).expect(422);
        assert_eq!(count(&admin, "username eq \"an\u{200b}na\""), 1);
        for name in ["\u{200b}anna", "\u{ad}anna", "ANNA\u{feff}", "\u{ff41}nna", "\u{39f}\u{394}\u{3a5}\u{3a3}\u{3a3}\u{395}\u{3a5}\u{3a3}", "\u{3bf}\u{3b4}\u{3c5}\u{3c3}\u{3c3}\u{3b5}\u{3c5}\u{3c2}"] {
            let body = json!({ "username": name, "first_name": "A", "last_name": "B", "email": "new@example.org" });
            admin.post("/users", &body).expect_problem(409, "username_taken");
            assert_eq!(count(&admin, &format!("username eq \"{name}\"")), 1, "{name:?}");
        }
        app.person("berta");
        app.anonymous.sign_in("ber\u{200b}ta\u{ad}", rollcall_testkit::PASSWORD).expect(200);
    }

    fn accounts_from_before_are_brought_into_the_form_and_clashes_are_listed(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[
            ("kept", &[(Field::Email, text("dora@example.net"))]),
            ("clash", &[(Field::Email, text("dora@exam\u{200b}ple.net"))]),
            ("moved", &[(Field::Email, text("eva@exam\u{ad}ple.net")), (Field::LastName, text("O\u{2019}Ba\u{ad}uer\u{200b}"))]),
        ]);
        // As folding was before.
        app.write(|conn| {
            let stale = "UPDATE users SET last_name_key = 'o\u{2019}ba\u{ad}uer', search_key = 'x' WHERE username = 'moved'";
            Ok(diesel::sql_query(stale).execute(conn)?)
        });
        assert_eq!(count(&admin, "last_name eq \"O'Bauer\""), 0);
        canonical_forms::bring_up(&app.db, 1).expect("it is brought up");
        let moved = app.account("moved");
        assert_eq!((moved.email.as_str(), moved.last_name.as_str()), ("eva@example.net", "O\u{2019}Bauer"));
        assert_eq!(count(&admin, "last_name eq \"O'Bauer\""), 1);
        assert_eq!(admin.query("/users", &[("q", "o'bauer eva@example.net")]).expect(200).items().len(), 1);
        assert_eq!((app.account("kept").email.as_str(), app.account("clash").email.as_str()), ("dora@example.net", "dora@exam\u{200b}ple.net"));
        assert_eq!(app.audited(moved.id).last().map(String::as_str), Some("user.updated"));
        let left = canonical_forms::unsettled(&app.db).expect("it is listed");
        let expected = Unsettled { id: app.account("clash").id, field: Field::Email, value: "dora@exam\u{200b}ple.net".into(), canonical: "dora@example.net".into() };
        assert_eq!(left, [expected]);
        // It is done once; broken off, it is done again to the same effect.
        let version = moved.version;
        canonical_forms::bring_up(&app.db, 2).expect("it is noted");
        app.write(|conn| settings::set(conn, "accounts.canonical_forms", "0"));
        canonical_forms::bring_up(&app.db, 3).expect("it is brought up again");
        assert_eq!(app.account("moved").version, version);
    }

    fn text_without_a_key_column_is_folded_alike(app: TestApp) {
        let admin = app.administrator();
        let address = "O\u{2019}Connell\u{2013}Stra\u{df}e\u{200b} \u{a0}5";
        app.people_with(&[("p0", &[(Field::Address, text(address))])]);
        for asked in ["o'connell-strasse  5", "O\u{2bc}Connell\u{2011}Stra\u{ad}\u{df}e  5"] {
            let filter = format!("address eq \"{asked}\"");
            assert_eq!(admin.query("/users", &[("filter", filter.as_str())]).expect(200).items().len(), 1, "{asked}");
        }
        let found = admin.get(&format!("/users/{}", app.account("p0").id)).expect(200);
        assert_ne!(found.json["address"], Value::Null);
    }
}
