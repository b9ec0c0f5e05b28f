//! What can make a filter of accounts mean other people: which attributes, which courses, and whether time alone can.

use std::collections::BTreeSet;

use super::attribute::{Holding, Storage};
use super::{Attribute, Filter, Operand, Operator, ProfileOperand};
use crate::id::CourseId;

/// What a filter depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependencies {
    /// The attributes of an account that are changed by writing it, by name. [`Dependencies::ANY`] stands for all of them.
    pub attributes: BTreeSet<&'static str>,
    /// Whether other people can match though nothing was written, or nothing but that somebody was seen.
    pub by_time: bool,
    /// Whether it names cohorts.
    pub cohorts: bool,
    /// The courses it names; those that do not exist are not among them.
    pub courses: BTreeSet<CourseId>,
    /// Whether it asks for enrolments in whichever course.
    pub any_course: bool,
}

impl Dependencies {
    /// Every attribute: what counts or dates changes moves with each of them.
    pub const ANY: &'static str = "*";

    /// Of a filter in which courses are named by their ids: see [`Filter::with_keys`].
    pub fn of(filter: &Filter) -> Self {
        let mut found = Self::default();
        found.add(filter);
        found
    }

    fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => parts.iter().for_each(|part| self.add(part)),
            Filter::Not(part) => self.add(part),
            Filter::Present(attribute) => self.attribute(*attribute, None),
            Filter::Compare(attribute, operator, operand) => {
                self.by_time |= matches!(operand, Operand::Ago(_));
                self.attribute(*attribute, Some((*operator, operand)));
            }
            Filter::Holds(Holding::Enrolments, part) => {
                self.enrolled();
                let named = Self::of(part);
                // Only one that all have to meet says which course is meant.
                let is_one = requires_a_course(part);
                self.any_course |= !is_one;
                self.courses.extend(named.courses);
            }
            Filter::Holds(_, part) => self.add(part),
            Filter::ProfilePresent(_) => self.profile(),
            Filter::Profile(_, _, operand) => {
                self.by_time |= matches!(operand, ProfileOperand::Ago(_));
                self.profile();
            }
        }
    }

    fn profile(&mut self) {
        self.attributes.insert("profile");
    }

    fn attribute(&mut self, attribute: Attribute, compared: Option<(Operator, &Operand)>) {
        let (name, _) = attribute.name().split_once('.').unwrap_or((attribute.name(), ""));
        match name {
            "full_name" => self.attributes.extend(["first_name", "last_name"]),
            "status" => {
                self.attributes.extend(["suspended", "deleted_at", "confirmed"]);
                self.by_time = true;
            }
            "version" | "updated_at" => {
                self.attributes.insert(Self::ANY);
            }
            // A new account has these, and keeps them.
            "id" | "created_at" => {}
            "locked" | "never_accessed" | "first_access_at" | "last_access_at" | "last_ip" => self.by_time = true,
            "cohorts" => self.cohorts = true,
            "enrolments" => self.enrolments(attribute, compared),
            name => {
                self.attributes.insert(name);
            }
        }
    }

    /// Enrolments are written, and go with their courses and groups, which nobody's account tells.
    fn enrolled(&mut self) {
        self.attributes.insert(Holding::Enrolments.name());
        self.by_time = true;
    }

    fn enrolments(&mut self, attribute: Attribute, compared: Option<(Operator, &Operand)>) {
        self.enrolled();
        match (attribute.storage, compared) {
            (Storage::Held(_) | Storage::HeldKey(_), Some((Operator::Eq | Operator::Ne, Operand::Text(text)))) => {
                self.courses.extend(text.parse::<CourseId>());
            }
            _ => self.any_course = true,
        }
    }
}

/// Whether a condition on enrolments holds of those in one course only.
fn requires_a_course(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().any(requires_a_course),
        Filter::Or(parts) => parts.iter().all(requires_a_course),
        Filter::Compare(attribute, Operator::Eq, _) => attribute.storage == Storage::HeldKey(Holding::Enrolments),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{ACCOUNTS, Scope, parse};
    use crate::users::Field;

    fn of(text: &str) -> Dependencies {
        let scope = Scope { private: true, ..Scope::default() };
        parse(text, &scope).map_or_else(|error| panic!("{error}"), |filter| Dependencies::of(&filter))
    }

    #[test]
    fn what_is_written_under_another_name_is_known() {
        let names = |text| of(text).attributes.into_iter().collect::<Vec<_>>();
        assert_eq!(names(r#"department eq "Sales" and not (city pr)"#), ["city", "department"]);
        assert_eq!(names(r#"full_name co "a""#), ["first_name", "last_name"]);
        assert_eq!(names(r#"system_roles[value eq "manager"]"#), ["system_roles"]);
        assert_eq!(names("version gt 3"), [Dependencies::ANY]);
        assert_eq!(names("created_at pr"), [""; 0]);
    }

    #[test]
    fn relative_times_states_and_what_signing_in_writes_move_by_time() {
        for text in ["last_access_at pr", "status eq \"active\"", "created_at lt \"-P30D\"", "never_accessed eq true"] {
            assert!(of(text).by_time, "{text}");
        }
        assert!(!of(r#"created_at lt "2026-01-01" and suspended eq false"#).by_time);
    }

    #[test]
    fn enrolments_name_one_course_or_any() {
        let id = "0199a000-0000-7000-8000-000000000009";
        let one = of(&format!(r#"enrolments[course eq "{id}" and role eq "learner"]"#));
        assert_eq!((one.courses.len(), one.any_course), (1, false));
        assert!(of(r#"enrolments[role eq "learner"]"#).any_course);
        assert!(of(&format!(r#"enrolments[course eq "{id}" or role eq "learner"]"#)).any_course);
        assert!(of("enrolments pr").any_course);
        assert!(of(r#"cohorts eq "a""#).cohorts && of(r#"cohorts[value eq "a"]"#).cohorts);
    }

    /// A new attribute has to be a field of the account, or one of those that are named above.
    #[test]
    fn every_attribute_is_one_that_writing_an_account_names() {
        let known = |name: &str| Field::ALL.iter().any(|field| field.name() == name);
        for attribute in ACCOUNTS {
            let mut found = Dependencies::default();
            found.attribute(*attribute, None);
            for name in found.attributes.iter().filter(|name| !["*", "enrolments"].contains(name)) {
                assert!(known(name), "{} is written as {name}?", attribute.name());
            }
        }
    }
}
