//! Enrolments in the database. Every change of one goes through [`write_prepared`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use super::change::EnrolmentChange;
use super::{Enrolment, EnrolmentSource, EnrolmentStatus, EnrolmentValues};
use crate::audit::{self, Entries, Entry};
use crate::courses::groups;
use crate::db::Conn;
use crate::db::followers::Written;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{course_group_members as m, enrolments as e};
use crate::id::{BatchId, CourseId, EnrolmentId, GroupId, UserId};
use crate::roles::{of_text, text};
use crate::{Context, Error, Millis, Noun, Origin, Result};

type Row = (
    (EnrolmentId, CourseId, UserId),
    (String, String, Option<Millis>, Option<Millis>),
    (String, Option<String>),
    (Option<Millis>, Millis, Millis, i64),
);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (
        (e::id, e::course_id, e::user_id),
        (e::roles, e::status, e::starts_at, e::ends_at),
        (e::source, e::source_key),
        (e::last_access_at, e::created_at, e::updated_at, e::version),
    )
}

fn read(row: Row, groups: BTreeSet<String>) -> Result<Enrolment> {
    let ((id, course, user), (roles, status, starts_at, ends_at), (source, source_key), times) = row;
    let (last_access_at, created_at, updated_at, version) = times;
    let unreadable = |what: &str| Error::internal(format!("a stored enrolment has an unknown {what}"));
    Ok(Enrolment {
        id,
        course,
        user,
        values: EnrolmentValues {
            roles: of_text(&roles),
            status: EnrolmentStatus::from_name(&status).ok_or_else(|| unreadable("status"))?,
            starts_at,
            ends_at,
            groups,
        },
        source: EnrolmentSource::from_name(&source).ok_or_else(|| unreadable("source"))?,
        source_key,
        last_access_at,
        created_at,
        updated_at,
        version,
    })
}

/// The enrolments of some people in a course.
pub fn of_people(conn: &mut Conn, course: CourseId, users: &[UserId]) -> Result<HashMap<UserId, Enrolment>> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Row> =
        e::table.filter(e::course_id.eq(course)).filter(e::user_id.eq_any(users)).select(columns()).load(conn)?;
    let enrolled: Vec<UserId> = rows.iter().map(|((_, _, user), ..)| *user).collect();
    let mut groups = groups::of_participants(conn, course, &enrolled)?;
    let read = rows.into_iter().map(|row| {
        let user = row.0.2;
        Ok((user, read(row, groups.remove(&user).unwrap_or_default())?))
    });
    read.collect()
}

/// In so many courses enrolments are looked for by course and person; in more by person.
const FEW_COURSES: usize = 8;

/// The enrolments of some people in some courses: two queries however many there are.
pub fn in_courses(
    conn: &mut Conn,
    courses: &BTreeSet<CourseId>,
    users: &[UserId],
) -> Result<HashMap<(CourseId, UserId), Enrolment>> {
    if users.is_empty() || courses.is_empty() {
        return Ok(HashMap::new());
    }
    let mut asked = e::table.filter(e::user_id.eq_any(users)).select(columns()).into_boxed();
    if courses.len() <= FEW_COURSES {
        asked = asked.filter(e::course_id.eq_any(courses));
    }
    let rows: Vec<Row> = asked.load(conn)?;
    let mut groups = groups::of_people(conn, users)?;
    let of_courses = rows.into_iter().filter(|((_, course, _), ..)| courses.contains(course));
    of_courses
        .map(|row| {
            let key = (row.0.1, row.0.2);
            Ok((key, read(row, groups.remove(&key).unwrap_or_default())?))
        })
        .collect()
}

/// The enrolment of a person in a course; `None` if not enrolled.
pub fn of_person(conn: &mut Conn, course: CourseId, user: UserId) -> Result<Option<Enrolment>> {
    Ok(of_people(conn, course, &[user])?.remove(&user))
}

/// Every enrolment of a person, the latest first.
pub fn all_of_person(conn: &mut Conn, user: UserId) -> Result<Vec<Enrolment>> {
    let rows: Vec<Row> = e::table.filter(e::user_id.eq(user)).order(e::id.desc()).select(columns()).load(conn)?;
    let mut groups = groups::of_person(conn, user)?;
    rows.into_iter()
        .map(|row| {
            let course = row.0.1;
            read(row, groups.remove(&course).unwrap_or_default())
        })
        .collect()
}

/// An enrolment of a course by its id.
pub fn find(conn: &mut Conn, course: CourseId, id: EnrolmentId) -> Result<Enrolment> {
    let user: Option<UserId> =
        e::table.find(id).filter(e::course_id.eq(course)).select(e::user_id).first(conn).optional()?;
    let user = user.ok_or(Error::NotFound(Noun::Enrolment))?;
    of_person(conn, course, user)?.ok_or(Error::NotFound(Noun::Enrolment))
}

/// A page of the enrolments of a course in the order in which they were made.
pub fn page(conn: &mut Conn, course: CourseId, behind: Option<EnrolmentId>, limit: i64) -> Result<Vec<Enrolment>> {
    let mut found = e::table
        .inner_join(crate::db::schema::users::table.on(crate::db::schema::users::id.eq(e::user_id)))
        .filter(e::course_id.eq(course))
        .filter(crate::db::schema::users::deleted_at.is_null())
        .order(e::id)
        .limit(limit)
        .select(columns())
        .into_boxed();
    if let Some(id) = behind {
        found = found.filter(e::id.gt(id));
    }
    let rows: Vec<Row> = found.load(conn)?;
    let users: Vec<UserId> = rows.iter().map(|((_, _, user), ..)| *user).collect();
    let mut groups = groups::of_participants(conn, course, &users)?;
    rows.into_iter()
        .map(|row| {
            let user = row.0.2;
            read(row, groups.remove(&user).unwrap_or_default())
        })
        .collect()
}

/// How many people take part in each of some courses; the deleted, who can still be restored, are among them.
pub fn sizes(conn: &mut Conn, courses: &[CourseId]) -> Result<HashMap<CourseId, i64>> {
    let counted = e::table.filter(e::course_id.eq_any(courses)).group_by(e::course_id);
    Ok(counted.select((e::course_id, diesel::dsl::count_star())).load::<(CourseId, i64)>(conn)?.into_iter().collect())
}

/// How many people take part in a course who are not deleted.
pub fn count(conn: &mut Conn, course: CourseId) -> Result<i64> {
    use crate::db::schema::users;
    let living = e::table.inner_join(users::table.on(users::id.eq(e::user_id))).filter(users::deleted_at.is_null());
    Ok(living.filter(e::course_id.eq(course)).count().get_result(conn)?)
}

/// Notes that a participant looks at the course, at most every five minutes.
pub fn note_access(conn: &mut Conn, course: CourseId, user: UserId, now: Millis) -> Result<()> {
    let own = e::table.filter(e::course_id.eq(course)).filter(e::user_id.eq(user));
    diesel::update(own).set(e::last_access_at.eq(now)).execute(conn)?;
    Ok(())
}

/// A change of one person's enrolment that was planned.
#[derive(Debug, Clone)]
pub struct PlannedEnrolment {
    /// The course.
    pub course: CourseId,
    /// The person.
    pub user: UserId,
    /// The enrolment that is changed or removed; `None` if one is made.
    pub enrolment: Option<Enrolment>,
    /// What changes.
    pub change: EnrolmentChange,
    /// The line of the batch.
    pub line: Option<i64>,
}

/// What changes come from.
#[derive(Debug, Clone)]
pub struct EnrolmentOccasion {
    /// In which batch.
    pub batch: Option<BatchId>,
    /// What keeps enrolments that are made.
    pub source: EnrolmentSource,
    /// The key of the cohort that keeps them.
    pub source_key: Option<String>,
}

impl EnrolmentOccasion {
    /// A single call.
    pub fn by_hand() -> Self {
        Self { batch: None, source: EnrolmentSource::Manual, source_key: None }
    }
}

/// Changes made ready to be written, in a few statements however many there are.
pub struct PreparedEnrolments {
    made: RecordSet<'static>,
    changed: RecordSet<'static>,
    /// Enrolments that end, with the versions that they have.
    removed: Vec<(EnrolmentId, i64)>,
    /// Those whose groups are written anew.
    regrouped: Vec<(CourseId, UserId)>,
    members: RecordSet<'static>,
    entries: Entries,
    /// Whom they are about.
    pub people: Vec<UserId>,
    now: Millis,
    /// The version that each has afterwards, in the order of the changes.
    pub versions: Vec<i64>,
}

const MADE: [ColumnSpec; 12] = [
    ("id", ColumnKind::Id),
    ("course_id", ColumnKind::Id),
    ("user_id", ColumnKind::Id),
    ("roles", ColumnKind::Text),
    ("status", ColumnKind::Text),
    ("starts_at", ColumnKind::Int),
    ("ends_at", ColumnKind::Int),
    ("source", ColumnKind::Text),
    ("source_key", ColumnKind::Text),
    ("created_at", ColumnKind::Int),
    ("updated_at", ColumnKind::Int),
    ("version", ColumnKind::Int),
];

const CHANGED: [ColumnSpec; 7] = [
    ("id", ColumnKind::Id),
    ("version", ColumnKind::Int),
    ("roles", ColumnKind::Text),
    ("status", ColumnKind::Text),
    ("starts_at", ColumnKind::Int),
    ("ends_at", ColumnKind::Int),
    ("now", ColumnKind::Int),
];

const MEMBERS: [ColumnSpec; 3] =
    [("group_id", ColumnKind::Id), ("course_id", ColumnKind::Id), ("user_id", ColumnKind::Id)];

/// Makes changes ready. `group_ids` has the groups of the courses by their names: see [`group_ids`].
pub fn prepare(
    actor: Option<UserId>,
    origin: &Origin,
    now: Millis,
    occasion: &EnrolmentOccasion,
    planned: &[PlannedEnrolment],
    group_ids: &HashMap<(CourseId, String), GroupId>,
) -> PreparedEnrolments {
    let mut prepared = PreparedEnrolments {
        made: RecordSet::with_room(planned.len(), MADE.len()),
        changed: RecordSet::default(),
        removed: Vec::new(),
        regrouped: Vec::new(),
        members: RecordSet::default(),
        entries: Entries::default(),
        people: planned.iter().map(|one| one.user).collect(),
        now,
        versions: Vec::with_capacity(planned.len()),
    };
    for one in planned {
        let none = BTreeSet::new();
        let groups_before = one.enrolment.as_ref().map_or(&none, |enrolment| &enrolment.values.groups);
        let version = match (&one.change, &one.enrolment) {
            (EnrolmentChange::Enrol(values), _) => {
                prepared.made.push([
                    EnrolmentId::new().0.into(),
                    one.course.0.into(),
                    one.user.0.into(),
                    text(&values.roles).into(),
                    values.status.name().into(),
                    values.starts_at.into(),
                    values.ends_at.into(),
                    occasion.source.name().into(),
                    occasion.source_key.clone().into(),
                    now.into(),
                    now.into(),
                    now.into(),
                ]);
                now
            }
            (EnrolmentChange::Update { after, .. }, Some(enrolment)) => {
                prepared.changed.push([
                    enrolment.id.0.into(),
                    enrolment.version.into(),
                    text(&after.roles).into(),
                    after.status.name().into(),
                    after.starts_at.into(),
                    after.ends_at.into(),
                    now.into(),
                ]);
                enrolment.version + 1
            }
            (EnrolmentChange::Unenrol(_), Some(enrolment)) => {
                prepared.removed.push((enrolment.id, enrolment.version));
                enrolment.version + 1
            }
            // A change of an enrolment comes with that enrolment.
            (EnrolmentChange::Update { .. } | EnrolmentChange::Unenrol(_), None) => 0,
        };
        prepared.versions.push(version);
        if let Some(after) = one.change.after().filter(|after| after.groups != *groups_before) {
            if !groups_before.is_empty() {
                prepared.regrouped.push((one.course, one.user));
            }
            for id in after.groups.iter().filter_map(|name| group_ids.get(&(one.course, name.clone()))) {
                prepared.members.push([id.0.into(), one.course.0.into(), one.user.0.into()]);
            }
        }
    }
    let entries = planned.iter().map(|one| Entry {
        context: Context::Course(one.course),
        batch: occasion.batch,
        line: one.line,
        before: one.change.before_json(),
        after: one.change.after_json(),
        ..Entry::about(one.change.action(), one.user)
    });
    prepared.entries = audit::prepare(actor, origin, now, entries);
    prepared
}

/// The ids of the groups that changes name, by course and name. A name that no group has is not among them.
pub fn group_ids(conn: &mut Conn, planned: &[PlannedEnrolment]) -> Result<HashMap<(CourseId, String), GroupId>> {
    let mut named: BTreeMap<CourseId, BTreeSet<String>> = BTreeMap::new();
    for one in planned {
        if let Some(after) = one.change.after().filter(|after| !after.groups.is_empty()) {
            named.entry(one.course).or_default().extend(after.groups.iter().cloned());
        }
    }
    Ok(groups::named_in(conn, &named)?.into_iter().map(|(key, group)| (key, group.id)).collect())
}

/// Writes changes that were made ready. False if an enrolment has another version than it was made ready for: the caller takes the
/// unit of work back.
///
/// # Errors
/// [`Error::is_taken`] if a user was enrolled in the meantime; [`Error::is_gone`] if the course or the person has gone.
pub fn write_prepared(conn: &mut Conn, prepared: &PreparedEnrolments) -> Result<bool> {
    conn.execute_chunk(Statement::Insert("enrolments"), &MADE, &prepared.made)?;
    let update = Statement::Update {
        table: "enrolments",
        set: "roles = c.roles, status = c.status, starts_at = c.starts_at, ends_at = c.ends_at, updated_at = c.now, \
              version = enrolments.version + 1",
        on: "enrolments.id = c.id AND enrolments.version = c.version",
    };
    if conn.execute_chunk(update, &CHANGED, &prepared.changed)? != prepared.changed.len() {
        return Ok(false);
    }
    if !prepared.removed.is_empty() {
        let ids: Vec<EnrolmentId> = prepared.removed.iter().map(|(id, _)| *id).collect();
        let present: HashMap<EnrolmentId, i64> =
            e::table.filter(e::id.eq_any(&ids)).select((e::id, e::version)).load(conn)?.into_iter().collect();
        if prepared.removed.iter().any(|(id, version)| present.get(id) != Some(version)) {
            return Ok(false);
        }
        diesel::delete(e::table.filter(e::id.eq_any(&ids))).execute(conn)?;
    }
    let courses: BTreeSet<CourseId> = prepared.regrouped.iter().map(|(course, _)| *course).collect();
    for course in courses {
        let users: Vec<UserId> =
            prepared.regrouped.iter().filter(|(of, _)| *of == course).map(|(_, user)| *user).collect();
        diesel::delete(m::table.filter(m::course_id.eq(course)).filter(m::user_id.eq_any(users))).execute(conn)?;
    }
    conn.execute_chunk(Statement::Insert("course_group_members"), &MEMBERS, &prepared.members)?;
    audit::store(conn, &prepared.entries)?;
    conn.note_written(Written {
        people: prepared.people.iter().map(|user| user.0).collect(),
        attributes: BTreeSet::from(["enrolments"]),
        are_new: false,
        at: prepared.now,
    });
    Ok(true)
}
