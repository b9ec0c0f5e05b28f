//! Cohorts that a course enrols as a whole, kept in step: who comes into one is enrolled, who goes out of it is unenrolled or suspended.
//!
//! Every change of a membership leaves a note in its own transaction ([`crate::cohorts::store::write`]); a task takes the notes up, so
//! that a batch which moves a hundred thousand people is not slowed down by it.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::{Value, json};

use super::change::EnrolmentChange;
use super::rules::{self, EnrolmentRequest, NewEnrolment};
use super::store::{self, EnrolmentOccasion, PlannedEnrolment};
use super::{Enrolment, EnrolmentSource, EnrolmentStatus, EnrolmentValues};
use crate::actor::RoleKey;
use crate::audit::{self, Entry, Subject};
use crate::cohorts::CohortKey;
use crate::context::Context;
use crate::db::Conn;
use crate::db::schema::{cohort_changes as ch, cohort_members as m, course_cohorts as cc, enrolments as e, users};
use crate::id::{CourseId, UserId};
use crate::jobs::{Task, drain};
use crate::words::words;
use crate::{Actor, Error, Millis, Noun, Result};

words! {
    /// What happens to those who go out of a cohort that is enrolled.
    Leaving {
        /// They are unenrolled.
        Unenrol "unenrol",
        /// Their enrolment is suspended.
        Suspend "suspend",
    }
}

/// A cohort that a course enrols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledCohort {
    /// The course.
    pub course: CourseId,
    /// The cohort.
    pub cohort: CohortKey,
    /// The role that its people get.
    pub role: RoleKey,
    /// What happens to those who go out of it.
    pub leaving: Leaving,
    /// Whether the course enrols it no more, and its people are about to leave.
    is_detached: bool,
}

type Row = (CourseId, String, String, String, bool);

fn read((course, cohort, role, leaving, is_detached): Row) -> Result<EnrolledCohort> {
    let unreadable = || Error::internal("a stored cohort of a course cannot be read");
    Ok(EnrolledCohort {
        course,
        cohort: CohortKey::parse(&cohort).ok_or_else(unreadable)?,
        role: RoleKey::from_key(&role).ok_or_else(unreadable)?,
        leaving: Leaving::from_name(&leaving).ok_or_else(unreadable)?,
        is_detached,
    })
}

const COLUMNS: (cc::course_id, cc::cohort, cc::role, cc::leaving, cc::detached) =
    (cc::course_id, cc::cohort, cc::role, cc::leaving, cc::detached);

/// The cohorts that a course enrols, by key.
pub fn of_course(conn: &mut Conn, course: CourseId) -> Result<Vec<EnrolledCohort>> {
    let found = cc::table.filter(cc::course_id.eq(course)).filter(cc::detached.eq(false)).order(cc::cohort);
    found.select(COLUMNS).load::<Row>(conn)?.into_iter().map(read).collect()
}

/// Has a course enrol a cohort as a whole, or changes in which role, and what happens to those who leave.
///
/// # Errors
/// A role that the caller may not give there.
pub fn attach(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    course: CourseId,
    cohort: &CohortKey,
    role: RoleKey,
    leaving: Leaving,
) -> Result<EnrolledCohort> {
    super::commands::require_grantable(actor, course, &BTreeSet::from([role]))?;
    crate::cohort_rules::cycles::require_none_by_course(conn, course, cohort)?;
    let before = of_course(conn, course)?.into_iter().find(|enrolled| enrolled.cohort == *cohort);
    let after = EnrolledCohort { course, cohort: cohort.clone(), role, leaving, is_detached: false };
    if before.as_ref() == Some(&after) {
        return Ok(after);
    }
    diesel::delete(cc::table.find((course, cohort.as_str()))).execute(conn)?;
    diesel::insert_into(cc::table)
        .values((
            cc::course_id.eq(course),
            cc::cohort.eq(cohort.as_str()),
            cc::role.eq(role.key()),
            cc::leaving.eq(leaving.name()),
            cc::created_at.eq(now),
        ))
        .execute(conn)?;
    note_all(conn, cohort)?;
    record(conn, actor, now, "course.cohort_enrolled", before.as_ref(), Some(&after))?;
    Ok(after)
}

/// Has a course enrol a cohort no more. Its people leave as those do who go out of it, in the background.
///
/// # Errors
/// [`Error::NotFound`] if the course does not enrol it.
pub fn detach(conn: &mut Conn, actor: &Actor, now: Millis, course: CourseId, cohort: &CohortKey) -> Result<()> {
    let enrolled = of_course(conn, course)?.into_iter().find(|enrolled| enrolled.cohort == *cohort);
    let enrolled = enrolled.ok_or(Error::NotFound(Noun::Cohort))?;
    super::commands::require_grantable(actor, course, &BTreeSet::from([enrolled.role]))?;
    diesel::update(cc::table.find((course, cohort.as_str()))).set(cc::detached.eq(true)).execute(conn)?;
    note_all(conn, cohort)?;
    record(conn, actor, now, "course.cohort_removed", Some(&enrolled), None)
}

fn record(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    before: Option<&EnrolledCohort>,
    after: Option<&EnrolledCohort>,
) -> Result<()> {
    let Some(course) = before.or(after).map(|enrolled| enrolled.course) else { return Ok(()) };
    let facts = |enrolled: Option<&EnrolledCohort>| match enrolled {
        Some(of) => json!({ "cohort": of.cohort.as_str(), "role": of.role.key(), "leaving": of.leaving.name() }),
        None => Value::Null,
    };
    let (context, subject) = (Context::Course(course), Subject::of("course", course.0));
    let entry = Entry { context, before: facts(before), after: facts(after), ..Entry::on(action, subject) };
    audit::record(conn, actor, now, [entry])
}

/// Notes all users whom the course may have to enrol or unenrol: who is in the cohort, and who is enrolled with it.
fn note_all(conn: &mut Conn, cohort: &CohortKey) -> Result<()> {
    let sql = "INSERT INTO cohort_changes (cohort, user_id) \
               SELECT $1, f.user_id FROM (\
                 SELECT user_id FROM cohort_members WHERE cohort = $2 \
                 UNION SELECT user_id FROM enrolments WHERE source = 'cohort' AND source_key = $3) f \
               WHERE NOT EXISTS (SELECT 1 FROM cohort_changes h WHERE h.cohort = $4 AND h.user_id = f.user_id)";
    let key = cohort.as_str();
    diesel::sql_query(sql)
        .bind::<Text, _>(key)
        .bind::<Text, _>(key)
        .bind::<Text, _>(key)
        .bind::<Text, _>(key)
        .execute(conn)?;
    Ok(())
}

/// People of one unit of work.
const STEP: i64 = 500;

/// Lets enrolments follow the cohorts.
pub const TASK: Task = Task::soon("enrolments of cohorts", |db, now| drain(db, |conn| follow_some(conn, now)));

/// Lets the enrolments of some people follow one cohort; returns how many were noted. It is called until there are none.
pub fn follow_some(conn: &mut Conn, now: Millis) -> Result<usize> {
    // Two nodes would enrol the same people.
    conn.lock_name("enrolments of cohorts")?;
    let first: Option<String> = ch::table.order(ch::cohort).select(ch::cohort).first(conn).optional()?;
    let Some(cohort) = first else { return Ok(0) };
    let noted: Vec<UserId> =
        ch::table.filter(ch::cohort.eq(&cohort)).order(ch::user_id).limit(STEP).select(ch::user_id).load(conn)?;
    crate::users::store::lock(conn, &noted)?;
    follow(conn, now, &cohort, &noted)?;
    diesel::delete(ch::table.filter(ch::cohort.eq(&cohort)).filter(ch::user_id.eq_any(&noted))).execute(conn)?;
    let is_done =
        ch::table.filter(ch::cohort.eq(&cohort)).select(ch::user_id).first::<UserId>(conn).optional()?.is_none();
    if is_done {
        diesel::delete(cc::table.filter(cc::cohort.eq(&cohort)).filter(cc::detached.eq(true))).execute(conn)?;
    }
    Ok(noted.len())
}

fn follow(conn: &mut Conn, now: Millis, cohort: &str, people: &[UserId]) -> Result<()> {
    let enrolled: Vec<EnrolledCohort> = cc::table
        .filter(cc::cohort.eq(cohort))
        .select(COLUMNS)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect::<Result<_>>()?;
    let members: HashSet<UserId> = m::table
        .inner_join(users::table.on(users::id.eq(m::user_id)))
        .filter(m::cohort.eq(cohort))
        .filter(m::user_id.eq_any(people))
        .select(m::user_id)
        .load(conn)?
        .into_iter()
        .collect();
    for of in &enrolled {
        let enrolments = store::of_people(conn, of.course, people)?;
        let others = other_cohorts(conn, of, people)?;
        let mut planned = Vec::new();
        let mut handed_over: HashMap<&str, Vec<UserId>> = HashMap::new();
        for user in people {
            let enrolment = enrolments.get(user);
            let is_kept = enrolment.is_some_and(|found| {
                found.source == EnrolmentSource::Cohort && found.source_key.as_deref() == Some(cohort)
            });
            let stays = members.contains(user) && !of.is_detached;
            let change = match enrolment {
                None if stays => joining(of.role)?,
                Some(found) if stays && is_kept => returning(found),
                Some(found) if !stays && is_kept => match others.get(user) {
                    Some(other) => {
                        handed_over.entry(other.as_str()).or_default().push(*user);
                        None
                    }
                    None => leaving(found, of.leaving),
                },
                _ => None,
            };
            if let Some(change) = change {
                let enrolment = enrolment.cloned();
                planned.push(PlannedEnrolment { course: of.course, user: *user, enrolment, change, line: None });
            }
        }
        for (other, users) in handed_over {
            let kept = e::table.filter(e::course_id.eq(of.course)).filter(e::user_id.eq_any(users));
            diesel::update(kept).set(e::source_key.eq(other)).execute(conn)?;
        }
        let occasion =
            EnrolmentOccasion { batch: None, source: EnrolmentSource::Cohort, source_key: Some(cohort.to_owned()) };
        let (system, groups) = (Actor::system(), HashMap::new());
        let prepared = store::prepare(None, &system.origin, now, &occasion, &planned, &groups);
        if !store::write_prepared(conn, &prepared)? {
            return Err(Error::internal("an enrolment changed inside the unit of work that had locked it"));
        }
    }
    Ok(())
}

/// Another cohort that the course enrols, by those of the people who are in one: it keeps them.
fn other_cohorts(conn: &mut Conn, of: &EnrolledCohort, people: &[UserId]) -> Result<HashMap<UserId, String>> {
    let found: Vec<(UserId, String)> = m::table
        .inner_join(cc::table.on(cc::cohort.eq(m::cohort)))
        .filter(cc::course_id.eq(of.course))
        .filter(cc::detached.eq(false))
        .filter(cc::cohort.ne(of.cohort.as_str()))
        .filter(m::user_id.eq_any(people))
        .order((m::user_id, m::cohort.desc()))
        .select((m::user_id, m::cohort))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

fn joining(role: RoleKey) -> Result<Option<EnrolmentChange>> {
    let new = NewEnrolment { roles: BTreeSet::from([role]), ..NewEnrolment::default() };
    Ok(rules::plan(None, &EnrolmentRequest::Enrol(new))?)
}

/// Who was suspended for having left counts again.
fn returning(enrolment: &Enrolment) -> Option<EnrolmentChange> {
    let values = &enrolment.values;
    EnrolmentChange::between(values, EnrolmentValues { status: EnrolmentStatus::Active, ..values.clone() })
}

fn leaving(enrolment: &Enrolment, leaving: Leaving) -> Option<EnrolmentChange> {
    let values = &enrolment.values;
    match leaving {
        Leaving::Unenrol => Some(EnrolmentChange::Unenrol(values.clone())),
        Leaving::Suspend => {
            EnrolmentChange::between(values, EnrolmentValues { status: EnrolmentStatus::Suspended, ..values.clone() })
        }
    }
}
