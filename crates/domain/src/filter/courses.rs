//! Courses in filters: named by code or id, and asked for by id.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::attribute::{self, Holding, Storage};
use super::{Attribute, Filter, Operand, Operator};
use crate::db::Conn;
use crate::db::schema::courses;
use crate::id::CourseId;
use crate::{Result, visible};

/// Which course, of one that a user takes part in.
const COURSE: Attribute = Attribute::of_course();

/// Who takes part in a course.
pub fn in_course(course: CourseId) -> Filter {
    Filter::Compare(attribute::ENROLMENTS, Operator::Eq, Operand::Text(course.to_string()))
}

impl Filter {
    /// The same with the ids of the courses that it names by their codes.
    pub(super) fn with_course_ids(mut self, conn: &mut Conn) -> Result<Self> {
        let mut named = BTreeSet::new();
        self.each_named(Holding::Enrolments, &mut |text| named.extend([visible::one_line(text).into_owned()]));
        if named.is_empty() {
            return Ok(self);
        }
        let found = courses::table.filter(courses::code.eq_any(named)).select((courses::code, courses::id));
        let ids: HashMap<String, CourseId> = found.load(conn)?.into_iter().collect();
        self.each_named(Holding::Enrolments, &mut |text| {
            if let Some(id) = ids.get(visible::one_line(text).as_ref()) {
                *text = id.to_string();
            }
        });
        Ok(self)
    }

    /// The same where the list is that of one course: what is said of enrolments is meant of the one in this course, unless another is
    /// named.
    #[must_use]
    pub fn about_course(self, course: CourseId) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(|part| part.about_course(course)).collect();
        match self {
            Self::And(parts) => Self::And(all(parts)),
            Self::Or(parts) => Self::Or(all(parts)),
            Self::Not(part) => Self::Not(Box::new(part.about_course(course))),
            Self::Holds(Holding::Enrolments, part) if !names_a_course(&part) => {
                let this = Self::Compare(COURSE, Operator::Eq, Operand::Text(course.to_string()));
                Self::Holds(Holding::Enrolments, Box::new(Self::And(vec![this, *part])))
            }
            other => other,
        }
    }
}

fn names_a_course(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().any(names_a_course),
        Filter::Not(part) | Filter::Holds(_, part) => names_a_course(part),
        Filter::Compare(attribute, ..) | Filter::Present(attribute) => {
            attribute.storage == Storage::HeldKey(Holding::Enrolments)
        }
        Filter::ProfilePresent(_) | Filter::Profile(..) => false,
    }
}
