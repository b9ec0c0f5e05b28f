//! Files whose encoding has to be guessed: UTF-8 wins where nearly all of it is valid, and every guess says so.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{apply, preset};
use crate::batches::support::{counts, rows, shorts, warnings};

const ONE_BYTE: &[u8] = include_bytes!("cases/one_byte.csv");
const CUT_LETTER: &[u8] = include_bytes!("cases/cut_letter.csv");

fn plan(client: &Client, file: &[u8], others: Value) -> Answer {
    let batch = client.waiting().upload("people.csv", file, &preset("upsert", others)).expect(202);
    assert_eq!(batch.json["state"], "planned", "{}", batch.text);
    batch
}

fn people(app: &TestApp) -> Client {
    let names: Vec<String> = (0..120).map(|number| format!("c20u{number:03}")).collect();
    app.people_with(&names.iter().map(|name| (name.as_str(), &[][..])).collect::<Vec<_>>());
    app.administrator()
}

fn guess(batch: &Answer) -> String {
    let found =
        batch.json["warnings"].as_array().into_iter().flatten().find(|warning| warning["code"] == "encoding_guessed");
    found.map(|warning| warning["message"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
}

on_both_engines! {
    fn a_few_odd_bytes_are_errors_of_their_rows_in_utf_8(app: TestApp) {
        let admin = people(&app);
        for file in [ONE_BYTE, CUT_LETTER] {
            let batch = plan(&admin, file, json!({}));
            assert_eq!((&batch.json["source"]["encoding"], &batch.json["source"]["encoding_guessed"]), (&json!("UTF-8"), &json!(true)));
            let errors = admin.query(&format!("/batches/{}/rows", batch.text_of("id")), &[("outcome", "error")]).expect(200);
            assert_eq!((errors.items().len(), errors.items()[0]["messages"][0]["code"].as_str()), (1, Some("invalid_value")));
            assert_eq!(rows(&admin, &batch)[0]["after"]["last_name"], "Jürgen0");
            let shown = guess(&batch);
            assert!(shown.contains("UTF-8") && shown.contains("\"Jürgen0\", \"Zoë1\", \"Çelik2\""), "{shown}");
        }
        apply(&admin, &plan(&admin, ONE_BYTE, json!({})));
        assert_eq!(app.account("c20u000").last_name, "Jürgen0");
    }

    fn a_guess_of_another_encoding_shows_three_samples(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        let names = ["J\u{fc}rgen", "Zo\u{eb}", "Anna", "\u{c7}elik", "No\u{eb}l"];
        let text: String = names.iter().enumerate().map(|(n, name)| format!("p{n},{name},\u{e9}t\u{e9} 5\n")).collect();
        let file: Vec<u8> = format!("username,lastname,address\n{text}").chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect();
        let batch = plan(&admin, &file, json!({}));
        assert_eq!((&batch.json["source"]["encoding_guessed"], counts(&batch).as_str()), (&json!(true), "update 5"));
        let shown = guess(&batch);
        assert!(shown.contains("windows-1252") && shown.contains("\"Jürgen\", \"Zoë\", \"Çelik\""), "{shown}");
        assert!(!shown.contains("été"), "what is private is no sample: {shown}");
        // It stays said when the file is planned again as it is, and goes when the encoding is named.
        let plan_again = |settings: Value| admin.waiting().post(&format!("/batches/{}/plan", batch.text_of("id")), &settings).expect(202);
        assert_eq!(warnings(&plan_again(json!({}))), ["encoding_guessed 1"]);
        let named = plan_again(json!({ "settings": { "encoding": "windows-1252" } }));
        assert_eq!((warnings(&named), &named.json["source"]["encoding_guessed"]), (Vec::new(), &json!(false)));
    }

    fn what_is_certain_is_no_guess(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        for file in ["username,lastname\np0,Zo\u{eb}\n", "\u{feff}username,lastname\np0,Zo\u{eb}\n", "username,lastname\np0,Zoe\n"] {
            let batch = plan(&admin, file.as_bytes(), json!({}));
            assert_eq!((warnings(&batch), &batch.json["source"]["encoding_guessed"]), (Vec::new(), &json!(false)));
            assert_eq!(shorts(&admin, &batch), ["2 update"]);
        }
    }
}
