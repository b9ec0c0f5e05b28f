//! A template makes whole usernames or none.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset};
use crate::batches::support::{rows, shorts};

const NAMES: &str = include_str!("cases/template_nonlatin.csv");

on_both_engines! {
    fn a_part_without_letters_is_an_error_that_names_it(app: TestApp) {
        let admin = app.administrator();
        let batch = plan(&admin, &preset("upsert", json!({ "username_template": "{firstname}.{lastname}" })), NAMES);
        let expected: Vec<String> = (2..8).map(|line| format!("{line} error username_invalid")).collect();
        assert_eq!(shorts(&admin, &batch), expected);
        let rows = rows(&admin, &batch);
        let fields: Vec<_> = rows.iter().map(|row| row["messages"][0]["field"].as_str().unwrap_or_default()).collect();
        assert_eq!(fields, ["firstname", "firstname", "lastname", "firstname", "firstname", "lastname"]);
        assert!(rows[2]["messages"][0]["message"].to_string().contains("山田"));
        assert!(rows.iter().all(|row| !["yuki.", ".sato"].contains(&row["key"].as_str().unwrap_or_default())));
    }

    fn where_a_site_allows_the_letters_the_names_are_made(app: TestApp) {
        let admin = app.administrator();
        app.set("users.extended_usernames", "true");
        let batch = plan(&admin, &preset("upsert", json!({ "username_template": "{firstname}.{lastname}" })), NAMES);
        assert_eq!(shorts(&admin, &batch)[2], "4 create");
        assert_eq!(rows(&admin, &batch)[2]["after"]["username"], "yuki.山田");
    }
}
