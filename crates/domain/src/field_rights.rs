//! Fields of accounts that not everybody may see: which they are, what it takes to see them, and how things that hold their
//! values are shown to others.
//!
//! Who may not see a field may not write it, filter, search or sort by it either, in whatever form: a plan or a list would
//! tell what the field holds. Every way in asks [`require`] or a capability from [`NEEDED`]; every way out of what is stored
//! (rows, settings, filters, answers that are given again) goes through one of the `mask` functions with the rights of the
//! person who reads, not of the one who stored it.

use serde_json::Value;

use crate::batches::file::{cells, columns};
use crate::roles::Capability;
use crate::{Actor, Error, Result, filter};

/// The private fields, by their names in the API.
pub const PRIVATE: [&str; 4] = ["id_number", "phone", "mobile_phone", "address"];

/// What it takes to see them.
pub const NEEDED: Capability = Capability::UsersViewPrivate;

/// What stands in the place of a value that is not shown.
pub const MASK: &str = "…";

/// Whether somebody sees private fields of others.
pub fn may_see(actor: &Actor) -> bool {
    actor.may(NEEDED)
}

/// Whether a field is private, by its name in the API.
pub fn is_private(field: &str) -> bool {
    PRIVATE.contains(&field)
}

/// Whether a column of files is about a private field, by its own name.
pub fn is_private_column(column: &str) -> bool {
    cells::field_of(column).is_some_and(|field| is_private(field.name()))
}

/// Refuses what touches private fields to somebody who may not see them, and names the fields.
pub fn require<'n>(actor: &Actor, touched: impl IntoIterator<Item = &'n str>) -> Result<()> {
    let touched: Vec<&str> = touched.into_iter().collect();
    if touched.is_empty() || may_see(actor) {
        return Ok(());
    }
    let who = if actor.scopes.is_some() { "this token, or your roles, do not have" } else { "none of your roles has" };
    let message = format!(
        "Private fields are read and written with the capability {}, which {who}: {}.",
        NEEDED.name(),
        touched.join(", ")
    );
    Err(Error::forbidden("forbidden", message))
}

/// Takes private values out of those of an account, by field: that there is one may be known, not what it holds.
pub fn mask_fields(values: &mut Value) {
    let members = values.as_object_mut().into_iter().flatten();
    members.filter(|(name, _)| is_private(name)).for_each(|(_, value)| *value = Value::Null);
}

/// Puts [`MASK`] in the place of the values that a filter compares private fields with.
pub fn mask_filter(text: &mut String) {
    *text = filter::masked(text, is_private, MASK);
}

/// Puts [`MASK`] in the place of a search that may be for an ID number: one that holds a digit.
pub fn mask_search(text: &mut String) {
    if text.chars().any(char::is_numeric) {
        MASK.clone_into(text);
    }
}

/// Whether a filter is about a private field.
pub fn is_private_filter(text: &str) -> bool {
    filter::names(text).any(|name| is_private(&name))
}

/// Masks what settings of a batch hold of private fields: defaults, and filters.
pub fn mask_settings(settings: &mut Value) {
    for (column, value) in settings.get_mut("defaults").and_then(Value::as_object_mut).into_iter().flatten() {
        let column = columns::canonical(column);
        if column.is_some_and(|column| is_private_column(&column)) {
            *value = MASK.into();
        }
    }
    if let Some(Value::String(filter)) = settings.pointer_mut("/full_sync/filter") {
        mask_filter(filter);
    }
}

/// Masks private fields in an answer of any kind that was stored for somebody, wherever they stand in it, unless the reader
/// may see them. One's own account is seen by oneself.
pub fn mask_answer(answer: &mut Value, reader: &Actor) {
    if !may_see(reader) {
        mask_below(answer, reader.user_id.map(|id| id.to_string()).as_deref());
    }
}

fn mask_below(answer: &mut Value, own: Option<&str>) {
    match answer {
        Value::Object(members) if own.is_some() && members.get("id").and_then(Value::as_str) == own => {}
        Value::Object(_) => {
            mask_fields(answer);
            mask_settings(answer);
            for (name, value) in answer.as_object_mut().into_iter().flatten() {
                match value {
                    Value::String(text) if name == "filter" => mask_filter(text),
                    Value::String(text) if name == "q" => mask_search(text),
                    value => mask_below(value, own),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_below(item, own)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::roles::RoleKey;

    fn masked(text: &str) -> String {
        let mut text = text.to_owned();
        mask_filter(&mut text);
        text
    }

    #[test]
    fn filters_keep_their_form_and_lose_private_values() {
        assert_eq!(masked(r#"city eq "Graz""#), r#"city eq "Graz""#);
        assert_eq!(
            masked(r#"not (ID_Number sw "42" ) and city eq "Graz" or phone pr"#),
            r#"not (ID_Number sw "…" ) and city eq "Graz" or phone pr"#
        );
        assert_eq!(masked(r#"address eq "a \" b" "#), r#"address eq "…" "#);
        assert_eq!(masked("phone eq 0664"), "phone eq \"…\"");
        // What cannot be read may hold anything.
        assert_eq!(masked("phone eq \"0664"), MASK);
    }

    #[test]
    fn a_filter_is_private_by_what_it_names_and_not_by_its_texts() {
        assert!(is_private_filter("mobile_phone pr") && is_private_filter(r#"city eq "x" and Phone ne "1""#));
        assert!(!is_private_filter(r#"city eq "phone""#) && !is_private_filter(""));
    }

    #[test]
    fn settings_and_answers_lose_private_values_wherever_they_stand() {
        let mut answer = json!({
            "id_number": "42",
            "settings": {
                "defaults": { "phone1": "0664", "Employee_ID": "7", "city": "Graz" },
                "full_sync": { "filter": "phone eq \"0664\"" },
            },
            "source": { "filter": "id_number eq \"42\"" },
            "items": [{ "address": "Gasse 1", "city": "Graz" }],
        });
        let actor = Actor { roles: vec![RoleKey::Learner], ..Actor::system() };
        mask_answer(&mut answer, &actor);
        assert_eq!(
            answer,
            json!({
                "id_number": null,
                "settings": {
                    "defaults": { "phone1": "…", "Employee_ID": "…", "city": "Graz" },
                    "full_sync": { "filter": "phone eq \"…\"" },
                },
                "source": { "filter": "id_number eq \"…\"" },
                "items": [{ "address": null, "city": "Graz" }],
            })
        );
    }

    #[test]
    fn a_refusal_names_what_is_private() {
        let actor = Actor { roles: vec![RoleKey::Learner], ..Actor::system() };
        let message = require(&actor, ["phone1", "idnumber"]).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains("users.view_private") && message.contains("phone1, idnumber"), "{message}");
        assert!(require(&actor, []).is_ok() && require(&Actor::system(), ["phone1"]).is_ok());
    }
}
