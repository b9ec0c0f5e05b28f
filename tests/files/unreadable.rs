//! Rows that cannot be taken for what they say, and what is read nevertheless (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::preset;
use super::workbooks::workbook;
use crate::batches::support::{apply_file, at, counts, plan_with, rows, shorts};

on_both_engines! {
    fn a_quote_that_is_open_at_the_end_is_an_error_on_its_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let file = "username,suspended,reason\np0,1,ok\np1,1,\"left\np2,1,moved\n";
        let batch = plan_with(&admin, file.as_bytes(), preset("suspension", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error damaged_quotes"]);
        let message = rows(&admin, &batch)[1]["messages"][0]["message"].to_string();
        assert!(message.contains("begins on line 3 is never closed"), "{message}");
    }

    fn a_cell_that_is_too_long_is_an_error_on_its_row_only(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = format!("username,description\np0,{}\np1,short\n", "x".repeat(70_000));
        let batch = plan_with(&admin, file.as_bytes(), preset("upsert", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error too_long", "3 update"]);
        // As long as the field may be, in letters of three bytes.
        let file = format!("username,description\np0,{}\n", "説".repeat(10_000));
        assert_eq!(shorts(&admin, &plan_with(&admin, file.as_bytes(), preset("upsert", json!({})))), ["2 update"]);
    }

    fn what_a_spreadsheet_could_not_work_out_is_an_error(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = "username,department,note\np0,#N/A,\np1,,#REF!\n";
        let batch = plan_with(&admin, file.as_bytes(), preset("upsert", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value", "3 unchanged"]);
        let sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
            <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c></row>";
        let file = workbook(sheet, &["username", "department", "p0"]);
        let batch = admin.waiting().upload("people.xlsx", &file, &preset("upsert", json!({}))).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value"]);
    }

    fn a_workbook_has_neither_encoding_nor_delimiter(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
            <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>";
        let file = workbook(sheet, &["username", "city", "p0", "Köln, Süd"]);
        let settings = preset("upsert", json!({ "encoding": "windows-1252", "delimiter": ";" }));
        let batch = admin.waiting().upload("people.xlsx", &file, &settings).expect(202);
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "city": "Köln, Süd" }));
        let again = json!({ "settings": { "encoding": "shift_jis" } });
        let batch = admin.waiting().post(&at(&batch, "/plan"), &again).expect(202);
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "city": "Köln, Süd" }));
    }

    fn rows_of_blank_cells_are_ignored(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = "  \nusername,city\n,\np0,Graz\n , \n,,,\np1,Linz\n";
        let batch = plan_with(&admin, file.as_bytes(), preset("upsert", json!({})));
        assert_eq!(shorts(&admin, &batch), ["4 update", "7 update"]);
    }

    fn never_is_a_time(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = apply_file(&admin, "username,suspended,until\np0,1,9999-12-31\np1,1,9999-12-30\n");
        assert_eq!(counts(&batch), "suspend 2");
        let shown = admin.get(&format!("/users/{}", app.account("p0").id)).expect(200);
        assert!(shown.text_of("suspended_until").starts_with("9999-12-30"), "{}", shown.text);
        let batch = apply_file(&admin, "username,suspended\np0,0\np1,0\n");
        assert_eq!((counts(&batch), app.account("p0").suspended), ("activate 2".to_owned(), false));
    }

    fn a_username_that_was_made_names_nobody_with_another_address(app: TestApp) {
        let admin = app.administrator();
        let settings = || preset("upsert", json!({ "username_template": "{firstname}.{lastname}", "apply": true }));
        let file = |name: &str, address: &str| format!("firstname,lastname,email\n{name},{address}\n");
        let upload = |name: &str, address: &str| {
            admin.waiting().upload("x.csv", file(name, address).as_bytes(), &settings()).expect(202)
        };
        assert_eq!(counts(&upload("Jo,Do", "jo1@example.org")), "create 1");
        assert_eq!(counts(&upload("Jo,Do", "JO1@example.org")), "unchanged 1");
        let other = upload("Jo,Do", "jo2@example.org");
        assert_eq!(shorts(&admin, &other), ["2 error username_taken"]);
        assert_eq!(app.account("jo.do").email, "jo1@example.org");
        // Letters of which none can be in a username make none.
        assert_eq!(shorts(&admin, &upload("太郎,山田", "taro@example.org")), ["2 error username_invalid"]);
    }

    fn a_word_that_can_no_longer_be_chosen_is_kept_by_who_has_it(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let field = json!({ "name": "contract", "kind": "choice", "choices": ["Permanent", "Temporary"] });
        let field = admin.post("/profile-fields", &field).expect(201);
        let id = app.account("p0").id;
        admin.patch(&format!("/users/{id}"), &json!({ "profile": { "contract": "Temporary" } })).expect(200);
        admin.patch(&format!("/profile-fields/{}", field.text_of("id")), &json!({ "choices": ["Permanent"] })).expect(200);
        let csv = admin.get("/users/export").expect(200).text;
        let again = plan_with(&admin, csv.as_bytes(), preset("upsert", json!({})));
        assert_eq!(counts(&again), "unchanged 3");
        let file = "username,profile_field_contract\np0,Temporary\np1,Temporary\nnew,Temporary\n";
        let batch = plan_with(&admin, file.as_bytes(), preset("upsert", json!({ "mode": "update" })));
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 error invalid_value", "4 skip does_not_exist"]);
    }

    fn who_may_not_see_id_numbers_finds_nobody_by_them(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let number = app.account("p0").id_number.expect("a number");
        let scopes = json!(["users.view", "users.update", "users.suspend", "batches.view", "batches.create"]);
        let token = admin.post("/me/tokens", &json!({ "name": "desk", "scopes": scopes, "expires_at": "2099-01-01T00:00:00Z" }));
        let desk = app.anonymous.with_token(&token.expect(201).text_of("token"));
        let by = |client: &rollcall_testkit::Client, list: &str| {
            let asked = json!({ "action": "confirm", "target": { "list": list } });
            let batch = client.waiting().post("/batches/selection", &asked).expect(202);
            rows(client, &batch)[0]["user_id"].clone()
        };
        assert_eq!((by(&desk, &number), by(&admin, &number).is_string()), (Value::Null, true));
        assert!(by(&desk, "p0").is_string());
        let file = format!("idnumber,suspended\n{number},0\n");
        let settings = preset("suspension", json!({ "match_by": "id_number" }));
        desk.waiting().upload("x.csv", file.as_bytes(), &settings).expect_problem(403, "forbidden");
        admin.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202);
    }
}
