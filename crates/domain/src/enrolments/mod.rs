//! Enrolments: who takes part in a course, in which roles, in which groups, from when to when.
//!
//! They are no column of the account: they have a store, versions, rules and a history of their own ([`change`], [`rules`],
//! [`store`], [`commands`]); [`identifier`] is how one person is named. [`operation`] is how batches change many of them;
//! [`cohorts`] keeps those of whole cohorts in step.

pub mod action;
mod apply;
pub mod change;
pub mod cohorts;
pub mod commands;
mod from_selection;
pub mod identifier;
pub mod operation;
mod request;
pub(crate) mod reverse;
pub mod rules;
pub mod store;
pub(crate) mod written;

use std::collections::BTreeSet;

use crate::Millis;
use crate::actor::RoleKey;
use crate::erasure::{Erasure, Fate};
use crate::id::{CourseId, EnrolmentId, UserId};
use crate::words::words;

/// Erasure policy of enrolments and what hangs on them.
pub const ERASURES: &[Erasure] = &[
    Erasure { table: "enrolments", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure { table: "course_group_members", rows: "", fate: Fate::Follows },
    Erasure { table: "cohort_changes", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure {
        table: "course_cohorts",
        rows: "",
        fate: Fate::Nameless { columns: &["course_id", "cohort", "role", "leaving", "detached", "created_at"] },
    },
];

words! {
    /// Whether an enrolment counts.
    EnrolmentStatus {
        /// It counts, between its beginning and its end.
        Active "active",
        /// It does not: the person keeps the work and loses the rights.
        Suspended "suspended",
    }
}

words! {
    /// What keeps an enrolment.
    EnrolmentSource {
        /// A user has made it by hand, or by a selection.
        Manual "manual",
        /// A row of a file has.
        File "file",
        /// A cohort that is enrolled as a whole.
        Cohort "cohort",
    }
}

/// What can change about an enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentValues {
    /// The roles, at least one.
    pub roles: BTreeSet<RoleKey>,
    /// Whether it counts.
    pub status: EnrolmentStatus,
    /// From when.
    pub starts_at: Option<Millis>,
    /// Until when.
    pub ends_at: Option<Millis>,
    /// The names of the groups of the course.
    pub groups: BTreeSet<String>,
}

/// An enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Its id.
    pub id: EnrolmentId,
    /// The course.
    pub course: CourseId,
    /// The person.
    pub user: UserId,
    /// What can change about it.
    pub values: EnrolmentValues,
    /// What keeps it.
    pub source: EnrolmentSource,
    /// The key of the cohort that keeps it.
    pub source_key: Option<String>,
    /// When the person last looked at the course; exact to five minutes.
    pub last_access_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Grows with every change. It begins with the time at which the enrolment was made, so that an enrolment never has a version that
    /// an earlier one of the same person in the course had.
    pub version: i64,
}

impl Enrolment {
    /// Whether it counts at this time.
    pub fn is_active(&self, now: Millis) -> bool {
        let EnrolmentValues { status, starts_at, ends_at, .. } = &self.values;
        *status == EnrolmentStatus::Active
            && starts_at.is_none_or(|start| start <= now)
            && ends_at.is_none_or(|end| now < end)
    }
}
