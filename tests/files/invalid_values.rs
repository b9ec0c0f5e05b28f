//! The setting `invalid_values`: a row with a value that is not valid (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{plan, preset, run};
use crate::batches::support::{rows, shorts, warnings};

fn leaving_out(others: Value) -> Value {
    let mut settings = preset("upsert", json!({ "invalid_values": "leave_out" }));
    for (name, value) in others.as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

on_both_engines! {
    fn details_that_are_not_valid_are_left_out_with_a_warning_each(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Grade", "kind": "number" })).expect(201);
        let long = "x".repeat(300);
        let file = format!(
            "username,country,lang,timezone,email,city,profile_field_grade,confirmed\n\
             p0,Atlantis,de,,,Graz,,\np1,AT,?,Mars/Olympus,nowhere,Graz,,\np2,,,,,{long},high,maybe\np3,Atlantis,,,,,,\n"
        );
        let refused = plan(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &refused), [
            "2 error invalid_value",
            "3 error invalid_value invalid_value email_invalid",
            "4 error too_long invalid_value invalid_value",
            "5 error invalid_value",
        ]);
        let batch = run(&admin, &leaving_out(json!({})), &file);
        assert_eq!(batch.json["settings"]["invalid_values"], "leave_out");
        assert_eq!(shorts(&admin, &batch), [
            "2 update invalid_value",
            "3 update invalid_value invalid_value email_invalid",
            "4 unchanged too_long invalid_value invalid_value",
            "5 unchanged invalid_value",
        ]);
        assert_eq!(warnings(&batch), ["invalid_value 4", "email_invalid 1", "too_long 1"]);
        let message = &rows(&admin, &batch)[1]["messages"][2];
        assert_eq!(
            (&message["level"], &message["field"], &message["found"]),
            (&json!("warning"), &json!("email"), &json!("nowhere"))
        );
        let (first, second) = (app.account("p0"), app.account("p1"));
        assert_eq!((first.country, first.language.as_deref(), first.city.as_deref()), (None, Some("de"), Some("Graz")));
        assert_eq!((second.country.as_deref(), second.email.as_str()), (Some("AT"), "p1@example.org"));
        assert_eq!(admin.get(&crate::batches::support::at(&batch, "/rejected.csv")).expect(200).text.lines().count(), 1);
    }

    fn a_new_account_is_not_made_without_what_it_needs(app: TestApp) {
        let admin = app.administrator();
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Grade", "kind": "number", "required": true })).expect(201);
        let file = "username,firstname,lastname,email,country,profile_field_grade\n\
                    anna,Anna,Bauer,anna@example.org,Atlantis,1\n\
                    bea,Bea,Bauer,nowhere,Atlantis,1\n\
                    carl,Carl,Bauer,carl@example.org,AT,high\n";
        let settings = leaving_out(json!({ "defaults": { "profile_field_grade": "1", "country": "DE" } }));
        let batch = run(&admin, &settings, file);
        assert_eq!(shorts(&admin, &batch), [
            "2 create invalid_value", "3 error invalid_value email_invalid", "4 error invalid_value",
        ]);
        // What is left out is as if the cell were blank.
        assert_eq!(app.account("anna").country.as_deref(), Some("DE"));
    }

    fn what_names_an_account_or_is_done_to_it_stays_an_error(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 6);
        let file = "oldusername,username,suspended,auth,until,deleted\n\
                    p0,guest,,,,\n,p1,maybe,,,\n,p2,,magic,,\n,p3,1,,yesterday,\n,p4,,,,perhaps\n";
        let batch = plan(&admin, &leaving_out(json!({ "allow_renames": true, "allow_deletes": true })), file);
        assert_eq!(shorts(&admin, &batch), [
            "2 error username_reserved", "3 error invalid_value", "4 error unknown_auth_method", "5 error invalid_value",
            "6 error invalid_value",
        ]);
        let by_email = plan(&admin, &leaving_out(json!({ "match_by": "email" })), "email,username,firstname,lastname\nnowhere,x,X,Y\n");
        assert_eq!(shorts(&admin, &by_email), ["2 error email_invalid"]);
    }

    fn other_choices_are_refused(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "invalid_values": "ignore" }));
        let answer = admin.upload("x.csv", b"username,city\np0,Graz\n", &settings).expect_problem(422, "invalid_settings");
        assert_eq!(answer.json["errors"][0]["field"], "settings.invalid_values");
    }

    fn all_that_is_wrong_with_a_row_is_said_at_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let file = "username,firstname,lastname,email,country,timezone,suspended,cohort1\n\
            p0,,,a@b@c,Atlantis,Nowhere/At_all,perhaps,none\n\
            new,,,,,,,\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        let fields = |at: usize| {
            let messages = rows(&admin, &batch)[at]["messages"].as_array().cloned().unwrap_or_default();
            messages.iter().map(|message| message["field"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(fields(0), "suspended email country timezone cohort1");
        assert_eq!(fields(1), "email firstname lastname");
        assert_eq!(shorts(&admin, &batch), [
            "2 error invalid_value email_invalid invalid_value invalid_value unknown_cohort",
            "3 error missing_value missing_value missing_value",
        ]);
        let report = admin.get(&crate::batches::support::at(&batch, "/rejected.csv")).expect(200);
        for wrong in ["Atlantis", "a@b@c", "Nowhere/At_all", "perhaps"] {
            assert!(report.text.contains(&format!("\"\"{wrong}\"\"")), "{wrong}: {}", report.text);
        }
    }

    fn what_is_wrong_is_said_beside_a_wrong_name_and_not_of_rows_that_do_nothing(app: TestApp) {
        let admin = app.administrator();
        let file = "username,email,country\nnobody,a@b@c,Atlantis\n";
        let deleting = preset("upsert", json!({ "mode": "update", "allow_renames": true, "match_by": "email" }));
        let skipped = plan(&admin, &preset("upsert", json!({ "mode": "update" })), file);
        assert_eq!(shorts(&admin, &skipped), ["2 skip does_not_exist"]);
        let by_email = plan(&admin, &deleting, file);
        assert_eq!(shorts(&admin, &by_email), ["2 skip does_not_exist"]);
        let suspending = "username,auth,suspended\nnobody,magic,perhaps\n";
        let unknown = plan(&admin, &preset("suspension", json!({})), suspending);
        assert_eq!(shorts(&admin, &unknown), ["2 error unknown_user invalid_value unknown_auth_method"]);
    }
}
