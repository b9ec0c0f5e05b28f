//! What rows of files do about enrolments, besides what they do to the account: their own changes, rules and history
//! ([`crate::enrolments`]), in the same row and the same transaction.
//!
//! - [`stored`]: how a row carries them; [`planned`]: decided on; [`checked`]: looked at once more, and made ready to be written;
//! - [`reversed`]: taken back.

pub(super) mod checked;
pub(super) mod planned;
pub(super) mod reversed;
pub(super) mod stored;

use crate::enrolments::change::EnrolmentChange;
use crate::id::CourseId;

/// What changes in one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CourseChange {
    pub(super) course: CourseId,
    /// The code by which the row names the course.
    pub(super) code: String,
    pub(super) change: EnrolmentChange,
}
