//! What rows say about enrolments: the course of each number, the role, the group, the status and the dates in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{Timestamp, ToSpan};

use super::enrolment_columns::{EnrolmentColumn, Places};
use super::reading::{Reading, or_wrong};
use crate::batches::engine::source::SourceColumn;
use crate::courses::{self, Course, groups};
use crate::db::Conn;
use crate::id::CourseId;
use crate::refusal::{Code, Refusal};
use crate::roles::{self, RoleKey, own};
use crate::tabular::Record;
use crate::text::show;
use crate::{Millis, Result, time, visible};

/// The longest period, in days: a hundred years.
const LONGEST_PERIOD: u32 = 36_525;

/// What rows name of courses, looked up for a chunk of them.
#[derive(Debug, Default)]
pub struct NamedCourses {
    /// The columns of each number.
    pub(super) places: BTreeMap<u16, Places>,
    /// Courses by what cells call them.
    pub(super) courses: HashMap<String, Course>,
    /// The names of groups, by course and what cells call them.
    pub(super) groups: HashMap<(CourseId, String), String>,
    /// The roles that can be held in courses.
    pub(super) roles: BTreeSet<RoleKey>,
}

impl NamedCourses {
    /// Looks up what rows name: a query for the courses, one for their groups and one for roles; none without such columns.
    pub(crate) fn find(conn: &mut Conn, columns: &[SourceColumn], records: &[Record]) -> Result<Self> {
        let places = Places::all(columns);
        if places.is_empty() {
            return Ok(Self::default());
        }
        let each = || records.iter().flat_map(|record| places.values().map(move |of| (of, &record.cells)));
        let named = each().filter_map(|(of, cells)| cell(of, cells, EnrolmentColumn::Course).map(str::to_owned));
        let courses = courses::store::named(conn, &named.collect())?;
        let mut named: BTreeMap<CourseId, BTreeSet<String>> = BTreeMap::new();
        for (of, cells) in each() {
            let course = cell(of, cells, EnrolmentColumn::Course).and_then(|text| courses.get(text));
            if let (Some(course), Some(group)) = (course, cell(of, cells, EnrolmentColumn::Group)) {
                named.entry(course.id).or_default().insert(group.to_owned());
            }
        }
        let groups = groups::named_in(conn, &named)?;
        let groups = groups.into_iter().map(|(key, group)| (key, group.name)).collect();
        Ok(Self { places, courses, groups, roles: own::in_courses(conn)? })
    }
}

/// What a row asks for a person in one course; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedEnrolment {
    /// The code of the course.
    pub code: String,
    /// The number of the columns, or the first of several, that say so.
    pub number: u16,
    /// The roles; none: learner, for who is not enrolled yet.
    pub roles: BTreeSet<RoleKey>,
    /// The groups to come into.
    pub groups: BTreeSet<String>,
    /// Whether the enrolment is suspended.
    pub suspended: Option<bool>,
    /// From when.
    pub starts_at: Option<Millis>,
    /// Until when.
    pub ends_at: Option<RequestedEnd>,
}

/// Until when somebody is to be enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestedEnd {
    /// The time.
    pub at: Millis,
    /// How many days from now that is, where the row says it so.
    pub days_from_now: Option<u32>,
}

impl RequestedEnrolment {
    /// The request in a form to be compared with another row's, whenever each of them was planned.
    pub fn comparable(&self) -> serde_json::Value {
        let roles: Vec<&str> = self.roles.iter().map(|role| role.key()).collect();
        let ends = self.ends_at.map(|end| match end.days_from_now {
            Some(days) => serde_json::json!({ "days": days }),
            None => end.at.into(),
        });
        serde_json::json!([roles, self.groups, self.suspended, self.starts_at, ends])
    }
}

impl Reading<'_> {
    /// What a row asks for in each course that it names; what cannot be is `wrong`.
    pub(crate) fn enrolments(
        &self,
        cells: &[String],
        wrong: &mut Vec<Refusal>,
    ) -> BTreeMap<CourseId, RequestedEnrolment> {
        let mut enrolments: BTreeMap<CourseId, RequestedEnrolment> = BTreeMap::new();
        for (number, places) in &self.courses.places {
            let Some((course, asked)) = self.enrolment(*number, places, cells, wrong) else { continue };
            match enrolments.get_mut(&course) {
                Some(before) => wrong.extend(join(before, asked).err()),
                None => drop(enrolments.insert(course, asked)),
            }
        }
        enrolments
    }

    /// What the columns of one number ask for; `None` if they are blank, or name no course.
    fn enrolment(
        &self,
        number: u16,
        places: &Places,
        cells: &[String],
        wrong: &mut Vec<Refusal>,
    ) -> Option<(CourseId, RequestedEnrolment)> {
        use EnrolmentColumn as Column;
        let text = |column: Column| cell(places, cells, column);
        let Some(named) = text(Column::Course) else {
            let filled = Column::ALL.into_iter().find(|column| text(*column).is_some())?;
            let (column, filled) = (Column::Course.of(number), filled.of(number));
            let message = format!(
                "The cell \"{filled}\" says something about an enrolment, and \"{column}\" names no course. Fill in the course, or leave both blank."
            );
            wrong.push(Refusal::of(Code::MissingValue, &column, "", "the code of a course", message));
            return None;
        };
        let Some(course) = self.courses.courses.get(named) else {
            let column = Column::Course.of(number);
            let expected = "the code or id of a course";
            wrong.push(Refusal::of(Code::UnknownCourse, &column, named, expected, courses::unknown(named)));
            return None;
        };
        let role = text(Column::Role).map(|text| self.role_in_course(number, text)).transpose();
        let group = text(Column::Group).map(|text| self.group(number, course, text)).transpose();
        let suspended = text(Column::Status).map(|text| status(number, text)).transpose();
        let (starts_at, ends_at) = self.times(number, text, wrong);
        let asked = RequestedEnrolment {
            code: course.code.to_string(),
            number,
            roles: or_wrong(role, wrong).into_iter().collect(),
            groups: or_wrong(group, wrong).into_iter().collect(),
            suspended: or_wrong(suspended, wrong),
            starts_at,
            ends_at,
        };
        Some((course.id, asked))
    }

    fn role_in_course(&self, number: u16, text: &str) -> Result<RoleKey, Refusal> {
        let role = RoleKey::from_key(&text.to_lowercase()).filter(|role| self.courses.roles.contains(role));
        role.ok_or_else(|| {
            let known: Vec<String> = self.courses.roles.iter().map(ToString::to_string).collect();
            let column = EnrolmentColumn::Role.of(number);
            Refusal::of(Code::UnknownRole, &column, text, &known.join(", "), roles::unknown_in_courses(text))
        })
    }

    fn group(&self, number: u16, course: &Course, text: &str) -> Result<String, Refusal> {
        let found = self.courses.groups.get(&(course.id, text.to_owned()));
        found.cloned().ok_or_else(|| {
            let column = EnrolmentColumn::Group.of(number);
            let expected = "the name or id of a group of the course";
            Refusal::of(Code::InvalidValue, &column, text, expected, groups::unknown(text))
        })
    }

    /// From when, and until when.
    fn times<'c>(
        &self,
        number: u16,
        text: impl Fn(EnrolmentColumn) -> Option<&'c str>,
        wrong: &mut Vec<Refusal>,
    ) -> (Option<Millis>, Option<RequestedEnd>) {
        use EnrolmentColumn::{End, Period, Start};
        let faults = wrong.len();
        let at = |column: EnrolmentColumn| text(column).map(|text| self.time(column, number, text)).transpose();
        let (start, end) = (or_wrong(at(Start), wrong), or_wrong(at(End), wrong));
        let days = or_wrong(text(Period).map(|text| days(number, text)).transpose(), wrong);
        if wrong.len() > faults {
            return (start, None);
        }
        let behind = days.map(|days| RequestedEnd {
            at: self.days_later(start.unwrap_or(self.now), days),
            days_from_now: start.is_none().then_some(days),
        });
        let ends_at = match (end, behind) {
            (Some(end), Some(behind)) if end != behind.at => {
                let column = Period.of(number);
                let message = format!(
                    "\"{column}\" ends the enrolment at another time than \"{}\" does. Keep one of the two.",
                    End.of(number)
                );
                let found = text(Period).unwrap_or_default();
                wrong.push(Refusal::of(Code::InvalidValue, &column, found, "one end", message));
                None
            }
            (Some(at), _) => Some(RequestedEnd { at, days_from_now: None }),
            (None, behind) => behind,
        };
        if let (Some(start), Some(end)) = (start, ends_at)
            && end.at <= start
        {
            let column = End.of(number);
            let message = "The enrolment would end before it begins. Correct one of the two times.";
            let found = text(End).unwrap_or_default();
            wrong.push(Refusal::of(Code::InvalidValue, &column, found, "a time behind the beginning", message));
        }
        (start, ends_at)
    }

    fn time(&self, column: EnrolmentColumn, number: u16, text: &str) -> Result<Millis, Refusal> {
        time::parse(text, self.timezone).ok_or_else(|| {
            let message = format!(
                "\"{}\" is not a time. Write a day such as 2026-03-01, or a time such as 2026-03-01T09:30:00Z.",
                show(text)
            );
            Refusal::of(Code::InvalidValue, &column.of(number), text, "a day or a time", message)
        })
    }

    /// So many days of the site's calendar later.
    fn days_later(&self, from: Millis, days: u32) -> Millis {
        let from_there = Timestamp::from_millisecond(from).map(|at| at.to_zoned(self.timezone.clone()));
        let later = from_there.and_then(|at| at.checked_add(i64::from(days).days()));
        later.map_or(from, |at| at.timestamp().as_millisecond())
    }
}

/// The cell of a column; `None` if there is no such column or the cell is blank.
fn cell<'c>(places: &Places, cells: &'c [String], column: EnrolmentColumn) -> Option<&'c str> {
    let text = visible::trim(cells.get(places.of(column)?)?);
    (!text.is_empty()).then_some(text)
}

/// Whether the enrolment is suspended.
fn status(number: u16, text: &str) -> Result<bool, Refusal> {
    match text.to_lowercase().as_str() {
        "0" | "active" => Ok(false),
        "1" | "suspended" => Ok(true),
        _ => {
            let message =
                format!("\"{}\" is no status. Write 0 or active, 1 or suspended, or leave the cell blank.", show(text));
            let column = EnrolmentColumn::Status.of(number);
            Err(Refusal::of(Code::InvalidValue, &column, text, "0 (active) or 1 (suspended)", message))
        }
    }
}

fn days(number: u16, text: &str) -> Result<u32, Refusal> {
    let days = text.parse().ok().filter(|days| (1..=LONGEST_PERIOD).contains(days));
    days.ok_or_else(|| {
        let message = format!("\"{}\" is no number of days from 1 to {LONGEST_PERIOD}.", show(text));
        Refusal::of(Code::InvalidValue, &EnrolmentColumn::Period.of(number), text, "a number of days", message)
    })
}

/// Joins what two numbers of a row say about the same course: both roles and groups; the rest must not contradict.
fn join(before: &mut RequestedEnrolment, other: RequestedEnrolment) -> Result<(), Refusal> {
    let number = other.number;
    let contradicts = |column: EnrolmentColumn| {
        let message = format!(
            "\"{}\" and \"{}\" name the same course, and say different things about it. Keep one of the two.",
            EnrolmentColumn::Course.of(before.number),
            EnrolmentColumn::Course.of(number)
        );
        Refusal::of(Code::InvalidValue, &column.of(number), "", "the same as before, or nothing", message)
    };
    let differ = |(one, other): (Millis, Millis)| one != other;
    if before.suspended.zip(other.suspended).is_some_and(|(one, other)| one != other) {
        return Err(contradicts(EnrolmentColumn::Status));
    }
    if before.starts_at.zip(other.starts_at).is_some_and(differ) {
        return Err(contradicts(EnrolmentColumn::Start));
    }
    if before.ends_at.zip(other.ends_at).is_some_and(|(one, other)| differ((one.at, other.at))) {
        return Err(contradicts(EnrolmentColumn::End));
    }
    before.roles.extend(other.roles);
    before.groups.extend(other.groups);
    before.suspended = before.suspended.or(other.suspended);
    before.starts_at = before.starts_at.or(other.starts_at);
    before.ends_at = before.ends_at.or(other.ends_at);
    Ok(())
}

#[cfg(test)]
#[path = "enrolments_of_rows_tests.rs"]
mod tests;
