//! What a single request does with a course.

use serde_json::{Value, json};

use super::{Course, CourseCode, GroupMode, groups, store};
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::id::CourseId;
use crate::{Actor, Context, Error, Fault, Faults, Millis, Result, time, visible};

/// The longest name of a course or a category, in characters.
const LONGEST_NAME: usize = 255;

/// A course as it is asked for: `None` leaves as it is, or takes the default.
#[derive(Debug, Clone, Default)]
pub struct CoursePatch {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it is listed under; `Some(None)` is nothing.
    pub category: Option<Option<String>>,
    /// Whether its learners see it.
    pub visible: Option<bool>,
    /// Whether it is over for good.
    pub archived: Option<bool>,
    /// When it begins, as a time or a day; `Some(None)` is never.
    pub starts_at: Option<Option<String>>,
    /// When it ends.
    pub ends_at: Option<Option<String>>,
    /// How its groups work.
    pub group_mode: Option<String>,
}

/// Makes a course.
///
/// # Errors
/// Values that are not valid, or a code that another course has (`course_exists`).
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, patch: &CoursePatch) -> Result<Course> {
    let mut faults = Faults::default();
    for (field, is_given) in [("code", patch.code.is_some()), ("name", patch.name.is_some())] {
        if !is_given {
            faults.push(Fault::new(field, "missing_value", format!("A course needs a {field}.")));
        }
    }
    let blank = Course {
        id: CourseId::new(),
        code: CourseCode(String::new()),
        name: String::new(),
        category: None,
        visible: true,
        archived: false,
        starts_at: None,
        ends_at: None,
        group_mode: GroupMode::None,
        created_by: actor.user_id,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let course = patched(blank, patch, faults)?;
    store::insert(conn, &course).map_err(|error| taken(error, &course))?;
    note(conn, actor, now, "course.created", course.id, &Value::Null, &facts(&course))?;
    Ok(course)
}

/// Changes a course.
///
/// # Errors
/// Values that are not valid, a code that another course has, a version that is not the present one.
pub fn change(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: CourseId,
    if_version: Option<i64>,
    patch: &CoursePatch,
) -> Result<Course> {
    let before = store::find(conn, id)?;
    Error::require_version(if_version, before.version)?;
    let mut after = patched(before.clone(), patch, Faults::default())?;
    if after == before {
        return Ok(before);
    }
    (after.version, after.updated_at) = (before.version + 1, now);
    if !store::update(conn, &after).map_err(|error| taken(error, &after))? {
        return Err(changed_meanwhile(conn, &before));
    }
    let (before, after_facts) = differences(&facts(&before), &facts(&after));
    note(conn, actor, now, "course.changed", id, &before, &after_facts)?;
    Ok(after)
}

/// Makes a course like another one, with its settings and groups; nobody is enrolled in it.
///
/// # Errors
/// As for [`create`].
pub fn copy(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    of: &Course,
    code: String,
    name: Option<String>,
) -> Result<Course> {
    let at = |time: Option<Millis>| Some(time.map(time::format));
    let patch = CoursePatch {
        code: Some(code),
        name: Some(name.unwrap_or_else(|| of.name.clone())),
        category: Some(of.category.clone()),
        visible: Some(of.visible),
        archived: None,
        starts_at: at(of.starts_at),
        ends_at: at(of.ends_at),
        group_mode: Some(of.group_mode.name().to_owned()),
    };
    let course = create(conn, actor, now, &patch)?;
    for group in groups::of_course(conn, of.id)? {
        groups::create(conn, actor, now, course.id, &group.name)?;
    }
    Ok(course)
}

/// Deletes a course in which nobody is enrolled, and never was anything done that people may ask for: others are archived.
///
/// # Errors
/// `course_not_empty` if a user is enrolled.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: CourseId, if_version: Option<i64>) -> Result<()> {
    let course = store::find(conn, id)?;
    Error::require_version(if_version, course.version)?;
    let removed = store::remove(conn, id, course.version);
    if !removed.map_err(|error| if error.is_gone() { not_empty(&course) } else { error })? {
        return Err(changed_meanwhile(conn, &course));
    }
    note(conn, actor, now, "course.deleted", id, &facts(&course), &Value::Null)
}

fn not_empty(course: &Course) -> Error {
    let message = format!(
        "People are enrolled in {}. Archive the course, which keeps their work, or unenrol them first.",
        course.code
    );
    Error::conflict("course_not_empty", message)
}

fn changed_meanwhile(conn: &mut Conn, seen: &Course) -> Error {
    match store::find(conn, seen.id) {
        Ok(now) => Error::Changed(now.version),
        Err(error) => error,
    }
}

/// The course with what was asked for.
fn patched(mut course: Course, patch: &CoursePatch, mut faults: Faults) -> Result<Course> {
    if let Some(text) = &patch.code {
        match CourseCode::parse(text) {
            Some(code) => course.code = code,
            None => faults.push(Fault::new(
                "code",
                if visible::is_blank(text) { "missing_value" } else { "invalid_value" },
                "A code has 1 to 100 characters of one line, such as \"fire-safety-2026\", and is no id.",
            )),
        }
    }
    if let Some(text) = &patch.name {
        match one_line("name", "A course needs a name.", text) {
            Ok(name) => course.name = name,
            Err(fault) => faults.push(fault),
        }
    }
    if let Some(text) = &patch.category {
        match text
            .as_deref()
            .filter(|text| !visible::is_blank(text))
            .map(|text| one_line("category", "", text))
            .transpose()
        {
            Ok(category) => course.category = category,
            Err(fault) => faults.push(fault),
        }
    }
    course.visible = patch.visible.unwrap_or(course.visible);
    course.archived = patch.archived.unwrap_or(course.archived);
    for (field, given, at) in
        [("starts_at", &patch.starts_at, &mut course.starts_at), ("ends_at", &patch.ends_at, &mut course.ends_at)]
    {
        match given.as_ref().map(|text| time_of(field, text.as_deref())).transpose() {
            Ok(found) => *at = found.unwrap_or(*at),
            Err(fault) => faults.push(fault),
        }
    }
    if let Some(name) = &patch.group_mode {
        match GroupMode::from_name(name) {
            Some(mode) => course.group_mode = mode,
            None => {
                faults.push(Fault::new("group_mode", "invalid_value", "\"group_mode\" is none, visible or separate."))
            }
        }
    }
    if let (Some(start), Some(end)) = (course.starts_at, course.ends_at)
        && end <= start
    {
        faults.push(Fault::new("ends_at", "invalid_value", "A course ends after it has begun."));
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    Ok(course)
}

/// A time of a course or an enrolment, in UTC if no zone is given; `None` is never.
pub(crate) fn time_of(field: &str, text: Option<&str>) -> std::result::Result<Option<Millis>, Fault> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    time::parse_utc(text).map(Some).ok_or_else(|| {
        let message = format!("\"{field}\" is a time such as 2026-03-01T09:30:00Z or a day such as 2026-03-01.");
        Fault::new(field, "invalid_value", message)
    })
}

/// A name of one line, at most 255 characters.
pub(crate) fn one_line(field: &'static str, missing: &str, text: &str) -> std::result::Result<String, Fault> {
    if visible::is_blank(text) {
        return Err(Fault::new(field, "missing_value", missing));
    }
    let Some(name) = visible::name(text) else {
        let message = "This is one line of text, without control characters and marks that turn its direction.";
        return Err(Fault::new(field, "invalid_value", message));
    };
    if name.chars().count() > LONGEST_NAME {
        return Err(Fault::new(field, "too_long", format!("This has at most {LONGEST_NAME} characters.")));
    }
    Ok(name.into_owned())
}

fn taken(error: Error, course: &Course) -> Error {
    if error.is_taken() {
        let message =
            format!("There is a course with the code \"{}\" already. Give this one another \"code\".", course.code);
        return Error::conflict("course_exists", message);
    }
    error
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: CourseId,
    before: &Value,
    after: &Value,
) -> Result<()> {
    let (context, subject) = (Context::Course(id), Subject::of("course", id.0));
    let entry = Entry { context, before: before.clone(), after: after.clone(), ..Entry::on(action, subject) };
    audit::record(conn, actor, now, [entry])
}

fn facts(course: &Course) -> Value {
    json!({
        "code": course.code.as_str(), "name": course.name, "category": course.category, "visible": course.visible,
        "archived": course.archived, "starts_at": course.starts_at.map(time::format),
        "ends_at": course.ends_at.map(time::format), "group_mode": course.group_mode.name(),
    })
}

/// The members that differ.
fn differences(before: &Value, after: &Value) -> (Value, Value) {
    let differs = |name: &&String| before[name.as_str()] != after[name.as_str()];
    let names: Vec<&String> =
        before.as_object().into_iter().flat_map(|members| members.keys()).filter(differs).collect();
    let of = |value: &Value| names.iter().map(|name| ((*name).clone(), value[name.as_str()].clone())).collect();
    (Value::Object(of(before)), Value::Object(of(after)))
}
