//! docs/filters.md tells the truth: its fields with their operators, its examples, and what it says of wrong filters.

use std::path::Path;

use rollcall_domain::filter::{ACCOUNTS, Attribute, BATCHES};
use rollcall_testkit::{Client, on_both_engines};
use serde_json::json;

const OPERATORS: [&str; 10] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"];

/// The rows of the table below a heading of the document, each as the texts of its cells.
fn table(below: &str, heading: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/filters.md");
    let text = std::fs::read_to_string(path).expect("the document is there");
    let (_, section) = text.split_once(&format!("\n## {below}\n")).expect("the section is there");
    let section = section.split("\n## ").next().expect("a section");
    let (_, rows) = section.split_once(&format!("| {heading}")).expect("the table is there");
    let rows = rows.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The texts in backticks.
fn code(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn asked(client: &Client, list: &str, filter: &str) -> (u16, String) {
    let answer = client.query(list, &[("filter", filter)]);
    (answer.status, answer.text)
}

/// Asks a list for each of its fields with each operator: those of the table are answered, the others are refused.
fn check_fields(admin: &Client, list: &str, attributes: &[Attribute], rows: Vec<Vec<String>>) {
    let mut documented = Vec::new();
    for row in rows {
        let [fields, description, operators] = row.as_slice() else { panic!("not three cells: {row:?}") };
        let allowed: Vec<&str> =
            if operators == "all" { OPERATORS.to_vec() } else { operators.trim_matches('`').split(' ').collect() };
        for field in code(fields) {
            for operator in OPERATORS {
                let value = if operator == "pr" { "" } else { value(&field, description) };
                let (status, text) = asked(admin, list, &format!("{field} {operator} {value}"));
                let expected = if allowed.contains(&operator) { 200 } else { 400 };
                assert_eq!(status, expected, "{field} {operator}: {text}");
            }
            documented.push(field);
        }
    }
    for attribute in attributes {
        assert!(documented.iter().any(|field| field == attribute.name()), "{} is documented", attribute.name());
    }
    assert_eq!(documented.len(), attributes.len());
}

/// A value that a field with this description takes.
fn value(field: &str, description: &str) -> &'static str {
    match field {
        "status" => "\"active\"",
        "id" => "\"0199a000-0000-7000-8000-000000000000\"",
        _ if description.starts_with("a whole number") => "1",
        _ if description.starts_with("a time") => "\"2026-03-01T09:30:00Z\"",
        _ if description.contains("`true`") => "true",
        _ => "\"x\"",
    }
}

on_both_engines! {
    fn every_field_takes_the_operators_that_are_documented_and_no_other(app: TestApp) {
        let admin = app.administrator();
        check_fields(&admin, "/users", ACCOUNTS, table("Fields", "fields"));
        check_fields(&admin, "/batches", BATCHES, table("Batches", "fields of batches"));
    }

    fn every_documented_example_can_be_asked(app: TestApp) {
        let admin = app.administrator();
        let examples = table("Examples", "who");
        assert!(examples.len() >= 12, "{examples:?}");
        for row in examples {
            let filter = code(&row[1]).remove(0);
            let (status, text) = asked(&admin, "/users", &filter);
            assert_eq!(status, 200, "{filter}: {text}");
        }
    }

    fn wrong_filters_say_what_is_documented(app: TestApp) {
        let admin = app.administrator();
        let wrong = table("When a filter is wrong", "filter");
        assert!(wrong.len() >= 8, "{wrong:?}");
        for row in wrong {
            let (filter, position, says) = (code(&row[0]).remove(0), &row[1], &row[2]);
            let answer = admin.query("/users", &[("filter", &filter)]).expect_problem(400, "invalid_filter");
            assert_eq!(answer.json["position"], json!(position.parse::<u64>().expect("a number")), "{filter}");
            let detail = answer.text_of("detail");
            assert!(detail.ends_with(says.as_str()), "{filter}: {detail}");
        }
    }
}
