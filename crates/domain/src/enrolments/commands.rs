//! What a single request does with an enrolment.

use std::collections::BTreeSet;

use super::change::EnrolmentChange;
use super::rules::{self, EnrolmentRequest, NewEnrolment};
use super::store::{self, EnrolmentOccasion, PlannedEnrolment};
use super::{Enrolment, EnrolmentStatus, EnrolmentValues};
use crate::actor::RoleKey;
use crate::context::{Context, ContextKind};
use crate::courses::commands::time_of;
use crate::courses::{Course, groups};
use crate::db::Conn;
use crate::id::{CourseId, EnrolmentId, UserId};
use crate::refusal::{Code, Refusal};
use crate::roles::{self, own};
use crate::text::show;
use crate::users::commands::existing;
use crate::users::rules::role_not_grantable;
use crate::users::store as user_store;
use crate::{Actor, Error, Fault, Faults, Millis, Result};

/// An enrolment as a call asks for it: `None` leaves as it is, or takes the default.
#[derive(Debug, Clone, Default)]
pub struct EnrolmentPatch {
    /// The keys of the roles.
    pub roles: Option<Vec<String>>,
    /// `active` or `suspended`.
    pub status: Option<String>,
    /// From when; `Some(None)`: from the beginning.
    pub starts_at: Option<Option<String>>,
    /// Until when; `Some(None)`: without end.
    pub ends_at: Option<Option<String>>,
    /// The groups, by name or id.
    pub groups: Option<Vec<String>>,
}

/// Enrols a person.
///
/// # Errors
/// `already_enrolled`, roles that the caller may not give, groups that are not there, times in the wrong order.
pub fn enrol(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    course: &Course,
    user: UserId,
    patch: &EnrolmentPatch,
) -> Result<Enrolment> {
    let patch = checked(conn, course, patch)?;
    let new = NewEnrolment {
        roles: patch.roles.unwrap_or_default(),
        status: patch.status,
        starts_at: patch.starts_at,
        ends_at: patch.ends_at,
        groups: patch.groups.unwrap_or_default(),
    };
    require_grantable(actor, course.id, &new.roles())?;
    user_store::lock(conn, &[user])?;
    existing(conn, user, None)?;
    if store::of_person(conn, course.id, user)?.is_some() {
        let message = "The person is enrolled in the course already. Change that enrolment instead.";
        return Err(Error::conflict(Code::AlreadyEnrolled.name(), message));
    }
    let change = rules::plan(None, &EnrolmentRequest::Enrol(new))?;
    let change = change.ok_or_else(|| Error::internal("an enrolment that is none"))?;
    write(conn, actor, now, PlannedEnrolment { course: course.id, user, enrolment: None, change, line: None })?;
    store::of_person(conn, course.id, user)?
        .ok_or_else(|| Error::internal("an enrolment that was just written is missing"))
}

/// Changes an enrolment: what is given takes the place of what is there.
///
/// # Errors
/// As for [`enrol`], or if the enrolment has another version.
pub fn change(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    course: &Course,
    id: EnrolmentId,
    if_version: Option<i64>,
    patch: &EnrolmentPatch,
) -> Result<Enrolment> {
    let patch = checked(conn, course, patch)?;
    let enrolment = locked(conn, course, id, if_version)?;
    let before = enrolment.values.clone();
    let after = EnrolmentValues {
        roles: patch.roles.unwrap_or_else(|| before.roles.clone()),
        status: patch.status.unwrap_or(before.status),
        starts_at: patch.starts_at.unwrap_or(before.starts_at),
        ends_at: patch.ends_at.unwrap_or(before.ends_at),
        groups: patch.groups.unwrap_or_else(|| before.groups.clone()),
    };
    rules::require_order(&after)?;
    let Some(change) = EnrolmentChange::between(&before, after) else { return Ok(enrolment) };
    require_grantable(actor, course.id, &rules::roles_touched(&change))?;
    let user = enrolment.user;
    let planned = PlannedEnrolment { course: course.id, user, enrolment: Some(enrolment), change, line: None };
    write(conn, actor, now, planned)?;
    store::find(conn, course.id, id)
}

/// Ends an enrolment. What the person has done in the course stays.
///
/// # Errors
/// If a cohort keeps it, if it holds a role that the caller may not take away, or if it has another version.
pub fn unenrol(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    course: &Course,
    id: EnrolmentId,
    if_version: Option<i64>,
) -> Result<()> {
    let enrolment = locked(conn, course, id, if_version)?;
    rules::require_own(&enrolment)?;
    require_grantable(actor, course.id, &enrolment.values.roles)?;
    let change = EnrolmentChange::Unenrol(enrolment.values.clone());
    let user = enrolment.user;
    write(
        conn,
        actor,
        now,
        PlannedEnrolment { course: course.id, user, enrolment: Some(enrolment), change, line: None },
    )
}

/// The enrolment, which nobody else changes until the end of the unit of work.
fn locked(conn: &mut Conn, course: &Course, id: EnrolmentId, if_version: Option<i64>) -> Result<Enrolment> {
    let user = store::find(conn, course.id, id)?.user;
    user_store::lock(conn, &[user])?;
    let enrolment = store::find(conn, course.id, id)?;
    Error::require_version(if_version, enrolment.version)?;
    Ok(enrolment)
}

fn write(conn: &mut Conn, actor: &Actor, now: Millis, planned: PlannedEnrolment) -> Result<()> {
    let planned = [planned];
    let group_ids = store::group_ids(conn, &planned)?;
    let occasion = EnrolmentOccasion::by_hand();
    let prepared = store::prepare(actor.user_id, &actor.origin, now, &occasion, &planned, &group_ids);
    if store::write_prepared(conn, &prepared)? {
        return Ok(());
    }
    Err(Error::internal("an enrolment changed inside the unit of work that had locked it"))
}

/// Refuses roles that the caller may not give and take away in the course.
pub(crate) fn require_grantable(
    actor: &Actor,
    course: CourseId,
    roles: &BTreeSet<RoleKey>,
) -> std::result::Result<(), Refusal> {
    match roles.iter().find(|role| !actor.may_grant_in(**role, Context::Course(course))) {
        Some(role) => Err(role_not_grantable(*role)),
        None => Ok(()),
    }
}

/// A patch whose values are valid.
#[derive(Debug, Default)]
struct CheckedPatch {
    roles: Option<BTreeSet<RoleKey>>,
    status: Option<EnrolmentStatus>,
    starts_at: Option<Option<Millis>>,
    ends_at: Option<Option<Millis>>,
    groups: Option<BTreeSet<String>>,
}

fn checked(conn: &mut Conn, course: &Course, patch: &EnrolmentPatch) -> Result<CheckedPatch> {
    let (mut faults, mut checked) = (Faults::default(), CheckedPatch::default());
    if let Some(keys) = &patch.roles {
        let mut roles = BTreeSet::new();
        for key in keys {
            match role_in_courses(conn, key)? {
                Some(role) => drop(roles.insert(role)),
                None => faults.push(unknown_role("roles", key)),
            }
        }
        if keys.is_empty() {
            faults.push(Fault::new("roles", "missing_value", "An enrolment has at least one role, such as learner."));
        }
        checked.roles = Some(roles);
    }
    if let Some(name) = &patch.status {
        checked.status = EnrolmentStatus::from_name(name);
        if checked.status.is_none() {
            let message = format!("\"{}\" is no status. It is active or suspended.", show(name));
            faults.push(Fault::new("status", "invalid_value", message));
        }
    }
    for (field, given, at) in
        [("starts_at", &patch.starts_at, &mut checked.starts_at), ("ends_at", &patch.ends_at, &mut checked.ends_at)]
    {
        match given.as_ref().map(|text| time_of(field, text.as_deref())).transpose() {
            Ok(found) => *at = found,
            Err(fault) => faults.push(fault),
        }
    }
    if let Some(texts) = &patch.groups {
        let found = groups::named(conn, course.id, &texts.iter().cloned().collect())?;
        for text in texts.iter().filter(|text| !found.contains_key(*text)) {
            faults.push(Fault::new("groups", "invalid_value", groups::unknown(text)));
        }
        checked.groups = Some(found.into_values().map(|group| group.name).collect());
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    Ok(checked)
}

/// The role with this key that can be held in a course; `None` if there is none.
pub fn role_in_courses(conn: &mut Conn, key: &str) -> Result<Option<RoleKey>> {
    let Some(key) = RoleKey::from_key(key.trim()) else { return Ok(None) };
    let role = own::find(conn, key)?;
    Ok(role.filter(|role| role.contexts.contains(&ContextKind::Course)).map(|role| role.key))
}

/// The fault of a role that cannot be held in a course, or is not there.
pub fn unknown_role(field: &str, key: &str) -> Fault {
    Fault::new(field, Code::UnknownRole.name(), roles::unknown_in_courses(key))
}
