//! What is done to the enrolments of people who were selected.

use crate::actor::Capability;
use crate::batches::engine::operation::Action;
use crate::words::words;

words! {
    /// An action on the enrolments of a selection, in one course.
    EnrolmentAction {
        /// They are enrolled.
        Enrol "enrol",
        /// Their enrolments end.
        Unenrol "unenrol",
        /// Their enrolments are suspended, or count again.
        SetEnrolment "set_enrolment",
    }
}

/// The actions as they are offered. In the course itself `participants.manage` is enough for them.
pub(super) const ACTIONS: &[Action] = &[
    action(EnrolmentAction::Enrol, "Enrol", &["course", "role", "group", "starts_at", "ends_at"]),
    action(EnrolmentAction::Unenrol, "Unenrol", &["course"]),
    action(EnrolmentAction::SetEnrolment, "Change enrolment", &["course", "status"]),
];

const fn action(action: EnrolmentAction, label: &'static str, settings: &'static [&'static str]) -> Action {
    Action { name: action.name(), label, needs: Capability::EnrolmentsManage, settings }
}
