//! Courses: what people are enrolled in. Who takes part in one, and in which role, is the business of [`crate::enrolments`].

pub mod commands;
pub mod groups;
pub mod store;

use std::fmt;

use uuid::Uuid;

use crate::actor::Capability;
use crate::actor::{HeldRole, RoleKey};
use crate::erasure::{Erasure, Fate};
use crate::id::{CourseId, UserId};
use crate::text::show;
use crate::words::words;
use crate::{Actor, Context, Millis, visible};

/// Erasure policy of courses and their groups: they say nothing about anybody but the id of who made a course.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "courses",
        rows: "",
        fate: Fate::Nameless {
            columns: &[
                "id",
                "code",
                "name",
                "name_key",
                "category",
                "category_key",
                "visible",
                "archived",
                "starts_at",
                "ends_at",
                "group_mode",
                "created_by",
                "created_at",
                "updated_at",
                "version",
            ],
        },
    },
    Erasure {
        table: "course_groups",
        rows: "",
        fate: Fate::Nameless { columns: &["id", "course_id", "name", "created_at", "updated_at", "version"] },
    },
];

/// The longest code, in characters.
const LONGEST_CODE: usize = 100;

/// What a course is named by in files, filters and settings. Compared letter by letter, as ids of other systems are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CourseCode(String);

impl CourseCode {
    /// Reads a code: 1 to 100 characters of one line, without blanks around them. `None` if it is none; an id is none.
    pub fn parse(text: &str) -> Option<Self> {
        let code = visible::name(text)?;
        let is_code = (1..=LONGEST_CODE).contains(&code.chars().count()) && Uuid::parse_str(&code).is_err();
        is_code.then(|| Self(code.into_owned()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CourseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

words! {
    /// Whether participants of one group see those of another.
    GroupMode {
        /// Groups do not matter.
        None "none",
        /// Everybody sees everybody; work is done in groups.
        Visible "visible",
        /// Participants see their own group only.
        Separate "separate",
    }
}

/// A course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its id.
    pub id: CourseId,
    /// What it is named by.
    pub code: CourseCode,
    /// What people read.
    pub name: String,
    /// What it is listed under.
    pub category: Option<String>,
    /// Whether its learners see it.
    pub visible: bool,
    /// Whether it is over for good: it is read, and nothing is done in it.
    pub archived: bool,
    /// When it begins.
    pub starts_at: Option<Millis>,
    /// When it ends.
    pub ends_at: Option<Millis>,
    /// Whether participants of one group see those of another.
    pub group_mode: GroupMode,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts its changes.
    pub version: i64,
}

impl Course {
    /// Whether it is over: nothing is submitted in it, and nobody gets bulk messages (PRODUCT 11).
    pub fn is_over(&self, now: Millis) -> bool {
        self.archived || self.ends_at.is_some_and(|end| end <= now)
    }
}

/// Who sees which courses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisibleCourses {
    /// All of them.
    All,
    /// Some.
    Of {
        /// Those in which a user is a learner, unless they are hidden.
        learning: Vec<CourseId>,
        /// Those in which a user holds another role.
        staffing: Vec<CourseId>,
    },
}

impl VisibleCourses {
    /// The courses that a user sees: all with `enrolments.manage` or `participants.view` at site level, otherwise those in which a
    /// role is held (API document, "Roles and capabilities").
    pub fn to(actor: &Actor) -> Self {
        if [Capability::EnrolmentsManage, Capability::ParticipantsView].into_iter().any(|needed| actor.may(needed)) {
            return Self::All;
        }
        Self::in_courses_of(actor)
    }

    /// Those in which a user holds a role, whatever else they may see.
    pub fn in_courses_of(actor: &Actor) -> Self {
        let is_learner = |held: &&HeldRole| held.role == RoleKey::Learner;
        let of = |wanted: bool| {
            let held = actor.roles.iter().filter(|held| is_learner(held) == wanted);
            held.filter_map(|held| if let Context::Course(id) = held.context { Some(id) } else { None }).collect()
        };
        Self::Of { learning: of(true), staffing: of(false) }
    }

    /// Whether a course is one of them.
    pub fn contains(&self, course: &Course) -> bool {
        match self {
            Self::All => true,
            Self::Of { learning, staffing } => {
                staffing.contains(&course.id) || (course.visible && learning.contains(&course.id))
            }
        }
    }
}

/// The message for a text that no course is named by.
pub fn unknown(named: &str) -> String {
    format!(
        "No course has the code \"{}\". Write its code, as the page Courses has it, or make the course first.",
        show(named)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_line_and_no_id() {
        let code = |text: &str| CourseCode::parse(text).map(|code| code.to_string());
        assert_eq!(code(" Fire-Safety 2026\u{200B} "), Some("Fire-Safety 2026".to_owned()));
        for wrong in ["", " ", "a\nb", "0199a000-0000-7000-8000-000000000009", &"x".repeat(101)] {
            assert_eq!(code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_course_is_over_when_it_has_ended_or_was_archived() {
        let course = Course {
            id: CourseId::new(),
            code: CourseCode("c".to_owned()),
            name: "C".to_owned(),
            category: None,
            visible: true,
            archived: false,
            starts_at: None,
            ends_at: Some(10),
            group_mode: GroupMode::None,
            created_by: None,
            created_at: 0,
            updated_at: 0,
            version: 1,
        };
        assert!(!course.is_over(9) && course.is_over(10));
        assert!(Course { archived: true, ..course }.is_over(0));
    }
}
