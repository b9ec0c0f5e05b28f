//! Why a filter can take long: which of its parts no index answers.

use super::attribute::Storage;
use super::{Filter, Operator, ProfileOperand};
use crate::users::email;

/// What no index answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breadth {
    /// A part of this attribute is looked for, which could stand anywhere in it.
    Part(&'static str),
    /// This attribute has no index.
    Unindexed(&'static str),
}

/// Columns with an index, besides those of folded text.
const INDEXED: [&str; 7] = [
    "users.created_at",
    "users.deleted_at",
    "users.suspended_until",
    "users.last_access_at",
    "users.suspended",
    "users.confirmed",
    "users.id",
];

/// What keeps a filter from being answered by an index; `None` if an index answers all of it, or a part that all have to meet.
pub fn breadth(filter: &Filter) -> Option<Breadth> {
    match filter {
        Filter::And(parts) => {
            let all: Option<Vec<Breadth>> = parts.iter().map(breadth).collect();
            all.and_then(|all| all.into_iter().next())
        }
        Filter::Or(parts) => parts.iter().find_map(breadth),
        Filter::Not(part) => breadth(part),
        Filter::Present(_) | Filter::Holds(..) | Filter::ProfilePresent(_) => None,
        Filter::Profile(_, operator, ProfileOperand::Key(_)) if is_part(*operator) => {
            Some(Breadth::Part("a custom field"))
        }
        Filter::Profile(..) => None,
        Filter::Compare(attribute, operator, operand) => {
            let name = attribute.name();
            match attribute.storage {
                Storage::Email if *operator == Operator::Ew => {
                    let text = if let super::Operand::Text(text) = operand { text.as_str() } else { "" };
                    email::domain_part(&email::canonical_part(text)).is_none().then_some(Breadth::Part(name))
                }
                Storage::Key(_) | Storage::Username | Storage::Email => {
                    is_part(*operator).then_some(Breadth::Part(name))
                }
                Storage::Time(column) | Storage::TimeOrZero(column) | Storage::Bool(column) | Storage::Id(column) => {
                    (!INDEXED.contains(&column)).then_some(Breadth::Unindexed(name))
                }
                Storage::Plain(_) | Storage::Exact(_) | Storage::Word(_) | Storage::Number(_) | Storage::FullName => {
                    Some(Breadth::Unindexed(name))
                }
                _ => None,
            }
        }
    }
}

/// Whether a part is looked for that an index by the beginning does not find.
fn is_part(operator: Operator) -> bool {
    matches!(operator, Operator::Co | Operator::Ew)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Scope, parse};

    fn of(text: &str) -> Option<Breadth> {
        parse(text, &Scope { private: true, ..Scope::default() }).ok().and_then(|filter| breadth(&filter))
    }

    #[test]
    fn the_first_part_that_no_index_answers_is_named() {
        assert_eq!(of("email co \"x\""), Some(Breadth::Part("email")));
        assert_eq!(of("email ew \"x@example.org\""), Some(Breadth::Part("email")));
        assert_eq!(of("department eq \"Sales\" or phone sw \"+43\""), Some(Breadth::Unindexed("phone")));
        assert_eq!(of("not (last_name ew \"son\")"), Some(Breadth::Part("last_name")));
        assert_eq!(of("external_id eq \"x\""), Some(Breadth::Unindexed("external_id")));
        assert_eq!(of("must_change_password eq true"), Some(Breadth::Unindexed("must_change_password")));
    }

    #[test]
    fn a_part_that_an_index_answers_is_enough_if_all_have_to_meet_it() {
        for filter in [
            "email ew \"@example.org\"",
            "email ew \"example.org\"",
            "department eq \"Sales\" and phone sw \"+43\"",
            "suspended eq true and description pr",
            "created_at ge \"2026-01-01\" and last_name co \"x\"",
        ] {
            assert_eq!(of(filter), None, "{filter}");
        }
    }
}
