//! The site setting `users.extended_usernames`: letters and digits of any script (PRODUCT 5).

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use super::support::{plan, preset, run};
use crate::batches::support::{rows, shorts};

fn account(username: &str) -> serde_json::Value {
    json!({ "username": username, "email": "a@example.org", "first_name": "A", "last_name": "B", "password": PASSWORD })
}

on_both_engines! {
    fn without_it_other_letters_are_refused_or_removed(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let refused = admin.post("/users", &account("jürgen")).expect(422);
        assert_eq!(refused.json["errors"][0]["code"], "username_invalid");
        let file = "oldusername,username\np0,jürgen\np1,Анна\n";
        assert_eq!(shorts(&admin, &plan(&admin, &preset("rename", json!({})), file)), [
            "2 rename standardised", "3 error username_invalid",
        ]);
    }

    fn with_it_people_have_them_by_call_by_file_and_sign_in_however_they_are_typed(app: TestApp) {
        app.set("users.extended_usernames", "true");
        let admin = app.administrator();
        app.person("p0");
        app.people("q", 2);
        let made = admin.post("/users", &account("  JU\u{308}RGEN ")).expect(201);
        assert_eq!(made.json["username"], "jürgen");
        // Composed or not, in capitals or not: one name.
        for typed in ["jürgen", "JÜRGEN", "ju\u{308}rgen"] {
            app.anonymous.sign_in(typed, PASSWORD).expect(200);
        }
        admin.post("/users", &json!({ "username": "JÜRGEN", "email": "b@example.org", "first_name": "A", "last_name": "B" }))
            .expect_problem(409, "username_taken");
        let file = "oldusername,username\np0,Анна.山田２\nq0,a\u{202e}b c\nq1,हिन्दी\n";
        let batch = run(&admin, &preset("rename", json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 rename", "3 rename standardised", "4 rename"]);
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "username": "анна.山田2" }));
        assert_eq!(rows(&admin, &batch)[1]["after"], json!({ "username": "abc" }));
        app.anonymous.sign_in("АННА.山田2", PASSWORD).expect(200);
        let id = app.account("हिन्दी").id;
        let again = admin.patch(&format!("/users/{id}"), &json!({ "username": "Ελένη" })).expect(200);
        assert_eq!(again.json["username"], "ελένη");
        // Files name people by them, and the list finds them.
        let suspended = run(&admin, &preset("suspension", json!({})), "username,suspended\nΕΛΈΝΗ,1\njürgen,1\n");
        assert_eq!(shorts(&admin, &suspended), ["2 suspend", "3 suspend"]);
        let found = admin.query("/users", &[("filter", "username eq \"JÜRGEN\"")]).expect(200);
        assert_eq!(found.items().len(), 1);
        let template = preset("upsert", json!({ "username_template": "{firstname}.{lastname}" }));
        let file = "firstname,lastname,email\nОльга,Łuka,o@example.org\n";
        assert_eq!(rows(&admin, &plan(&admin, &template, file))[0]["after"]["username"], "ольга.luka");
    }

    fn what_nobody_sees_or_is_reserved_stays_refused(app: TestApp) {
        app.set("users.extended_usernames", "true");
        let admin = app.administrator();
        for (name, code) in [
            ("a b", "username_invalid"), ("a\u{200d}b", "username_invalid"), ("a\u{202e}b", "username_invalid"),
            ("\u{3164}", "username_invalid"), ("gu\u{435}st", "username_reserved"), ("root", "username_reserved"),
        ] {
            let refused = admin.post("/users", &account(name)).expect(422);
            assert_eq!(refused.json["errors"][0]["code"], code, "{name:?}");
        }
        app.people("anna", 1);
        app.people("p", 1);
        let batch = plan(&admin, &preset("rename", json!({})), "oldusername,username\np0,аnna0\n");
        assert_eq!(shorts(&admin, &batch), ["2 rename confusable"]);
    }
}
