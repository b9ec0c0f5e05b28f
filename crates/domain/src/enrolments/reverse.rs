//! Taking rows back: the reverse of what they changed, planned against the enrolments as they are now.

use std::collections::BTreeSet;

use super::apply::course_of;
use super::change::EnrolmentChange;
use super::commands::require_grantable;
use super::{Enrolment, rules, store, written};
use crate::Result;
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::batches::engine::store as batch_store;
use crate::db::Conn;
use crate::id::{CourseId, UserId};
use crate::refusal::{Code, Refusal};

/// The reverse of applied rows.
pub(super) fn reverse(conn: &mut Conn, reversal: Reversal<'_>, applied: Vec<Row>) -> Result<Vec<Row>> {
    let course = course_of(batch_store::find(conn, reversal.original)?.context)?;
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let enrolments = store::of_people(conn, course, &ids)?;
    let is_touched = |row: &&Row| {
        let now = row.user.and_then(|user| enrolments.get(&user));
        now.is_some_and(|enrolment| Some(enrolment.version) != row.version_applied)
    };
    let touched: Vec<UserId> = applied.iter().filter(is_touched).filter_map(|row| row.user).collect();
    let written = written::since(conn, reversal.original, &touched)?;
    let mut rows = Vec::with_capacity(applied.len());
    for row in applied {
        let enrolment = row.user.and_then(|user| enrolments.get(&user));
        let mut reversed = Row {
            user: row.user,
            version_planned: enrolment.map(|enrolment| enrolment.version),
            ..Row::blank(row.line, &row.key)
        };
        let fields = row.user.and_then(|user| written.get(&(course, user)));
        let is_untouched = enrolment.is_some_and(|enrolment| Some(enrolment.version) == row.version_applied);
        let done = EnrolmentChange::from_json(&row.before, &row.after, enrolment.map(|found| &found.values))?;
        match decide(reversal, course, done, enrolment, is_untouched, fields) {
            Ok(change) => {
                reversed.outcomes = change.outcomes();
                (reversed.before, reversed.after) = (change.before_json(), change.after_json());
            }
            Err(refusal) => reversed.refuse_planned(refusal),
        }
        reversed.settled = !reversed.outcomes.changes_something();
        rows.push(reversed);
    }
    Ok(rows)
}

/// What takes a change back. `is_untouched` is whether nothing was done about the enrolment since, `written` the fields that were
/// written since.
pub(crate) fn decide(
    reversal: Reversal<'_>,
    course: CourseId,
    done: Option<EnrolmentChange>,
    enrolment: Option<&Enrolment>,
    is_untouched: bool,
    written: Option<&BTreeSet<String>>,
) -> std::result::Result<EnrolmentChange, Refusal> {
    let Some(done) = done else { return Err(changed()) };
    // Who was enrolled is unenrolled only if nothing has been done about the enrolment since.
    if matches!(done, EnrolmentChange::Enrol(_)) && !is_untouched {
        return Err(changed());
    }
    let is_written = |field: &str| written.is_some_and(|names| names.contains(field));
    if matches!(done, EnrolmentChange::Update { .. }) && done.fields().into_iter().any(is_written) {
        return Err(changed());
    }
    let change = done.reversed();
    rules::recheck(enrolment, &change, Code::ChangedSinceBatch)?;
    require_grantable(reversal.actor, course, &rules::roles_touched(&change))?;
    Ok(change)
}

fn changed() -> Refusal {
    let message = "Another user has changed the enrolment since the batch. It was left as it is.";
    Refusal::new(Code::ChangedSinceBatch, message)
}
