//! What a person has typed over the details of an account, and what comes of it where another user was faster. Pure.

use std::collections::BTreeMap;

use rollcall_wire::users::User;
use serde_json::{Map, Value, json};

use super::kinds::{CUSTOM, Detail, InputKind};

/// Details by their names, as texts; those that are empty have no entry.
pub type Texts = BTreeMap<String, String>;

/// The details of an account as texts.
pub fn texts(user: &User) -> Texts {
    let Ok(Value::Object(members)) = serde_json::to_value(user) else { return Texts::new() };
    let custom = user.profile.iter().map(|(name, value)| (format!("{CUSTOM}{name}"), value.clone()));
    let all = members.into_iter().chain(custom);
    all.filter_map(|(name, value)| Some((name, text(&value)?))).collect()
}

/// A value as a text; `None` if it is empty.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// What a text is for the API; null if it is empty.
fn value(kind: &InputKind, text: &str) -> Value {
    match kind {
        _ if text.is_empty() => Value::Null,
        InputKind::YesNo => json!(text == "true"),
        // What is no number is sent as it is, so that the server says what is wrong with it.
        InputKind::Number => {
            text.parse().map_or_else(|_| json!(text), |number: serde_json::Number| Value::Number(number))
        }
        _ => json!(text),
    }
}

fn of<'a>(texts: &'a Texts, name: &str) -> &'a str {
    texts.get(name).map(|text| text.trim()).unwrap_or_default()
}

/// What has been changed, as the API's merge patch.
pub fn changes(details: &[Detail], before: &Texts, typed: &Texts) -> Map<String, Value> {
    let mut patch = Map::new();
    let mut custom = Map::new();
    for detail in details.iter().filter(|detail| of(before, &detail.name) != of(typed, &detail.name)) {
        let value = value(&detail.kind, of(typed, &detail.name));
        match detail.name.strip_prefix(CUSTOM) {
            Some(name) => custom.insert(name.to_owned(), value),
            None => patch.insert(detail.name.clone(), value),
        };
    }
    if !custom.is_empty() {
        patch.insert("profile".to_owned(), Value::Object(custom));
    }
    patch
}

/// Two people's changes of one account, put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// What the form shows from now on: what was typed, and what the other has changed elsewhere.
    pub typed: Texts,
    /// Details that the other has changed and that were not touched here.
    pub taken: Vec<String>,
    /// Details that both have changed, to different values.
    pub disputed: Vec<String>,
}

/// Puts together what was typed over `before` with what the account has by `now`. Nothing of either is lost.
pub fn merged(details: &[Detail], before: &Texts, typed: &Texts, now: &Texts) -> Merged {
    let mut merged = Merged { typed: typed.clone(), ..Merged::default() };
    for name in details.iter().map(|detail| &detail.name) {
        let (before, mine, theirs) = (of(before, name), of(typed, name), of(now, name));
        if theirs == before || theirs == mine {
            continue;
        }
        if mine == before {
            merged.typed.insert(name.clone(), theirs.to_owned());
            merged.taken.push(name.clone());
        } else {
            merged.disputed.push(name.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use rollcall_wire::users::{UpdateMe, UpdateUser};

    use super::super::kinds::{of_oneself, of_somebody};
    use super::*;
    use crate::session::tests::me;

    fn detail(name: &str, kind: InputKind) -> Detail {
        Detail { name: name.to_owned(), label: String::new(), kind, required: false }
    }

    fn set(pairs: &[(&str, &str)]) -> Texts {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_sent_and_what_is_emptied_is_null() {
        let details = [
            detail("city", InputKind::Line),
            detail("phone", InputKind::Phone),
            detail("profile.years", InputKind::Number),
            detail("profile.remote", InputKind::YesNo),
        ];
        let before = set(&[("city", "Graz"), ("phone", "1"), ("profile.remote", "true")]);
        let typed = set(&[("city", " Graz "), ("phone", ""), ("profile.years", "4"), ("profile.remote", "false")]);
        let sent = Value::Object(changes(&details, &before, &typed));
        assert_eq!(sent, json!({ "phone": null, "profile": { "years": 4, "remote": false } }));
        assert!(changes(&details, &before, &before).is_empty());
    }

    #[test]
    fn what_another_has_changed_is_taken_or_disputed_and_never_overwritten() {
        let details = ["city", "phone", "country"].map(|name| detail(name, InputKind::Line));
        let before = set(&[("city", "Graz"), ("phone", "1"), ("country", "AT")]);
        let typed = set(&[("city", "Linz"), ("phone", "1"), ("country", "DE")]);
        let now = set(&[("city", "Wien"), ("phone", "2"), ("country", "DE")]);
        let merged = merged(&details, &before, &typed, &now);
        assert_eq!(merged.typed, set(&[("city", "Linz"), ("phone", "2"), ("country", "DE")]));
        assert_eq!((merged.taken, merged.disputed), (vec!["phone".to_owned()], vec!["city".to_owned()]));
    }

    #[test]
    fn every_detail_is_one_that_the_api_takes() {
        let patch = |details: Vec<Detail>| {
            let typed: Texts = details.iter().map(|detail| (detail.name.clone(), "x".to_owned())).collect();
            Value::Object(changes(&details, &Texts::new(), &typed))
        };
        assert!(serde_json::from_value::<UpdateMe>(patch(of_oneself(&[]))).is_ok());
        let all = me(&[], &["*"]);
        assert!(serde_json::from_value::<UpdateUser>(patch(of_somebody(&all, "other", &[]))).is_ok());
    }
}
