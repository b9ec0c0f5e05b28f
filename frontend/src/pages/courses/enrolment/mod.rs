//! What can be done with somebody's enrolment: change it, suspend it or let it count again, end it.

mod change;
mod end;
mod fields;
mod form;
mod turn;

use rollcall_wire::courses::Enrolment;
use yew::prelude::*;

pub use self::change::EnrolmentDialog;
pub use self::end::UnenrolDialog;
pub use self::fields::EnrolmentFields;
pub use self::form::EnrolmentForm;
pub use self::turn::use_turning;

use crate::pages::users::people_table::CourseSource;
use crate::t;
use crate::ui::MenuAct;

/// Something that is done with an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentAct {
    /// Roles, dates, groups.
    Change,
    /// Suspend it, or let it count again.
    Turn,
    /// Take the person out of the course.
    End,
}

/// The entries of the menu in a participant's row.
pub fn acts(source: &CourseSource, enrolment: &Enrolment, onselect: &Callback<EnrolmentAct>) -> Vec<MenuAct> {
    // Its reader can't do what is refused in an archived course.
    let closed = source.course.archived.then(|| t!("course-is-archived"));
    let act = |act: EnrolmentAct, name: String, reason: Option<String>, testid: &'static str| MenuAct {
        name,
        reason,
        onselect: onselect.reform(move |()| act),
        testid: testid.into(),
        ..MenuAct::default()
    };
    let turn = if enrolment.status == "suspended" { t!("enrolment-activate") } else { t!("enrolment-suspend") };
    let by_cohort = enrolment.cohort.clone().map(|key| t!("enrolment-of-cohort", key = key));
    vec![
        act(EnrolmentAct::Change, t!("enrolment-change"), closed.clone(), "enrolment-change"),
        act(EnrolmentAct::Turn, turn, closed.clone(), "enrolment-turn"),
        MenuAct {
            danger: true,
            apart: true,
            ..act(EnrolmentAct::End, t!("enrolment-end"), closed.or(by_cohort), "enrolment-end")
        },
    ]
}
