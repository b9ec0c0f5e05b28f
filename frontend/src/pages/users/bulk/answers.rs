//! What a person has filled in for an action, and the settings that the API is given. Pure.

use std::collections::BTreeMap;

use rollcall_wire::batch_settings::{ActionDescription, ActionSetting};
use rollcall_wire::cohorts::Cohort;
use rollcall_wire::courses::Course;
use rollcall_wire::message_templates::KeepMessageDraft;
use serde_json::{Map, Value, json};

use crate::i18n::format;
use crate::pages::courses::{first_moment, last_moment};
use crate::t;

/// What was filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// By the names of settings; the others have their defaults. A time is as the browser's field has it.
    given: BTreeMap<String, Value>,
    /// The cohort that was chosen.
    pub cohort: Option<Cohort>,
    /// The course that was chosen.
    pub course: Option<Course>,
}

/// The settings that say something of a course: another one has other groups and roles.
const OF_COURSE: [&str; 2] = ["group", "role"];
/// The setting that says when something ends: with a day, all of that day is meant.
const ENDS: &str = "ends_at";

/// A setting that is not filled in as it has to be, and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub name: String,
    pub message: String,
}

impl Answers {
    /// With a cohort or a course that is proposed.
    pub fn proposing(cohort: Option<Cohort>, course: Option<Course>) -> Self {
        Self { cohort, course, ..Self::default() }
    }

    /// The same with another course, or none.
    pub fn in_course(mut self, course: Option<Course>) -> Self {
        if self.course.as_ref().map(|course| &course.id) != course.as_ref().map(|course| &course.id) {
            self.given.retain(|name, _| !OF_COURSE.contains(&name.as_str()));
        }
        Self { course, ..self }
    }

    /// The same with another cohort, or none.
    pub fn choosing(self, cohort: Option<Cohort>) -> Self {
        Self { cohort, ..self }
    }

    /// The same with another answer.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.given.insert(name.to_owned(), value);
        self
    }

    /// The answer to a setting. The first value of a choice stands for one that has to be made.
    pub fn value(&self, setting: &ActionSetting) -> Value {
        let first = || setting.values.first().filter(|_| setting.required && setting.kind == "choice");
        let default = || first().map_or_else(|| setting.default.clone(), |value| json!(value));
        self.given.get(&setting.name).cloned().unwrap_or_else(default)
    }

    /// The same as text.
    pub fn text(&self, setting: &ActionSetting) -> String {
        self.value(setting).as_str().unwrap_or_default().to_owned()
    }

    /// Whether a setting that is true or false was switched on.
    pub fn is_on(&self, name: &str) -> bool {
        self.given.get(name) == Some(&Value::Bool(true))
    }

    /// The message to many that was written so far.
    pub fn draft(&self) -> KeepMessageDraft {
        let text = |name: &str| self.given.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        KeepMessageDraft { subject: text("subject"), body: text("body"), email: self.is_on("email") }
    }

    /// The same with another message to many.
    pub fn with_draft(self, draft: &KeepMessageDraft) -> Self {
        let KeepMessageDraft { subject, body, email } = draft;
        self.with("subject", json!(subject)).with("body", json!(body)).with("email", json!(email))
    }

    /// The settings of an action that differ from their defaults, or what is wrong.
    pub fn settings(&self, action: &ActionDescription) -> Result<Map<String, Value>, Fault> {
        let mut settings = Map::new();
        for setting in &action.settings {
            let value = self.sent(setting)?;
            if value != setting.default {
                settings.insert(setting.name.clone(), value);
            }
        }
        Ok(settings)
    }

    fn sent(&self, setting: &ActionSetting) -> Result<Value, Fault> {
        let fault = |message| Fault { name: setting.name.clone(), message };
        let text = self.text(setting);
        let or_none = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let value = match setting.kind.as_str() {
            "cohort" => self.cohort.as_ref().map_or(Value::Null, |cohort| json!(cohort.key)),
            "course" => self.course.as_ref().map_or(Value::Null, |course| json!(course.code)),
            "day" if text.is_empty() => Value::Null,
            "day" => json!(if setting.name == ENDS { last_moment(&text) } else { first_moment(&text) }),
            "group" if text.is_empty() => Value::Null,
            "text" | "line" | "markdown" | "role" => or_none(text.trim()),
            "time" if text.is_empty() => Value::Null,
            "time" => json!(format::moment_to_come(&text).ok_or_else(|| fault(t!("suspend-until-past")))?),
            _ => self.value(setting),
        };
        if setting.required && value.is_null() {
            return Err(fault(match setting.kind.as_str() {
                "cohort" => t!("cohort-pick-missing"),
                "course" => t!("course-pick-missing"),
                "role" => t!("bulk-role-missing"),
                _ => t!("value-missing"),
            }));
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::tests::{action, setting};
    use super::*;
    use crate::pages::{cohorts, courses};

    fn required(name: &str, kind: &str) -> ActionSetting {
        ActionSetting { required: true, ..setting(name, kind, Value::Null) }
    }

    #[test]
    fn what_differs_from_the_defaults_is_sent() {
        let method = ActionSetting { nullable: true, ..setting("set_auth_method", "choice", json!("nologin")) };
        let suspend = action("suspend", "", vec![method, setting("reason", "text", Value::Null)]);
        assert_eq!(Answers::default().settings(&suspend), Ok(Map::new()));
        let answers = Answers::default().with("set_auth_method", Value::Null).with("reason", json!("  left "));
        let expected = json!({ "set_auth_method": null, "reason": "left" });
        assert_eq!(answers.settings(&suspend).map(Value::Object), Ok(expected));
    }

    #[test]
    fn what_is_required_is_asked_for() {
        let join = action("add_to_cohort", "", vec![required("cohort", "cohort")]);
        let fault = Answers::default().settings(&join).map_err(|fault| (fault.name, fault.message));
        assert_eq!(fault, Err(("cohort".to_owned(), t!("cohort-pick-missing"))));
        let staff = Answers::proposing(Some(cohorts::sample("Staff", None)), None);
        assert_eq!(staff.settings(&join).map(Value::Object), Ok(json!({ "cohort": "staff" })));

        let role = action("assign_role", "", vec![required("role", "role")]);
        assert!(Answers::default().with("role", json!("")).settings(&role).is_err());
        let methods = ActionSetting { values: vec!["manual".to_owned()], ..required("auth_method", "choice") };
        let method = action("set_auth_method", "", vec![methods]);
        assert_eq!(Answers::default().settings(&method).map(Value::Object), Ok(json!({ "auth_method": "manual" })));
    }

    #[test]
    fn a_course_is_named_by_its_code_and_days_are_whole() {
        let settings = vec![
            required("course", "course"),
            setting("role", "course_role", json!("learner")),
            setting("group", "group", Value::Null),
            setting("ends_at", "day", Value::Null),
        ];
        let enrol = action("enrol", "", settings);
        let fault = Answers::default().settings(&enrol).map_err(|fault| fault.message);
        assert_eq!(fault, Err(t!("course-pick-missing")));
        let answers = Answers::proposing(None, Some(courses::sample("Fire safety")))
            .with("role", json!("learner"))
            .with("group", json!("Monday"))
            .with("ends_at", json!("2026-03-01"));
        let sent = answers.settings(&enrol).map(Value::Object);
        let expected = json!({ "course": "fire-safety", "group": "Monday", "ends_at": "2026-03-01T24:00:00.000Z" });
        assert_eq!(sent, Ok(expected));
        let other = answers.in_course(None);
        assert_eq!(other.value(&enrol.settings[2]), Value::Null, "another course has other groups");
    }
}
