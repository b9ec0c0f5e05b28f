//! The columns of accounts that are made from others: folded text to sort, filter and search by.

use std::collections::BTreeSet;

use super::field::{Field, FieldValue};
use super::skeleton::skeleton;
use crate::text::{domain_key, fold};

/// The column by which names that look alike are found.
pub(super) const SKELETON: &str = "username_skeleton";

/// The column by which the people of a domain are found.
pub(super) const EMAIL_DOMAIN: &str = "email_domain_key";

/// The columns made from others, by the fields that they are made from.
pub(super) const KEYS: [(&str, &[Field]); 9] = [
    (SKELETON, &[Field::Username]),
    ("first_name_key", &[Field::FirstName]),
    ("last_name_key", &[Field::LastName]),
    ("id_number_key", &[Field::IdNumber]),
    ("institution_key", &[Field::Institution]),
    ("department_key", &[Field::Department]),
    ("city_key", &[Field::City]),
    ("search_key", &[Field::FirstName, Field::LastName, Field::Username, Field::Email, Field::IdNumber]),
    (EMAIL_DOMAIN, &[Field::Email]),
];

/// The key columns that follow from any of the fields.
pub(super) fn key_columns(fields: &BTreeSet<Field>) -> Vec<&'static str> {
    let touched = |sources: &[Field]| sources.iter().any(|field| fields.contains(field));
    KEYS.iter().filter(|(_, sources)| touched(sources)).map(|(name, _)| *name).collect()
}

/// The value of a key column. The search key has the name on its first line and the rest on lines of
/// their own, so that no search runs from one field into the next; the ID number is the last of them.
pub(super) fn key_value(key: &str, former: &str, value: impl Fn(Field) -> FieldValue) -> String {
    let text = |field: Field| match value(field) {
        FieldValue::Text(text) => fold(&text),
        _ => String::new(),
    };
    if let (SKELETON, FieldValue::Text(name)) = (key, value(Field::Username)) {
        return skeleton(&name);
    }
    if let (EMAIL_DOMAIN, FieldValue::Text(address)) = (key, value(Field::Email)) {
        return domain_key(&address);
    }
    let sources = KEYS.iter().find(|(name, _)| *name == key).map_or(&[][..], |(_, sources)| sources);
    match sources {
        [first, last, rest @ .., number] if !rest.is_empty() => {
            let names = format!("{} {}", text(*first), text(*last));
            let key = rest.iter().fold(names, |key, field| key + "\n" + &text(*field));
            let former = if former.is_empty() { String::new() } else { format!("\n{former}") };
            key + &former + "\n" + &text(*number)
        }
        [one, ..] => text(*one),
        [] => String::new(),
    }
}
