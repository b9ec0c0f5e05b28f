//! The form of a cohort, and the request that it becomes. Pure.

use std::collections::BTreeMap;

use rollcall_wire::Patch;
use rollcall_wire::cohorts::{Cohort, CreateCohort, UpdateCohort};

use crate::pages::short_name::short_name;
use crate::t;

/// The longest key, in characters.
const LONGEST_KEY: usize = 100;
/// The longest name, in characters.
const LONGEST_NAME: usize = 255;
/// The longest description, in characters.
pub const LONGEST_DESCRIPTION: usize = 2_000;

/// The values of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CohortForm {
    /// What people read.
    pub name: String,
    /// What files and filters name it by.
    pub key: String,
    /// The key is one's own; otherwise it follows the name.
    pub keyed: bool,
    /// What it is for.
    pub description: String,
}

impl CohortForm {
    /// A cohort as it is, or a new one.
    pub fn of(cohort: Option<&Cohort>) -> Self {
        cohort.map_or_else(Self::default, |cohort| Self {
            name: cohort.name.clone(),
            key: cohort.key.clone(),
            keyed: true,
            description: cohort.description.clone().unwrap_or_default(),
        })
    }

    /// With a key that follows the name for as long as nobody has typed one.
    pub fn sound(mut self) -> Self {
        if !self.keyed {
            self.key = short_name(&self.name, '-', LONGEST_KEY);
        }
        self
    }

    /// What can't be sent as it is, by field.
    pub fn faults(&self) -> BTreeMap<String, String> {
        let (name, key) = (self.name.trim(), self.key.trim().to_lowercase());
        let begins = |letter: char| letter.is_ascii_alphanumeric();
        let is_letter = |letter: char| begins(letter) || matches!(letter, '-' | '_' | '.');
        let name_fault = match name.chars().count() {
            0 => Some(t!("value-missing")),
            count if count > LONGEST_NAME => Some(t!("cohort-name-long", most = LONGEST_NAME)),
            _ => None,
        };
        let key_fault = match key.len() {
            0 => Some(t!("value-missing")),
            _ if key.len() > LONGEST_KEY || !key.starts_with(begins) || !key.chars().all(is_letter) => {
                Some(t!("cohort-key-invalid", most = LONGEST_KEY))
            }
            _ => None,
        };
        let faults = [("name", name_fault), ("key", key_fault)];
        faults.into_iter().filter_map(|(field, fault)| Some((field.to_owned(), fault?))).collect()
    }

    /// A new cohort.
    pub fn created(&self) -> CreateCohort {
        CreateCohort {
            name: self.name.trim().to_owned(),
            key: Some(self.key.trim().to_owned()),
            description: self.described(),
            ..CreateCohort::default()
        }
    }

    /// What is to be changed about a cohort: only what differs, so that nothing else is overwritten.
    pub fn changed(&self, seen: &Cohort) -> UpdateCohort {
        let name = self.name.trim().to_owned();
        let description = self.described();
        UpdateCohort {
            name: (name != seen.name).then_some(name),
            description: if description == seen.description { Patch::Missing } else { Patch::from(description) },
            ..UpdateCohort::default()
        }
    }

    /// The same after another user has changed the cohort: what one has not touched is as they left it.
    pub fn rebased(self, seen: &Cohort, now: &Cohort) -> Self {
        let mine = self.changed(seen);
        let fresh = Self::of(Some(now));
        Self {
            name: if mine.name.is_some() { self.name } else { fresh.name },
            description: if mine.description.is_missing() { fresh.description } else { self.description },
            ..fresh
        }
    }

    fn described(&self) -> Option<String> {
        Some(self.description.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A cohort with three people in it.
    pub fn cohort(name: &str, description: Option<&str>) -> Cohort {
        Cohort {
            id: "1".to_owned(),
            key: "staff".to_owned(),
            name: name.to_owned(),
            description: description.map(str::to_owned),
            source: "manual".to_owned(),
            rule: None,
            paused: false,
            held: None,
            settling: false,
            members: 3,
            created_at: String::new(),
            updated_at: String::new(),
            version: 1,
        }
    }

    #[test]
    fn the_key_follows_the_name_until_one_is_typed() {
        let typed = CohortForm { name: "Süd 2026".to_owned(), ..CohortForm::default() }.sound();
        assert_eq!(typed.created().key.as_deref(), Some("sued-2026"));
        let own = CohortForm { keyed: true, key: "mine".to_owned(), ..typed };
        assert_eq!(own.sound().key, "mine");
    }

    #[test]
    fn what_the_server_would_refuse_is_said_before() {
        let faults = |name: &str, key: &str| {
            let wanted = CohortForm { name: name.to_owned(), key: key.to_owned(), ..CohortForm::default() };
            wanted.faults().into_keys().collect::<Vec<_>>()
        };
        assert_eq!(faults(" ", ""), ["key", "name"]);
        assert_eq!(faults("A", "a b"), ["key"]);
        assert_eq!(faults("A", "-a"), ["key"]);
        assert_eq!(faults(&"x".repeat(256), &"x".repeat(101)), ["key", "name"]);
        assert!(faults("A", " Staff_1.b-c ").is_empty());
    }

    #[test]
    fn only_what_differs_is_sent() {
        let seen = cohort("Staff", Some("All of us"));
        let same = CohortForm::of(Some(&seen));
        assert_eq!(same.changed(&seen), UpdateCohort::default());
        let emptied = CohortForm { description: " ".to_owned(), ..same };
        assert_eq!(emptied.changed(&seen), UpdateCohort { description: Patch::Null, ..UpdateCohort::default() });
    }

    #[test]
    fn what_somebody_else_has_changed_stays_where_one_has_not_touched_it() {
        let (seen, now) = (cohort("Staff", None), cohort("All staff", Some("Theirs")));
        let mine = CohortForm { description: "Mine".to_owned(), ..CohortForm::of(Some(&seen)) };
        let rebased = mine.rebased(&seen, &now);
        assert_eq!((rebased.name.as_str(), rebased.description.as_str()), ("All staff", "Mine"));
        let changes = UpdateCohort { description: Patch::Value("Mine".to_owned()), ..UpdateCohort::default() };
        assert_eq!(rebased.changed(&now), changes);
    }
}
