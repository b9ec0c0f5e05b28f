//! Files that cannot be used: said at once, with what was found.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{at, now, plan, shorts, suspension};

fn upload(client: &Client, file: &[u8]) -> Answer {
    client.waiting().upload("people.csv", file, &suspension(json!({})))
}

fn no_batches(client: &Client) {
    assert!(client.get("/batches").expect(200).items().is_empty());
}

on_both_engines! {
    fn a_header_that_cannot_be_used_names_its_headings_for_programs_and_is_used_once_they_are_mapped(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let file = b"Kennung,Sperre\np0,1\n";
        let send = |columns: Value| admin.upload("x.csv", file, &suspension(json!({ "columns": columns })));
        let refused = send(json!({})).expect_problem(422, "no_usable_column");
        assert_eq!(refused.json["columns"], json!([
            { "header": "Kennung", "field": null }, { "header": "Sperre", "field": null },
        ]));
        assert_eq!(refused.json["values"], json!({
            "missing": ["username"], "delimiter": ",", "headings": ["Kennung", "Sperre"],
        }));
        // The key alone does not say what to do with the account.
        let refused = send(json!({ "Kennung": "username" })).expect_problem(422, "no_usable_column");
        assert_eq!(refused.json["columns"][0], json!({ "header": "Kennung", "field": "username" }));
        assert!(refused.json["values"]["missing"].as_array().is_some_and(|missing| missing.contains(&json!("suspended"))));
        no_batches(&admin);
        send(json!({ "Kennung": "username", "Sperre": "suspended" })).expect(202);
        assert_eq!(admin.get("/batches").expect(200).items().len(), 1);
    }

    fn what_a_message_names_stands_beside_it_as_values(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let refused = |file: &[u8]| upload(&admin, file).expect(422).json["values"].clone();
        assert_eq!(refused(b"username,suspended\nan\x00na,1\n"), json!({ "line": 2 }));
        assert_eq!(refused(b"username,suspended\n"), json!({ "headings": ["username", "suspended"] }));
        let batch = plan(&admin, "username,suspended,Hut\np0,1,\np0,0,\np0,1,\n");
        assert_eq!(batch.json["warnings"][0]["values"], json!({ "headings": ["Hut"] }));
        let rows = admin.get(&at(&batch, "/rows")).expect(200);
        assert_eq!(rows.items()[1]["messages"][0]["values"], json!({ "line": 2 }), "{}", rows.text);
    }

    fn files_without_a_table_are_refused_by_name(app: TestApp) {
        let admin = app.administrator();
        for (file, code) in [
            (&b""[..], "empty_file"),
            (b"\n\n  \r\n\t\n", "empty_file"),
            (b"username,suspended\n", "no_rows"),
            (b"username,suspended\n\n\n", "no_rows"),
            (b"username,suspended", "no_rows"),
            (b"anna,1\nbert,1\n", "no_usable_column"),
            (b"username,shoe size\nanna,1\n", "no_usable_column"),
            (b"suspended\n1\n", "no_usable_column"),
            (b"username,suspended\nan\x00na,1\n", "nul_bytes"),
            (b"\x89PNG\r\n\x1a\n0000", "not_a_table"),
            (b"PK\x03\x04rest", "not_a_table"),
            (b"%PDF-1.7 rest", "not_a_table"),
            (b"\xD0\xCF\x11\xE0rest", "not_a_table"),
            (b"\x1F\x8Brest", "not_a_table"),
        ] {
            let answer = upload(&admin, file).expect_problem(422, code);
            assert_eq!((&answer.json["errors"][0]["field"], &answer.json["errors"][0]["code"]), (&json!("file"), &json!(code)));
        }
        no_batches(&admin);
    }

    fn a_mark_and_nothing_else_is_an_empty_file(app: TestApp) {
        let admin = app.administrator();
        for file in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xEF\xBB\xBF\n\n"] {
            let answer = upload(&admin, file).expect(422);
            assert!(["empty_file", "no_header"].contains(&answer.text_of("code").as_str()), "{}", answer.text);
        }
    }

    fn the_header_that_was_found_is_named(app: TestApp) {
        let admin = app.administrator();
        let answer = upload(&admin, b"name;gone\nanna;1\n").expect(422);
        let detail = answer.text_of("detail");
        assert!(detail.contains("\"name\"") && detail.contains("\"gone\"") && detail.contains("\";\""), "{detail}");
    }

    fn a_file_over_the_limit_is_refused_and_leaves_nothing(app: TestApp) {
        let admin = app.administrator();
        app.set("batches.max_file_bytes", "1000");
        let row = "p0,1\n".repeat(300);
        upload(&admin, format!("username,suspended\n{row}").as_bytes()).expect_problem(413, "too_large");
        let row = "p0,1\n".repeat(100);
        upload(&admin, format!("username,suspended\n{row}").as_bytes()).expect(202);
        #[derive(diesel::QueryableByName)]
        struct Bytes {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let sql = "SELECT COUNT(DISTINCT staged) AS n FROM staged_parts";
        let staged = app.db.read(|conn| Ok(diesel::RunQueryDsl::get_result::<Bytes>(diesel::sql_query(sql), conn)?.n));
        assert_eq!(staged.expect("the parts are counted"), 1);
    }

    fn a_file_with_too_many_rows_fails_and_says_so(app: TestApp) {
        let admin = app.administrator();
        app.set("batches.max_rows", "10");
        let row = "p0,1\n".repeat(11);
        let batch = upload(&admin, format!("username,suspended\n{row}").as_bytes()).expect(202);
        assert_eq!((&batch.json["state"], &batch.json["problem"]["code"]), (&json!("failed"), &json!("too_many_rows")));
        let row = "p0,1\n".repeat(10);
        let batch = upload(&admin, format!("username,suspended\n{row}").as_bytes()).expect(202);
        assert_eq!(batch.json["state"], "planned");
    }

    fn a_quote_that_is_never_closed_fails_with_its_line(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let rest = "p0,1,x\n".repeat(200_000);
        let batch = upload(&admin, format!("username,suspended,reason\np0,1,a\np0,1,\"b\n{rest}").as_bytes()).expect(202);
        assert_eq!(batch.json["state"], "failed", "{}", batch.text);
        let detail = batch.json["problem"]["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.to_lowercase().contains("line 3") && detail.contains("quote"), "{detail}");
        assert!(!app.account("p0").suspended);
        assert_eq!(now(&admin, &batch).json["undoable"], false);
    }

    fn a_cell_that_is_too_long_is_an_error_of_its_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.set("batches.max_cell_bytes", "100");
        let long = "x".repeat(101);
        let file = format!("username,suspended,reason\np0,1,{long}\np1,1,short\n");
        let batch = upload(&admin, file.as_bytes()).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 error too_long", "3 suspend"]);
    }

    fn settings_that_cannot_be_are_named(app: TestApp) {
        let admin = app.administrator();
        let file = b"username,suspended\np0,1\n";
        for (settings, code, field) in [
            (json!({ "preset": "party" }), "invalid_settings", "settings.preset"),
            (suspension(json!({ "on_error": "panic" })), "invalid_settings", "settings.on_error"),
            (suspension(json!({ "on_suspend_auth_method": "magic" })), "invalid_settings", "settings.on_suspend_auth_method"),
            (suspension(json!({ "shoe_size": 44 })), "invalid", "shoe_size"),
            (suspension(json!({ "apply": "yes" })), "invalid", "apply"),
        ] {
            let answer = admin.upload("x.csv", file, &settings).expect_problem(422, code);
            assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.text);
        }
        no_batches(&admin);
    }

    fn what_is_no_upload_is_refused(app: TestApp) {
        let admin = app.administrator();
        let send = |media_type: &str, body: &[u8]| admin.send("POST", "/batches/file", media_type, body);
        let part = |name: &str, text: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x.csv\"\r\n\r\n{text}\r\n");
        let form = "multipart/form-data; boundary=b";
        send("application/json", b"{}").expect_problem(415, "unsupported_media_type");
        send("", b"x").expect_problem(415, "unsupported_media_type");
        send("multipart/form-data", b"x").expect_problem(400, "invalid_multipart");
        send(form, b"--b\r\nbroken").expect_problem(400, "invalid_multipart");
        send(form, b"--b--\r\n").expect_problem(400, "invalid_multipart");
        send(form, format!("{}--b--\r\n", part("settings", "{}")).as_bytes()).expect_problem(422, "missing_value");
        send(form, format!("{}--b--\r\n", part("shoe", "44")).as_bytes()).expect_problem(422, "unknown_field");
        let file = part("file", "username,suspended\np0,1\n");
        send(form, format!("{file}{}--b--\r\n", part("settings", "{")).as_bytes()).expect_problem(400, "invalid_json");
        no_batches(&admin);
    }

    fn the_name_of_a_file_is_only_a_name(app: TestApp) {
        let admin = app.administrator();
        let named = |name: &str| {
            let batch = admin.waiting().upload(name, b"username,suspended\np0,1\n", &suspension(json!({}))).expect(202);
            (batch.text_of("name"), batch.json["source"]["file_name"].clone())
        };
        assert_eq!(named("../../etc/passwd"), ("passwd".to_owned(), json!("passwd")));
        assert_eq!(named("").0, "upload.csv");
        assert_eq!(named(&"x".repeat(500)).0.len(), 200);
        let own = admin.waiting().upload("x.csv", b"username,suspended\np0,1\n", &suspension(json!({ "name": "Leavers of May" })));
        assert_eq!(own.expect(202).text_of("name"), "Leavers of May");
    }
}
