//! Carrying rows out: each is checked once more against the enrolment as it is now.

use std::collections::{BTreeSet, HashMap};

use super::change::EnrolmentChange;
use super::commands::require_grantable;
use super::from_selection::missing_groups;
use super::store::{self, EnrolmentOccasion, PlannedEnrolment, PreparedEnrolments};
use super::{Enrolment, EnrolmentSource, rules};
use crate::batches::engine::operation::{Applying, CarriedOut, Proposal};
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::engine::stop::Stop;
use crate::context::Context;
use crate::courses::groups;
use crate::db::Conn;
use crate::id::{CourseId, UserId};
use crate::refusal::{Code, Refusal};
use crate::users::store as user_store;
use crate::{Error, Origin, Result};

/// The course that a batch belongs to.
pub(super) fn course_of(context: Context) -> Result<CourseId> {
    match context {
        Context::Course(id) => Ok(id),
        _ => Err(Error::internal("a batch of enrolments belongs to no course")),
    }
}

/// Rows that were checked: a change for each, or why not.
type CheckedRows = Vec<std::result::Result<PlannedEnrolment, Refusal>>;

fn check(conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<CheckedRows> {
    let course = course_of(applying.batch.context)?;
    let ids: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let present = user_store::present(conn, &ids)?;
    let mut enrolments = store::of_people(conn, course, &ids)?;
    let mut checked = Vec::with_capacity(rows.len());
    let mut named = BTreeSet::new();
    for row in rows {
        let user = row.user.ok_or_else(|| Error::internal("a row of enrolments is about nobody"))?;
        let enrolment = enrolments.remove(&user);
        let now = enrolment.as_ref().map(|enrolment| &enrolment.values);
        let change = EnrolmentChange::from_json(&row.before, &row.after, now)?;
        let change = change.ok_or_else(|| gone(Code::ChangedSincePlan));
        let one = change.and_then(|change| {
            allowed(applying, course, present.contains(&user), enrolment.as_ref(), &change)?;
            Ok(PlannedEnrolment { course, user, enrolment, change, line: Some(row.line) })
        });
        if let Some(after) = one.as_ref().ok().and_then(|one| one.change.after()) {
            named.extend(after.groups.iter().cloned());
        }
        checked.push(one);
    }
    let missing = missing_groups(conn, course, named)?;
    for one in &mut checked {
        let lacks = one.as_ref().ok().and_then(|one| one.change.after()?.groups.intersection(&missing).next().cloned());
        if let Some(name) = lacks {
            *one = Err(Refusal::new(Code::InvalidValue, groups::unknown(&name)));
        }
    }
    Ok(checked)
}

fn allowed(
    applying: Applying<'_>,
    course: CourseId,
    is_present: bool,
    enrolment: Option<&Enrolment>,
    change: &EnrolmentChange,
) -> std::result::Result<(), Refusal> {
    if !is_present {
        return Err(Refusal::new(Code::ChangedSincePlan, "The account has been deleted in the meantime."));
    }
    rules::recheck(enrolment, change, Code::ChangedSincePlan)?;
    require_grantable(applying.actor, course, &rules::roles_touched(change))
}

fn gone(code: Code) -> Refusal {
    Refusal::new(code, "The person has been unenrolled in the meantime.")
}

fn occasion(applying: Applying<'_>) -> EnrolmentOccasion {
    EnrolmentOccasion { batch: Some(applying.batch.id), source: EnrolmentSource::Manual, source_key: None }
}

/// Rows made ready ahead of the transaction that writes them.
struct PreparedRows {
    prepared: PreparedEnrolments,
    lines: Vec<i64>,
}

/// Makes rows ready; `None` if one of them has to be refused.
pub(super) fn prepare(conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
    let checked = check(conn, applying, rows)?;
    let Ok(planned) = checked.into_iter().collect::<std::result::Result<Vec<_>, Refusal>>() else {
        return Ok(None);
    };
    let prepared = made_ready(conn, applying, &planned)?;
    Ok(Some(Box::new(PreparedRows { prepared, lines: rows.iter().map(|row| row.line).collect() })))
}

fn made_ready(conn: &mut Conn, applying: Applying<'_>, planned: &[PlannedEnrolment]) -> Result<PreparedEnrolments> {
    let group_ids: HashMap<_, _> = store::group_ids(conn, planned)?;
    let (actor, now) = (applying.actor.user_id, applying.now);
    Ok(store::prepare(actor, &Origin::default(), now, &occasion(applying), planned, &group_ids))
}

fn applied(lines: impl IntoIterator<Item = i64>, prepared: &PreparedEnrolments) -> Vec<AppliedRow> {
    let lines = lines.into_iter().zip(&prepared.versions);
    lines.map(|(line, version)| AppliedRow { line, version: *version, created: None }).collect()
}

impl Proposal for PreparedRows {
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>> {
        // Accounts before what hangs on them: others lock in this order too.
        user_store::lock(conn, &self.prepared.people)?;
        let is_written = store::write_prepared(conn, &self.prepared)?;
        Ok(is_written.then(|| applied(self.lines.iter().copied(), &self.prepared)))
    }
}

/// Carries rows out in the transaction at hand.
pub(super) fn carry_out(
    conn: &mut Conn,
    applying: Applying<'_>,
    taken: Vec<Row>,
    last: i64,
    stop: &mut Stop,
) -> Result<CarriedOut> {
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    user_store::lock(conn, &ids)?;
    let checked = check(conn, applying, &taken)?;
    let (planned, done) = CarriedOut::sorted(taken, last, checked, stop);
    let (lines, planned): (Vec<i64>, Vec<PlannedEnrolment>) = planned.into_iter().unzip();
    let prepared = made_ready(conn, applying, &planned)?;
    if !store::write_prepared(conn, &prepared)? {
        return Err(Error::internal("an enrolment changed inside the unit of work that had locked it"));
    }
    Ok(CarriedOut { applied: applied(lines, &prepared), ..done })
}
