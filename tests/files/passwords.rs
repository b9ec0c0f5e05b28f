//! Passwords that come with a file (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{apply, plan, preset, run};
use crate::batches::support::{at, rows, shorts};

const HEADER: &str = "username,firstname,lastname,email,password\n";
const STRONG: &str = "velvet sparrow under nine clouds";

on_both_engines! {
    fn people_sign_in_with_the_password_of_the_file_which_is_seen_nowhere(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "passwords": "file", "force_password_change": "weak" }));
        let file = format!("{HEADER}anna,A,B,a@example.org,{STRONG}\nbea,B,C,b@example.org,summer2026\ncarl,C,D,c@example.org,\n");
        let batch = run(&admin, &settings, &file);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 create weak_password", "4 error missing_value"]);
        app.anonymous.sign_in("anna", STRONG).expect(200);
        app.anonymous.sign_in("bea", "summer2026").expect(200);
        assert!(app.account("bea").must_change_password && !app.account("anna").must_change_password);
        let seen = [
            admin.get(&at(&batch, "/rows")).expect(200).text,
            admin.get(&at(&batch, "/report.csv")).expect(200).text,
            admin.get(&at(&batch, "/rejected.csv")).expect(200).text,
            admin.get(&format!("/users/{}/history", app.account("anna").id)).expect(200).text,
        ];
        for text in seen {
            assert!(!text.contains("sparrow") && !text.contains("summer2026") && !text.contains("argon2"), "{text}");
        }
        app.tidy();
        assert!(app.mails().is_empty(), "nobody is invited who has a password");
    }

    fn a_row_that_is_mended_keeps_its_password(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "passwords": "file" }));
        let batch = plan(&admin, &settings, &format!("{HEADER}anna,A,B,nonsense,{STRONG}\n"));
        assert_eq!(shorts(&admin, &batch), ["2 error email_invalid"]);
        admin.patch(&at(&batch, "/rows/2"), &json!({ "cells": { "email": "a@example.org" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 create"]);
        let planned = admin.waiting().post(&at(&batch, "/plan"), &json!({})).expect(202);
        assert_eq!(shorts(&admin, &planned), ["2 create"]);
        apply(&admin, &batch);
        app.anonymous.sign_in("anna", STRONG).expect(200);
    }

    fn nobody_chooses_the_password_of_an_account_that_is_there(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let settings = preset("upsert", json!({ "passwords": "file" }));
        let batch = run(&admin, &settings, &format!("{HEADER}anna,New,B,anna@example.org,{STRONG}\n"));
        assert_eq!(rows(&admin, &batch)[0]["outcomes"], json!(["update"]));
        app.anonymous.sign_in("anna", STRONG).expect(401);
        app.anonymous.sign_in("anna", rollcall_testkit::PASSWORD).expect(200);
    }

    fn passwords_are_not_read_where_people_are_invited(app: TestApp) {
        let admin = app.administrator();
        let batch = run(&admin, &preset("upsert", json!({})), &format!("{HEADER}anna,A,B,a@example.org,{STRONG}\n"));
        assert_eq!(batch.json["warnings"][0]["code"], "ignored_columns");
        app.anonymous.sign_in("anna", STRONG).expect(401);
        app.tidy();
        assert_eq!(app.mails().len(), 1);
    }

    fn the_hash_is_wiped_with_the_end_of_the_batch(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "passwords": "file" }));
        let batch = plan(&admin, &settings, &format!("{HEADER}anna,A,B,a@example.org,{STRONG}\n"));
        let secrets = || -> i64 {
            app.read(|conn| {
                use diesel::prelude::*;
                use rollcall_domain::db::schema::batch_rows::dsl::{batch_rows, secret};
                Ok(batch_rows.filter(secret.is_not_null()).count().get_result(conn)?)
            })
        };
        assert_eq!(secrets(), 1);
        admin.post_nothing(&at(&batch, "/cancel")).expect(202);
        app.tidy();
        assert_eq!(secrets(), 0);
    }

    fn no_password_stays_however_the_row_is_broken_or_the_column_read(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "passwords": "file" }));
        for (settings, file) in [
            (settings.clone(), "username,firstname,lastname,password\nanna,Anna,Bauer,Dr.,Sparrow99\n".as_bytes().to_vec()),
            (settings, [b"username,firstname,lastname,email,password\nanna,A,B,a@example.org,Sparrow99\xFF\n".to_vec()].concat()),
            (preset("upsert", json!({ "columns": { "password": null } })), b"username,city,password\nanna,Graz,Sparrow99\n".to_vec()),
            (preset("suspension", json!({})), b"username,suspended,password\nanna,1,Sparrow99\n".to_vec()),
        ] {
            let mut settings = settings;
            settings["encoding"] = json!("utf-8");
            let batch = admin.waiting().upload("x.csv", &file, &settings).expect(202);
            for path in ["/rows", "/report.csv", "/rejected.csv"] {
                let text = admin.get(&at(&batch, path)).expect(200).text;
                assert!(!text.contains("Sparrow"), "{text}");
            }
        }
    }

    fn a_row_whose_name_was_lost_to_another_keeps_its_password(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "passwords": "file" }));
        let file = format!("{HEADER}anna,A,B,a@example.org,{STRONG}\nanna,C,D,c@example.org,{STRONG}\n");
        let batch = plan(&admin, &settings, &file);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 error duplicate_in_file"]);
        admin.patch(&at(&batch, "/rows/3"), &json!({ "cells": { "username": "carla" } })).expect(200);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 create"]);
        apply(&admin, &batch);
        app.anonymous.sign_in("carla", STRONG).expect(200);
    }
}
