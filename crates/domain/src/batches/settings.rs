//! Settings of a batch from a file: read strictly, defaults by preset filled in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::tabular::Delimiter;
use crate::users::values::AuthMethod;
use crate::{Error, Fault, Result};

/// What rows name accounts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchBy {
    /// The username.
    Username,
    /// The e-mail address.
    Email,
    /// The organisation's own number.
    IdNumber,
}

impl MatchBy {
    /// The column that holds the name.
    pub fn column(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
            Self::IdNumber => "idnumber",
        }
    }
}

/// What an error in one row does to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// Nothing.
    Continue,
    /// Those behind it are skipped.
    Stop,
    /// None is applied.
    AllOrNothing,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSettings {
    /// What kind of file it is.
    pub preset: String,
    /// What rows name accounts by.
    pub match_by: MatchBy,
    /// Whether rows may suspend and activate.
    pub allow_suspensions: bool,
    /// The method that suspended rows get besides.
    pub on_suspend_auth_method: Option<String>,
    /// Whether activating brings back the method from before the suspension.
    pub restore_auth_method: bool,
    /// Headings to read as another column, or to ignore.
    pub columns: BTreeMap<String, Option<String>>,
    /// `auto` or a name.
    pub delimiter: String,
    /// `auto` or a name.
    pub encoding: String,
    /// Whether to apply as soon as the plan is done.
    pub apply: bool,
    /// The number of accounts that the caller expects to change.
    pub confirm_affected: Option<i64>,
    /// What an error in one row does to the others.
    pub on_error: OnError,
}

/// The most rows of a batch that is applied in one transaction (DESIGN, "Changes and batches").
pub const ALL_OR_NOTHING_ROWS: i64 = 50_000;

impl FileSettings {
    /// Fills in the defaults of the preset. `given` is the API's settings object, its member names checked.
    pub fn resolve(given: &Value) -> Result<Self> {
        let mut faults = Vec::new();
        let mut choice = |field: &str, known: &[&'static str], default: &'static str| -> &'static str {
            match given.get(field).and_then(Value::as_str) {
                None => default,
                Some(text) => known.iter().copied().find(|name| *name == text).unwrap_or_else(|| {
                    faults.push(Fault::new(
                        format!("settings.{field}"),
                        "invalid_value",
                        format!(
                            "\"{}\" is not possible here. There are: {}.",
                            crate::users::values::show(text),
                            known.join(", ")
                        ),
                    ));
                    default
                }),
            }
        };
        // The other presets of the API document come with their own work; a name alone must not plan nonsense.
        let preset = choice("preset", &["suspension"], "");
        let match_by = choice("match_by", &["username", "email", "id_number"], "username");
        let on_error = choice("on_error", &["continue", "stop", "all_or_nothing"], "continue");
        choice("mode", &["update"], "update");
        if preset.is_empty() && given.get("preset").and_then(Value::as_str).is_none() {
            faults.push(Fault::new(
                "settings.preset",
                "missing_value",
                "Say what kind of file it is. So far there is: suspension. Send settings={\"preset\":\"suspension\"}.",
            ));
        }
        let text = |field: &str| given.get(field).and_then(Value::as_str).unwrap_or("auto").to_owned();
        let truth = |field: &str, default: bool| given.get(field).and_then(Value::as_bool).unwrap_or(default);
        let settings = Self {
            preset: preset.to_owned(),
            match_by: serde_json::from_value(Value::from(match_by))?,
            allow_suspensions: truth("allow_suspensions", true),
            on_suspend_auth_method: match given.get("on_suspend_auth_method") {
                None => Some("nologin".to_owned()),
                Some(value) => value.as_str().map(str::to_owned),
            },
            restore_auth_method: truth("restore_auth_method", true),
            columns: given
                .get("columns")
                .map_or_else(|| Ok(BTreeMap::new()), |columns| serde_json::from_value(columns.clone()))?,
            delimiter: text("delimiter"),
            encoding: text("encoding"),
            apply: truth("apply", false),
            confirm_affected: given.get("confirm_affected").and_then(Value::as_i64),
            on_error: serde_json::from_value(Value::from(on_error))?,
        };
        settings.check(&mut faults);
        Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)?;
        Ok(settings)
    }

    fn check(&self, faults: &mut Vec<Fault>) {
        if let Some(Err(refusal)) =
            self.on_suspend_auth_method.as_deref().map(|name| AuthMethod::parse("on_suspend_auth_method", name))
        {
            faults.push(Fault::new("settings.on_suspend_auth_method", refusal.code.name(), refusal.message));
        }
        if self.delimiter != "auto" && Delimiter::from_name(&self.delimiter).is_none() {
            faults.push(Fault::new(
                "settings.delimiter",
                "invalid_value",
                "The delimiter is auto, \",\", \";\", \":\", \"|\" or tab.",
            ));
        }
        if self.encoding != "auto" && encoding_rs::Encoding::for_label(self.encoding.as_bytes()).is_none() {
            faults.push(Fault::new(
                "settings.encoding",
                "invalid_value",
                "The encoding is auto or a name such as utf-8, utf-16le or windows-1252.",
            ));
        }
        for (heading, to) in &self.columns {
            if let Some(to) = to
                && super::columns::canonical(to).is_none()
            {
                faults.push(Fault::new(
                    format!("settings.columns.{heading}"),
                    "invalid_value",
                    format!("There is no column \"{to}\"."),
                ));
            }
        }
    }

    /// The method that suspended rows get besides.
    pub fn on_suspend(&self) -> Option<AuthMethod> {
        self.on_suspend_auth_method.as_deref().and_then(|name| AuthMethod::parse("", name).ok())
    }
}
