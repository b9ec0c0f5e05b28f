//! No rule may feed itself: a cohort that a course enrols must not ask for enrolments in that course, not even by way of other
//! cohorts and courses.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::check;
use super::store;
use crate::cohorts::CohortKey;
use crate::db::Conn;
use crate::db::schema::course_cohorts as cc;
use crate::filter::Dependencies;
use crate::id::CourseId;
use crate::{Error, Result};

/// Which cohorts ask for enrolments in which courses, and which courses enrol which cohorts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Feeding {
    asks: BTreeMap<String, Asked>,
    enrols: BTreeMap<CourseId, BTreeSet<String>>,
}

/// The courses whose enrolments a rule asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    Any,
    These(BTreeSet<CourseId>),
}

impl Asked {
    fn of(on: &Dependencies) -> Option<Self> {
        if on.any_course {
            return Some(Self::Any);
        }
        (!on.courses.is_empty()).then(|| Self::These(on.courses.clone()))
    }
}

impl Feeding {
    fn read(conn: &mut Conn) -> Result<Self> {
        let mut feeding = Self::default();
        let rules = store::all(conn)?.into_iter().filter(|rule| rule.attributes.contains("enrolments")).collect();
        for read in check::read(conn, rules)?.0 {
            if let Some(asked) = Asked::of(&Dependencies::of(&read.filter)) {
                feeding.asks.insert(read.rule.cohort.to_string(), asked);
            }
        }
        let enrolled: Vec<(CourseId, String)> =
            cc::table.filter(cc::detached.eq(false)).select((cc::course_id, cc::cohort)).load(conn)?;
        for (course, cohort) in enrolled {
            feeding.enrols.entry(course).or_default().insert(cohort);
        }
        Ok(feeding)
    }

    /// Whether who is in the cohort depends on who is in it.
    fn is_circular(&self, cohort: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = self.fed_by(cohort);
        while let Some(other) = next.pop() {
            if other == cohort {
                return true;
            }
            if seen.insert(other) {
                next.extend(self.fed_by(other));
            }
        }
        false
    }

    /// The cohorts whose people are enrolled in courses that the rule asks for.
    fn fed_by(&self, cohort: &str) -> Vec<&str> {
        let enrolled = |courses: &mut dyn Iterator<Item = &CourseId>| {
            courses.filter_map(|course| self.enrols.get(course)).flatten().map(String::as_str).collect()
        };
        match self.asks.get(cohort) {
            None => Vec::new(),
            Some(Asked::Any) => enrolled(&mut self.enrols.keys()),
            Some(Asked::These(courses)) => enrolled(&mut courses.iter()),
        }
    }
}

/// A rule may be that of a cohort.
///
/// # Errors
/// It would ask for enrolments that the cohort brings about.
pub fn require_none(conn: &mut Conn, cohort: &CohortKey, on: &Dependencies) -> Result<()> {
    let Some(asked) = Asked::of(on) else { return Ok(()) };
    let mut feeding = Feeding::read(conn)?;
    feeding.asks.insert(cohort.to_string(), asked);
    if feeding.is_circular(cohort.as_str()) {
        let message = "A course that the rule asks for enrols this cohort, itself or by way of others: who is in it would depend on \
                       who is in it. Name a course that does not enrol it.";
        return Err(Error::invalid("rule", "circular", message));
    }
    Ok(())
}

/// A course may enrol a cohort.
///
/// # Errors
/// The cohort asks, itself or by way of others, for enrolments in the course.
pub fn require_none_by_course(conn: &mut Conn, course: CourseId, cohort: &CohortKey) -> Result<()> {
    let mut feeding = Feeding::read(conn)?;
    feeding.enrols.entry(course).or_default().insert(cohort.to_string());
    if feeding.is_circular(cohort.as_str()) {
        let message = format!(
            "The rule of the cohort \"{cohort}\" asks for enrolments in this course, itself or by way of others. Change the rule first."
        );
        return Err(Error::conflict("circular", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feeding(asks: &[(&str, &[CourseId])], enrols: &[(CourseId, &str)]) -> Feeding {
        let mut feeding = Feeding::default();
        for (cohort, courses) in asks {
            let asked = match courses {
                [] => Asked::Any,
                courses => Asked::These(courses.iter().copied().collect()),
            };
            feeding.asks.insert((*cohort).to_owned(), asked);
        }
        for (course, cohort) in enrols {
            feeding.enrols.entry(*course).or_default().insert((*cohort).to_owned());
        }
        feeding
    }

    #[test]
    fn a_cohort_that_feeds_itself_is_found_also_over_others() {
        let (one, two) = (CourseId::new(), CourseId::new());
        assert!(feeding(&[("a", &[one])], &[(one, "a")]).is_circular("a"));
        assert!(feeding(&[("a", &[])], &[(one, "a")]).is_circular("a"), "any course is this one too");
        assert!(feeding(&[("a", &[one]), ("b", &[two])], &[(one, "b"), (two, "a")]).is_circular("a"));
        assert!(!feeding(&[("a", &[one])], &[(two, "a")]).is_circular("a"));
        // Others may go round, which does not concern this one, and it ends.
        let others = feeding(&[("a", &[one]), ("b", &[two])], &[(one, "b"), (two, "b")]);
        assert!(!others.is_circular("a"));
    }
}
