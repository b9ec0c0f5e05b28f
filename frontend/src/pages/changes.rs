//! What a row changes, or an entry of a history has changed, put into words.

use std::collections::BTreeMap;

use rollcall_wire::batches::Row;
use rollcall_wire::users::HistoryEntry;
use serde_json::Value;

use crate::i18n::{format, words};
use crate::t;
use crate::ui::Change;

/// The fields of a row whose values differ.
pub fn of_row(row: &Row) -> Vec<Change> {
    differences(&row.before, &row.after)
}

/// The fields that an entry of a history has changed.
pub fn of_entry(entry: &HistoryEntry) -> Vec<Change> {
    let members = |value: &Value| -> BTreeMap<String, Value> {
        let members = value.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    differences(&members(&entry.before), &members(&entry.after))
}

/// Stands between a course and what changes about an enrolment in it.
const IN_COURSE: char = '\u{1F}';

/// Each custom field by itself, and each value of each enrolment: they come as one member.
fn flat(values: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    for (name, value) in values {
        match value {
            Value::Object(members) if name == "profile" => {
                flat.extend(members.iter().map(|(member, value)| (format!("profile.{member}"), value.clone())));
            }
            Value::Object(courses) if name == "enrolments" => {
                for (course, values) in courses {
                    let members = values.as_object().into_iter().flatten().filter(|(member, _)| *member != "course_id");
                    flat.extend(members.map(|(member, value)| (format!("{course}{IN_COURSE}{member}"), value.clone())));
                }
            }
            _ => drop(flat.insert(name.clone(), value.clone())),
        }
    }
    flat
}

/// What a value is called.
fn label(name: &str) -> String {
    match name.split_once(IN_COURSE) {
        Some((course, member)) => t!("change-in-course", field = words::field(member), course = course),
        None => words::field(name),
    }
}

/// Members that hold any number of things. Before and after have only those that go and those that come.
const HELD: [&str; 2] = ["cohorts", "system_roles"];

fn differences(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<Change> {
    let (before, after) = (&flat(before), &flat(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let value = |values: &BTreeMap<String, Value>, name: &String| {
        let text = values.get(name).map(|value| text(name, value)).filter(|text| !text.is_empty());
        text.unwrap_or_else(|| t!("value-empty"))
    };
    // What was not there, and is nothing, has not changed.
    let given =
        |values: &BTreeMap<String, Value>, name: &String| values.get(name).cloned().filter(|value| !value.is_null());
    let changed = names.into_iter().filter(|name| given(before, name) != given(after, name));
    let change = |name: &String| {
        if HELD.contains(&name.as_str()) {
            return moves(name, before.get(name), after.get(name));
        }
        vec![Change::new(label(name), value(before, name), value(after, name))]
    };
    changed.flat_map(change).collect()
}

/// What comes and what goes of things that are held, each in a line of its own.
fn moves(name: &str, before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let listed = |value: Option<&Value>| {
        value.filter(|value| !value.is_null()).map(|value| text(name, value)).filter(|text| !text.is_empty())
    };
    let (comes, goes) = match name {
        "cohorts" => (t!("change-cohorts-come"), t!("change-cohorts-go")),
        _ => (t!("change-roles-come"), t!("change-roles-go")),
    };
    let goes = listed(before).map(|gone| Change { name: goes, before: Some(gone), after: None });
    let comes = listed(after).map(|new| Change { name: comes, before: None, after: Some(new) });
    goes.into_iter().chain(comes).collect()
}

fn text(name: &str, value: &Value) -> String {
    let name = name.split_once(IN_COURSE).map_or(name, |(_, member)| member);
    match value {
        Value::Null => t!("value-empty"),
        Value::Bool(true) => t!("value-yes"),
        Value::Bool(false) => t!("value-no"),
        Value::String(text) if text.is_empty() => t!("value-empty"),
        Value::String(text) if name == "auth_method" => words::auth_method(text),
        Value::String(text) if name.ends_with("_at") || name.ends_with("_until") => format::moment(text),
        Value::String(text) if name == "system_roles" || name == "roles" => words::role(text),
        Value::String(text) if name == "status" => words::enrolment_status(text),
        Value::String(text) => text.clone(),
        Value::Array(things) => format::list(&things.iter().map(|thing| text(name, thing)).collect::<Vec<_>>()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_fields_are_told_one_by_one() {
        let entry: HistoryEntry = serde_json::from_value(serde_json::json!({
            "at": "", "actor": null, "action": "user.updated", "batch_id": null, "reason": null,
            "before": { "profile": { "motto": "a", "grade": 3 } }, "after": { "profile": { "grade": 4, "motto": "a" } },
        }))
        .unwrap_or_else(|error| panic!("{error}"));
        let change = Change::new("grade".to_owned(), "3".to_owned(), "4".to_owned());
        assert_eq!(of_entry(&entry), [change]);
    }

    #[test]
    fn cohorts_and_roles_are_told_by_what_comes_and_what_goes() {
        let entry: HistoryEntry = serde_json::from_value(serde_json::json!({
            "at": "", "actor": null, "action": "user.updated", "batch_id": null, "reason": null,
            "before": { "cohorts": ["north"], "system_roles": [] },
            "after": { "cohorts": ["south", "staff"], "system_roles": ["account_manager"] },
        }))
        .unwrap_or_else(|error| panic!("{error}"));
        let told: Vec<String> = of_entry(&entry)
            .into_iter()
            .map(|change| format!("{}: {:?} {:?}", change.name, change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                r#"Removed from cohorts: Some("north") None"#,
                r#"Added to cohorts: None Some("south, staff")"#,
                r#"Roles given: None Some("Account manager")"#,
            ]
        );
    }

    #[test]
    fn enrolments_are_told_value_by_value_with_their_course() {
        let row: Row = serde_json::from_value(serde_json::json!({
            "line": 2, "user_id": null, "key": "anna", "outcomes": ["enrol"],
            "before": { "enrolments": { "C1": null } },
            "after": { "enrolments": { "C1": { "course_id": "x", "roles": ["instructor"], "status": "active" } } },
            "messages": [],
        }))
        .unwrap_or_else(|error| panic!("{error}"));
        let told: Vec<String> = of_row(&row)
            .into_iter()
            .map(|change| format!("{}: {:?}", change.name, change.after.unwrap_or_default()))
            .collect();
        assert_eq!(told, [r#"Roles in C1: "Instructor""#, r#"Status in C1: "Active""#]);
    }

    #[test]
    fn only_what_differs_is_shown_and_in_words() {
        let row: Row = serde_json::from_value(serde_json::json!({
            "line": 2, "user_id": null, "key": "anna", "outcomes": ["suspend"],
            "before": {"suspended": false, "auth_method": "manual", "city": "Graz"},
            "after": {"suspended": true, "auth_method": "nologin", "city": "Graz", "suspension_reason": "Left"},
            "messages": [],
        }))
        .unwrap_or_else(|error| panic!("{error}"));
        let plain =
            |name: &str, before: &str, after: &str| Change::new(name.to_owned(), before.to_owned(), after.to_owned());
        assert_eq!(
            of_row(&row),
            [
                plain("Authentication", "Manual", "No login"),
                plain("Suspended", "No", "Yes"),
                plain("Reason", "(empty)", "Left"),
            ]
        );
    }
}
