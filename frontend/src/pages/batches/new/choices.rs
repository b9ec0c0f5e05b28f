//! What a person has chosen for a file.

use std::collections::BTreeMap;

use rollcall_wire::batch_settings::{BatchSettings, SettingDescription};
use rollcall_wire::batches::Batch;
use serde_json::{Map, Value, json};

use super::described;

/// How a file is read and applied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choices {
    /// What the file does: a preset by its name.
    pub preset: String,
    /// A name for the batch; empty: the file's.
    pub name: String,
    /// What was chosen, by the names of settings. The others have their defaults.
    pub given: BTreeMap<String, Value>,
}

impl Choices {
    /// The defaults of a kind of file.
    pub fn new(preset: &str) -> Self {
        Self { preset: preset.to_owned(), ..Self::default() }
    }

    /// Another kind of file: its defaults, and what holds for both kinds alike as it was chosen.
    pub fn turned_into(self, preset: &str, described: &BatchSettings) -> Self {
        let alike = |name: &str| {
            let setting = described::setting(described, name)?;
            let (old, new) = (described::of_preset(setting, &self.preset)?, described::of_preset(setting, preset)?);
            (old.default == new.default && old.values == new.values).then_some(())
        };
        let given = self.given.iter().filter(|(name, _)| alike(name).is_some());
        Self {
            given: given.map(|(name, value)| (name.clone(), value.clone())).collect(),
            preset: preset.into(),
            ..self
        }
    }

    /// What a batch was planned with.
    pub fn of(batch: &Batch) -> Self {
        Self { preset: batch.action.clone(), name: batch.name.clone(), ..Self::kept_as(&batch.settings) }
    }

    /// What was kept under a name.
    pub fn kept_as(settings: &Value) -> Self {
        let given = settings.as_object().into_iter().flatten().filter(|(name, _)| *name != "preset");
        let given = given.map(|(name, value)| (name.clone(), value.clone())).collect();
        let preset = settings["preset"].as_str().unwrap_or_default().to_owned();
        Self { preset, name: String::new(), given }
    }

    /// The same with another value of a setting.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.given.insert(name.to_owned(), value);
        self
    }

    /// The same with the default of a setting.
    pub fn without(mut self, name: &str) -> Self {
        self.given.remove(name);
        self
    }

    /// The value of a setting; null if files of this kind do not have it.
    pub fn value(&self, setting: &SettingDescription) -> Value {
        let default = || described::of_preset(setting, &self.preset).map(|of| of.default.clone());
        self.given.get(&setting.name).cloned().or_else(default).unwrap_or_default()
    }

    /// Whether a setting matters, as things are chosen.
    pub fn asks_for(&self, setting: &SettingDescription, described: &BatchSettings) -> bool {
        let holds = |(name, values): (&String, &Vec<Value>)| {
            let other = described::setting(described, name);
            let other = other.filter(|other| described::of_preset(other, &self.preset).is_some());
            other.is_none_or(|other| values.contains(&self.value(other)) && self.asks_for(other, described))
        };
        described::of_preset(setting, &self.preset).is_some() && setting.when.iter().all(holds)
    }

    /// The same as the API's settings, for a new file: what is not said there has its default.
    pub fn settings(&self, described: &BatchSettings) -> Value {
        let mut settings = Map::new();
        settings.insert("preset".to_owned(), json!(self.preset));
        if !self.name.trim().is_empty() {
            settings.insert("name".to_owned(), json!(self.name.trim()));
        }
        for setting in described.settings.iter().filter(|setting| self.asks_for(setting, described)) {
            let value = self.value(setting);
            if !described::is_empty(&value) {
                settings.insert(setting.name.clone(), value);
            }
        }
        Value::Object(settings)
    }

    /// The same for a file that is planned again: what is not said there stays as it was. So every setting is said, also what
    /// has been emptied or switched off; one that does not matter, as things are chosen, has its default.
    pub fn settings_anew(&self, described: &BatchSettings) -> Value {
        let mut settings = Map::from_iter([("preset".to_owned(), json!(self.preset))]);
        for setting in &described.settings {
            let Some(of_preset) = described::of_preset(setting, &self.preset) else { continue };
            let matters = self.asks_for(setting, described);
            let value = if matters { self.value(setting) } else { of_preset.default.clone() };
            settings.insert(setting.name.clone(), value);
        }
        Value::Object(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::described::tests::described;
    use super::*;

    #[test]
    fn the_defaults_are_the_server_s_and_nothing_is_applied() {
        let settings = Choices::new("suspension").settings(&described());
        let expected = json!({ "preset": "suspension", "on_suspend_auth_method": "nologin", "on_error": "continue" });
        assert_eq!(settings, expected);
    }

    #[test]
    fn leaving_the_method_alone_is_said_and_not_left_out() {
        let choices = Choices::new("suspension").with("on_suspend_auth_method", Value::Null);
        assert_eq!(choices.settings(&described()).get("on_suspend_auth_method"), Some(&Value::Null));
    }

    #[test]
    fn what_does_not_matter_is_not_sent() {
        let choices = Choices::new("upsert").with("mode", json!("update")).with("passwords", json!("file"));
        let settings = choices.settings(&described());
        assert_eq!((settings.get("passwords"), settings.get("defaults")), (None, None));
        assert_eq!(settings.get("allow_deletes"), Some(&json!(false)));
        assert_eq!(choices.with("mode", json!("create")).settings(&described()).get("passwords"), Some(&json!("file")));
    }

    #[test]
    fn a_file_that_is_planned_again_is_told_what_is_switched_off_emptied_or_matters_no_longer() {
        let planned = json!({
            "preset": "upsert", "mode": "create", "passwords": "file", "defaults": { "city": "Graz" }, "on_error": "stop",
            "on_suspend_auth_method": "nologin", "apply": false, "confirm_affected": null,
        });
        let batch =
            Batch { action: "upsert".into(), settings: planned, ..crate::pages::batches::state::tests::batch() };
        let same = Choices::of(&batch).settings_anew(&described());
        assert_eq!((&same["passwords"], &same["defaults"]["city"]), (&json!("file"), &json!("Graz")));
        let changed = Choices::of(&batch).with("mode", json!("update")).with("defaults", json!({}));
        let changed = changed.with("on_suspend_auth_method", Value::Null).settings_anew(&described());
        let expected = json!({
            "preset": "upsert", "mode": "update", "passwords": "invite", "on_suspend_auth_method": null,
            "allow_deletes": false, "defaults": {}, "on_error": "stop",
        });
        assert_eq!(changed, expected);
    }

    #[test]
    fn what_is_kept_under_a_name_comes_back_as_it_was() {
        let chosen = Choices::new("upsert").with("mode", json!("create")).with("defaults", json!({ "city": "Graz" }));
        let settings = chosen.settings(&described());
        assert_eq!(Choices::kept_as(&settings).settings(&described()), settings);
    }

    #[test]
    fn another_kind_begins_with_its_own_defaults() {
        let upsert = Choices::new("upsert").with("allow_deletes", json!(true)).with("on_error", json!("stop"));
        let other = upsert.turned_into("suspension", &described());
        assert_eq!(other.given, BTreeMap::from([("on_error".to_owned(), json!("stop"))]));
        assert_eq!(other.settings(&described()).get("allow_deletes"), None);
    }
}
