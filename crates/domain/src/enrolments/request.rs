//! The settings of actions on enrolments: looked up, checked, and read as what is asked for each person.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::EnrolmentStatus;
use super::action::EnrolmentAction;
use super::commands::{role_in_courses, unknown_role};
use super::rules::{EnrolmentRequest, NewEnrolment};
use crate::actor::RoleKey;
use crate::batches::engine::operation::Action;
use crate::batches::selection::settings::SelectionSettings;
use crate::courses::{self, groups};
use crate::db::Conn;
use crate::refusal::Code;
use crate::{Context, Error, Fault, Faults, Millis, Result, time};

/// Looks up the course, and what of it settings name. Without a course there is nothing to look up.
pub(super) fn resolve(conn: &mut Conn, settings: &mut Value) -> Result<Context> {
    let text = |settings: &Value, name: &str| settings.get(name).and_then(Value::as_str).map(str::to_owned);
    let Some(named) = text(settings, "course") else { return Ok(Context::Site) };
    let Some(course) = courses::store::one(conn, &named)? else {
        return Err(Error::invalid("settings.course", Code::UnknownCourse.name(), courses::unknown(&named)));
    };
    let mut faults = Faults::default();
    if let Some(key) = text(settings, "role")
        && role_in_courses(conn, &key)?.is_none()
    {
        faults.push(unknown_role("settings.role", &key));
    }
    if let Some(named) = text(settings, "group") {
        match groups::named(conn, course.id, &BTreeSet::from([named.clone()]))?.remove(&named) {
            Some(group) => settings["group"] = json!(group.name),
            None => faults.push(Fault::new("settings.group", "invalid_value", groups::unknown(&named))),
        }
    }
    Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)?;
    settings["course"] = json!(course.code.as_str());
    Ok(Context::Course(course.id))
}

/// The settings in force: what was given, its names and values checked, and the defaults of the action.
pub(super) fn settings_in_force(action: &Action, given: &Value, zone: &TimeZone, now: Millis) -> Result<Value> {
    let mut settings = SelectionSettings::read(action, given);
    settings.default_on_error();
    if settings.text("course").is_none() {
        let message = "Say which course: \"settings\": {\"course\": \"fire-safety-2026\"}.";
        settings.refuse(Fault::new("settings.course", "missing_value", message));
    }
    if action.name == EnrolmentAction::Enrol.name() {
        settings.default("role", json!(RoleKey::Learner.key()));
    }
    for name in ["starts_at", "ends_at"] {
        if let Some(text) = settings.text(name) {
            match time::parse(&text, zone) {
                Some(at) => settings.set(name, json!(time::format(at))),
                None => settings.refuse(Fault::new(
                    format!("settings.{name}"),
                    "invalid_value",
                    format!("\"{name}\" is a time such as 2026-03-01T09:30:00Z, or a day such as 2026-03-01."),
                )),
            }
        }
    }
    settings.check(|settings| request(action.name, settings).map(drop));
    settings.finish(zone, now)
}

/// What the settings in force ask for each person.
///
/// # Errors
/// A setting that is missing or not valid.
pub(super) fn request(action: &str, settings: &Value) -> std::result::Result<EnrolmentRequest, Fault> {
    let text = |name: &str| settings.get(name).and_then(Value::as_str);
    let at = |name: &str| settings.get(name).map(|value| value.as_str().and_then(time::parse_utc));
    match EnrolmentAction::from_name(action) {
        Some(EnrolmentAction::Enrol) => {
            let new = NewEnrolment {
                roles: text("role").and_then(RoleKey::from_key).into_iter().collect(),
                status: None,
                starts_at: at("starts_at"),
                ends_at: at("ends_at"),
                groups: text("group").map(str::to_owned).into_iter().collect(),
            };
            if let (Some(Some(start)), Some(Some(end))) = (new.starts_at, new.ends_at)
                && end <= start
            {
                let message = "The enrolments would end before they begin. Correct one of the two times.";
                return Err(Fault::new("settings.ends_at", "invalid_value", message));
            }
            Ok(EnrolmentRequest::Enrol(new))
        }
        Some(EnrolmentAction::Unenrol) => Ok(EnrolmentRequest::Unenrol),
        Some(EnrolmentAction::SetEnrolment) => {
            let status = text("status").and_then(EnrolmentStatus::from_name);
            let status = status.ok_or_else(|| match text("status") {
                None => Fault::new("settings.status", "missing_value", "Say which status: active or suspended."),
                Some(_) => Fault::new("settings.status", "invalid_value", "\"status\" is active or suspended."),
            })?;
            Ok(EnrolmentRequest::SetStatus(status))
        }
        None => Err(Fault::new("action", "unknown_action", format!("There is no action \"{action}\"."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrolments::action::ACTIONS;

    fn resolved(name: &str, given: Value) -> std::result::Result<Value, Vec<(String, &'static str)>> {
        let action = ACTIONS.iter().find(|action| action.name == name).ok_or_else(Vec::new)?;
        settings_in_force(action, &given, &TimeZone::UTC, 1_000).map_err(|error| match error {
            Error::Invalid { faults, .. } => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
            other => vec![(other.to_string(), "")],
        })
    }

    #[test]
    fn people_are_enrolled_as_learners_unless_more_is_said() {
        let settings = resolved("enrol", json!({ "course": "c1" })).expect("valid");
        assert_eq!(settings["role"], "learner");
        let days = json!({ "course": "c1", "starts_at": "2026-03-01" });
        assert_eq!(resolved("enrol", days).expect("valid")["starts_at"], "2026-03-01T00:00:00.000Z");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        for (action, given, field, code) in [
            ("enrol", json!({}), "settings.course", "missing_value"),
            ("enrol", json!({ "course": "c", "starts_at": "soon" }), "settings.starts_at", "invalid_value"),
            (
                "enrol",
                json!({ "course": "c", "starts_at": "2026-03-02", "ends_at": "2026-03-01" }),
                "settings.ends_at",
                "invalid_value",
            ),
            ("unenrol", json!({ "course": "c", "role": "learner" }), "settings.role", "unknown_field"),
            ("set_enrolment", json!({ "course": "c" }), "settings.status", "missing_value"),
            ("set_enrolment", json!({ "course": "c", "status": "gone" }), "settings.status", "invalid_value"),
        ] {
            assert_eq!(resolved(action, given), Err(vec![(field.to_owned(), code)]));
        }
    }
}
