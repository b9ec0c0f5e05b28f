//! Courses, and who takes part in them.

mod cohorts;
mod course_batches;
mod demo;
mod editing;
mod enrolments;
mod participants;
mod rights;
mod selections;
pub mod support;
