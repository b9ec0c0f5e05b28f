//! Changes of enrolments taken back, planned against the enrolments as they are now.

use std::collections::{BTreeMap, BTreeSet};

use super::checked::{CurrentEnrolments, about};
use super::{CourseChange, stored};
use crate::Result;
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::enrolments::reverse::decide;
use crate::enrolments::written::{self, WrittenFields};
use crate::id::{CourseId, UserId};
use crate::refusal::Refusal;

/// What rows are taken back by.
pub(in crate::people) struct Reversals {
    current: CurrentEnrolments,
    /// What was written since; an enrolment of which nothing was is the batch's own.
    written: WrittenFields,
}

impl Reversals {
    /// Looks it up: a few queries for all rows, and none if no row is about enrolments.
    pub(in crate::people) fn of(conn: &mut Conn, reversal: Reversal<'_>, applied: &[Row]) -> Result<Self> {
        let (mut courses, mut users): (BTreeSet<CourseId>, Vec<UserId>) = Default::default();
        let mut named: BTreeMap<CourseId, BTreeSet<String>> = BTreeMap::new();
        for row in applied.iter().filter(|row| stored::is_in(row)) {
            users.extend(row.user);
            for of in stored::read(row)? {
                courses.insert(of.course);
                // Who comes back comes into the groups from before.
                for group in of.groups_before() {
                    named.entry(of.course).or_default().insert(group.to_owned());
                }
            }
        }
        Ok(Self {
            current: CurrentEnrolments::read(conn, &courses, &users, &named)?,
            written: written::since(conn, reversal.original, &users)?,
        })
    }

    /// What takes back what a row has changed in courses. With an account that was made go those enrolments that are still as the
    /// batch made them.
    pub(in crate::people) fn of_row(
        &self,
        reversal: Reversal<'_>,
        row: &Row,
    ) -> Result<std::result::Result<Vec<CourseChange>, Refusal>> {
        if !stored::is_in(row) {
            return Ok(Ok(Vec::new()));
        }
        let mut changes = Vec::new();
        for of in stored::read(row)? {
            let enrolment = self.current.get(of.course, row.user);
            let written = row.user.and_then(|user| self.written.get(&(of.course, user)));
            let is_untouched = written.is_none_or(BTreeSet::is_empty);
            let done = of.change(enrolment.map(|enrolment| &enrolment.values))?;
            let decided = decide(reversal, of.course, done, enrolment, is_untouched, written);
            let decided = decided.and_then(|change| {
                self.current.require_place(of.course, &of.code, of.groups_before())?;
                Ok(change)
            });
            match decided {
                Ok(change) => changes.push(CourseChange { course: of.course, code: of.code, change }),
                Err(refusal) if row.creates() && refusal.code.is_conflict() => {}
                Err(refusal) => return Ok(Err(about(refusal, &of.code))),
            }
        }
        Ok(Ok(changes))
    }
}
