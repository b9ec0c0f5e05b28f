//! What is asked for each person of a selection: the settings read, and a change made of them. Pure.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::action::AccountAction;
use crate::batches::engine::operation::Action;
use crate::batches::selection::settings::SelectionSettings;
use crate::cohorts::{self, CohortKey};
use crate::db::Conn;
use crate::refusal::{Code, Refusal};
use crate::roles::{self, RoleKey};
use crate::settings::Settings;
use crate::users::change::AccountChange;
use crate::users::rules::{self, SuspensionRequest};
use crate::users::values::{self, AuthMethod};
use crate::users::{Account, Field, FieldValue};
use crate::{Error, Fault, Millis, Result, time};

/// The change that is requested for each person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectionRequest {
    /// Suspend or activate.
    Suspension(SuspensionRequest),
    /// These fields get these values.
    Values(Vec<(Field, FieldValue)>),
    /// They get a role at site level.
    Role(RoleKey),
    /// They come into a cohort (true), or go out of it.
    Cohort(CohortKey, bool),
    /// Every sign-in ends.
    SignOut,
    /// The account is deleted.
    Deletion,
    /// The account comes back.
    Restoration,
}

/// The settings in force: what was given, its names and values checked, and the defaults of the action.
pub(super) fn settings_in_force(action: &Action, given: &Value, zone: &TimeZone, now: Millis) -> Result<Value> {
    let mut settings = SelectionSettings::read(action, given);
    settings.default_on_error();
    match AccountAction::from_name(action.name) {
        Some(AccountAction::Suspend) => settings.default("set_auth_method", json!(AuthMethod::NoLogin.name())),
        Some(AccountAction::Activate) => settings.default("restore_auth_method", json!(true)),
        _ => {}
    }
    if let Some(text) = settings.text("until") {
        match time::parse(&text, zone).filter(|until| *until > now) {
            Some(until) => settings.set("until", json!(time::format(until))),
            None => settings.refuse(Fault::new(
                "settings.until",
                "invalid_value",
                "\"until\" is a time to come, such as 2026-03-01T09:30:00Z.",
            )),
        }
    }
    settings.check(|settings| SelectionRequest::of(action.name, settings).map(drop));
    settings.finish(zone, now)
}

impl SelectionRequest {
    /// What the settings in force ask for.
    ///
    /// # Errors
    /// A setting that is missing or not valid.
    pub(super) fn of(action: &str, settings: &Value) -> Result<Self, Fault> {
        let Some(action) = AccountAction::from_name(action) else {
            return Err(Fault::new("action", "unknown_action", format!("There is no action \"{action}\".")));
        };
        let text = |name: &str| settings.get(name).and_then(Value::as_str);
        // What is null is emptied; what is missing is left alone.
        let or_empty = |name: &str| settings.get(name).map(|value| value.as_str().unwrap_or_default());
        let method =
            |name: &str| text(name).map(|given| AuthMethod::parse(name, given)).transpose().map_err(of_setting);
        Ok(match action {
            AccountAction::Suspend => Self::Suspension(SuspensionRequest {
                suspended: Some(true),
                on_suspend: method("set_auth_method")?,
                reason: reason(or_empty("reason"))?,
                until: settings.get("until").map(|until| until.as_str().and_then(time::parse_utc)),
                ..Default::default()
            }),
            AccountAction::Activate => Self::Suspension(SuspensionRequest {
                suspended: Some(false),
                restore: settings.get("restore_auth_method").and_then(Value::as_bool).unwrap_or(true),
                ..Default::default()
            }),
            AccountAction::SetAuthMethod => {
                let method = method("auth_method")?.ok_or_else(|| {
                    let message = "Say which method: \"settings\": {\"auth_method\": \"ldap\"}.";
                    Fault::new("settings.auth_method", "missing_value", message)
                })?;
                Self::Values(vec![(Field::AuthMethod, FieldValue::Text(method.name().to_owned()))])
            }
            AccountAction::Confirm => Self::Values(vec![(Field::Confirmed, FieldValue::Bool(true))]),
            AccountAction::ForcePasswordChange => {
                Self::Values(vec![(Field::MustChangePassword, FieldValue::Bool(true))])
            }
            AccountAction::AssignRole => Self::Role(role(text("role"))?),
            AccountAction::AddToCohort => Self::Cohort(cohort(text("cohort"))?, true),
            AccountAction::RemoveFromCohort => Self::Cohort(cohort(text("cohort"))?, false),
            AccountAction::SignOut => Self::SignOut,
            AccountAction::Delete => Self::Deletion,
            AccountAction::Restore => Self::Restoration,
        })
    }

    /// The cohort that they come into.
    pub fn cohort(&self) -> Option<&CohortKey> {
        if let Self::Cohort(key, true) = self { Some(key) } else { None }
    }

    /// What has to change about an account.
    pub fn change(&self, account: &Account, site: &Settings, now: Millis) -> Result<AccountChange, Refusal> {
        match self {
            Self::Deletion => Ok(rules::plan_deletion(account, now, site.free_names)),
            Self::Restoration => Ok(rules::plan_restoration(account)),
            _ if account.deleted_at.is_some() => {
                Err(Refusal::new(Code::UnknownUser, "This account is deleted. Restore it first."))
            }
            Self::Suspension(request) => Ok(rules::plan_suspension(account, request)),
            Self::Values(values) => Ok(AccountChange::towards(account, values.iter().cloned())),
            // Everybody holds the learner's without an assignment.
            Self::Role(RoleKey::Learner) => Ok(AccountChange::default()),
            Self::Role(role) => {
                let roles = account.roles().into_iter().chain([*role]).collect();
                Ok(AccountChange::towards(account, [(Field::SystemRoles, FieldValue::Roles(roles))]))
            }
            Self::Cohort(key, comes) => {
                let cohorts = cohorts::moved(account.cohorts(), [(key, *comes)]);
                Ok(AccountChange::towards(account, [(Field::Cohorts, FieldValue::Cohorts(cohorts))]))
            }
            Self::SignOut => Ok(AccountChange::sign_out()),
        }
    }
}

/// The role that settings hand out, if any, has to be there: only the database knows the site's own.
pub(super) fn require_role(conn: &mut Conn, settings: &Value) -> Result<()> {
    let Some(key) = settings.get("role").and_then(Value::as_str) else { return Ok(()) };
    let is_there = RoleKey::from_key(key).is_some_and(|role| role.is_shipped())
        || roles::own::at_site(conn)?.iter().any(|role| role.key() == key);
    let faults = if is_there { Vec::new() } else { vec![unknown_role(key)] };
    Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)
}

fn role(key: Option<&str>) -> Result<RoleKey, Fault> {
    let Some(key) = key else {
        let message =
            format!("Say which role: \"settings\": {{\"role\": \"account_manager\"}}. There are: {}.", roles::known());
        return Err(Fault::new("settings.role", "missing_value", message));
    };
    let at_site = |role: &RoleKey| !role.is_shipped() || roles::shipped_at_site().any(|shipped| shipped == *role);
    RoleKey::from_key(key).filter(at_site).ok_or_else(|| unknown_role(key))
}

/// The fault of a role that cannot be held at site level, or is not there.
fn unknown_role(key: &str) -> Fault {
    Fault::new("settings.role", Code::UnknownRole.name(), roles::unknown(key))
}

fn cohort(key: Option<&str>) -> Result<CohortKey, Fault> {
    let Some(key) = key else {
        let message = "Say which cohort: \"settings\": {\"cohort\": \"staff-2026\"}.";
        return Err(Fault::new("settings.cohort", "missing_value", message));
    };
    CohortKey::parse(key)
        .ok_or_else(|| Fault::new("settings.cohort", Code::UnknownCohort.name(), cohorts::unknown(key)))
}

fn reason(text: Option<&str>) -> Result<Option<String>, Fault> {
    Ok(match text.map(|text| values::parse(Field::SuspensionReason, text)).transpose().map_err(of_setting)? {
        Some(FieldValue::Text(reason)) => Some(reason),
        Some(_) => Some(String::new()),
        None => None,
    })
}

fn of_setting(refusal: Refusal) -> Fault {
    let name = match refusal.field.as_deref() {
        Some("suspension_reason") => "reason",
        Some(name) => name,
        None => "",
    };
    Fault::new(format!("settings.{name}"), refusal.code.name(), refusal.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::people::action::ACTIONS;

    fn resolve(name: &str, given: Value) -> Result<Value, Vec<(String, &'static str)>> {
        let action = ACTIONS.iter().find(|action| action.name == name).ok_or_else(Vec::new)?;
        settings_in_force(action, &given, &TimeZone::UTC, 1_000).map_err(|error| match error {
            Error::Invalid { faults, .. } => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
            other => vec![(other.to_string(), "")],
        })
    }

    #[test]
    fn defaults_are_those_of_a_single_account() {
        let common = |mut settings: Value| {
            settings["apply"] = json!(false);
            settings["on_error"] = json!("continue");
            Ok(settings)
        };
        assert_eq!(resolve("suspend", json!({})), common(json!({ "set_auth_method": "nologin" })));
        let alone = json!({ "set_auth_method": null });
        assert_eq!(resolve("suspend", alone.clone()), common(alone));
        assert_eq!(resolve("activate", json!({})), common(json!({ "restore_auth_method": true })));
        assert_eq!(resolve("delete", json!({})), common(json!({})));
    }

    #[test]
    fn settings_that_do_not_belong_to_the_action_are_refused_by_name() {
        for (action, given, field, code) in [
            ("delete", json!({ "reason": "left" }), "settings.reason", "unknown_field"),
            ("set_auth_method", json!({}), "settings.auth_method", "missing_value"),
            ("set_auth_method", json!({ "auth_method": "magic" }), "settings.auth_method", "unknown_auth_method"),
            ("suspend", json!({ "until": "1969-01-01" }), "settings.until", "invalid_value"),
            ("suspend", json!({ "reason": "x".repeat(1_001) }), "settings.reason", "too_long"),
            ("confirm", json!({ "on_error": "never" }), "settings.on_error", "invalid_value"),
            ("suspend", json!({ "format": "csv" }), "settings.format", "unknown_field"),
        ] {
            assert_eq!(resolve(action, given), Err(vec![(field.to_owned(), code)]));
        }
    }
}
