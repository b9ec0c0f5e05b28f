//! Changes of enrolments as a row carries them: under `enrolments` in `before` and `after`, by the code of the course. Pure.

use serde_json::{Map, Value, json};

use super::CourseChange;
use crate::batches::engine::row::Row;
use crate::enrolments::EnrolmentValues;
use crate::enrolments::change::EnrolmentChange;
use crate::id::CourseId;
use crate::outcome::Outcome;
use crate::{Error, Result};

/// The member of `before` and `after`; no field of an account is called so.
pub(in crate::people) const ENROLMENTS: &str = "enrolments";

/// Which course it is: the code may come to mean another one.
const COURSE_ID: &str = "course_id";

/// Puts changes into a row, with what they do, beside what it does to the account.
pub(in crate::people) fn put(row: &mut Row, changes: &[CourseChange]) {
    if changes.is_empty() {
        return;
    }
    let of_account = row.outcomes.iter().filter(|outcome| *outcome != Outcome::Unchanged);
    let of_courses = changes.iter().flat_map(|of| of.change.outcomes().iter().collect::<Vec<_>>());
    row.outcomes = of_account.chain(of_courses).collect();
    let before = changes.iter().map(|of| (of.code.clone(), side(of, of.change.before_json()))).collect();
    let after = changes.iter().map(|of| (of.code.clone(), side(of, of.change.after_json()))).collect();
    for (members, changes) in [(&mut row.before, before), (&mut row.after, after)] {
        // A new account has no values before.
        if let Value::Object(members) = members {
            members.insert(ENROLMENTS.to_owned(), Value::Object(changes));
        }
    }
}

fn side(of: &CourseChange, mut values: Value) -> Value {
    if let Value::Object(members) = &mut values {
        members.insert(COURSE_ID.to_owned(), json!(of.course));
    }
    values
}

/// A change of an enrolment as a row carries it.
pub(in crate::people) struct StoredChange {
    pub(in crate::people) course: CourseId,
    pub(in crate::people) code: String,
    before: Value,
    after: Value,
}

/// Whether a row changes enrolments.
pub(in crate::people) fn is_in(row: &Row) -> bool {
    row.after.get(ENROLMENTS).is_some()
}

/// What a row does to the account alone, as it will be.
pub(in crate::people) fn without(after: &Value) -> Value {
    let mut after = after.clone();
    if let Value::Object(members) = &mut after {
        members.remove(ENROLMENTS);
    }
    after
}

/// The changes that a row carries.
///
/// # Errors
/// If what is stored is no change.
pub(in crate::people) fn read(row: &Row) -> Result<Vec<StoredChange>> {
    let none = Map::new();
    let of = |side: &Value, code: &str| side[ENROLMENTS][code].clone();
    let codes = row.after.get(ENROLMENTS).and_then(Value::as_object).unwrap_or(&none).keys();
    codes
        .map(|code| {
            let (mut before, mut after) = (of(&row.before, code), of(&row.after, code));
            let take = |side: &mut Value| side.as_object_mut().and_then(|members| members.remove(COURSE_ID));
            let (one, other) = (take(&mut before), take(&mut after));
            let course = one.or(other).ok_or_else(|| Error::internal("a stored change names no course"))?;
            Ok(StoredChange { course: serde_json::from_value(course)?, code: code.clone(), before, after })
        })
        .collect()
}

impl StoredChange {
    /// The change of the enrolment as it is now; `None` if it needs one that is not there.
    ///
    /// # Errors
    /// If what is stored is no change.
    pub(in crate::people) fn change(&self, now: Option<&EnrolmentValues>) -> Result<Option<EnrolmentChange>> {
        EnrolmentChange::from_json(&self.before, &self.after, now)
    }

    /// The groups that the person is in afterwards.
    pub(in crate::people) fn groups(&self) -> impl Iterator<Item = &str> {
        groups(&self.after)
    }

    /// The groups that the person was in before.
    pub(in crate::people) fn groups_before(&self) -> impl Iterator<Item = &str> {
        groups(&self.before)
    }
}

fn groups(side: &Value) -> impl Iterator<Item = &str> {
    side.get("groups").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::actor::RoleKey;
    use crate::enrolments::EnrolmentStatus;

    fn learner() -> EnrolmentValues {
        EnrolmentValues {
            roles: BTreeSet::from([RoleKey::Learner]),
            status: EnrolmentStatus::Active,
            starts_at: None,
            ends_at: Some(86_400_000),
            groups: BTreeSet::from(["Monday".to_owned()]),
        }
    }

    fn row(outcome: Outcome, before: Value, after: Value) -> Row {
        Row { outcomes: outcome.into(), before, after, ..Row::blank(2, "anna") }
    }

    #[test]
    fn changes_read_back_as_they_were_put() {
        let suspended = EnrolmentValues { status: EnrolmentStatus::Suspended, ..learner() };
        let update = EnrolmentChange::between(&learner(), suspended).expect("a change");
        for (change, now) in [
            (EnrolmentChange::Enrol(learner()), None),
            (update, Some(learner())),
            (EnrolmentChange::Unenrol(learner()), None),
        ] {
            let of = CourseChange { course: CourseId::new(), code: "C 1".to_owned(), change };
            let mut row = row(Outcome::Unchanged, json!({}), json!({}));
            put(&mut row, std::slice::from_ref(&of));
            assert_eq!(row.outcomes, of.change.outcomes());
            let read = read(&row).expect("they are changes");
            assert_eq!((read[0].course, read[0].code.as_str()), (of.course, "C 1"));
            assert_eq!(read[0].change(now.as_ref()).expect("it is one"), Some(of.change));
        }
    }

    #[test]
    fn a_new_account_and_its_enrolments_are_one_row() {
        let mut row = row(Outcome::Create, Value::Null, json!({ "username": "anna" }));
        let change = EnrolmentChange::Enrol(learner());
        put(&mut row, &[CourseChange { course: CourseId::new(), code: "C1".to_owned(), change: change.clone() }]);
        assert_eq!(row.outcomes.iter().collect::<Vec<_>>(), [Outcome::Create, Outcome::Enrol]);
        assert_eq!((&row.before, without(&row.after)), (&Value::Null, json!({ "username": "anna" })));
        let read = read(&row).expect("they are changes");
        assert_eq!(read[0].change(None).expect("it is one"), Some(change));
        assert_eq!(read[0].groups().collect::<Vec<_>>(), ["Monday"]);
    }

    #[test]
    fn a_row_without_enrolments_carries_none() {
        let row = row(Outcome::Update, json!({ "city": null }), json!({ "city": "Graz" }));
        assert!(!is_in(&row) && read(&row).is_ok_and(|read| read.is_empty()));
    }
}
