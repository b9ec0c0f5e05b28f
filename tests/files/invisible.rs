//! Invisible characters make no two of one, in files and everywhere else.

use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::{apply, plan, preset, run};
use crate::batches::support::{counts, rows, shorts, warnings};

const KEYS: &str = include_str!("cases/keys.csv");
const NAMES: &str = include_str!("cases/names.csv");
const HEADING: &str = include_str!("cases/zwsp_header.csv");

on_both_engines! {
    fn keys_mean_the_account_without_them(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c14a", &[]), ("c14b", &[]), ("c14c", &[]), ("c14d", &[])]);
        let batch = plan(&admin, &preset("suspension", json!({})), KEYS);
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 suspend", "5 suspend"]);
        let batch = plan(&admin, &preset("upsert", json!({})), KEYS);
        assert_eq!((counts(&batch), warnings(&batch)), ("suspend 4".to_owned(), Vec::<String>::new()), "it is no standardising");
        let renames = plan(&admin, &preset("rename", json!({})), "oldusername,username\nc14\u{200b}a,\u{feff}anna\u{200b}\n");
        assert_eq!(shorts(&admin, &renames), ["2 rename"]);
        apply(&admin, &renames);
        assert_eq!(app.account("anna").first_access_at, None);
    }

    fn values_are_stored_without_them(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c14a", &[]), ("c14b", &[]), ("c14c", &[])]);
        run(&admin, &preset("upsert", json!({})), NAMES);
        for (name, department) in [("c14a", Some("Sales")), ("c14c", Some("Sales"))] {
            assert_eq!((app.account(name).last_name.as_str(), app.account(name).department.as_deref()), ("Bauer", department));
        }
        assert_eq!(app.account("c14b").last_name, "Bauer");
        let again = plan(&admin, &preset("upsert", json!({})), NAMES);
        assert_eq!(counts(&again), "unchanged 3");
        let csv = admin.get("/users/export").expect(200).text;
        assert_eq!(counts(&plan(&admin, &preset("upsert", json!({})), &csv)), "unchanged 4");
    }

    fn what_scripts_need_is_kept(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let name = "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}";
        run(&admin, &preset("upsert", json!({})), &format!("username,lastname\np0,\u{200c}{name}\u{200d}\n"));
        assert_eq!(app.account("p0").last_name, name);
        let plain = name.replace('\u{200c}', "");
        let found = admin.query("/users", &[("filter", format!("last_name eq \"{plain}\"").as_str())]).expect(200);
        assert_eq!(found.items().len(), 1);
    }

    fn headings_are_known_without_them(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c14a", &[])]);
        let batch = plan(&admin, &preset("suspension", json!({})), HEADING);
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["2 suspend".to_owned()], Vec::new()));
        let file = "user\u{ad}name\u{a0},First\u{a0}name,lo\u{200b}gin\nc14a,Anna,x\n";
        let settings = preset("upsert", json!({ "columns": { "login": "city" } }));
        let batch = plan(&admin, &settings, file);
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "city": "x", "first_name": "Anna" }));
    }

    fn a_blank_is_what_has_nothing_visible(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = "username,suspended,city\n\u{200b},1,\np0,\u{2800},\u{3164}\n\u{200b},\u{feff},\u{a0}\n";
        let batch = plan(&admin, &preset("upsert", json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 error missing_value", "3 unchanged"]);
        let body = json!({ "username": "x", "first_name": "\u{200b}", "last_name": "B", "email": "x@example.org" });
        assert_eq!(admin.post("/users", &body).expect(422).json["errors"][0]["code"], "missing_value");
    }

    fn messages_name_them(app: TestApp) {
        let admin = app.administrator();
        let batch = plan(&admin, &preset("suspension", json!({})), "username,suspended\nnob\u{200b}ody,1\n");
        assert!(rows(&admin, &batch)[0]["messages"][0]["message"].to_string().contains("nobU+200Body"));
    }

    fn forms_lists_and_searches_do_without_them(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c14a", &[])]);
        let body = json!({ "username": "x", "first_name": "\u{200b}Se\u{e1}n\u{a0}", "last_name": "O\u{2019}Brien\u{2011}Lind", "email": "x@example.org" });
        let made = admin.post("/users", &body).expect(201);
        assert_eq!((made.text_of("first_name"), made.text_of("last_name")), ("Se\u{e1}n".to_owned(), "O\u{2019}Brien\u{2011}Lind".to_owned()));
        for q in ["o'brien", "O\u{2019}BRIEN", "brien-lind", "brien\u{2013}lind", "\u{200b}sean\u{200b}", "o\u{2bc}brien-"] {
            assert_eq!(admin.query("/users", &[("q", q)]).expect(200).items().len(), 1, "{q:?}");
        }
        let asked = json!({ "action": "confirm", "target": { "list": "\u{200b}c14a\u{a0}\n\u{feff}\nC14\u{ad}A" } });
        let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
        assert_eq!(batch.json["counts"]["error"], 0, "{}", batch.text);
        assert!(rows(&admin, &batch).iter().all(|row| row["user_id"].is_string()));
    }

    fn names_of_one_line_have_no_line_breaks_and_turn_no_text_around(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let id = app.account("p0").id;
        for bad in ["a\nb", "a\rb", "a\u{202e}b", "a\u{2067}b"] {
            admin.patch(&format!("/users/{id}"), &json!({ "last_name": bad })).expect(422);
            admin.post("/cohorts", &json!({ "key": "k", "name": bad })).expect(422);
            admin.post("/views", &json!({ "name": bad, "content": {} })).expect(422);
            let settings = preset("suspension", json!({ "name": bad }));
            admin.upload("x.csv", b"username,suspended\np0,1\n", &settings).expect(422);
            let asked = json!({ "action": "confirm", "target": { "ids": [id] }, "settings": { "name": bad } });
            admin.post("/batches/selection", &asked).expect(422);
        }
        let cohort = admin.post("/cohorts", &json!({ "key": "night", "name": "\u{200b}Night\u{ad}shift\u{a0}" })).expect(201);
        assert_eq!(cohort.text_of("name"), "Nightshift");
        let named = admin.waiting().upload("x.csv", b"username,suspended\np0,1\n", &preset("suspension", json!({ "name": "\u{200b}Lea\u{ad}vers " }))).expect(202);
        assert_eq!(named.text_of("name"), "Leavers");
        let unnamed = admin.waiting().upload("le\u{202e}avers.csv", b"username,suspended\np0,1\n", &preset("suspension", json!({ "name": Value::Null }))).expect(202);
        assert!(!unnamed.text_of("name").contains('\u{202e}'));
    }
}
