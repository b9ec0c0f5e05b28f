//! Which batches the list shows: those in some states, those that wait for a person, those of a name.

use yew::prelude::AttrValue;

use crate::filter::{Condition, Group, Join, Operator, Part};
use crate::t;
use crate::ui::ListQuery;
use crate::url::Query;

/// Plans that wait for a second person.
const APPROVAL: &str = "approval";

/// The other choices, by their names in the address: the states of each.
const STATES: [(&str, &[&str]); 4] = [
    ("planned", &["planned"]),
    ("under_way", &["planning", "queued", "applying"]),
    ("applied", &["applied"]),
    ("ended", &["failed", "cancelled", "expired"]),
];

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchesQuery {
    /// One of the choices; nothing for all.
    pub choice: String,
    /// A part of the name, or the username of an account that they have changed.
    pub name: String,
}

impl ListQuery for BatchesQuery {
    /// A choice that there is none of is none.
    fn read(address: &Query) -> Self {
        let is_known = |choice: &&str| *choice == APPROVAL || STATES.iter().any(|(known, _)| known == choice);
        let choice = address.get("show").filter(is_known).unwrap_or_default().to_owned();
        Self { choice, name: address.get("name").unwrap_or_default().to_owned() }
    }

    fn write(&self, address: Query) -> Query {
        address.with("show", &self.choice).with("name", &self.name)
    }

    fn ask(&self, parameters: Query) -> Query {
        let waiting = if self.choice == APPROVAL { APPROVAL } else { "" };
        parameters.with("waiting_for", waiting).with("filter", self.filter())
    }
}

impl BatchesQuery {
    /// Whether plans are looked for that wait for a second person, and nothing else.
    pub fn is_of_approvals(&self) -> bool {
        self.choice == APPROVAL && self.name.is_empty()
    }

    fn filter(&self) -> String {
        let is = |field: &str, operator: Operator, value: &str| {
            Part::Is(Condition { field: field.to_owned(), operator, values: vec![value.to_owned()], or_absent: false })
        };
        let states = STATES.iter().find(|(name, _)| *name == self.choice).map_or(&[][..], |(_, states)| states);
        let mut all = Group::default();
        if !states.is_empty() {
            let any = states.iter().map(|state| is("state", Operator::Is, state)).collect();
            all.parts.push(Part::Group(Group { join: Join::Any, parts: any }));
        }
        if !self.name.is_empty() {
            let found = vec![is("name", Operator::Contains, &self.name), is("people", Operator::Is, &self.name)];
            all.parts.push(Part::Group(Group { join: Join::Any, parts: found }));
        }
        all.text()
    }
}

/// The choices with their labels.
pub fn choices() -> Vec<(AttrValue, AttrValue)> {
    vec![
        (AttrValue::Static(""), t!("batches-show-all").into()),
        (AttrValue::Static(APPROVAL), t!("batches-show-unapproved").into()),
        (AttrValue::Static("planned"), t!("batches-show-planned").into()),
        (AttrValue::Static("under_way"), t!("batches-show-under-way").into()),
        (AttrValue::Static("applied"), t!("batches-show-applied").into()),
        (AttrValue::Static("ended"), t!("batches-show-ended").into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> String {
        BatchesQuery::read(&Query::parse(address)).ask(Query::default()).on("")
    }

    #[test]
    fn what_the_address_says_is_asked_for() {
        assert_eq!(asked(""), "");
        assert_eq!(asked("show=nonsense"), "");
        assert_eq!(asked("show=approval"), "?waiting_for=approval");
        let query = BatchesQuery::read(&Query::parse("show=ended&name=a"));
        assert_eq!(query.write(Query::default()).on("/batches"), "/batches?show=ended&name=a");
        for (choice, label) in choices().iter().skip(1) {
            assert!(!asked(&format!("show={choice}")).is_empty(), "{label}");
        }
    }

    #[test]
    fn names_and_states_are_joined_in_a_filter() {
        let shown =
            |choice: &str, name: &str| BatchesQuery { choice: choice.to_owned(), name: name.to_owned() }.filter();
        assert_eq!(shown("planned", ""), "(state eq \"planned\")");
        assert_eq!(shown("", "a \"b\""), "(name co \"a \\\"b\\\"\" or people eq \"a \\\"b\\\"\")");
        assert_eq!(
            shown("under_way", "x"),
            "(state eq \"planning\" or state eq \"queued\" or state eq \"applying\") and (name co \"x\" or people eq \"x\")"
        );
    }
}
