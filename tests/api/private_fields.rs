//! Phone numbers, postal addresses and ID numbers: who may not see them cannot ask for them or write them by any way, nor
//! read them in anything that was stored for another user.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::selections::select;
use crate::batches::support::{at, rows};

const ALL_BUT_PRIVATE: [&str; 11] = [
    "users.view",
    "users.create",
    "users.update",
    "users.suspend",
    "users.delete",
    "batches.view",
    "batches.create",
    "batches.apply",
    "exports.create",
    "me.read",
    "me.write",
];

/// An administrator, and a token of the same person without `users.view_private`; `anna` with a phone number and an address.
fn site(app: &TestApp) -> (Client, Client) {
    let text = |text: &str| FieldValue::Text(text.to_owned());
    app.people_with(&[
        ("anna", &[(Field::Phone, text("+43 664 77")), (Field::Address, text("Gasse 9"))]),
        ("otto", &[]),
    ]);
    let admin = app.administrator();
    let token = admin.post("/me/tokens", &json!({ "name": "limited", "scopes": ALL_BUT_PRIVATE })).expect(201);
    (admin, app.anonymous.with_token(&token.text_of("token")))
}

fn upload(client: &Client, file: &str, settings: Value) -> Answer {
    client.waiting().upload("people.csv", file.as_bytes(), &settings)
}

/// The refusal, which names what is private.
#[track_caller]
fn is_refused(answer: Answer, named: &str) {
    let answer = answer.expect_problem(403, "forbidden");
    let detail = answer.text_of("detail");
    assert!(detail.contains("users.view_private") && detail.contains(named), "{named}: {detail}");
}

on_both_engines! {
    fn a_file_with_private_columns_needs_the_right_to_see_them(app: TestApp) {
        let (admin, limited) = site(&app);
        for (file, settings, named) in [
            ("username,phone1\nanna,+43 664 77\n", json!({ "mode": "update" }), "phone1"),
            ("username,Mobile_Phone,address\nanna,1,2\n", json!({}), "phone2, address"),
            ("username,tel\nanna,1\n", json!({ "columns": { "tel": "phone1" } }), "phone1"),
            ("username,city\nanna,Graz\n", json!({ "defaults": { "idnumber": "7" } }), "idnumber"),
            ("idnumber,suspended\nid-anna,1\n", json!({ "preset": "suspension", "match_by": "id_number" }), "idnumber"),
            ("username,employee_id\nanna,1\n", json!({ "mode": "create" }), "idnumber"),
        ] {
            is_refused(upload(&limited, file, settings.clone()), named);
            upload(&admin, file, settings).expect(202);
        }
        // What a file has and nobody reads is not asked for.
        upload(&limited, "username,suspended,phone1\nanna,1,5\n", json!({ "preset": "suspension" })).expect(202);
        upload(&limited, "username,phone1\nanna,5\n", json!({ "columns": { "phone1": null } })).expect(422);
        assert_eq!(app.account("anna").phone.as_deref(), Some("+43 664 77"));
    }

    fn a_batch_that_touches_private_fields_is_planned_again_mended_applied_and_undone_by_who_may_see_them(app: TestApp) {
        let (admin, limited) = site(&app);
        let file = "username,phone1,city\nanna,+43 1,Graz\nnobody,2,Graz\n";
        let batch = upload(&admin, file, json!({ "mode": "update" })).expect(202);
        assert!(batch.json["needs"].as_array().is_some_and(|needs| needs.contains(&json!("users.view_private"))));
        is_refused(limited.patch(&at(&batch, "/rows/3"), &json!({ "cells": { "username": "otto" } })), "phone1");
        is_refused(limited.post_nothing(&at(&batch, "/plan")), "phone1");
        is_refused(limited.post_nothing(&at(&batch, "/apply")), "phone1");
        is_refused(limited.post_nothing(&at(&batch, "/cancel")), "phone1");
        admin.waiting().post_nothing(&at(&batch, "/apply")).expect(202);
        assert_eq!(app.account("anna").phone.as_deref(), Some("+43 1"));
        limited.post(&at(&batch, "/undo"), &json!({ "apply": true })).expect_problem(403, "forbidden");
        assert_eq!(app.account("anna").phone.as_deref(), Some("+43 1"));
    }

    fn other_settings_cannot_bring_private_columns_in(app: TestApp) {
        let (_, limited) = site(&app);
        let batch = upload(&limited, "username,tel,city\nanna,1,Graz\n", json!({ "mode": "update" })).expect(202);
        for settings in [json!({ "columns": { "tel": "phone1" } }), json!({ "defaults": { "address": "x" } })] {
            limited.post(&at(&batch, "/plan"), &json!({ "settings": settings })).expect_problem(403, "forbidden");
        }
        let filter = json!({ "settings": { "full_sync": { "filter": "phone pr" } } });
        limited.post(&at(&batch, "/plan"), &filter).expect(400);
    }

    fn the_file_of_an_export_with_private_columns_is_for_who_may_see_them(app: TestApp) {
        let (admin, limited) = site(&app);
        let everybody = || json!({ "filter": "username sw \"a\"" });
        let export = select(&admin, "export", everybody(), json!({ "apply": true }));
        assert!(admin.get(&at(&export, "/download")).expect(200).text.contains("+43 664 77"));
        is_refused(limited.get(&at(&export, "/download")), "phone");
        is_refused(limited.post_nothing(&at(&export, "/download/link")), "phone");
        let public = select(&admin, "export", everybody(), json!({ "apply": true, "fields": ["username"] }));
        limited.get(&at(&public, "/download")).expect(200);
        let own = select(&limited, "export", everybody(), json!({ "apply": true }));
        let text = limited.get(&at(&own, "/download")).expect(200).text;
        assert!(text.contains("anna") && !text.contains("664 77"), "{text}");
    }

    fn an_answer_that_is_given_again_is_shown_by_the_rights_of_who_asks(app: TestApp) {
        let (admin, limited) = site(&app);
        let body = json!({
            "username": "kim", "email": "kim@example.org", "first_name": "Kim", "last_name": "Li", "phone": "+43 5", "id_number": "K-5",
        });
        let once = |client: &Client| client.with("Idempotency-Key", "k").post("/users", &body);
        let made = once(&admin).expect(201);
        let again = once(&limited).expect(201);
        assert_eq!(again.header("idempotency-replayed").as_deref(), Some("true"));
        assert_eq!((&again.json["phone"], &again.json["id_number"]), (&Value::Null, &Value::Null));
        assert_eq!((&again.json["username"], &again.json["id"]), (&json!("kim"), &made.json["id"]));
        assert_eq!(once(&admin).expect(201).json, made.json);
        let selection = json!({
            "action": "suspend", "target": { "filter": "phone eq \"+43 664 77\"" }, "settings": {},
        });
        let once = |client: &Client| client.with("Idempotency-Key", "s").waiting().post("/batches/selection", &selection);
        once(&admin).expect(202);
        // The limited one may not even ask for it; what it would be given has no number in it.
        let again = once(&limited);
        assert!(!again.text.contains("664 77"), "{}", again.text);
    }

    fn filters_and_defaults_of_batches_hide_private_values_from_who_may_not_see_them(app: TestApp) {
        let (admin, limited) = site(&app);
        let selection = select(&admin, "suspend", json!({ "filter": "phone eq \"+43 664 77\" and city pr or username eq \"anna\"" }), json!({}));
        let settings = json!({ "defaults": { "phone1": "+43 98", "city": "Graz" }, "full_sync": { "filter": "id_number eq \"id-77\"" } });
        let file = upload(&admin, "username,city\nanna,Wien\n", settings).expect(202);
        let searched = select(&admin, "suspend", json!({ "q": "id-otto" }), json!({}));
        let seen = |batch: &Answer| limited.get(&at(batch, "")).expect(200);
        let first = seen(&selection);
        assert_eq!(first.json["source"]["filter"], json!("phone eq \"…\" and city pr or username eq \"anna\""));
        let second = seen(&file);
        assert_eq!(second.json["settings"]["defaults"], json!({ "phone1": "…", "city": "Graz" }));
        assert_eq!(second.json["settings"]["full_sync"]["filter"], json!("id_number eq \"…\""));
        assert_eq!(seen(&searched).json["source"]["q"], json!("…"));
        let list = limited.get("/batches").expect(200).text;
        assert!(!["664 77", "+43 98", "id-77", "id-otto"].iter().any(|secret| list.contains(secret)), "{list}");
        let shown = admin.get(&at(&selection, "")).expect(200);
        assert!(shown.json["source"]["filter"].as_str().is_some_and(|filter| filter.contains("+43 664 77")));
        limited.post_nothing(&at(&selection, "/plan")).expect_problem(403, "forbidden");
    }

    fn shared_views_and_presets_hide_private_values(app: TestApp) {
        let (admin, limited) = site(&app);
        let view = json!({ "name": "Phone", "filter": "phone eq \"+43 664 77\"", "shared": true });
        let view = admin.post("/views", &view).expect(201);
        let preset = json!({ "name": "P", "settings": { "defaults": { "phone1": "+43 98" } }, "shared": true });
        let preset = admin.post("/batch-presets", &preset).expect(201);
        for path in ["/views".to_owned(), format!("/views/{}", view.text_of("id"))] {
            let text = limited.get(&path).expect(200).text;
            assert!(text.contains("phone eq") && !text.contains("664 77"), "{text}");
            assert!(admin.get(&path).expect(200).text.contains("664 77"));
        }
        for path in ["/batch-presets".to_owned(), format!("/batch-presets/{}", preset.text_of("id"))] {
            assert!(!limited.get(&path).expect(200).text.contains("+43 98"));
            assert!(admin.get(&path).expect(200).text.contains("+43 98"));
        }
        let renamed = limited.patch(&format!("/views/{}", view.text_of("id")), &json!({ "name": "Other" }));
        assert!(!renamed.text.contains("664 77"), "{}", renamed.text);
    }

    fn a_shared_view_shows_no_number_that_it_searches_for(app: TestApp) {
        let (admin, limited) = site(&app);
        let number = admin.post("/views", &json!({ "name": "One", "q": "4711-99", "shared": true })).expect(201);
        let name = admin.post("/views", &json!({ "name": "Two", "q": "bauer", "shared": true })).expect(201);
        let shown = |client: &Client, view: &Answer| client.get(&format!("/views/{}", view.text_of("id"))).expect(200).json["q"].clone();
        assert_eq!((shown(&admin, &number), shown(&limited, &number)), (json!("4711-99"), json!("…")));
        assert_eq!(shown(&limited, &name), json!("bauer"));
    }

    fn messages_of_rows_repeat_no_private_value(app: TestApp) {
        let (admin, limited) = site(&app);
        let list = select(&admin, "suspend", json!({ "list": "id-anna\nid-secret-4711\nid-otto\n" }), json!({}));
        let by_number = upload(&admin, "idnumber,suspended\nid-secret-4712,1\n", json!({ "preset": "suspension", "match_by": "id_number" })).expect(202);
        let long = format!("username,phone1\nanna,{}\n", "4713".repeat(100));
        let invalid = upload(&admin, &long, json!({ "mode": "update" })).expect(202);
        // A quote that is never closed swallows the lines behind it, into a column that is not private.
        let damaged = "username,city,phone1\nanna,\"Graz,1\notto,Wien,47144714\n";
        let damaged = upload(&admin, damaged, json!({ "mode": "update" })).expect(202);
        let ignored = "username,suspended,phone1\nnobody,1,47154715\n";
        let ignored = upload(&admin, ignored, json!({ "preset": "suspension", "columns": { "phone1": null } })).expect(202);
        let secrets = ["secret-4711", "secret-4712", "47134713", "47144714", "47154715"];
        for (batch, secret) in [&list, &by_number, &invalid, &damaged, &ignored].into_iter().zip(secrets) {
            let text = |rows: &[Value]| Value::from(rows.to_vec()).to_string();
            let all = rows(&limited, batch);
            assert!(!text(&all).contains(secret), "{}", text(&all));
            assert!(all.iter().any(|row| row["messages"][0]["code"].is_string()), "{}", text(&all));
            assert!(text(&rows(&admin, batch)).contains(secret));
            for report in ["/report.csv", "/rejected.csv"] {
                assert!(!limited.get(&at(batch, report)).expect(200).text.contains(secret));
            }
        }
    }

    fn a_single_account_is_written_by_the_same_rule(app: TestApp) {
        let (_, limited) = site(&app);
        let anna = format!("/users/{}", app.account("anna").id);
        is_refused(limited.patch(&anna, &json!({ "address": "x" })), "address");
        let body = json!({ "username": "kim", "email": "kim@example.org", "first_name": "Kim", "last_name": "Li" });
        limited.post("/users", &body).expect(201);
        let with_phone = json!({ "username": "kim2", "email": "kim2@example.org", "first_name": "K", "last_name": "L", "phone": "1" });
        is_refused(limited.post("/users", &with_phone), "phone");
        limited.patch("/me", &json!({ "phone": "+43 3" })).expect(200);
    }
}
