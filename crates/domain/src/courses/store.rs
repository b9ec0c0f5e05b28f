//! Courses in the database.

use std::collections::{BTreeSet, HashMap};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::{Course, CourseCode, GroupMode, VisibleCourses};
use crate::db::schema::courses as c;
use crate::db::{Condition, Conn, everything};
use crate::filter::{Filter, compile};
use crate::id::{CourseId, UserId};
use crate::text::{escape_like, fold};
use crate::{Error, Millis, Noun, Result};

#[derive(Queryable, Selectable)]
#[diesel(table_name = c)]
struct StoredCourse {
    id: CourseId,
    code: String,
    name: String,
    category: Option<String>,
    visible: bool,
    archived: bool,
    starts_at: Option<Millis>,
    ends_at: Option<Millis>,
    group_mode: String,
    created_by: Option<UserId>,
    created_at: Millis,
    updated_at: Millis,
    version: i64,
}

impl TryFrom<StoredCourse> for Course {
    type Error = Error;

    fn try_from(stored: StoredCourse) -> Result<Self> {
        let code = CourseCode::parse(&stored.code);
        let group_mode = GroupMode::from_name(&stored.group_mode);
        Ok(Self {
            id: stored.id,
            code: code.ok_or_else(|| Error::internal("a stored course has a code that is none"))?,
            name: stored.name,
            category: stored.category,
            visible: stored.visible,
            archived: stored.archived,
            starts_at: stored.starts_at,
            ends_at: stored.ends_at,
            group_mode: group_mode.ok_or_else(|| Error::internal("a stored course has an unknown group mode"))?,
            created_by: stored.created_by,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            version: stored.version,
        })
    }
}

/// Which courses are asked for.
#[derive(Debug, Clone)]
pub struct CourseQuery {
    /// Who asks.
    pub visible_to: VisibleCourses,
    /// Whose name or code has this text in it.
    pub search: Option<String>,
    /// What they are, and the time that times before now are meant from.
    pub filter: Option<(Filter, Millis)>,
}

/// Where in the list of courses a page ends: the name as it is sorted, and the id.
pub type Place = (String, CourseId);

impl CourseQuery {
    fn condition(&self) -> Condition<c::table> {
        let mut condition: Condition<c::table> = match &self.filter {
            Some((filter, now)) => compile(filter, *now, ""),
            None => everything(),
        };
        if let Some(text) = self.search.as_deref().map(fold).filter(|text| !text.is_empty()) {
            let pattern = format!("%{}%", escape_like(&text));
            let by_code =
                sql::<Bool>("rollcall_fold(courses.code) LIKE ").bind::<diesel::sql_types::Text, _>(pattern.clone());
            let found = c::name_key.like(pattern).escape('\\').or(by_code.sql(" ESCAPE '\\'"));
            condition = Box::new(condition.and(found));
        }
        if let VisibleCourses::Of { learning, staffing } = &self.visible_to {
            let is_learning = c::visible.eq(true).and(c::id.eq_any(learning.clone()));
            condition = Box::new(condition.and(c::id.eq_any(staffing.clone()).or(is_learning)));
        }
        condition
    }
}

/// A page of courses by their names, and where the next one begins.
pub fn page(
    conn: &mut Conn,
    query: &CourseQuery,
    behind: Option<&Place>,
    limit: i64,
) -> Result<(Vec<Course>, Option<Place>)> {
    let mut found = c::table
        .filter(query.condition())
        .select((StoredCourse::as_select(), c::name_key))
        .order((c::name_key, c::id))
        .limit(limit + 1)
        .into_boxed();
    if let Some((name, id)) = behind {
        found = found.filter(c::name_key.gt(name).or(c::name_key.eq(name).and(c::id.gt(id))));
    }
    let mut rows: Vec<(StoredCourse, String)> = found.load(conn)?;
    let is_more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| is_more).map(|(course, name)| (name.clone(), course.id));
    let courses = rows.into_iter().map(|(course, _)| course.try_into()).collect::<Result<_>>()?;
    Ok((courses, next))
}

/// How many courses are asked for.
pub fn count(conn: &mut Conn, query: &CourseQuery) -> Result<i64> {
    Ok(c::table.filter(query.condition()).count().get_result(conn)?)
}

/// One course.
pub fn find(conn: &mut Conn, id: CourseId) -> Result<Course> {
    let stored: Option<StoredCourse> = c::table.find(id).select(StoredCourse::as_select()).first(conn).optional()?;
    stored.ok_or(Error::NotFound(Noun::Course))?.try_into()
}

/// Courses by their ids.
pub fn by_ids(conn: &mut Conn, ids: &[CourseId]) -> Result<HashMap<CourseId, Course>> {
    let stored: Vec<StoredCourse> = c::table.filter(c::id.eq_any(ids)).select(StoredCourse::as_select()).load(conn)?;
    stored.into_iter().map(|course| Course::try_from(course).map(|course| (course.id, course))).collect()
}

/// The courses that texts name, each by its code or its id.
pub fn named(conn: &mut Conn, texts: &BTreeSet<String>) -> Result<HashMap<String, Course>> {
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<CourseId> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
    let codes: HashMap<String, &String> =
        texts.iter().filter_map(|text| Some((CourseCode::parse(text)?.0, text))).collect();
    let stored: Vec<StoredCourse> = c::table
        .filter(c::code.eq_any(codes.keys().cloned().collect::<Vec<_>>()).or(c::id.eq_any(ids)))
        .select(StoredCourse::as_select())
        .load(conn)?;
    let found: Vec<Course> = stored.into_iter().map(Course::try_from).collect::<Result<_>>()?;
    let of = |text: &String| {
        let code = CourseCode::parse(text);
        let id = text.trim().parse::<CourseId>().ok();
        found.iter().find(|course| Some(&course.code) == code.as_ref() || Some(course.id) == id).cloned()
    };
    Ok(texts.iter().filter_map(|text| Some((text.clone(), of(text)?))).collect())
}

/// The course that a text names, by its code or its id; `None` if there is none.
pub fn one(conn: &mut Conn, text: &str) -> Result<Option<Course>> {
    Ok(named(conn, &BTreeSet::from([text.to_owned()]))?.remove(text))
}

/// Those of some people who are enrolled in a course.
pub fn participants_among(conn: &mut Conn, course: CourseId, users: &[UserId]) -> Result<BTreeSet<UserId>> {
    use crate::db::schema::enrolments as e;
    let enrolled = e::table.filter(e::course_id.eq(course)).filter(e::user_id.eq_any(users)).select(e::user_id);
    Ok(enrolled.load(conn)?.into_iter().collect())
}

/// Stores a new course.
pub(super) fn insert(conn: &mut Conn, course: &Course) -> Result<()> {
    diesel::insert_into(c::table)
        .values((
            c::id.eq(course.id),
            c::created_by.eq(course.created_by),
            c::created_at.eq(course.created_at),
            values(course),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores a changed course, if it still has the version before. False if it has not.
pub(super) fn update(conn: &mut Conn, course: &Course) -> Result<bool> {
    let before = c::table.find(course.id).filter(c::version.eq(course.version - 1));
    Ok(diesel::update(before).set(values(course)).execute(conn)? == 1)
}

/// The columns that change.
#[expect(clippy::type_complexity, reason = "the type is that of the columns, one for one")]
fn values(
    course: &Course,
) -> (
    diesel::dsl::Eq<c::code, String>,
    diesel::dsl::Eq<c::name, String>,
    diesel::dsl::Eq<c::name_key, String>,
    diesel::dsl::Eq<c::category, Option<String>>,
    diesel::dsl::Eq<c::category_key, String>,
    diesel::dsl::Eq<c::visible, bool>,
    diesel::dsl::Eq<c::archived, bool>,
    diesel::dsl::Eq<c::starts_at, Option<Millis>>,
    diesel::dsl::Eq<c::ends_at, Option<Millis>>,
    diesel::dsl::Eq<c::group_mode, &'static str>,
    diesel::dsl::Eq<c::updated_at, Millis>,
    diesel::dsl::Eq<c::version, i64>,
) {
    (
        c::code.eq(course.code.to_string()),
        c::name.eq(course.name.clone()),
        c::name_key.eq(fold(&course.name)),
        c::category.eq(course.category.clone()),
        c::category_key.eq(course.category.as_deref().map(fold).unwrap_or_default()),
        c::visible.eq(course.visible),
        c::archived.eq(course.archived),
        c::starts_at.eq(course.starts_at),
        c::ends_at.eq(course.ends_at),
        c::group_mode.eq(course.group_mode.name()),
        c::updated_at.eq(course.updated_at),
        c::version.eq(course.version),
    )
}

/// Removes a course in which nobody is, if it still has this version. False if it has not.
pub(super) fn remove(conn: &mut Conn, id: CourseId, version: i64) -> Result<bool> {
    Ok(diesel::delete(c::table.find(id).filter(c::version.eq(version))).execute(conn)? == 1)
}

/// The categories that courses are listed under, by name.
pub fn categories(conn: &mut Conn) -> Result<Vec<String>> {
    let found: Vec<Option<String>> =
        c::table.filter(c::category.is_not_null()).select(c::category).distinct().order(c::category).load(conn)?;
    Ok(found.into_iter().flatten().collect())
}
