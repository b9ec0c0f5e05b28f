//! The form of an enrolment, and the requests that it becomes. Pure.

use std::collections::BTreeSet;

use rollcall_wire::Patch;
use rollcall_wire::courses::{CreateEnrolment, Enrolment, UpdateEnrolment};

use super::super::form::{first_moment, last_moment};
use crate::i18n::format;
use crate::t;

/// The role of those who learn.
const LEARNER: &str = "learner";

/// The values of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentForm {
    /// The keys of the roles.
    pub roles: BTreeSet<String>,
    /// The names of the groups.
    pub groups: BTreeSet<String>,
    /// The first day, as the browser's field has it; empty for none.
    pub starts: String,
    /// The last day.
    pub ends: String,
}

impl Default for EnrolmentForm {
    fn default() -> Self {
        let roles = BTreeSet::from([LEARNER.to_owned()]);
        Self { roles, groups: BTreeSet::new(), starts: String::new(), ends: String::new() }
    }
}

impl EnrolmentForm {
    /// An enrolment as it is.
    pub fn of(enrolment: &Enrolment) -> Self {
        Self {
            roles: enrolment.roles.iter().cloned().collect(),
            groups: enrolment.groups.iter().cloned().collect(),
            starts: enrolment.starts_at.as_deref().map(format::day_of).unwrap_or_default(),
            ends: enrolment.ends_at.as_deref().map(format::last_day_of).unwrap_or_default(),
        }
    }

    /// What is wrong with the roles.
    pub fn role_fault(&self) -> Option<String> {
        self.roles.is_empty().then(|| t!("enrolment-role-missing"))
    }

    /// What is wrong with the dates.
    pub fn date_fault(&self) -> Option<String> {
        let both = !self.starts.is_empty() && !self.ends.is_empty();
        (both && self.ends < self.starts).then(|| t!("course-ends-early"))
    }

    /// Whether it can be sent.
    pub fn is_sound(&self) -> bool {
        self.role_fault().is_none() && self.date_fault().is_none()
    }

    /// A new enrolment; who it is of is said besides.
    pub fn created(&self) -> CreateEnrolment {
        CreateEnrolment {
            roles: Some(self.roles.iter().cloned().collect()),
            starts_at: first_moment(&self.starts),
            ends_at: last_moment(&self.ends),
            groups: Some(self.groups.iter().cloned().collect()),
            ..CreateEnrolment::default()
        }
    }

    /// What is to be changed: only what differs, so that nothing else is overwritten.
    pub fn changed(&self, seen: &Enrolment) -> UpdateEnrolment {
        let before = Self::of(seen);
        let names = |now: &BTreeSet<String>, before: &BTreeSet<String>| {
            (now != before).then(|| now.iter().cloned().collect::<Vec<_>>())
        };
        let patch = |differs: bool, value: Option<String>| if differs { Patch::from(value) } else { Patch::Missing };
        UpdateEnrolment {
            roles: names(&self.roles, &before.roles),
            status: None,
            starts_at: patch(self.starts != before.starts, first_moment(&self.starts)),
            ends_at: patch(self.ends != before.ends, last_moment(&self.ends)),
            groups: names(&self.groups, &before.groups),
        }
    }
}

/// A set with a name in it or not.
pub fn with(mut names: BTreeSet<String>, name: &str, wanted: bool) -> BTreeSet<String> {
    if wanted {
        names.insert(name.to_owned());
    } else {
        names.remove(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use rollcall_wire::courses::CourseRef;

    use super::*;

    fn enrolment() -> Enrolment {
        Enrolment {
            id: "e1".into(),
            course: CourseRef { id: "c1".into(), code: "c".into(), name: "C".into() },
            user_id: "u1".into(),
            roles: vec![LEARNER.into()],
            status: "active".into(),
            active: true,
            starts_at: None,
            ends_at: Some("2026-03-01T10:00:00.000Z".into()),
            groups: Vec::new(),
            source: "manual".into(),
            cohort: None,
            last_access_at: None,
            created_at: String::new(),
            updated_at: String::new(),
            version: 1,
        }
    }

    #[test]
    fn only_what_differs_is_sent() {
        let seen = enrolment();
        assert_eq!(EnrolmentForm::of(&seen).changed(&seen), UpdateEnrolment::default());
        let form = EnrolmentForm { ends: String::new(), ..EnrolmentForm::of(&seen) };
        assert_eq!(form.changed(&seen).ends_at, Patch::Null);
        let form = EnrolmentForm { roles: with(BTreeSet::new(), "instructor", true), ..EnrolmentForm::of(&seen) };
        assert_eq!(form.changed(&seen).roles, Some(vec!["instructor".to_owned()]));
    }

    #[test]
    fn somebody_has_a_role_and_ends_after_the_beginning() {
        let none = EnrolmentForm { roles: with(EnrolmentForm::default().roles, LEARNER, false), ..Default::default() };
        assert!(none.role_fault().is_some() && !none.is_sound());
        let backwards = EnrolmentForm { starts: "2026-03-02".into(), ends: "2026-03-01".into(), ..Default::default() };
        assert!(backwards.date_fault().is_some() && EnrolmentForm::default().is_sound());
    }
}
