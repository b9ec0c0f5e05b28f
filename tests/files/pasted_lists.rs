//! Pasted lists of people, however they are separated and wherever they were copied.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::on_both_engines;
use serde_json::json;

use crate::batches::support::{rows, short};

on_both_engines! {
    fn people_are_found_however_the_list_separates_them(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let address = |name: &str| app.account(name).email;
        let outlook = format!("Lind, Bo <{}>; \"Do; Jo\" <{}>;\nP <{}>", address("p0"), address("p1"), address("p2"));
        for list in ["p0\np1\np2", "p0, p1,p2", "p0;p1; p2;", "p0\tp1\tp2\r\n", "\"p0\",\"p1\"\n\u{200b}p2", outlook.as_str()] {
            let asked = json!({ "action": "suspend", "target": { "list": list } });
            let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
            let found: Vec<String> = rows(&admin, &batch).iter().map(|row| row["user_id"].as_str().unwrap_or("nobody").to_owned()).collect();
            let expected: Vec<String> = ["p0", "p1", "p2"].iter().map(|name| app.account(name).id.to_string()).collect();
            assert_eq!(found, expected, "{list:?}");
        }
    }

    fn who_is_not_found_is_a_row_with_the_repair(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("anna", &[(Field::IdNumber, FieldValue::Text("00042".to_owned()))])]);
        let asked = json!({ "action": "confirm", "target": { "list": "anna; nobody, 00042,\n\nANNA" } });
        let batch = admin.waiting().post("/batches/selection", &asked).expect(202);
        let found = rows(&admin, &batch);
        let shorts: Vec<_> = found.iter().map(short).collect();
        assert_eq!(shorts.len(), 4);
        assert_eq!((shorts[1].as_str(), &found[1]["key"]), ("2 error unknown_user", &json!("nobody")));
        assert!(found[1]["messages"][0]["message"].to_string().contains("Correct it, or take it out of the list."));
        assert_eq!(found[0]["user_id"], found[2]["user_id"]);
        assert_eq!(found[0]["user_id"], found[3]["user_id"]);
        admin.post("/batches/selection", &json!({ "action": "confirm", "target": { "list": " ,;\n\u{200b}\t" } })).expect(422);
    }
}
