//! What is asked for each person of a selection: the settings read, and a change made of them. Pure.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::batches::action::Action;
use crate::batches::schedule;
use crate::cohorts::{self, CohortKey};
use crate::exports::Wanted;
use crate::filter::Scope;
use crate::roles::{self, RoleKey};
use crate::settings::Settings;
use crate::users::change::AccountChange;
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, SuspensionRequest};
use crate::users::values::{self, AuthMethod};
use crate::users::{Account, Field, FieldValue};
use crate::{Error, Fault, Millis, Result, time};

/// The settings of every selection.
const COMMON: [&str; 4] = ["name", "apply", "apply_at", "confirm_affected"];

/// What an export does not have: there is nothing that could fail for one account and not for another.
const ON_ERROR: &str = "on_error";

/// What is asked for each person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
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
    /// The account is written into a file, and stays as it is.
    Export,
}

/// The settings in force: what was given, its names and values checked, and the defaults of the action.
pub fn settings_in_force(action: Action, given: &Value, scope: &Scope, zone: &TimeZone, now: Millis) -> Result<Value> {
    let mut faults = Vec::new();
    let has_on_error = action != Action::Export;
    let mut settings = Map::new();
    for (name, value) in given.as_object().into_iter().flatten() {
        let is_common = COMMON.contains(&name.as_str()) || (has_on_error && name == ON_ERROR);
        if is_common || action.settings().contains(&name.as_str()) {
            settings.insert(name.clone(), value.clone());
        } else {
            let message = format!("\"{name}\" is not a setting of the action {}.", action.name());
            faults.push(Fault::new(format!("settings.{name}"), "unknown_field", message));
        }
    }
    let mut default = |name: &str, value: Value| {
        settings.entry(name.to_owned()).or_insert(value);
    };
    default("apply", json!(false));
    if has_on_error {
        default(ON_ERROR, json!("continue"));
    }
    match action {
        Action::Suspend => default("set_auth_method", json!(AuthMethod::NoLogin.name())),
        Action::Activate => default("restore_auth_method", json!(true)),
        _ => {}
    }
    if action == Action::Export {
        faults.extend(Wanted::resolve(&mut settings, scope).err());
    }
    if has_on_error && !matches!(settings[ON_ERROR].as_str(), Some("continue" | "stop" | "all_or_nothing")) {
        let message = "\"on_error\" is continue, stop or all_or_nothing.";
        faults.push(Fault::new("settings.on_error", "invalid_value", message));
    }
    if let Some(text) = settings.get("until").and_then(Value::as_str) {
        match time::parse(text, zone).filter(|until| *until > now) {
            Some(until) => {
                settings.insert("until".to_owned(), json!(time::format(until)));
            }
            None => faults.push(Fault::new(
                "settings.until",
                "invalid_value",
                "\"until\" is a time to come, such as 2026-03-01T09:30:00Z.",
            )),
        }
    }
    let mut settings = Value::Object(settings);
    if faults.is_empty()
        && let Err(fault) = Request::read(action, &settings)
    {
        faults.push(fault);
    }
    Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)?;
    schedule::check(&mut settings, now, zone)?;
    Ok(settings)
}

impl Request {
    /// What the settings in force ask for.
    pub fn read(action: Action, settings: &Value) -> Result<Self, Fault> {
        let text = |name: &str| settings.get(name).and_then(Value::as_str);
        // What is null is emptied; what is missing is left alone.
        let or_empty = |name: &str| settings.get(name).map(|value| value.as_str().unwrap_or_default());
        let method =
            |name: &str| text(name).map(|given| AuthMethod::parse(name, given)).transpose().map_err(of_setting);
        Ok(match action {
            Action::Suspend => Self::Suspension(SuspensionRequest {
                suspended: Some(true),
                on_suspend: method("set_auth_method")?,
                reason: reason(or_empty("reason"))?,
                until: settings.get("until").map(|until| until.as_str().and_then(time::parse_utc)),
                ..Default::default()
            }),
            Action::Activate => Self::Suspension(SuspensionRequest {
                suspended: Some(false),
                restore: settings.get("restore_auth_method").and_then(Value::as_bool).unwrap_or(true),
                ..Default::default()
            }),
            Action::SetAuthMethod => {
                let method = method("auth_method")?.ok_or_else(|| {
                    let message = "Say which method: \"settings\": {\"auth_method\": \"ldap\"}.";
                    Fault::new("settings.auth_method", "missing_value", message)
                })?;
                Self::Values(vec![(Field::AuthMethod, FieldValue::Text(method.name().to_owned()))])
            }
            Action::Confirm => Self::Values(vec![(Field::Confirmed, FieldValue::Bool(true))]),
            Action::ForcePasswordChange => Self::Values(vec![(Field::MustChangePassword, FieldValue::Bool(true))]),
            Action::AssignRole => Self::Role(role(text("role"))?),
            Action::AddToCohort => Self::Cohort(cohort(text("cohort"))?, true),
            Action::RemoveFromCohort => Self::Cohort(cohort(text("cohort"))?, false),
            Action::SignOut => Self::SignOut,
            Action::Delete => Self::Deletion,
            Action::Restore => Self::Restoration,
            Action::Export => Self::Export,
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
            Self::Export => Ok(AccountChange::default()),
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
pub(super) fn unknown_role(key: &str) -> Fault {
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

    fn resolve(action: Action, given: Value) -> Result<Value, Vec<(String, &'static str)>> {
        settings_in_force(action, &given, &Scope::default(), &TimeZone::UTC, 1_000).map_err(|error| match error {
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
        assert_eq!(resolve(Action::Suspend, json!({})), common(json!({ "set_auth_method": "nologin" })));
        let alone = json!({ "set_auth_method": null });
        assert_eq!(resolve(Action::Suspend, alone.clone()), common(alone));
        assert_eq!(resolve(Action::Activate, json!({})), common(json!({ "restore_auth_method": true })));
        assert_eq!(resolve(Action::Delete, json!({})), common(json!({})));
    }

    #[test]
    fn settings_that_do_not_belong_to_the_action_are_refused_by_name() {
        for (action, given, field, code) in [
            (Action::Delete, json!({ "reason": "left" }), "settings.reason", "unknown_field"),
            (Action::SetAuthMethod, json!({}), "settings.auth_method", "missing_value"),
            (Action::SetAuthMethod, json!({ "auth_method": "magic" }), "settings.auth_method", "unknown_auth_method"),
            (Action::Suspend, json!({ "until": "1969-01-01" }), "settings.until", "invalid_value"),
            (Action::Suspend, json!({ "reason": "x".repeat(1_001) }), "settings.reason", "too_long"),
            (Action::Confirm, json!({ "on_error": "never" }), "settings.on_error", "invalid_value"),
            (Action::Export, json!({ "on_error": "stop" }), "settings.on_error", "unknown_field"),
            (Action::Export, json!({ "format": "exe" }), "settings.format", "invalid_value"),
            (Action::Suspend, json!({ "format": "csv" }), "settings.format", "unknown_field"),
        ] {
            assert_eq!(resolve(action, given), Err(vec![(field.to_owned(), code)]));
        }
    }
}
