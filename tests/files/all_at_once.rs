//! All that is wrong with a row is said at once, and what was rejected can be uploaded again as it is.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset};
use crate::batches::support::{at, counts, shorts};

on_both_engines! {
    fn a_new_account_says_all_that_it_lacks_and_cannot_have(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let taken = app.account("p0").email;
        let field = json!({ "name": "badge", "kind": "text", "unique": true, "required": true });
        admin.post("/profile-fields", &field).expect(201);
        let file = format!(
            "username,firstname,lastname,email,country,sysrole1,profile_field_badge\n\
             new,,,{taken},Atlantis,,\nguest,A,,no address,,nonsense,1\nnew2,A,B,{taken},,,7\n"
        );
        let batch = plan(&admin, &preset("upsert", json!({})), &file);
        let found: Vec<Vec<String>> = shorts(&admin, &batch)
            .iter()
            .map(|row| {
                let mut codes: Vec<String> = row.split(' ').skip(2).map(str::to_owned).collect();
                codes.sort();
                codes
            })
            .collect();
        assert_eq!(found[0], ["invalid_value", "missing_value", "missing_value", "missing_value"]);
        assert_eq!(found[1], ["email_invalid", "missing_value", "unknown_role", "username_reserved"]);
        assert_eq!(found[2], ["email_taken"]);
    }

    fn a_change_says_all_names_that_others_have(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let settings = preset("upsert", json!({ "allow_renames": true }));
        app.person("other");
        // Names of accounts that are there may yet be freed by a row further down; those of deleted ones are not.
        let taken = app.account("other").email;
        let kept = app.account("other").id;
        admin.send("DELETE", &format!("/users/{kept}"), "application/json", b"").expect(204);
        let batch = plan(&admin, &settings, &format!("oldusername,username,email\np0,other,{taken}\n"));
        assert_eq!(shorts(&admin, &batch), ["2 error username_taken email_taken"]);
    }

    fn what_was_rejected_is_uploaded_again_with_the_same_settings(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        for (settings, file) in [
            (json!({ "delimiter": ";" }), "username;city;country\np0;K\u{f6}ln, S\u{fc}d;Atlantis\np1;Linz;AT\n".as_bytes().to_vec()),
            (json!({ "delimiter": "tab", "encoding": "windows-1252" }), b"username\tcity\tcountry\np0\tK\xF6ln, S\xFCd\tAtlantis\n".to_vec()),
            (json!({ "delimiter": "|", "encoding": "utf-16le" }), "username|city|country\np0|K\u{f6}ln, S\u{fc}d|Atlantis\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
            (json!({}), "sep=;\nusername;city;country\np0;K\u{f6}ln, S\u{fc}d;Atlantis\n".as_bytes().to_vec()),
        ] {
            let settings = preset("upsert", settings);
            let batch = admin.waiting().upload("people.csv", &file, &settings).expect(202);
            assert_eq!(batch.json["counts"]["error"], 1, "{}", batch.text);
            let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
            assert_eq!(counts(&plan(&admin, &settings, &rejected)), "error 1");
            let corrected = plan(&admin, &settings, &rejected.replace("Atlantis", "AT"));
            assert_eq!(counts(&corrected), "update 1");
            let row = &crate::batches::support::rows(&admin, &corrected)[0];
            assert_eq!(row["after"], json!({ "city": "K\u{f6}ln, S\u{fc}d", "country": "AT" }));
        }
    }

    fn language_tags_are_those_of_the_registry(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, &preset("upsert", json!({})), "username,lang\np0,DE_at\np1,english\np2,zz-ZZ\n");
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 error invalid_value", "4 error invalid_value"]);
        assert_eq!(crate::batches::support::rows(&admin, &batch)[0]["after"]["language"], "de-AT");
    }
}
