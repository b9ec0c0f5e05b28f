//! The settings of an action on a selection: given, checked, with defaults.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::batches::engine::operation::Action;
use crate::batches::engine::schedule;
use crate::batches::engine::stop::OnError;
use crate::{Error, Fault, Faults, Millis, Result};

/// The settings of every selection.
const COMMON: [&str; 4] = ["name", "apply", "apply_at", "confirm_affected"];

/// What an action has that can fail for one person and not for another.
const ON_ERROR: &str = "on_error";

/// Settings on their way to be those in force.
pub struct SelectionSettings {
    settings: Map<String, Value>,
    on_error: Option<Value>,
    faults: Faults,
    action: &'static str,
}

impl SelectionSettings {
    /// Takes what was given; a name that is no setting of the action is a fault.
    pub fn read(action: &Action, given: &Value) -> Self {
        let (mut settings, mut on_error, mut faults) = (Map::new(), None, Faults::default());
        for (name, value) in given.as_object().into_iter().flatten() {
            if name == ON_ERROR {
                on_error = Some(value.clone());
            } else if COMMON.contains(&name.as_str()) || action.settings.contains(&name.as_str()) {
                settings.insert(name.clone(), value.clone());
            } else {
                faults.push(not_a_setting(name, action.name));
            }
        }
        settings.entry("apply").or_insert(json!(false));
        Self { settings, on_error, faults, action: action.name }
    }

    /// What an error of one row does to the others, which this action lets one choose.
    pub fn default_on_error(&mut self) {
        let on_error = self.on_error.take().unwrap_or_else(|| json!(OnError::Continue));
        if on_error.as_str().and_then(OnError::from_name).is_none() {
            let message = "\"on_error\" is continue, stop or all_or_nothing.";
            self.faults.push(Fault::new("settings.on_error", "invalid_value", message));
        }
        self.set(ON_ERROR, on_error);
    }

    /// Gives a setting a value if it has none.
    pub fn default(&mut self, name: &str, value: Value) {
        self.settings.entry(name).or_insert(value);
    }

    /// Gives a setting a value.
    pub fn set(&mut self, name: &str, value: Value) {
        self.settings.insert(name.to_owned(), value);
    }

    /// The text of a setting.
    pub fn text(&self, name: &str) -> Option<String> {
        self.settings.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    /// Takes note of something that is not valid.
    pub fn refuse(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Has the settings changed or refused.
    pub fn change(&mut self, change: impl FnOnce(&mut Map<String, Value>) -> std::result::Result<(), Fault>) {
        if let Err(fault) = change(&mut self.settings) {
            self.faults.push(fault);
        }
    }

    /// Has the settings looked at as a whole, unless something is wrong with them already.
    pub fn check(&mut self, check: impl FnOnce(&Value) -> std::result::Result<(), Fault>) {
        if self.faults.is_empty()
            && let Err(fault) = check(&Value::Object(self.settings.clone()))
        {
            self.faults.push(fault);
        }
    }

    /// The settings in force.
    pub fn finish(mut self, zone: &TimeZone, now: Millis) -> Result<Value> {
        if self.on_error.is_some() {
            self.faults.push(not_a_setting(ON_ERROR, self.action));
        }
        Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", self.faults)?;
        let mut settings = Value::Object(self.settings);
        schedule::check(&mut settings, now, zone)?;
        Ok(settings)
    }
}

fn not_a_setting(name: &str, action: &str) -> Fault {
    let message = format!("\"{name}\" is not a setting of the action {action}.");
    Fault::new(format!("settings.{name}"), "unknown_field", message)
}
