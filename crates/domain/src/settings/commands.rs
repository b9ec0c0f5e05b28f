//! Looking at the site's settings, and changing them.

use serde_json::{Map, Value, json};

use super::definition::{DEFINITIONS, SettingDefinition};
use super::{Settings, environment, set, unset};
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::text::show;
use crate::words::words;
use crate::{Actor, Error, Fault, Faults, Millis, Noun, Result};

/// What settings are called as the subject of an audit entry.
pub const SUBJECT: &str = "setting";

words! {
    /// Where the value of a setting comes from.
    SettingSource {
        /// Not set: the default.
        Default "default",
        /// Set through the API.
        Database "database",
        /// The environment gives it; it can be read only.
        Environment "environment",
    }
}

/// A setting as it is.
pub struct Setting {
    /// What it is.
    pub definition: &'static SettingDefinition,
    /// The value in force.
    pub value: Value,
    /// Where it comes from.
    pub source: SettingSource,
}

/// Every setting as it is.
pub fn all(conn: &mut Conn) -> Result<Vec<Setting>> {
    let stored = super::stored(conn)?;
    let site = Settings::of(&stored)?;
    let given = environment::given()?;
    let one = |definition: &'static SettingDefinition| {
        let source = if given.contains_key(definition.name) {
            SettingSource::Environment
        } else if stored.iter().any(|(name, _)| name == definition.name) {
            SettingSource::Database
        } else {
            SettingSource::Default
        };
        Setting { definition, value: (definition.get)(&site), source }
    };
    Ok(DEFINITIONS.iter().map(one).collect())
}

/// The setting with this name.
pub fn find(name: &str) -> Result<&'static SettingDefinition> {
    SettingDefinition::find(name).ok_or(Error::NotFound(Noun::Setting))
}

/// Changes settings, all or none; null gives one its default back.
///
/// # Errors
/// If a name is none, a value not valid, or the environment gives the setting.
pub fn change(conn: &mut Conn, actor: &Actor, now: Millis, changes: &Map<String, Value>) -> Result<Vec<Setting>> {
    // One after the other, or two changes of one setting at once would both say that it was as before.
    conn.lock_name("settings")?;
    let given = environment::given()?;
    let (mut faults, mut wanted) = (Faults::default(), Vec::new());
    for (name, value) in changes {
        let Some(definition) = SettingDefinition::find(name) else {
            let message = format!("There is no setting \"{}\". GET /settings lists them.", show(name));
            faults.push(Fault::new(name.as_str(), "unknown_field", message));
            continue;
        };
        if given.contains_key(definition.name) {
            let variable = definition.variable();
            let message = format!("The environment of the server sets this ({variable}). Change it there.");
            faults.push(Fault::new(name.as_str(), "read_only", message));
        } else if !value.is_null() && !definition.kind.takes(value) {
            let message = format!("\"{name}\" is {}.", definition.kind.expected());
            faults.push(Fault::new(name.as_str(), "invalid_value", message));
        } else {
            wanted.push((definition, value));
        }
    }
    Error::require_none("invalid_settings", "Some settings cannot be changed; see \"errors\".", faults)?;
    let stored = super::stored(conn)?;
    let site = Settings::of(&stored)?;
    let mut entries = Vec::new();
    for (definition, value) in wanted {
        let before = (definition.get)(&site);
        let is_stored = stored.iter().any(|(name, _)| name == definition.name);
        let after = if value.is_null() { definition.default() } else { value.clone() };
        if before == after && is_stored != value.is_null() {
            continue;
        }
        match value {
            Value::Null => unset(conn, definition.name)?,
            Value::String(text) => set(conn, definition.name, text)?,
            other => set(conn, definition.name, &other.to_string())?,
        }
        entries.push(Entry {
            before: json!({ "value": before }),
            after: json!({ "value": after }),
            ..Entry::on("setting.changed", Subject::named(SUBJECT, definition.name))
        });
    }
    audit::record(conn, actor, now, entries)?;
    all(conn)
}
