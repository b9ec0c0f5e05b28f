//! Who of a course is meant by a bulk message: everything that is given has to hold.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Millis;
use crate::enrolments::Enrolment;
use crate::id::CourseId;
use crate::time;

/// Who of a course is meant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Audience {
    /// Those with one of these roles; none: all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<String>,
    /// Those in one of these groups, by name; none: all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<String>,
    /// Those who have never looked at the course.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub never_accessed: bool,
    /// Those who have not looked at it since this time, or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_accessed_since: Option<Millis>,
}

impl Audience {
    /// Whether an enrolment is meant.
    pub fn holds(&self, enrolment: &Enrolment) -> bool {
        let values = &enrolment.values;
        (self.roles.is_empty() || values.roles.iter().any(|role| self.roles.contains(role.key())))
            && (self.groups.is_empty() || values.groups.iter().any(|group| self.groups.contains(group)))
            && (!self.never_accessed || enrolment.last_access_at.is_none())
            && self.not_accessed_since.is_none_or(|since| enrolment.last_access_at.is_none_or(|at| at < since))
    }

    /// The same as a filter of accounts.
    pub fn filter(&self, course: CourseId) -> String {
        let text = |value: &str| serde_json::Value::from(value).to_string();
        let any = |name: &str, values: &BTreeSet<String>| {
            let each: Vec<String> = values.iter().map(|value| format!("{name} eq {}", text(value))).collect();
            (!each.is_empty()).then(|| format!("({})", each.join(" or ")))
        };
        let since = self
            .not_accessed_since
            .map(|since| format!("(not (last_access_at pr) or last_access_at lt {})", text(&time::format(since))));
        let parts = [
            Some(format!("course eq {}", text(&course.to_string()))),
            any("role", &self.roles),
            any("group", &self.groups),
            self.never_accessed.then(|| "not (last_access_at pr)".to_owned()),
            since,
        ];
        format!("enrolments[{}]", parts.into_iter().flatten().collect::<Vec<_>>().join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Scope, parse};

    #[test]
    fn the_filter_can_be_read_whatever_names_hold() {
        let audience = Audience {
            roles: BTreeSet::from(["learner".to_owned(), "instructor".to_owned()]),
            groups: BTreeSet::from(["Mon\"day".to_owned()]),
            never_accessed: true,
            not_accessed_since: Some(1_700_000_000_000),
        };
        let text = audience.filter(CourseId::new());
        assert!(parse(&text, &Scope::default()).is_ok(), "{text}");
        assert!(parse(&Audience::default().filter(CourseId::new()), &Scope::default()).is_ok());
    }
}
