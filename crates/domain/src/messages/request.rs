//! The settings of a bulk message: checked, and read as what is written to each person.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::template::Template;
use super::{checked_body, checked_subject};
use crate::batches::engine::operation::Action;
use crate::batches::selection::settings::SelectionSettings;
use crate::{Fault, Millis, Result};

/// What is written to each person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BulkMessage {
    pub(super) subject: Template,
    pub(super) body: Template,
    /// Whether a copy goes out by e-mail.
    pub(super) by_mail: bool,
    /// Whether people get it who are suspended, or whose enrolment does not count.
    pub(super) to_inactive: bool,
}

/// The settings in force: what was given, its names and values checked, and the defaults.
pub(super) fn settings_in_force(action: &Action, given: &Value, zone: &TimeZone, now: Millis) -> Result<Value> {
    let mut settings = SelectionSettings::read(action, given);
    settings.default_on_error();
    settings.default("email", json!(false));
    settings.default("include_inactive", json!(false));
    for (name, missing) in [("subject", "A message to many needs a subject."), ("body", "A message needs a text.")] {
        if settings.text(name).is_none() {
            settings.refuse(Fault::new(format!("settings.{name}"), "missing_value", missing));
        }
    }
    if let Some(text) = settings.text("subject") {
        match checked_subject("settings.subject", &text) {
            Ok(subject) => settings.set("subject", json!(subject)),
            Err(fault) => settings.refuse(fault),
        }
    }
    if let Some(text) = settings.text("body") {
        match checked_body("settings.body", &text) {
            Ok(body) => settings.set("body", json!(body)),
            Err(fault) => settings.refuse(fault),
        }
    }
    // Whether there is a course the batch knows; what stands for nothing without one is said at the call as well.
    settings.check(|settings| bulk_message(settings, true).map(drop));
    settings.finish(zone, now)
}

/// What the settings in force say.
///
/// # Errors
/// A placeholder that stands for nothing.
pub(super) fn bulk_message(settings: &Value, in_course: bool) -> std::result::Result<BulkMessage, Fault> {
    let text = |name: &str| settings.get(name).and_then(Value::as_str).unwrap_or_default();
    let truth = |name: &str| settings.get(name).and_then(Value::as_bool).unwrap_or_default();
    Ok(BulkMessage {
        subject: Template::parse("settings.subject", text("subject"), in_course)?,
        body: Template::parse("settings.body", text("body"), in_course)?,
        by_mail: truth("email"),
        to_inactive: truth("include_inactive"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::messages::action::ACTIONS;

    fn resolved(given: Value) -> std::result::Result<Value, Vec<(String, &'static str)>> {
        settings_in_force(&ACTIONS[0], &given, &TimeZone::UTC, 1_000).map_err(|error| match error {
            Error::Invalid { faults, .. } => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
            other => vec![(other.to_string(), "")],
        })
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        for (given, field, code) in [
            (json!({ "body": "x" }), "settings.subject", "missing_value"),
            (json!({ "subject": " ", "body": "x" }), "settings.subject", "missing_value"),
            (json!({ "subject": "a\r\nBcc: x", "body": "x" }), "settings.subject", "invalid_value"),
            (json!({ "subject": "a" }), "settings.body", "missing_value"),
            (json!({ "subject": "a", "body": " \n" }), "settings.body", "missing_value"),
            (json!({ "subject": "a", "body": "x".repeat(70_000) }), "settings.body", "too_long"),
            (json!({ "subject": "{nickname}", "body": "x" }), "settings.subject", "unknown_placeholder"),
            (json!({ "subject": "a", "body": "{" }), "settings.body", "invalid_value"),
            (json!({ "subject": "a", "body": "x", "reason": "y" }), "settings.reason", "unknown_field"),
        ] {
            assert_eq!(resolved(given.clone()), Err(vec![(field.to_owned(), code)]), "{given}");
        }
    }

    #[test]
    fn no_mail_is_sent_and_nobody_who_is_suspended_gets_it_unless_asked_for() {
        let settings = resolved(json!({ "subject": " a ", "body": "x\n" })).expect("valid");
        assert_eq!((&settings["subject"], &settings["body"]), (&json!("a"), &json!("x")));
        assert_eq!((&settings["email"], &settings["include_inactive"]), (&json!(false), &json!(false)));
    }
}
