//! How a course and an enrolment stand, as labels and dates.

use rollcall_wire::courses::{Course, Enrolment};
use yew::prelude::*;

use crate::i18n::format;
use crate::t;
use crate::ui::{Badge, Hue};

/// How a course stands: what keeps people out of it comes first.
fn of_course(course: &Course) -> (Hue, String) {
    let begins = course.starts_at.as_deref().is_some_and(format::is_to_come);
    let ended = course.ends_at.as_deref().is_some_and(|at| !format::is_to_come(at));
    if course.archived {
        (Hue::Neutral, t!("course-archived"))
    } else if !course.visible {
        (Hue::Attention, t!("course-hidden"))
    } else if ended {
        (Hue::Neutral, t!("course-ended"))
    } else if begins {
        (Hue::Active, t!("course-not-begun"))
    } else {
        (Hue::Good, t!("course-open"))
    }
}

/// How a course stands, as a label.
pub fn course(course: &Course) -> Html {
    let (hue, text) = of_course(course);
    html! { <span data-testid="course-state"><Badge {hue} {text} /></span> }
}

/// How an enrolment stands.
pub fn enrolment(enrolment: &Enrolment) -> Html {
    let begins = enrolment.starts_at.as_deref().is_some_and(format::is_to_come);
    let (hue, text, code) = match (enrolment.status.as_str(), enrolment.active, begins) {
        ("suspended", ..) => (Hue::Attention, t!("enrolment-suspended"), "suspended"),
        (_, true, _) => (Hue::Good, t!("enrolment-active"), "active"),
        (_, _, true) => (Hue::Active, t!("enrolment-not-begun"), "not_begun"),
        _ => (Hue::Neutral, t!("enrolment-ended"), "ended"),
    };
    html! { <span data-testid="enrolment-status" data-status={code}><Badge {hue} {text} /></span> }
}

/// What keeps an enrolment.
pub fn source(enrolment: &Enrolment) -> String {
    match (enrolment.source.as_str(), &enrolment.cohort) {
        ("cohort", Some(key)) => t!("enrolment-source-cohort", key = key.clone()),
        ("file", _) => t!("enrolment-source-file"),
        _ => t!("enrolment-source-manual"),
    }
}

/// From when until when something goes on, as short as it can be said; empty if neither is known.
pub fn dates(starts_at: Option<&str>, ends_at: Option<&str>) -> String {
    match (starts_at, ends_at) {
        (Some(from), Some(to)) => t!("dates-both", from = format::date(from), to = format::last_date(to)),
        (Some(from), None) => t!("dates-from", from = format::date(from)),
        (None, Some(to)) => t!("dates-until", to = format::last_date(to)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::course;
    use super::*;

    #[test]
    fn what_keeps_people_out_is_said_first() {
        let archived = Course { archived: true, ..course("Fire safety") };
        assert_eq!(of_course(&archived), (Hue::Neutral, t!("course-archived")));
        let hidden = Course { visible: false, ..course("Fire safety") };
        assert_eq!(of_course(&hidden), (Hue::Attention, t!("course-hidden")));
        assert_eq!(of_course(&course("Fire safety")), (Hue::Good, t!("course-open")));
    }

    #[test]
    fn dates_are_said_as_far_as_they_are_known() {
        let (from, to) = (Some("2026-03-01T00:00:00Z"), Some("2026-07-01T00:00:00Z"));
        assert!(dates(from, to).contains("2026-03-01") && dates(from, to).contains("2026-07-01"));
        assert!(dates(from, None).contains("2026-03-01"));
        assert_eq!(dates(None, None), "");
    }
}
