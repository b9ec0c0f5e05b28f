//! What an export as a batch is to write, as its settings say it.

use serde_json::{Map, Value, json};

use super::Columns;
use crate::filter::Scope;
use crate::profile::ProfileField;
use crate::tabular::export::Format;
use crate::text::show;
use crate::{Error, Fault, Result};

/// Format and columns of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportSettings {
    /// The format.
    pub format: Format,
    /// The columns.
    pub columns: Columns,
}

impl ExportSettings {
    /// Checks the given settings and fills in the defaults: CSV, and the usual columns that the caller may see.
    pub fn resolve(settings: &mut Map<String, Value>, scope: &Scope) -> std::result::Result<(), Fault> {
        let is_named = settings.get("fields").is_some_and(|fields| !fields.is_null());
        let Self { format, mut columns } = Self::read_from(settings, &scope.fields)?;
        if let (false, Some(name)) = (scope.private, columns.private()) {
            if is_named {
                let message = format!("The column {name} needs the capability users.view_private. Leave it out.");
                return Err(Fault::new("settings.fields", "forbidden", message));
            }
            columns = columns.without_private();
        }
        settings.insert("format".to_owned(), json!(format.name()));
        settings.insert("fields".to_owned(), columns.names().collect());
        Ok(())
    }

    /// Reads settings that are in force. A custom field that has gone since is an error.
    pub fn read(settings: &Value, custom: &[ProfileField]) -> Result<Self> {
        let settings = settings.as_object().ok_or_else(|| Error::internal("an export has no settings"))?;
        Self::read_from(settings, custom)
            .map_err(|fault| Error::conflict("settings_outdated", format!("{} Export again.", fault.message)))
    }

    /// The format that settings in force name.
    pub fn format_of(settings: &Value) -> Option<Format> {
        settings.get("format").and_then(Value::as_str).and_then(Format::from_name)
    }

    fn read_from(settings: &Map<String, Value>, custom: &[ProfileField]) -> std::result::Result<Self, Fault> {
        let name = match settings.get("format") {
            None | Some(Value::Null) => Format::Csv.name(),
            Some(given) => given.as_str().unwrap_or_default(),
        };
        let format = Format::from_name(name).ok_or_else(|| {
            let message = format!("There is no format \"{}\". There are: {}.", show(name), Format::names());
            Fault::new("settings.format", "invalid_value", message)
        })?;
        let names: Option<Vec<&str>> = match settings.get("fields") {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::String(names)) => Some(names.split(',').collect()),
            Some(Value::Array(names)) => names.iter().map(Value::as_str).collect(),
            Some(_) => None,
        };
        let invalid = |message: String| Fault::new("settings.fields", "invalid_value", message);
        let names =
            names.ok_or_else(|| invalid("\"fields\" is a list of names, such as [\"username\"].".to_owned()))?;
        Ok(Self { format, columns: Columns::named(names, custom).map_err(invalid)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(settings: Value, private: bool) -> std::result::Result<Value, (String, &'static str)> {
        let mut settings = settings.as_object().cloned().unwrap_or_default();
        let scope = Scope { private, ..Scope::default() };
        ExportSettings::resolve(&mut settings, &scope).map_err(|fault| (fault.field, fault.code))?;
        Ok(Value::Object(settings))
    }

    #[test]
    fn settings_are_filled_in_with_what_the_caller_may_see() {
        assert_eq!(
            resolved(json!({ "format": "xlsx", "fields": "email, username" }), false),
            Ok(json!({ "format": "xlsx", "fields": ["email", "username"] }))
        );
        let all = |private| resolved(json!({}), private).map(|settings| settings["fields"].to_string());
        assert!(all(true).is_ok_and(|fields| fields.contains("id_number")));
        assert!(all(false).is_ok_and(|fields| fields.contains("username") && !fields.contains("id_number")));
    }

    #[test]
    fn settings_that_cannot_be_are_refused_by_name() {
        for (settings, field, code) in [
            (json!({ "format": "exe" }), "settings.format", "invalid_value"),
            (json!({ "format": 1 }), "settings.format", "invalid_value"),
            (json!({ "fields": ["shoe"] }), "settings.fields", "invalid_value"),
            (json!({ "fields": [1] }), "settings.fields", "invalid_value"),
            (json!({ "fields": ["phone"] }), "settings.fields", "forbidden"),
        ] {
            assert_eq!(resolved(settings, false), Err((field.to_owned(), code)));
        }
    }
}
