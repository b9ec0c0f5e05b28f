//! Groups of a course. Who is in one is a part of the enrolment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use serde_json::{Value, json};

use super::commands::one_line;
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::db::schema::{course_group_members as m, course_groups as g};
use crate::id::{CourseId, GroupId, UserId};
use crate::text::show;
use crate::{Actor, Context, Error, Millis, Noun, Result};

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// The course.
    pub course: CourseId,
    /// Its name, which no other group of the course has.
    pub name: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts its changes.
    pub version: i64,
}

/// The groups of a course, by name.
pub fn of_course(conn: &mut Conn, course: CourseId) -> Result<Vec<Group>> {
    Ok(g::table.filter(g::course_id.eq(course)).order((g::name, g::id)).load(conn)?)
}

/// How many people are in each of some groups.
pub fn sizes(conn: &mut Conn, groups: &[GroupId]) -> Result<HashMap<GroupId, i64>> {
    let counted = m::table.filter(m::group_id.eq_any(groups)).group_by(m::group_id);
    Ok(counted.select((m::group_id, diesel::dsl::count_star())).load::<(GroupId, i64)>(conn)?.into_iter().collect())
}

/// A group of a course.
pub fn find(conn: &mut Conn, course: CourseId, id: GroupId) -> Result<Group> {
    let found = g::table.find(id).filter(g::course_id.eq(course)).first(conn).optional()?;
    found.ok_or(Error::NotFound(Noun::Group))
}

/// The groups of a course that texts name, by name or id.
pub fn named(conn: &mut Conn, course: CourseId, texts: &BTreeSet<String>) -> Result<HashMap<String, Group>> {
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<GroupId> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
    let names: Vec<String> = texts.iter().map(|text| crate::visible::one_line(text).into_owned()).collect();
    let of_course = g::table.filter(g::course_id.eq(course));
    let found: Vec<Group> = of_course.filter(g::name.eq_any(names).or(g::id.eq_any(ids))).load(conn)?;
    let of = |text: &String| {
        let (name, id) = (crate::visible::one_line(text), text.trim().parse::<GroupId>().ok());
        found.iter().find(|group| group.name == name || Some(group.id) == id).cloned()
    };
    Ok(texts.iter().filter_map(|text| Some((text.clone(), of(text)?))).collect())
}

/// The groups of several courses that texts name, by course and text: one query.
pub fn named_in(
    conn: &mut Conn,
    texts: &BTreeMap<CourseId, BTreeSet<String>>,
) -> Result<HashMap<(CourseId, String), Group>> {
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let each = || texts.iter().flat_map(|(course, texts)| texts.iter().map(|text| (*course, text)));
    let ids: BTreeSet<GroupId> = each().filter_map(|(_, text)| text.trim().parse().ok()).collect();
    let names: BTreeSet<String> = each().map(|(_, text)| crate::visible::one_line(text).into_owned()).collect();
    let of_courses = g::table.filter(g::course_id.eq_any(texts.keys()));
    let found: Vec<Group> = of_courses.filter(g::name.eq_any(names).or(g::id.eq_any(ids))).load(conn)?;
    let by_id: HashMap<(CourseId, GroupId), &Group> =
        found.iter().map(|group| ((group.course, group.id), group)).collect();
    let by_name: HashMap<(CourseId, &str), &Group> =
        found.iter().map(|group| ((group.course, group.name.as_str()), group)).collect();
    let of = |course: CourseId, text: &str| {
        let by_name = by_name.get(&(course, crate::visible::one_line(text).as_ref())).copied();
        by_name.or_else(|| by_id.get(&(course, text.trim().parse().ok()?)).copied())
    };
    Ok(each().filter_map(|(course, text)| Some(((course, text.clone()), of(course, text)?.clone()))).collect())
}

/// The message for a text that names no group of the course.
pub fn unknown(named: &str) -> String {
    format!("The course has no group \"{}\". Make the group first, or correct the name.", show(named))
}

/// The names of the groups that each of some participants is in.
pub fn of_participants(
    conn: &mut Conn,
    course: CourseId,
    users: &[UserId],
) -> Result<HashMap<UserId, BTreeSet<String>>> {
    let found: Vec<(UserId, String)> = m::table
        .inner_join(g::table.on(g::id.eq(m::group_id)))
        .filter(m::course_id.eq(course))
        .filter(m::user_id.eq_any(users))
        .select((m::user_id, g::name))
        .load(conn)?;
    let mut groups: HashMap<UserId, BTreeSet<String>> = HashMap::new();
    for (user, name) in found {
        groups.entry(user).or_default().insert(name);
    }
    Ok(groups)
}

/// The names of the groups that some people are in, by course and person.
pub fn of_people(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<(CourseId, UserId), BTreeSet<String>>> {
    let found: Vec<(CourseId, UserId, String)> = m::table
        .inner_join(g::table.on(g::id.eq(m::group_id)))
        .filter(m::user_id.eq_any(users))
        .select((m::course_id, m::user_id, g::name))
        .load(conn)?;
    let mut groups: HashMap<(CourseId, UserId), BTreeSet<String>> = HashMap::new();
    for (course, user, name) in found {
        groups.entry((course, user)).or_default().insert(name);
    }
    Ok(groups)
}

/// The groups of one person, by course.
pub fn of_person(conn: &mut Conn, user: UserId) -> Result<BTreeMap<CourseId, BTreeSet<String>>> {
    let found: Vec<(CourseId, String)> = m::table
        .inner_join(g::table.on(g::id.eq(m::group_id)))
        .filter(m::user_id.eq(user))
        .select((m::course_id, g::name))
        .load(conn)?;
    let mut groups: BTreeMap<CourseId, BTreeSet<String>> = BTreeMap::new();
    for (course, name) in found {
        groups.entry(course).or_default().insert(name);
    }
    Ok(groups)
}

/// Makes a group.
///
/// # Errors
/// A name that is not valid, or that another group of the course has (`group_exists`).
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, course: CourseId, name: &str) -> Result<Group> {
    let name = one_line("name", "A group needs a name.", name)?;
    let group = Group { id: GroupId::new(), course, name, created_at: now, updated_at: now, version: 1 };
    diesel::insert_into(g::table)
        .values((
            g::id.eq(group.id),
            g::course_id.eq(course),
            g::name.eq(&group.name),
            g::created_at.eq(now),
            g::updated_at.eq(now),
            g::version.eq(1),
        ))
        .execute(conn)
        .map_err(|error| taken(error.into(), &group.name))?;
    note(conn, actor, now, "group.created", &group, &Value::Null, &json!({ "name": group.name }))?;
    Ok(group)
}

/// Gives a group another name.
///
/// # Errors
/// As for [`create`], or if the group has another version.
pub fn rename(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    group: &Group,
    if_version: Option<i64>,
    name: &str,
) -> Result<Group> {
    let name = one_line("name", "A group needs a name.", name)?;
    Error::require_version(if_version, group.version)?;
    if name == group.name {
        return Ok(group.clone());
    }
    let after = Group { name, updated_at: now, version: group.version + 1, ..group.clone() };
    let changed = diesel::update(g::table.find(group.id).filter(g::version.eq(group.version)))
        .set((g::name.eq(&after.name), g::updated_at.eq(now), g::version.eq(after.version)))
        .execute(conn)
        .map_err(|error| taken(error.into(), &after.name))?;
    if changed == 0 {
        return Err(Error::Changed(find(conn, group.course, group.id)?.version));
    }
    note(conn, actor, now, "group.changed", &after, &json!({ "name": group.name }), &json!({ "name": after.name }))?;
    Ok(after)
}

/// Deletes a group; its people stay in the course.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, group: &Group, if_version: Option<i64>) -> Result<()> {
    Error::require_version(if_version, group.version)?;
    diesel::delete(g::table.find(group.id)).execute(conn)?;
    note(conn, actor, now, "group.deleted", group, &json!({ "name": group.name }), &Value::Null)
}

fn taken(error: Error, name: &str) -> Error {
    if error.is_taken() {
        let message = format!("The course has a group \"{name}\" already. Choose another name.");
        return Error::conflict("group_exists", message);
    }
    error
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    group: &Group,
    before: &Value,
    after: &Value,
) -> Result<()> {
    let (context, subject) = (Context::Course(group.course), Subject::of("group", group.id.0));
    let entry = Entry { context, before: before.clone(), after: after.clone(), ..Entry::on(action, subject) };
    audit::record(conn, actor, now, [entry])
}
