//! Whom a row is about.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::on_both_engines;
use serde_json::json;

use crate::batches::support::{apply, plan, plan_with, shorts, suspension};

fn number(value: &str) -> [(Field, FieldValue); 1] {
    [(Field::IdNumber, FieldValue::Text(value.to_owned()))]
}

on_both_engines! {
    fn usernames_match_in_any_case_and_with_blanks_around_them(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, "username,suspended\n P0 ,1\n\"p1\",1\nＰ2,1\np,1\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 suspend", "5 error unknown_user"]);
    }

    fn addresses_match_in_any_case(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan_with(&admin, b"Email,suspended\nP0@EXAMPLE.org,1\np9@example.org,1\n", json!({ "match_by": "email" }));
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error unknown_user"]);
        apply(&admin, &batch);
        assert!(app.account("p0").suspended);
    }

    fn id_numbers_keep_their_leading_zeros(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &number("007")), ("bert", &number("7")), ("carl", &number("A-7"))]);
        let batch = plan_with(&admin, b"employee_id,suspended\n007,1\n0007,1\na-7,1\n", json!({ "match_by": "id_number" }));
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error unknown_user", "4 suspend"]);
        apply(&admin, &batch);
        assert_eq!((app.account("anna").suspended, app.account("bert").suspended), (true, false));
    }

    fn an_id_number_that_several_have_is_ambiguous(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &number("7")), ("bert", &number("7"))]);
        let batch = plan_with(&admin, b"idnumber,suspended\n7,1\n", json!({ "match_by": "id_number" }));
        assert_eq!(shorts(&admin, &batch), ["2 error ambiguous_user"]);
    }

    fn an_empty_id_number_matches_nobody(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::IdNumber, FieldValue::Null)])]);
        let batch = plan_with(&admin, b"idnumber,suspended\n,1\n\" \",1\n", json!({ "match_by": "id_number" }));
        assert_eq!(shorts(&admin, &batch), ["2 error missing_value", "3 error missing_value"]);
    }

    fn somebody_who_was_deleted_is_nobody(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        app.write(|conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query("UPDATE users SET deleted_at = 1 WHERE username = 'p0'"), conn)?));
        assert_eq!(shorts(&admin, &plan(&admin, "username,suspended\np0,1\n")), ["2 error unknown_user"]);
    }

    fn the_column_that_names_people_has_to_be_there(app: TestApp) {
        let admin = app.administrator();
        let upload = |file: &[u8], match_by: &str| admin.upload("x.csv", file, &suspension(json!({ "match_by": match_by })));
        let answer = upload(b"username,suspended\np0,1\n", "email").expect_problem(422, "no_usable_column");
        assert!(answer.text_of("detail").contains("\\\"username\\\"") || answer.text_of("detail").contains("\"username\""));
        upload(b"email,suspended\np0,1\n", "username").expect_problem(422, "no_usable_column");
        upload(b"email,suspended\np0,1\n", "shoe_size").expect_problem(422, "invalid_settings");
    }
}
