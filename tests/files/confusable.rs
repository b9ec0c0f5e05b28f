//! New usernames that look like those of others (PRODUCT 5).

use diesel::connection::SimpleConnection;
use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset, run};
use crate::batches::support::{at, rows, shorts, warnings};

on_both_engines! {
    fn a_new_name_that_looks_like_anothers_is_warned_of(app: TestApp) {
        let admin = app.administrator();
        let text = |value: &str| rollcall_domain::users::FieldValue::Text(value.to_owned());
        let city = rollcall_domain::users::Field::City;
        app.people_with(&[("paypal", &[(city, text("Graz"))]), ("anna", &[]), ("b0b", &[]), ("carl", &[])]);
        let file = "oldusername,username\nanna,paypa1\nb0b,bob\ncarl,charles\n";
        let batch = plan(&admin, &preset("rename", json!({})), file);
        // Whoever gets a name that looks like their own takes nobody in.
        assert_eq!(shorts(&admin, &batch), ["2 rename confusable", "3 rename", "4 rename"]);
        assert_eq!(warnings(&batch), ["confusable 1"]);
        let message = &rows(&admin, &batch)[0]["messages"][0];
        assert_eq!((&message["level"], &message["field"], &message["found"]), (&json!("warning"), &json!("username"), &json!("paypa1")));
        assert!(message["message"].as_str().is_some_and(|text| text.contains("another account") && !text.contains("\"paypal\"")), "{message}");
        let made = "username,firstname,lastname,email\nPAYPA1,P,A,pa@example.org\ndora,D,E,de@example.org\n";
        assert_eq!(shorts(&admin, &run(&admin, &preset("upsert", json!({})), made)), ["2 create confusable", "3 create"]);
        // A row that gives no new name is about a name that everybody knows by now.
        assert_eq!(shorts(&admin, &plan(&admin, &preset("upsert", json!({})), made)), ["2 unchanged", "3 unchanged"]);
    }

    fn names_of_one_file_are_compared_too_the_later_one_is_warned_of(app: TestApp) {
        let admin = app.administrator();
        let row = |name: &str| format!("{name},First,Last,{name}@example.org\n");
        let between: String = (0..1_200).map(|number| row(&format!("z{number}z"))).collect();
        let file = format!("username,firstname,lastname,email\n{}{}{between}{}{}", row("modern"), row("rnodern"), row("rnodem"), row("other"));
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        let warned: Vec<_> = admin.pages(&at(&batch, "/rows"), &[("limit", "500")]).iter().flat_map(|page| page.items().clone())
            .filter(|row| row["key"].as_str().is_some_and(|key| !key.starts_with('z')))
            .map(|row| crate::batches::support::short(&row)).collect();
        assert_eq!(warned, ["2 create", "3 create confusable", "1204 create confusable", "1205 create"]);
        // The row is looked at again when it is repaired.
        let repaired = admin.patch(&at(&batch, "/rows/3"), &json!({ "cells": { "username": "quite.other" } })).expect(200);
        assert_eq!(repaired.json["messages"], json!([]));
        let again = admin.patch(&at(&batch, "/rows/1205"), &json!({ "cells": { "username": "modem" } })).expect(200);
        assert_eq!(again.json["messages"][0]["code"], "confusable");
    }

    fn deleted_accounts_are_not_looked_like(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("b0b", 1);
        app.people("p", 1);
        admin.send("DELETE", &format!("/users/{}", people[0].id), "application/json", b"").expect(204);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,bobo\n");
        assert_eq!(shorts(&admin, &batch), ["2 rename"]);
    }

    fn accounts_from_before_are_filled_in_by_and_by(app: TestApp) {
        let admin = app.administrator();
        app.people("b0b", 3);
        app.people("p", 1);
        app.write(|conn| Ok(conn.batch_execute("UPDATE users SET username_skeleton = NULL")?));
        let file = "oldusername,username\np0,bob2\n";
        assert_eq!(shorts(&admin, &plan(&admin, &preset("rename", json!({})), file)), ["2 rename"]);
        app.tidy();
        let batch = plan(&admin, &preset("rename", json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 rename confusable"]);
    }
}
