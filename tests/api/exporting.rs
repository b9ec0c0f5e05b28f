//! `GET /users/export`: profiles, streamed in several formats.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{counts, plan};

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

/// People with values that other programs trip over.
pub fn hostile(app: &TestApp) {
    app.people_with(&[
        ("quotes", &[(Field::City, text("\"Wien\", 1. Bezirk")), (Field::Department, text("R&D <b>"))]),
        ("lines", &[(Field::Address, text("Ring 1\nTop 2")), (Field::IdNumber, text("0007"))]),
        ("formula", &[(Field::Description, text("=cmd|' /C calc'!A0")), (Field::Phone, text("+43 1 234"))]),
        ("letters", &[(Field::FirstName, text("محمد")), (Field::LastName, text("😀 Łódź"))]),
        ("gone", &[(Field::Suspended, FieldValue::Bool(true)), (Field::AuthMethod, text("nologin"))]),
    ]);
}

on_both_engines! {
    fn a_csv_has_the_fields_asked_for_and_makes_formulas_harmless(app: TestApp) {
        let admin = app.administrator();
        hostile(&app);
        let parameters = [("filter", "username ne \"root-admin\""), ("fields", "username,city,address,description,suspended")];
        let answer = admin.query("/users/export", &parameters).expect(200);
        assert_eq!(answer.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
        assert_eq!(answer.header("content-disposition").as_deref(), Some("attachment; filename=\"accounts.csv\""));
        let expected = "username,city,address,description,suspended\nquotes,\"\"\"Wien\"\", 1. Bezirk\",,,false\n\
            lines,,\"Ring 1\nTop 2\",,false\nformula,,,'=cmd|' /C calc'!A0,false\nletters,,,,false\ngone,,,,true\n";
        assert_eq!(answer.text, expected);
    }

    fn a_csv_uploaded_again_changes_nothing(app: TestApp) {
        let admin = app.administrator();
        hostile(&app);
        let csv = admin.get("/users/export").expect(200).text;
        let planned = plan(&admin, &csv);
        assert_eq!((counts(&planned), &planned.json["affected"]), ("unchanged 6".to_owned(), &json!(0)));
    }

    fn json_and_ndjson_hold_the_same_accounts_as_the_list(app: TestApp) {
        let admin = app.administrator();
        hostile(&app);
        let listed = admin.query("/users", &[("sort", "created_at"), ("limit", "500")]).expect(200);
        let array = admin.query("/users/export", &[("format", "json")]).expect(200);
        let lines = admin.query("/users/export", &[("format", "ndjson")]).expect(200);
        let lines: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
        assert_eq!(array.json.as_array(), Some(&lines));
        for account in &lines {
            let same = listed.items().iter().find(|item| item["id"] == account["id"]).expect("the account is in the list");
            for (name, value) in account.as_object().into_iter().flatten() {
                assert!(*value == same[name] || name == "last_access_at", "{name}: {value} is not {}", same[name]);
            }
        }
        assert_eq!(lines.len(), 6);
        let page = admin.query("/users/export", &[("format", "html"), ("fields", "department")]).expect(200);
        assert!(page.text.contains("<td>R&amp;D &lt;b&gt;</td>"), "{}", page.text);
    }

    fn many_accounts_come_each_once_and_whole(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_601);
        app.people("r", 50);
        admin.send("DELETE", &format!("/users/{}", app.account("p2600").id), "", b"").expect(204);
        let answer = admin.query("/users/export", &[("q", "id-p"), ("fields", "username")]).expect(200);
        let mut names: Vec<&str> = answer.text.lines().skip(1).collect();
        assert_eq!(names.len(), 2_600);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 2_600);
        let none = admin.query("/users/export", &[("filter", "city eq \"Nowhere\""), ("format", "json")]).expect(200);
        assert_eq!(none.json, json!([]));
    }

    fn accounts_with_much_to_say_come_in_many_pieces_in_the_order_of_their_ids(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_000);
        app.write(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::users as u;
            // A megabyte holds 250 of these. Every third person lives in Linz, and half of the others are deleted.
            diesel::update(u::table).set(u::description.eq("wordy ".repeat(700))).execute(conn)?;
            diesel::update(u::table.filter(u::username.like("p%1"))).set((u::city.eq("Linz"), u::city_key.eq("linz"))).execute(conn)?;
            diesel::update(u::table.filter(u::username.like("p%2"))).set(u::deleted_at.eq(1)).execute(conn)?;
            Ok(())
        });
        for filter in ["username sw \"p\"", "city eq \"Linz\"", "status eq \"deleted\""] {
            let answer = admin.query("/users/export", &[("filter", filter), ("fields", "id,description")]).expect(200);
            let exported: Vec<&str> = answer.text.lines().skip(1).map(|line| &line[..36]).collect();
            let mut listed: Vec<String> = Vec::new();
            let mut cursor = String::new();
            loop {
                let page = [("filter", filter), ("limit", "500"), ("fields", "id"), ("cursor", &cursor)];
                let page = admin.query("/users", &page[..if cursor.is_empty() { 3 } else { 4 }]).expect(200);
                listed.extend(page.items().iter().filter_map(|item| item["id"].as_str().map(str::to_owned)));
                match page.json["next_cursor"].as_str() {
                    Some(next) => cursor = next.to_owned(),
                    None => break,
                }
            }
            listed.sort_unstable();
            assert!(listed.len() >= 200 && exported == listed, "{filter}: {} and {}", exported.len(), listed.len());
            assert!(answer.text.lines().skip(1).all(|line| line.len() == 37 + 4_200), "{filter}");
        }
    }

    fn the_audit_keeps_filter_fields_and_count(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        admin.query("/users/export", &[("filter", "username sw \"p\""), ("fields", "email")]).expect(200);
        let noted: Vec<(String, Option<String>)> = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::audit_events as e;
            Ok(e::table.filter(e::action.like("users.export%")).order(e::seq).select((e::action, e::payload)).load(conn)?)
        });
        let details: Vec<Value> = noted.iter().map(|(_, payload)| {
            let payload: Value = serde_json::from_str(payload.as_deref().unwrap_or_default()).expect("a payload");
            payload["details"].clone()
        }).collect();
        assert_eq!(noted.iter().map(|(action, _)| action.as_str()).collect::<Vec<_>>(), ["users.export_started", "users.exported"]);
        assert_eq!(details[1], json!({ "format": "csv", "fields": ["email"], "filter": "username sw \"p\"", "q": null, "count": 3 }));
    }

    fn what_cannot_be_downloaded_is_refused_before_anything_is_sent(app: TestApp) {
        let admin = app.administrator();
        for (parameter, value) in [("format", "exe"), ("fields", "password_hash"), ("fields", "username,shoe")] {
            admin.query("/users/export", &[(parameter, value)]).expect_problem(400, "invalid_parameter");
        }
        assert_eq!(admin.query("/users/export", &[("filter", "shoe eq 4")]).expect(400).json["position"], 0);
        app.learner().get("/users/export").expect_problem(403, "forbidden");
    }
}
