//! The preset `upsert`: rows about accounts that are there (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset, run, undo};
use crate::batches::support::{counts, rows, shorts};

on_both_engines! {
    fn a_row_may_do_several_things_and_lists_them(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let settings = preset("upsert", json!({ "allow_renames": true }));
        let batch = run(&admin, &settings, "oldusername,username,city,suspended,reason\np0,anna,Graz,1,on leave\n");
        assert_eq!(rows(&admin, &batch)[0]["outcomes"], json!(["update", "rename", "suspend"]));
        let anna = app.account("anna");
        assert_eq!((anna.id, anna.city.as_deref(), anna.suspended, anna.auth_method.as_str()), (people[0].id, Some("Graz"), true, "nologin"));
        assert_eq!(app.audited(anna.id).len(), 1);
        undo(&admin, &batch);
        let back = app.account("p0");
        assert_eq!((back.city.as_deref(), back.suspended, back.auth_method.as_str()), (None, false, "manual"));
    }

    fn the_same_values_are_unchanged_and_blank_cells_leave_alone(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let file = "username,firstname,city\np0,New,Graz\n";
        assert_eq!(counts(&run(&admin, &preset("upsert", json!({})), file)), "update 1");
        let again = plan(&admin, &preset("upsert", json!({})), file);
        assert_eq!((counts(&again).as_str(), &again.json["affected"]), ("unchanged 1", &json!(0)));
        let blank = plan(&admin, &preset("upsert", json!({})), "username,firstname,city\np0,,\n");
        assert_eq!(counts(&blank), "unchanged 1");
    }

    fn what_becomes_of_details_that_are_there_is_a_setting(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        run(&admin, &preset("upsert", json!({})), "username,city\np0,Graz\n");
        let file = "username,city,department,suspended\np0,Wien,Sales,1\n";
        let after = |existing: &str| {
            let settings = preset("upsert", json!({ "existing": existing, "defaults": { "institution": "ACME", "city": "Linz" } }));
            rows(&admin, &plan(&admin, &settings, file))[0]["after"].clone()
        };
        let suspended = json!({ "auth_method": "nologin", "suspended": true });
        let with = |others: serde_json::Value| {
            let mut all = suspended.clone();
            others.as_object().into_iter().flatten().for_each(|(name, value)| all[name] = value.clone());
            all
        };
        assert_eq!(after("keep"), suspended);
        assert_eq!(after("overwrite"), with(json!({ "city": "Wien", "department": "Sales" })));
        assert_eq!(after("fill_missing"), with(json!({ "department": "Sales" })));
        assert_eq!(after("overwrite_with_defaults"), with(json!({ "city": "Wien", "department": "Sales", "institution": "ACME" })));
    }

    fn a_switch_that_is_off_skips_the_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let file = "oldusername,username,suspended,deleted,city\np0,anna,,,\n,p1,,1,\n,p2,1,,\n,p3,0,,Graz\n";
        let settings = preset("upsert", json!({ "allow_suspensions": false }));
        assert_eq!(shorts(&admin, &plan(&admin, &settings, file)), [
            "2 skip renames_not_allowed", "3 skip deletes_not_allowed", "4 skip suspensions_not_allowed", "5 update",
        ]);
    }

    fn addresses_are_matched_taken_or_ambiguous(app: TestApp) {
        let admin = app.administrator();
        let text = |value: &str| rollcall_domain::users::FieldValue::Text(value.to_owned());
        let number = rollcall_domain::users::Field::IdNumber;
        app.people_with(&[("anna", &[(number, text("7"))]), ("bea", &[(number, text("7"))]), ("carl", &[(number, text("0008"))])]);
        let by_number = preset("upsert", json!({ "match_by": "id_number", "mode": "update" }));
        let batch = plan(&admin, &by_number, "idnumber,city\n7,Graz\n0008,Graz\n8,Graz\n");
        assert_eq!(shorts(&admin, &batch), ["2 error ambiguous_user", "3 update", "4 skip does_not_exist"]);
        let taken = plan(&admin, &preset("upsert", json!({})), "username,email\nanna,carl@example.org\nbea,new@example.org\ncarl,NEW@example.org\n");
        assert_eq!(shorts(&admin, &taken), ["2 error email_taken", "3 update", "4 error duplicate_in_file"]);
        let freed = plan(&admin, &preset("upsert", json!({})), "username,email\nanna,bea@example.org\nbea,new@example.org\n");
        assert_eq!(shorts(&admin, &freed), ["2 update", "3 update"]);
    }

    fn administrators_are_never_changed_by_a_file_and_nobody_locks_themselves_out(app: TestApp) {
        let admin = app.administrator();
        app.administrator_called("boss");
        let batch = plan(&admin, &preset("upsert", json!({})), "username,city,suspended\nboss,Graz,\nboss,,\nroot-admin,,1\n");
        assert_eq!(shorts(&admin, &batch), ["2 error protected_administrator", "3 unchanged", "4 error protected_self"]);
    }

    fn whoever_may_not_suspend_or_delete_does_not_by_file_either(app: TestApp) {
        app.people("p", 1);
        let manager = app.account_manager();
        let token = manager.post("/me/tokens", &json!({
            "name": "updates", "scopes": ["batches.view", "batches.create", "users.update", "users.create", "users.view"],
            "expires_at": "2099-01-01T00:00:00Z",
        })).expect(201);
        let limited = app.anonymous.with_token(&token.text_of("token"));
        let file = b"username,city,suspended\np0,Graz,1\n";
        limited.upload("x.csv", file, &preset("upsert", json!({}))).expect_problem(403, "forbidden");
        let ignored = preset("upsert", json!({ "columns": { "suspended": null } }));
        let batch = limited.waiting().upload("x.csv", file, &ignored).expect(202);
        assert_eq!(shorts(&limited, &batch), ["2 update"]);
        for settings in [preset("delete", json!({})), preset("suspension", json!({})), preset("upsert", json!({ "allow_deletes": true }))] {
            limited.upload("x.csv", b"username,suspended,city\np0,1,x\n", &settings).expect_problem(403, "forbidden");
        }
    }

    fn what_was_downloaded_and_uploaded_again_is_unchanged(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Grade", "kind": "number" })).expect(201);
        let hostile = "username,firstname,lastname,city,description,idnumber,profile_field_grade\n\
                       p0,\"=cmd|' /C calc'!A0\",\"O'Neill, \"\"Al\"\"\",+43,\"two\nlines\",007,4\n\
                       p1,שָׁלוֹם,😀 e\u{301},'-1,@x,0,\np2,\tTab,x,;,|,-5,-1.5\n";
        run(&admin, &preset("upsert", json!({})), hostile);
        let suspended = app.account("p2").id;
        admin.post(&format!("/users/{suspended}/suspend"), &json!({ "reason": "left", "until": "2099-05-01T00:00:00Z", "set_auth_method": null })).expect(200);
        let file = admin.query("/users/export", &[("format", "csv"), ("filter", "username sw \"p\"")]).expect(200).text;
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        assert_eq!(counts(&batch), "unchanged 3", "{:?}\n{file}", rows(&admin, &batch));
    }

    fn the_end_of_a_suspension_is_behind_the_same_switch(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        admin.post(&format!("/users/{}/suspend", people[0].id), &json!({})).expect(200);
        let settings = preset("upsert", json!({ "allow_suspensions": false }));
        let batch = plan(&admin, &settings, "username,suspended,until\np0,1,2099-01-01\n");
        assert_eq!(shorts(&admin, &batch), ["2 skip suspensions_not_allowed"]);
    }
}
