//! The courses of the demo organisation, and who takes part in them.

use std::collections::{BTreeSet, HashMap};

use super::{COHORTS, DAY, MONTH, mix};
use crate::cohorts::CohortKey;
use crate::courses::commands::{self, CoursePatch};
use crate::courses::{Course, GroupMode, groups};
use crate::db::Conn;
use crate::enrolments::change::EnrolmentChange;
use crate::enrolments::cohorts::{self, Leaving};
use crate::enrolments::store::{self, EnrolmentOccasion, PlannedEnrolment};
use crate::enrolments::{EnrolmentStatus, EnrolmentValues};
use crate::id::{CourseId, GroupId, UserId};
use crate::roles::RoleKey;
use crate::{Actor, Error, Millis, Result, time};

/// How many enrolments there are.
const ENROLMENTS: usize = 20_000;

/// Courses by category, each with its code.
const CATEGORIES: [(&str, [(&str, &str); 5]); 8] = [
    (
        "Safety",
        [
            ("first-aid", "First aid"),
            ("fire-safety", "Fire safety"),
            ("ladders", "Ladders and scaffolds"),
            ("forklift", "Forklift licence"),
            ("chemicals", "Handling of chemicals"),
        ],
    ),
    (
        "Onboarding",
        [
            ("apprentices", "Welcome, apprentices"),
            ("welcome", "Your first week"),
            ("house-rules", "House rules"),
            ("tools", "Tools that we work with"),
            ("sites", "Our sites"),
        ],
    ),
    (
        "Languages",
        [
            ("deutsch-a1", "Deutsch A1"),
            ("deutsch-b2", "Deutsch B2"),
            ("polski-a1", "Polski A1"),
            ("nihongo", "日本語入門"),
            ("english-c1", "English for meetings, C1"),
        ],
    ),
    (
        "Leadership",
        [
            ("feedback", "Giving feedback"),
            ("first-lead", "Leading for the first time"),
            ("conflicts", "Conflicts and how they end"),
            ("hiring", "Hiring fairly"),
            ("remote-teams", "Teams at a distance"),
        ],
    ),
    (
        "Information technology",
        [
            ("passwords", "Passwords and phishing"),
            ("spreadsheets", "Spreadsheets"),
            ("sql", "Questions to databases"),
            ("accessible", "Accessible documents"),
            ("privacy", "Privacy at work"),
        ],
    ),
    (
        "Compliance",
        [
            ("gifts", "Gifts and invitations"),
            ("export-control", "Export control"),
            ("competition", "Competition law"),
            ("whistleblowing", "Reporting a concern"),
            ("harassment", "Respect at work"),
        ],
    ),
    (
        "Customers",
        [
            ("phone", "On the phone"),
            ("complaints", "Complaints"),
            ("sales-1", "Sales I"),
            ("sales-2", "Sales II"),
            ("field", "Visits in the field"),
        ],
    ),
    (
        "Health",
        [
            ("back", "A healthy back"),
            ("night-work", "Working at night"),
            ("sleep", "Sleep"),
            ("hygiene-2024", "Hygiene 2024"),
            ("vaccination-2024", "Vaccination campaign 2024"),
        ],
    ),
];

/// The courses that enrol a cohort as a whole, by their place, and the cohort by its own.
const OF_COHORTS: [(usize, usize); 2] = [(0, 1), (5, 0)];

/// From this place on courses are over and archived.
const ARCHIVED: usize = 38;

const GROUPS: [&str; 3] = ["Group A", "Group B", "Group C"];

/// Makes the courses and enrols the people in them.
pub(super) fn load(conn: &mut Conn, people: &[UserId], now: Millis) -> Result<()> {
    let mut courses = Vec::new();
    for (category, of_category) in CATEGORIES {
        for (code, name) in of_category {
            courses.push(course(conn, courses.len(), category, code, name, now)?);
        }
    }
    for (place, cohort) in OF_COHORTS {
        if let (Some(course), Some(key)) = (courses.get(place), CohortKey::of_name(COHORTS[cohort].0)) {
            cohorts::attach(conn, &Actor::system(), now, course.id, &key, RoleKey::Learner, Leaving::Unenrol)?;
        }
    }
    while cohorts::follow_some(conn, now)? > 0 {}
    let ids: Vec<CourseId> = courses.iter().map(|course| course.id).collect();
    let with_cohorts: i64 = store::sizes(conn, &ids)?.into_values().sum();
    let others: Vec<(usize, &Course)> =
        courses.iter().enumerate().filter(|(place, _)| OF_COHORTS.iter().all(|(of, _)| of != place)).collect();
    let mut left = ENROLMENTS.saturating_sub(usize::try_from(with_cohorts).unwrap_or(0));
    let mut weights: usize = others.iter().map(|(place, _)| weight(*place)).sum();
    for (place, course) in others {
        let size = left * weight(place) / weights;
        (left, weights) = (left - size, weights - weight(place));
        enrol(conn, place, course, &participants(place, size, people), now)?;
    }
    Ok(())
}

/// How large a course is beside the others.
fn weight(place: usize) -> usize {
    1 + place * 7 % 5
}

fn has_groups(place: usize) -> bool {
    place % 4 == 2
}

/// When a course was made.
fn made_at(place: usize, now: Millis) -> Millis {
    now - (1 + place as Millis % 9) * MONTH
}

fn course(conn: &mut Conn, place: usize, category: &str, code: &str, name: &str, now: Millis) -> Result<Course> {
    let made_at = made_at(place, now);
    let is_over = place >= ARCHIVED;
    let mode = match (has_groups(place), place % 8) {
        (false, _) => GroupMode::None,
        (true, 2) => GroupMode::Separate,
        (true, _) => GroupMode::Visible,
    };
    let patch = CoursePatch {
        code: Some(code.to_owned()),
        name: Some(name.to_owned()),
        category: Some(Some(category.to_owned())),
        visible: Some(place != 20),
        archived: Some(is_over),
        starts_at: Some(Some(time::format(made_at))),
        ends_at: is_over.then(|| Some(time::format(now - 7 * DAY))),
        group_mode: Some(mode.name().to_owned()),
    };
    let course = commands::create(conn, &Actor::system(), made_at, &patch)?;
    for name in GROUPS.into_iter().filter(|_| has_groups(place)) {
        groups::create(conn, &Actor::system(), made_at, course.id, name)?;
    }
    Ok(course)
}

/// So many different people: from one on, in steps that have no factor in common with how many there are.
fn participants(place: usize, size: usize, people: &[UserId]) -> Vec<UserId> {
    let (start, step) = (mix(place as u64) as usize % people.len().max(1), 7 + 10 * (place % 50));
    (0..size.min(people.len())).map(|turn| people[(start + turn * step) % people.len()]).collect()
}

fn enrol(conn: &mut Conn, place: usize, course: &Course, people: &[UserId], now: Millis) -> Result<()> {
    let made_at = made_at(place, now);
    let planned: Vec<PlannedEnrolment> = people
        .iter()
        .enumerate()
        .map(|(turn, user)| {
            let change = EnrolmentChange::Enrol(enrolment(place, turn, made_at, now));
            PlannedEnrolment { course: course.id, user: *user, enrolment: None, change, line: None }
        })
        .collect();
    let group_ids: HashMap<(CourseId, String), GroupId> = store::group_ids(conn, &planned)?;
    let occasion = EnrolmentOccasion::by_hand();
    let prepared = store::prepare(None, &Actor::system().origin, made_at, &occasion, &planned, &group_ids);
    if store::write_prepared(conn, &prepared)? {
        return Ok(());
    }
    Err(Error::internal("a new enrolment was changed"))
}

/// The first two lead the course; of the others some are suspended, and for some it has ended.
fn enrolment(place: usize, turn: usize, made_at: Millis, now: Millis) -> EnrolmentValues {
    let is_learner = turn >= 2;
    let role = if is_learner { RoleKey::Learner } else { RoleKey::Instructor };
    let is_suspended = is_learner && turn % 40 == 7;
    let has_ended = is_learner && turn % 50 == 9;
    let group = GROUPS[turn % GROUPS.len()].to_owned();
    EnrolmentValues {
        roles: BTreeSet::from([role]),
        status: if is_suspended { EnrolmentStatus::Suspended } else { EnrolmentStatus::Active },
        starts_at: None,
        ends_at: has_ended.then_some(now - 3 * DAY).filter(|end| *end > made_at),
        groups: if is_learner && has_groups(place) { BTreeSet::from([group]) } else { BTreeSet::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_in_a_course_twice() {
        let people: Vec<UserId> = (0..super::super::PEOPLE).map(|_| UserId::new()).collect();
        for place in 0..40 {
            let chosen = participants(place, people.len(), &people);
            assert_eq!(chosen.iter().collect::<BTreeSet<_>>().len(), people.len(), "{place}");
        }
    }

    #[test]
    fn courses_have_different_codes() {
        let codes: BTreeSet<&str> = CATEGORIES.iter().flat_map(|(_, of)| of.iter().map(|(code, _)| *code)).collect();
        assert_eq!(codes.len(), 40);
    }
}
