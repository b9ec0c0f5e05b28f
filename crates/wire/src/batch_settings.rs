//! What settings and columns files have, for whoever makes a form of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The kinds of files, their settings and their columns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "presets": [{ "name": "suspension", "example": "username,suspended", "needs_one_of": ["users.suspend"] }],
    "settings": [{
        "name": "on_suspend_auth_method", "kind": "choice", "nullable": true, "of_reading": false,
        "when": { "allow_suspensions": [true] },
        "presets": [{ "preset": "suspension", "default": "nologin", "values": ["nologin"] }]
    }],
    "columns": [{
        "name": "suspended", "aliases": [], "presets": ["suspension", "upsert"], "may_have_default": false, "label": null
    }]
})))]
pub struct BatchSettings {
    /// The kinds of files.
    pub presets: Vec<PresetDescription>,
    /// The settings, in the order in which they are best asked for.
    pub settings: Vec<SettingDescription>,
    /// The columns, custom fields behind the others.
    pub columns: Vec<ColumnDescription>,
}

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresetDescription {
    /// The value of `preset`.
    pub name: String,
    /// The header of an example.
    pub example: String,
    /// Whoever holds one of these capabilities, and `batches.create`, may make such batches, at least in one mode.
    pub needs_one_of: Vec<String>,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingDescription {
    /// Its name.
    pub name: String,
    /// `choice` (one of its values), `truth`, `template` (of usernames), `filter` (`{"filter": "..."}`), `defaults` (a text for
    /// columns that may have a default) or `mapping` (of headings to columns).
    pub kind: String,
    /// Whether it can be `null`.
    pub nullable: bool,
    /// Whether it says how the file is read, rather than what its rows do.
    pub of_reading: bool,
    /// Other settings that each have to have one of these values for this one to matter.
    pub when: BTreeMap<String, Vec<serde_json::Value>>,
    /// The kinds of files that have it.
    pub presets: Vec<SettingOfPreset>,
}

/// A setting in files of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingOfPreset {
    /// The kind of file.
    pub preset: String,
    /// Its value where none is given.
    pub default: serde_json::Value,
    /// The values of a choice. For `encoding` those that are worth proposing: every name of the WHATWG's standard is taken.
    pub values: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColumnDescription {
    /// Its own name.
    pub name: String,
    /// Other headings that are read as it.
    pub aliases: Vec<String>,
    /// The kinds of files that read it.
    pub presets: Vec<String>,
    /// Whether `defaults` can name it.
    pub may_have_default: bool,
    /// What people call it, where it is a custom field.
    pub label: Option<String>,
}
