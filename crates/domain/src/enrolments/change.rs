//! The vocabulary of changes to enrolments: what a call, a row of a selection or a file, a cohort and an undo all turn into.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{EnrolmentStatus, EnrolmentValues};
use crate::actor::RoleKey;
use crate::outcome::{Outcome, Outcomes};
use crate::{Error, Result, time};

/// A change to one person's enrolment in one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentChange {
    /// The person is enrolled.
    Enrol(EnrolmentValues),
    /// The enrolment becomes another one.
    Update {
        /// As it is.
        before: EnrolmentValues,
        /// As it will be.
        after: EnrolmentValues,
    },
    /// The person leaves.
    Unenrol(EnrolmentValues),
}

/// What of an enrolment can change, by its name in the API.
pub(super) const FIELDS: [&str; 5] = ["roles", "status", "starts_at", "ends_at", "groups"];

impl EnrolmentChange {
    /// From one enrolment to another; `None` if nothing changes.
    pub fn between(before: &EnrolmentValues, after: EnrolmentValues) -> Option<Self> {
        (*before != after).then(|| Self::Update { before: before.clone(), after })
    }

    /// The enrolment that it is planned on; `None` if there must be none.
    pub fn before(&self) -> Option<&EnrolmentValues> {
        match self {
            Self::Enrol(_) => None,
            Self::Update { before, .. } | Self::Unenrol(before) => Some(before),
        }
    }

    /// The enrolment that it leads to; `None` if there is none any more.
    pub fn after(&self) -> Option<&EnrolmentValues> {
        match self {
            Self::Unenrol(_) => None,
            Self::Update { after, .. } | Self::Enrol(after) => Some(after),
        }
    }

    /// The reverse.
    pub fn reversed(self) -> Self {
        match self {
            Self::Enrol(values) => Self::Unenrol(values),
            Self::Update { before, after } => Self::Update { before: after, after: before },
            Self::Unenrol(values) => Self::Enrol(values),
        }
    }

    /// What a row with it does.
    pub fn outcomes(&self) -> Outcomes {
        match self {
            Self::Enrol(_) => Outcome::Enrol,
            Self::Update { .. } => Outcome::Update,
            Self::Unenrol(_) => Outcome::Unenrol,
        }
        .into()
    }

    /// What an audit entry about it is called.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Enrol(_) => "enrolment.created",
            Self::Update { .. } => "enrolment.changed",
            Self::Unenrol(_) => "enrolment.removed",
        }
    }

    /// The fields that change, by name.
    pub fn fields(&self) -> BTreeSet<&'static str> {
        let (before, after) = (self.before().map(values_json), self.after().map(values_json));
        FIELDS
            .into_iter()
            .filter(|name| before.as_ref().map(|of| &of[*name]) != after.as_ref().map(|of| &of[*name]))
            .collect()
    }

    /// The fields that change, as they are; null if the person is not enrolled.
    pub fn before_json(&self) -> Value {
        self.json(self.before())
    }

    /// The same fields as they will be.
    pub fn after_json(&self) -> Value {
        self.json(self.after())
    }

    fn json(&self, values: Option<&EnrolmentValues>) -> Value {
        let Some(values) = values else { return Value::Null };
        let all = values_json(values);
        let fields = self.fields();
        Value::Object(fields.into_iter().map(|name| (name.to_owned(), all[name].clone())).collect())
    }

    /// Reads back what [`before_json`](Self::before_json) and [`after_json`](Self::after_json) wrote, for the enrolment as it is now:
    /// what does not change is taken from it. `None` if the change needs an enrolment and there is none.
    ///
    /// # Errors
    /// If what is stored is no change.
    pub fn from_json(before: &Value, after: &Value, now: Option<&EnrolmentValues>) -> Result<Option<Self>> {
        Ok(match (before.as_object(), after.as_object(), now) {
            (None, Some(after), _) => Some(Self::Enrol(values_of(&blank(), after)?)),
            (Some(before), None, _) => Some(Self::Unenrol(values_of(&blank(), before)?)),
            (Some(before), Some(after), Some(now)) => {
                Some(Self::Update { before: values_of(now, before)?, after: values_of(now, after)? })
            }
            (Some(_), Some(_), None) => None,
            (None, None, _) => return Err(Error::internal("a stored row has no change of an enrolment")),
        })
    }
}

fn blank() -> EnrolmentValues {
    EnrolmentValues {
        roles: BTreeSet::new(),
        status: EnrolmentStatus::Active,
        starts_at: None,
        ends_at: None,
        groups: BTreeSet::new(),
    }
}

fn values_json(values: &EnrolmentValues) -> Value {
    json!({
        "roles": values.roles.iter().map(|role| role.key()).collect::<Vec<_>>(),
        "status": values.status.name(),
        "starts_at": values.starts_at.map(time::format),
        "ends_at": values.ends_at.map(time::format),
        "groups": values.groups,
    })
}

/// An enrolment with the values that are there, and otherwise as it was.
fn values_of(base: &EnrolmentValues, members: &Map<String, Value>) -> Result<EnrolmentValues> {
    let mut values = base.clone();
    let unreadable = |name: &str| Error::internal(format!("a stored enrolment has an unreadable value of {name:?}"));
    for (name, value) in members {
        let texts = || value.as_array().into_iter().flatten().filter_map(Value::as_str);
        match name.as_str() {
            "roles" => values.roles = texts().filter_map(RoleKey::from_key).collect(),
            "groups" => values.groups = texts().map(str::to_owned).collect(),
            "status" => {
                let status = value.as_str().and_then(EnrolmentStatus::from_name);
                values.status = status.ok_or_else(|| unreadable(name))?;
            }
            "starts_at" => values.starts_at = value.as_str().and_then(time::parse_utc),
            "ends_at" => values.ends_at = value.as_str().and_then(time::parse_utc),
            _ => return Err(unreadable(name)),
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learner() -> EnrolmentValues {
        EnrolmentValues { roles: BTreeSet::from([RoleKey::Learner]), ..blank() }
    }

    #[test]
    fn changes_read_back_as_they_were_written() {
        let suspended = EnrolmentValues { status: EnrolmentStatus::Suspended, ends_at: Some(86_400_000), ..learner() };
        let update = EnrolmentChange::between(&learner(), suspended.clone()).expect("a change");
        assert_eq!(update.before_json(), json!({ "ends_at": null, "status": "active" }));
        for (change, now) in [
            (EnrolmentChange::Enrol(suspended.clone()), None),
            (update.clone(), Some(learner())),
            (update.reversed(), Some(suspended.clone())),
            (EnrolmentChange::Unenrol(suspended), None),
        ] {
            let read = EnrolmentChange::from_json(&change.before_json(), &change.after_json(), now.as_ref());
            assert_eq!(read.expect("it is one"), Some(change));
        }
    }

    #[test]
    fn what_stays_as_it_is_is_no_change() {
        assert_eq!(EnrolmentChange::between(&learner(), learner()), None);
    }

    #[test]
    fn an_update_of_nobody_is_none() {
        let (before, after) = (json!({ "status": "active" }), json!({ "status": "suspended" }));
        assert_eq!(EnrolmentChange::from_json(&before, &after, None).expect("it is one"), None);
    }
}
