//! A name or an address that a deleted account has: the caller is told so, with the repair.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{plan, preset};
use crate::batches::support::{rows, shorts};

/// A user who is deleted: `gone`, `gone@example.org`, K-77.
fn gone(app: &TestApp, admin: &Client) {
    let text = |value: &str| FieldValue::Text(value.to_owned());
    app.people_with(&[("gone", &[(Field::Email, text("gone@example.org")), (Field::IdNumber, text("K-77"))])]);
    app.person("here");
    let id = app.account("gone").id;
    admin.send("DELETE", &format!("/users/{id}"), "application/json", b"").expect(204);
}

#[track_caller]
fn says_restore(text: &str) {
    assert!(text.contains("deleted") && text.to_lowercase().contains("restore"), "{text}");
}

fn message(client: &Client, batch: &Answer) -> String {
    rows(client, batch)[0]["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|message| message["message"].to_string())
        .collect()
}

on_both_engines! {
    fn creating_and_changing_an_account_says_so(app: TestApp) {
        let admin = app.administrator();
        gone(&app, &admin);
        let body = |name: &str, email: &str| json!({ "username": name, "first_name": "A", "last_name": "B", "email": email });
        says_restore(&admin.post("/users", &body("gone", "new@example.org")).expect_problem(409, "username_taken").text);
        says_restore(&admin.post("/users", &body("new", "gone@example.org")).expect_problem(409, "email_taken").text);
        let here = format!("/users/{}", app.account("here").id);
        says_restore(&admin.patch(&here, &json!({ "username": "gone" })).expect_problem(409, "username_taken").text);
        says_restore(&admin.patch(&here, &json!({ "email": "Gone@Example.org" })).expect_problem(409, "email_taken").text);
    }

    fn files_say_so_by_any_key(app: TestApp) {
        let admin = app.administrator();
        gone(&app, &admin);
        for (settings, file, code) in [
            (preset("suspension", json!({})), "username,suspended\ngone,1\n", "unknown_user"),
            (preset("suspension", json!({ "match_by": "email" })), "email,suspended\ngone@example.org,1\n", "unknown_user"),
            (preset("suspension", json!({ "match_by": "id_number" })), "idnumber,suspended\nk-77,1\n", "unknown_user"),
            (preset("delete", json!({})), "username\ngone\n", "unknown_user"),
            (preset("rename", json!({})), "oldusername,username\ngone,back\n", "unknown_user"),
            (preset("rename", json!({})), "oldusername,username\nhere,gone\n", "username_taken"),
            (preset("upsert", json!({})), "username,email\nhere,gone@example.org\n", "email_taken"),
            (preset("upsert", json!({})), "username,firstname,lastname,email\ngone,A,B,x@example.org\n", "username_taken"),
            (preset("upsert", json!({})), "username,firstname,lastname,email\nx,A,B,gone@example.org\n", "email_taken"),
        ] {
            let batch = plan(&admin, &settings, file);
            assert_eq!(shorts(&admin, &batch), [format!("2 error {code}")], "{file}");
            says_restore(&message(&admin, &batch));
        }
        let skipped = plan(&admin, &preset("upsert", json!({ "mode": "update" })), "username,city\ngone,Graz\n");
        assert_eq!(shorts(&admin, &skipped), ["2 skip does_not_exist"]);
        says_restore(&message(&admin, &skipped));
    }

    fn pasted_lists_say_so(app: TestApp) {
        let admin = app.administrator();
        gone(&app, &admin);
        for name in ["gone", "GONE@example.org", "K-77"] {
            let asked = json!({ "action": "suspend", "target": { "list": name } });
            let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
            assert_eq!(shorts(&admin, &batch), ["1 error unknown_user"]);
            says_restore(&message(&admin, &batch));
        }
        let asked = json!({ "action": "restore", "target": { "list": "gone" } });
        let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
        assert_eq!(shorts(&admin, &batch), ["1 restore"]);
    }

    fn who_may_not_see_deleted_accounts_is_not_told(app: TestApp) {
        let admin = app.administrator();
        gone(&app, &admin);
        let scopes = json!(["users.create", "users.update", "batches.view", "batches.create"]);
        let token = admin.post("/me/tokens", &json!({ "name": "hr", "scopes": scopes, "expires_at": "2099-01-01T00:00:00Z" }));
        let hr = app.anonymous.with_token(&token.expect(201).text_of("token"));
        let body = json!({ "username": "gone", "first_name": "A", "last_name": "B", "email": "new@example.org" });
        assert!(!hr.post("/users", &body).expect_problem(409, "username_taken").text.contains("deleted"));
        let file = "username,firstname,lastname,email\ngone,A,B,gone@example.org\n";
        let batch = plan(&hr, &preset("upsert", json!({})), file);
        assert_eq!(shorts(&hr, &batch), ["2 error username_taken email_taken"]);
        assert!(!message(&hr, &batch).contains("deleted"));
        assert_eq!(rows(&hr, &batch)[0]["user_id"], Value::Null);
    }
}
