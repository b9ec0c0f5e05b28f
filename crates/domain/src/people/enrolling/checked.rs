//! Changes of enrolments checked once more against the enrolments as they are now, and made ready to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::stored::{self, StoredChange};
use crate::batches::engine::operation::Applying;
use crate::batches::engine::row::Row;
use crate::courses::{groups, store as course_store};
use crate::db::Conn;
use crate::enrolments::change::EnrolmentChange;
use crate::enrolments::commands::require_grantable;
use crate::enrolments::store::{self, EnrolmentOccasion, PlannedEnrolment, PreparedEnrolments};
use crate::enrolments::{Enrolment, EnrolmentSource, rules};
use crate::id::{CourseId, GroupId, UserId};
use crate::refusal::{Code, Refusal};
use crate::{Actor, Error, Origin, Result};

/// A change of an enrolment that may be made.
pub(in crate::people) struct CheckedEnrolment {
    course: CourseId,
    enrolment: Option<Enrolment>,
    change: EnrolmentChange,
}

impl CheckedEnrolment {
    /// The same with the person, who may only now have an account.
    pub(in crate::people) fn of(self, user: UserId, line: i64) -> PlannedEnrolment {
        let Self { course, enrolment, change } = self;
        PlannedEnrolment { course, user, enrolment, change, line: Some(line) }
    }
}

/// The enrolments that rows are about, as they are now, and what of their courses is there.
#[derive(Default)]
pub(in crate::people) struct CurrentEnrolments {
    enrolments: HashMap<(CourseId, UserId), Enrolment>,
    courses: BTreeSet<CourseId>,
    groups: HashMap<(CourseId, String), GroupId>,
}

impl CurrentEnrolments {
    /// Reads them: a few queries for all rows, and none if no row is about enrolments.
    pub(in crate::people) fn of(conn: &mut Conn, rows: &[Row]) -> Result<Self> {
        let (mut courses, mut users) = (BTreeSet::new(), Vec::new());
        let mut named: BTreeMap<CourseId, BTreeSet<String>> = BTreeMap::new();
        for row in rows.iter().filter(|row| stored::is_in(row)) {
            users.extend(row.user);
            for change in stored::read(row)? {
                courses.insert(change.course);
                for group in change.groups() {
                    named.entry(change.course).or_default().insert(group.to_owned());
                }
            }
        }
        Self::read(conn, &courses, &users, &named)
    }

    /// Those of some people in some courses; `named` are groups that are asked for.
    pub(super) fn read(
        conn: &mut Conn,
        courses: &BTreeSet<CourseId>,
        users: &[UserId],
        named: &BTreeMap<CourseId, BTreeSet<String>>,
    ) -> Result<Self> {
        if courses.is_empty() {
            return Ok(Self::default());
        }
        let groups = groups::named_in(conn, named)?;
        let present = course_store::by_ids(conn, &courses.iter().copied().collect::<Vec<_>>())?;
        Ok(Self {
            enrolments: store::in_courses(conn, courses, users)?,
            courses: present.into_keys().collect(),
            groups: groups.into_iter().map(|(key, group)| (key, group.id)).collect(),
        })
    }

    /// The enrolment of a person in a course.
    pub(super) fn get(&self, course: CourseId, user: Option<UserId>) -> Option<&Enrolment> {
        self.enrolments.get(&(course, user?))
    }

    /// What a row changes in courses, if all of it may be done.
    pub(in crate::people) fn check(
        &self,
        actor: &Actor,
        row: &Row,
    ) -> Result<std::result::Result<Vec<CheckedEnrolment>, Refusal>> {
        if !stored::is_in(row) {
            return Ok(Ok(Vec::new()));
        }
        let mut checked = Vec::new();
        for of in stored::read(row)? {
            match self.check_one(actor, row, &of)? {
                Ok(one) => checked.push(one),
                Err(refusal) => return Ok(Err(about(refusal, &of.code))),
            }
        }
        Ok(Ok(checked))
    }

    fn check_one(
        &self,
        actor: &Actor,
        row: &Row,
        of: &StoredChange,
    ) -> Result<std::result::Result<CheckedEnrolment, Refusal>> {
        let enrolment = self.get(of.course, row.user);
        let Some(change) = of.change(enrolment.map(|enrolment| &enrolment.values))? else {
            return Ok(Err(Refusal::new(Code::ChangedSincePlan, "The person has been unenrolled in the meantime.")));
        };
        let allowed = rules::recheck(enrolment, &change, Code::ChangedSincePlan)
            .and_then(|()| self.require_place(of.course, &of.code, of.groups()))
            .and_then(|()| require_grantable(actor, of.course, &rules::roles_touched(&change)));
        Ok(allowed.map(|()| CheckedEnrolment { course: of.course, enrolment: enrolment.cloned(), change }))
    }

    /// Refuses a course, or a group of it that the person is to come into, that is there no more.
    pub(super) fn require_place<'g>(
        &self,
        course: CourseId,
        code: &str,
        mut groups: impl Iterator<Item = &'g str>,
    ) -> std::result::Result<(), Refusal> {
        if !self.courses.contains(&course) {
            let message = format!("The course {code} was deleted in the meantime. The account was left alone.");
            return Err(Refusal::new(Code::UnknownCourse, message));
        }
        match groups.find(|group| !self.groups.contains_key(&(course, (*group).to_owned()))) {
            Some(group) => Err(Refusal::new(Code::InvalidValue, groups::unknown(group))),
            None => Ok(()),
        }
    }

    /// Changes made ready to be written; `None` if there are none.
    pub(in crate::people) fn prepare(
        &self,
        applying: Applying<'_>,
        origin: &Origin,
        planned: &[PlannedEnrolment],
    ) -> Option<PreparedEnrolments> {
        if planned.is_empty() {
            return None;
        }
        let Applying { batch, actor, now } = applying;
        let occasion = EnrolmentOccasion { batch: Some(batch.id), source: EnrolmentSource::File, source_key: None };
        Some(store::prepare(actor.user_id, origin, now, &occasion, planned, &self.groups))
    }

    /// Writes changes in the unit of work that has checked them.
    pub(in crate::people) fn write(
        &self,
        conn: &mut Conn,
        applying: Applying<'_>,
        planned: &[PlannedEnrolment],
    ) -> Result<()> {
        match self.prepare(applying, &applying.actor.origin, planned) {
            Some(prepared) if !store::write_prepared(conn, &prepared)? => {
                Err(Error::internal("an enrolment changed inside the unit of work that had locked it"))
            }
            _ => Ok(()),
        }
    }
}

/// The refusal with the course that it is about.
pub(super) fn about(refusal: Refusal, code: &str) -> Refusal {
    Refusal {
        field: Some(stored::ENROLMENTS.to_owned()),
        found: refusal.found.or_else(|| Some(code.to_owned())),
        ..refusal
    }
}
