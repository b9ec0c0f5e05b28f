//! What a person has filled in for an action, and the settings that the API is given. Pure.

use std::collections::BTreeMap;

use rollcall_wire::batch_settings::{ActionDescription, ActionSetting};
use rollcall_wire::cohorts::Cohort;
use serde_json::{Map, Value, json};

use crate::i18n::format;
use crate::t;

/// What was filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// By the names of settings; the others have their defaults. A time is as the browser's field has it.
    given: BTreeMap<String, Value>,
    /// The cohort that was chosen.
    pub cohort: Option<Cohort>,
}

/// A setting that is not filled in as it has to be, and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub name: String,
    pub message: String,
}

impl Answers {
    /// With a cohort that is proposed.
    pub fn with_cohort(cohort: Option<Cohort>) -> Self {
        Self { cohort, ..Self::default() }
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
            "text" | "role" => or_none(text.trim()),
            "time" if text.is_empty() => Value::Null,
            "time" => json!(format::moment_to_come(&text).ok_or_else(|| fault(t!("suspend-until-past")))?),
            _ => self.value(setting),
        };
        if setting.required && value.is_null() {
            return Err(fault(match setting.kind.as_str() {
                "cohort" => t!("cohort-pick-missing"),
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
    use crate::pages::cohorts;

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
        let staff = Answers::with_cohort(Some(cohorts::sample("Staff", None)));
        assert_eq!(staff.settings(&join).map(Value::Object), Ok(json!({ "cohort": "staff" })));

        let role = action("assign_role", "", vec![required("role", "role")]);
        assert!(Answers::default().with("role", json!("")).settings(&role).is_err());
        let methods = ActionSetting { values: vec!["manual".to_owned()], ..required("auth_method", "choice") };
        let method = action("set_auth_method", "", vec![methods]);
        assert_eq!(Answers::default().settings(&method).map(Value::Object), Ok(json!({ "auth_method": "manual" })));
    }
}
