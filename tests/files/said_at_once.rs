//! All that is wrong with a row is said at once, also where cells cannot be read and where an account is there already.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{plan, preset};
use crate::batches::support::rows;

/// What is said of a row: code and field of each message.
fn said(row: &Value) -> Vec<(String, String)> {
    let text = |message: &Value, name: &str| message[name].as_str().unwrap_or_default().to_owned();
    let messages = row["messages"].as_array().into_iter().flatten();
    messages.map(|message| (text(message, "code"), text(message, "field"))).collect()
}

#[track_caller]
fn says(row: &Value, expected: &[(&str, &str)]) {
    let found = said(row);
    for (code, field) in expected {
        assert!(found.contains(&((*code).to_owned(), (*field).to_owned())), "{code} {field}: {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
}

on_both_engines! {
    fn of_rows_about_accounts_that_are_there(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[]), ("otto", &[(Field::Email, FieldValue::Text("otto@school.example".to_owned()))])]);
        for name in ["size", "colour"] {
            let field = json!({ "name": name, "label": name, "kind": "choice", "choices": ["a", "b"] });
            admin.post("/profile-fields", &field).expect(201);
        }
        let field = json!({ "name": "badge", "label": "Badge", "kind": "text", "unique": true });
        admin.post("/profile-fields", &field).expect(201);
        let otto = app.account("otto").id;
        admin.patch(&format!("/users/{otto}"), &json!({ "profile": { "badge": "B1" } })).expect(200);
        let file = "username,email,country,timezone,profile_field_size,profile_field_colour,profile_field_badge,sysrole1,sysrole2,cohort1,cohort2\n\
                    anna,,,,x,y,B1,,,,\n\
                    anna,,XX,Nowhere,,,B1,,,,\n\
                    anna,,,,,,,boss,king,none,nor\n\
                    anna,#REF!,XX,#N/A,,,,,,,\n";
        let batch = plan(&admin, &preset("upsert", json!({ "mode": "update" })), file);
        let found = rows(&admin, &batch);
        says(&found[0], &[
            ("invalid_value", "profile_field_size"),
            ("invalid_value", "profile_field_colour"),
            ("invalid_value", "profile_field_badge"),
        ]);
        says(&found[1], &[
            ("invalid_value", "country"),
            ("invalid_value", "timezone"),
            ("invalid_value", "profile_field_badge"),
        ]);
        says(&found[2], &[
            ("unknown_role", "sysrole1"),
            ("unknown_role", "sysrole2"),
            ("unknown_cohort", "cohort1"),
            ("unknown_cohort", "cohort2"),
        ]);
        says(&found[3], &[("invalid_value", "email"), ("invalid_value", "timezone"), ("invalid_value", "country")]);
    }

    fn of_rows_that_would_make_accounts(app: TestApp) {
        let admin = app.administrator();
        let file = "username,email,firstname,lastname,department\n\
                    kim,bad,Kim,,#REF!\n\
                    1.2E+11,bad,Kim,Li,\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        let found = rows(&admin, &batch);
        says(&found[0], &[("invalid_value", "department"), ("email_invalid", "email"), ("missing_value", "lastname")]);
        assert!(said(&found[1]).contains(&("email_invalid".to_owned(), "email".to_owned())), "{:?}", said(&found[1]));
    }

    fn a_reason_or_an_end_without_a_suspension_is_not_lost_in_silence(app: TestApp) {
        let admin = app.administrator();
        let (anna, _) = (app.person("anna"), app.person("otto"));
        admin.post(&format!("/users/{}/suspend", anna.id), &json!({ "reason": "Leave" })).expect(200);
        for settings in [preset("suspension", json!({})), preset("upsert", json!({ "mode": "update" }))] {
            let file = "username,until,reason\nanna,2099-01-01,Longer\notto,2099-01-01,Longer\n";
            let batch = plan(&admin, &settings, file);
            let found = rows(&admin, &batch);
            assert_eq!(found[0]["outcomes"], json!(["update"]), "{found:?}");
            assert_eq!((&found[0]["after"]["suspension_reason"]), &json!("Longer"));
            assert_eq!(found[1]["outcomes"], json!(["unchanged"]));
            says(&found[1], &[("missing_value", "suspended")]);
        }
    }

    fn a_value_that_two_rows_want_is_not_named_in_a_form_that_nobody_wrote(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let field = json!({ "name": "badge", "label": "Badge", "kind": "number", "unique": true });
        admin.post("/profile-fields", &field).expect(201);
        let file = "username,profile_field_badge\np0,7\np1,7.0\n";
        let batch = plan(&admin, &preset("upsert", json!({ "mode": "update" })), file);
        let second = &rows(&admin, &batch)[1];
        assert_eq!(second["messages"][0]["code"], "duplicate_in_file");
        assert!(second["messages"][0]["message"].to_string().contains("the same value"), "{second}");
    }
}
