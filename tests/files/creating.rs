//! The preset `upsert`: rows about people who have no account yet (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{apply, plan, preset, run, undo};
use crate::batches::support::{at, counts, rows, shorts};

const HEADER: &str = "username,firstname,lastname,email,city,country,lang\n";

on_both_engines! {
    fn a_missing_preset_makes_accounts_that_are_invited(app: TestApp) {
        let admin = app.administrator();
        let file = format!("{HEADER}Anna.Bauer,Anna,Bauer,anna@example.org,Graz,at,de_AT\nchen,Wei,Chen,wei@example.org,,,\n");
        let batch = run(&admin, &json!({}), &file);
        assert_eq!(counts(&batch), "create 2");
        assert_eq!(batch.json["action"], "upsert");
        let anna = app.account("anna.bauer");
        assert_eq!((anna.city.as_deref(), anna.country.as_deref(), anna.language.as_deref()), (Some("Graz"), Some("AT"), Some("de-AT")));
        assert!(anna.confirmed && !anna.suspended);
        assert_eq!(app.audited(anna.id), ["user.created"]);
        let row = &rows(&admin, &batch)[0];
        assert_eq!((&row["user_id"], &row["after"]["email"]), (&json!(anna.id.to_string()), &json!("anna@example.org")));
        app.tidy();
        assert!(app.mails().iter().any(|mail| mail.contains("anna@example.org")), "{:?}", app.mails());
    }

    fn what_is_made_can_be_taken_back_until_it_is_used(app: TestApp) {
        let admin = app.administrator();
        let file = format!("{HEADER}anna,Anna,Bauer,anna@example.org,,,\nbea,Bea,Cerny,bea@example.org,,,\n");
        let batch = run(&admin, &preset("upsert", json!({})), &file);
        let bea = app.account("bea");
        admin.patch(&format!("/users/{}", bea.id), &json!({ "city": "Graz" })).expect(200);
        let undone = undo(&admin, &batch);
        assert_eq!(counts(&undone), "delete 1, conflict 1");
        let left = admin.query("/users", &[("filter", "username eq \"anna\" or username eq \"bea\"")]).expect(200);
        assert_eq!(left.each("username"), ["bea"]);
        // And that can be taken back as well, or the file applied once more.
        let again = undo(&admin, &undone);
        assert_eq!(counts(&again), "restore 1");
        assert_eq!(app.account("anna").deleted_at, None);
    }

    fn an_account_may_be_made_suspended_and_the_row_says_both(app: TestApp) {
        let admin = app.administrator();
        let file = "username,firstname,lastname,email,suspended,reason\nanna,Anna,Bauer,anna@example.org,1,starts in May\n";
        let batch = run(&admin, &preset("upsert", json!({})), file);
        assert_eq!((counts(&batch), &batch.json["affected"]), ("create 1, suspend 1".to_owned(), &json!(1)));
        assert_eq!(rows(&admin, &batch)[0]["outcomes"], json!(["create", "suspend"]));
        let anna = app.account("anna");
        assert_eq!((anna.suspended, anna.suspension_reason.as_deref()), (true, Some("starts in May")));
        assert_eq!(counts(&undo(&admin, &batch)), "delete 1");
    }

    fn a_file_that_was_taken_back_can_be_applied_again(app: TestApp) {
        let admin = app.administrator();
        let file = format!("{HEADER}anna,Anna,Bauer,anna@example.org,,,\n");
        undo(&admin, &run(&admin, &preset("upsert", json!({})), &file));
        assert_eq!(counts(&run(&admin, &preset("upsert", json!({})), &file)), "create 1");
        assert_eq!(app.account("anna").email, "anna@example.org");
    }

    fn what_a_new_account_lacks_is_said(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = format!(
            "{HEADER}anna,Anna,,anna@example.org,,,\nbea,Bea,C,nonsense,,,\ncarl,Carl,D,carl@example.org,,Atlantis,\n\
             dora,Dora,E,p0@example.org,,,\nemil,Emil,F,same@example.org,,,\nfritz,Fritz,G,SAME@example.org,,,\n\
             guest,G,G,g@example.org,,,\n,No,Name,no@example.org,,,\nemil,Emil,F,other@example.org,,,\n"
        );
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &batch), [
            "2 error missing_value",
            "3 error email_invalid",
            "4 error invalid_value",
            "5 error email_taken",
            "6 create",
            "7 error duplicate_in_file",
            "8 error username_reserved",
            "9 error missing_value",
            "10 error duplicate_in_file",
        ]);
        let fields: Vec<_> = rows(&admin, &batch).iter().map(|row| row["messages"][0]["field"].clone()).collect();
        assert_eq!(fields[..3], [json!("lastname"), json!("email"), json!("country")]);
    }

    fn the_same_person_twice_is_made_once(app: TestApp) {
        let admin = app.administrator();
        let row = "anna,Anna,Bauer,anna@example.org,,,\n";
        let batch = run(&admin, &preset("upsert", json!({})), &format!("{HEADER}{row}{row}"));
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 unchanged same_as_before"]);
    }

    fn the_modes_say_which_rows_are_carried_out(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let file = format!("{HEADER}p0,New,Name,p0@example.org,,,\nanna,Anna,Bauer,anna@example.org,,,\n");
        let outcomes = |mode: &str| shorts(&admin, &plan(&admin, &preset("upsert", json!({ "mode": mode })), &file));
        assert_eq!(outcomes("create"), ["2 skip exists", "3 create"]);
        assert_eq!(outcomes("update"), ["2 update", "3 skip does_not_exist"]);
        assert_eq!(outcomes("create_or_update"), ["2 update", "3 create"]);
        let unknown = plan(&admin, &preset("upsert", json!({})), "username,suspended,deleted\nzoe,1,\nzoe,,1\n");
        assert_eq!(shorts(&admin, &unknown), ["2 error unknown_user", "3 error unknown_user"]);
    }

    fn names_that_are_taken_get_numbers(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[]), ("anna2", &[])]);
        let people: String = (0..40).map(|n| format!("Anna,A,L{n},a{n}@example.org,,,\n")).collect();
        let file = format!("{HEADER}{people}bea,B,C,bea@example.org,,,\n");
        let batch = run(&admin, &preset("upsert", json!({ "mode": "create_numbered" })), &file);
        assert_eq!(counts(&batch), "create 41");
        assert_eq!(app.account("anna3").email, "a0@example.org");
        assert_eq!(app.account("anna42").email, "a39@example.org");
        assert_eq!(app.account("bea").email, "bea@example.org");
    }

    fn usernames_are_made_from_other_columns_and_blanks_get_defaults(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({
            "username_template": "{firstname:1}.{lastname}", "defaults": { "city": "Wien", "lang": "de", "auth": "ldap" },
        }));
        let file = "first name,surname,email,city\nJörg,Groß,j@example.org,\nWei,Chen,w@example.org,Graz\n";
        assert_eq!(counts(&run(&admin, &settings, file)), "create 2");
        let jorg = app.account("j.gross");
        assert_eq!((jorg.city.as_deref(), jorg.language.as_deref(), jorg.auth_method.as_str()), (Some("Wien"), Some("de"), "ldap"));
        assert_eq!(app.account("w.chen").city.as_deref(), Some("Graz"));
        app.tidy();
        assert!(app.mails().is_empty(), "who signs in elsewhere needs no password here");
    }

    fn custom_fields_are_read_checked_and_kept_unique(app: TestApp) {
        let admin = app.administrator();
        for field in [
            json!({ "name": "grade", "label": "Grade", "kind": "number" }),
            json!({ "name": "badge", "label": "Badge", "kind": "text", "unique": true }),
            json!({ "name": "site", "label": "Site", "kind": "choice", "choices": ["Graz", "Wien"], "required": true }),
        ] {
            admin.post("/profile-fields", &field).expect(201);
        }
        let header = "username,firstname,lastname,email,profile_field_grade,profile.badge,profile_field_site,profile_field_gone\n";
        let file = format!(
            "{header}anna,A,B,a@example.org,3.5,X1,graz,\nbea,B,C,b@example.org,much,X2,Wien,\ncarl,C,D,c@example.org,,X1,Wien,\n\
             dora,D,E,d@example.org,1,X3,,\n"
        );
        let batch = run(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 error invalid_value", "4 error duplicate_in_file", "5 error missing_value"]);
        assert_eq!(app.account("anna").members().into_iter().collect::<serde_json::Map<_, _>>(),
            json!({ "badge": "X1", "grade": 3.5, "site": "Graz" }).as_object().cloned().unwrap_or_default());
        let warned = batch.json["warnings"][0].clone();
        assert_eq!(warned["code"], "ignored_columns");
        assert!(warned["message"].as_str().is_some_and(|text| text.contains("profile_field_gone")), "{warned}");
        let again = plan(&admin, &preset("upsert", json!({})), &format!("{header}eve,E,F,e@example.org,,x1,Wien,\n"));
        assert_eq!(shorts(&admin, &again), ["2 error invalid_value"]);
    }

    fn a_name_that_the_same_file_frees_goes_to_a_new_account(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let settings = preset("upsert", json!({ "match_by": "email", "allow_renames": true }));
        let file = "email,username,firstname,lastname\nnew@example.org,p0,New,Person\np0@example.org,moved,,\n";
        let batch = run(&admin, &settings, file);
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 rename"]);
        assert_eq!((app.account("moved").id, app.account("p0").email.as_str()), (people[0].id, "new@example.org"));
    }

    fn a_name_that_is_taken_before_the_file_is_applied_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        let file = format!("{HEADER}anna,Anna,Bauer,anna@example.org,,,\nbea,Bea,C,bea@example.org,,,\n");
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        admin.post("/users", &json!({ "username": "anna", "email": "x@example.org", "first_name": "A", "last_name": "B" })).expect(201);
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "create 1, conflict 1");
        assert_eq!(shorts(&admin, &batch), ["2 conflict username_taken", "3 create"]);
        assert_eq!(admin.get(&at(&batch, "")).expect(200).json["affected"], 1);
    }

    fn behind_the_first_that_fails_nobody_is_made_where_that_was_asked_for(app: TestApp) {
        let admin = app.administrator();
        let file = format!("{HEADER}anna,A,B,a@example.org,,,\nbea,B,C,b@example.org,,,\ncarl,C,D,c@example.org,,,\n");
        let batch = plan(&admin, &preset("upsert", json!({ "on_error": "stop" })), &file);
        admin.post("/users", &json!({ "username": "x", "email": "b@example.org", "first_name": "A", "last_name": "B" })).expect(201);
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "create 1, skip 1, conflict 1");
        assert_eq!(shorts(&admin, &batch), ["2 create", "3 conflict email_taken", "4 skip not_reached"]);
    }

    fn a_unique_value_that_was_taken_meanwhile_is_a_conflict_of_its_row_alone(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        admin.post("/profile-fields", &json!({ "name": "badge", "label": "Badge", "kind": "text", "unique": true })).expect(201);
        let batch = plan(&admin, &preset("upsert", json!({})), "username,profile_field_badge,city\np0,77,Graz\np1,,Graz\n");
        let other = app.people("q", 1);
        admin.patch(&format!("/users/{}", other[0].id), &json!({ "profile": { "badge": "77" } })).expect(200);
        let applied = apply(&admin, &batch);
        assert_eq!(counts(&applied), "update 1, conflict 1");
        assert_eq!((app.account("p0").id, app.account("p0").city), (people[0].id, None));
    }

    fn one_number_makes_one_account(app: TestApp) {
        let admin = app.administrator();
        let settings = preset("upsert", json!({ "match_by": "id_number" }));
        let file = "idnumber,username,firstname,lastname,email\n42,anna,A,B,a@example.org\n42,bea,B,C,b@example.org\n";
        assert_eq!(shorts(&admin, &plan(&admin, &settings, file)), ["2 create", "3 error duplicate_in_file"]);
    }
}
