//! The form of a course, and the request that it becomes. Pure.

use std::collections::BTreeMap;

use rollcall_wire::Patch;
use rollcall_wire::courses::{Course, CreateCourse, UpdateCourse};

use crate::i18n::format;
use crate::pages::short_name::short_name;
use crate::t;

/// The longest code, in characters.
pub const LONGEST_CODE: usize = 100;
/// The longest name and category, in characters.
const LONGEST_NAME: usize = 255;

/// The values of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseForm {
    /// What people read.
    pub name: String,
    /// What files, filters and settings name it by.
    pub code: String,
    /// The code is one's own; otherwise it follows the name.
    pub coded: bool,
    /// What it is listed under.
    pub category: String,
    /// Whether its learners see it.
    pub visible: bool,
    /// The first day, as the browser's field has it; empty for none.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// Whether participants of one group see those of another.
    pub group_mode: String,
}

impl Default for CourseForm {
    fn default() -> Self {
        let none = String::new;
        Self {
            name: none(),
            code: none(),
            coded: false,
            category: none(),
            visible: true,
            starts: none(),
            ends: none(),
            group_mode: "none".to_owned(),
        }
    }
}

impl CourseForm {
    /// A course as it is, or a new one.
    pub fn of(course: Option<&Course>) -> Self {
        course.map_or_else(Self::default, |course| Self {
            name: course.name.clone(),
            code: course.code.clone(),
            coded: true,
            category: course.category.clone().unwrap_or_default(),
            visible: course.visible,
            starts: course.starts_at.as_deref().map(format::day_of).unwrap_or_default(),
            ends: course.ends_at.as_deref().map(format::last_day_of).unwrap_or_default(),
            group_mode: course.group_mode.clone(),
        })
    }

    /// With a code that follows the name for as long as nobody has typed one.
    pub fn sound(mut self) -> Self {
        if !self.coded {
            self.code = short_name(&self.name, '-', LONGEST_CODE);
        }
        self
    }

    /// What can't be sent as it is, by field.
    pub fn faults(&self) -> BTreeMap<String, String> {
        let of_text = |text: &str, most: usize| match text.trim().chars().count() {
            0 => Some(t!("value-missing")),
            count if count > most => Some(t!("cohort-name-long", most = most)),
            _ => None,
        };
        let is_backwards = !self.starts.is_empty() && !self.ends.is_empty() && self.ends < self.starts;
        let category = of_text(&self.category, LONGEST_NAME).filter(|_| !self.category.trim().is_empty());
        let faults = [
            ("name", of_text(&self.name, LONGEST_NAME)),
            ("code", of_text(&self.code, LONGEST_CODE)),
            ("category", category),
            ("ends_at", is_backwards.then(|| t!("course-ends-early"))),
        ];
        faults.into_iter().filter_map(|(field, fault)| Some((field.to_owned(), fault?))).collect()
    }

    /// A new course.
    pub fn created(&self) -> CreateCourse {
        CreateCourse {
            code: self.code.trim().to_owned(),
            name: self.name.trim().to_owned(),
            category: some(&self.category),
            visible: Some(self.visible),
            archived: None,
            starts_at: first_moment(&self.starts),
            ends_at: last_moment(&self.ends),
            group_mode: Some(self.group_mode.clone()),
        }
    }

    /// What is to be changed about a course: only what differs, so that nothing else is overwritten.
    pub fn changed(&self, seen: &Course) -> UpdateCourse {
        let before = Self::of(Some(seen));
        let text = |now: &str, before: &str| Some(now.trim().to_owned()).filter(|now| now != before);
        let patch = |differs: bool, value: Option<String>| if differs { Patch::from(value) } else { Patch::Missing };
        UpdateCourse {
            code: text(&self.code, &before.code),
            name: text(&self.name, &before.name),
            category: patch(self.category.trim() != before.category, some(&self.category)),
            visible: (self.visible != before.visible).then_some(self.visible),
            archived: None,
            starts_at: patch(self.starts != before.starts, first_moment(&self.starts)),
            ends_at: patch(self.ends != before.ends, last_moment(&self.ends)),
            group_mode: text(&self.group_mode, &before.group_mode),
        }
    }

    /// The same after another user has changed the course: what one has not touched is as they left it.
    pub fn rebased(self, seen: &Course, now: &Course) -> Self {
        let (before, fresh) = (Self::of(Some(seen)), Self::of(Some(now)));
        let keep = |mine: String, before: String, fresh: String| if mine == before { fresh } else { mine };
        Self {
            name: keep(self.name, before.name, fresh.name),
            code: keep(self.code, before.code, fresh.code),
            coded: true,
            category: keep(self.category, before.category, fresh.category),
            visible: if self.visible == before.visible { fresh.visible } else { self.visible },
            starts: keep(self.starts, before.starts, fresh.starts),
            ends: keep(self.ends, before.ends, fresh.ends),
            group_mode: keep(self.group_mode, before.group_mode, fresh.group_mode),
        }
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// When a day begins; `None` for no day.
pub fn first_moment(day: &str) -> Option<String> {
    format::bounds_of_day(day).map(|(begins, _)| begins)
}

/// When a day is over; `None` for no day.
pub fn last_moment(day: &str) -> Option<String> {
    format::bounds_of_day(day).map(|(_, ends)| ends)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A course that goes on.
    pub fn course(name: &str) -> Course {
        Course {
            id: "c1".to_owned(),
            code: short_name(name, '-', LONGEST_CODE),
            name: name.to_owned(),
            category: None,
            visible: true,
            archived: false,
            starts_at: None,
            ends_at: None,
            group_mode: "none".to_owned(),
            participants: Some(3),
            created_at: String::new(),
            updated_at: String::new(),
            version: 1,
        }
    }

    #[test]
    fn the_code_follows_the_name_until_it_is_ones_own() {
        let form = CourseForm { name: "Fire safety 2026".to_owned(), ..CourseForm::default() }.sound();
        assert_eq!(form.code, "fire-safety-2026");
        let own = CourseForm { code: "FS-26".to_owned(), coded: true, name: "Other".to_owned(), ..form }.sound();
        assert_eq!(own.code, "FS-26");
        assert_eq!(own.faults(), BTreeMap::new());
        assert_eq!(CourseForm::default().faults().into_keys().collect::<Vec<_>>(), ["code", "name"]);
    }

    #[test]
    fn a_course_ends_after_it_has_begun() {
        let days = |starts: &str, ends: &str| CourseForm {
            starts: starts.to_owned(),
            ends: ends.to_owned(),
            ..CourseForm::of(Some(&course("Fire safety")))
        };
        assert!(days("2026-03-02", "2026-03-01").faults().contains_key("ends_at"));
        assert_eq!(days("2026-03-01", "2026-03-01").faults(), BTreeMap::new());
    }

    #[test]
    fn only_what_differs_is_sent() {
        let seen = course("Fire safety");
        assert_eq!(CourseForm::of(Some(&seen)).changed(&seen), UpdateCourse::default());
        let form = CourseForm { category: "Safety".to_owned(), visible: false, ..CourseForm::of(Some(&seen)) };
        let changes = form.changed(&seen);
        assert_eq!((changes.category, changes.visible), (Patch::Value("Safety".to_owned()), Some(false)));
        assert_eq!((changes.name, changes.starts_at.is_missing()), (None, true));
    }

    #[test]
    fn what_one_has_not_touched_is_as_others_left_it() {
        let seen = course("Fire safety");
        let now = Course { name: "Fire safety for all".to_owned(), category: Some("Work".to_owned()), ..seen.clone() };
        let mine = CourseForm { category: "Safety".to_owned(), ..CourseForm::of(Some(&seen)) };
        let mine = mine.rebased(&seen, &now);
        assert_eq!((mine.name.as_str(), mine.category.as_str()), ("Fire safety for all", "Safety"));
    }
}
