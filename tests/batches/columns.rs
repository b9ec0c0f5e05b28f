//! Headings: known, mapped, ignored.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::batches::support::{apply, at, plan, plan_with, shorts, warnings};

on_both_engines! {
    fn headings_are_known_in_any_case_and_by_their_aliases(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "USERNAME, Suspended ,Auth_Method\np0,1,ldap\n");
        let fields: Vec<Value> = batch.json["source"]["columns"].as_array().into_iter().flatten().map(|column| column["field"].clone()).collect();
        assert_eq!(fields, [json!("username"), json!("suspended"), json!("auth")]);
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["2 suspend".to_owned()], Vec::new()));
    }

    fn columns_that_are_not_used_are_named_in_a_warning(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended,shoe size,city,suspended\np0,1,44,Graz,0\n");
        assert_eq!(warnings(&batch), ["ignored_columns 3"]);
        let message = batch.json["warnings"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains("\"shoe size\"") && message.contains("\"city\""), "{message}");
        assert_eq!(shorts(&admin, &batch), ["2 suspend"], "the column that comes twice is read where it comes first");
        apply(&admin, &batch);
        assert_eq!(app.account("p0").city, None);
    }

    fn headings_are_mapped_and_ignored_on_purpose(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let columns = json!({ "login": "username", "gone": "suspended", "shoe size": null, "reason": null });
        let batch = plan_with(&admin, b"Login,gone,shoe size,reason\np0,1,44,secret\n", json!({ "columns": columns }));
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["2 suspend".to_owned()], Vec::new()));
        apply(&admin, &batch);
        assert_eq!(app.account("p0").suspension_reason, None);
    }

    fn a_mapping_to_a_column_that_there_is_none_of_is_refused(app: TestApp) {
        let admin = app.administrator();
        let settings = json!({ "preset": "suspension", "columns": { "login": "shoe_size" } });
        let answer = admin.upload("x.csv", b"login,suspended\np0,1\n", &settings).expect_problem(422, "invalid_settings");
        assert_eq!(answer.json["errors"][0]["field"], "settings.columns.login");
    }

    fn the_columns_of_a_report_are_ignored_in_silence(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended,line,outcome,message\np0,1,7,error,Nobody\n");
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["2 suspend".to_owned()], Vec::new()));
    }

    fn a_column_may_name_people_by_one_thing_and_show_another(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan_with(&admin, b"username,email,suspended\nwrong,p0@example.org,1\n", json!({ "match_by": "email" }));
        assert_eq!(shorts(&admin, &batch), ["2 suspend"]);
        assert_eq!(warnings(&batch), ["ignored_columns 1"]);
    }

    fn the_example_file_can_be_used_as_it_is(app: TestApp) {
        let admin = app.administrator();
        let template = admin.get("/batch-templates/suspension.csv").expect(200);
        assert_eq!(template.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
        let batch = plan(&admin, &template.text);
        assert_eq!((warnings(&batch), &batch.json["counts"]["error"]), (vec!["unknown_user 3".to_owned()], &json!(3)));
        admin.get("/batch-templates/party.csv").expect_problem(404, "not_found");
        admin.get(&at(&batch, "")).expect(200);
    }
}
