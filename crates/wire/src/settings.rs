//! The site's settings.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A setting as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "batches.confirm_above", "value": 500, "default": 1000, "type": "integer", "minimum": 0, "maximum": 100_000_000,
    "unit": "accounts", "source": "database",
    "description": "A bulk operation that touches more accounts than this asks for their number before it is applied."
})))]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// The value in force.
    pub value: Value,
    /// The default value.
    pub default: Value,
    /// The JSON type of its values: `integer`, `boolean` or `string`.
    pub r#type: String,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// The largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    /// What a number counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `time_zone` where a string is the name of a time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The words of which a string is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// What it is for.
    pub description: String,
    /// Where the value comes from: `default`, `database`, or `environment`, which makes it read-only.
    pub source: String,
}

/// A merge patch on the settings: new values by name; null gives one its default back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Value>, example = json!({ "batches.confirm_above": 500, "users.tell_suspended": null })))]
pub struct UpdateSettings(pub Map<String, Value>);
