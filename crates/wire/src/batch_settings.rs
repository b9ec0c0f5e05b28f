//! What settings and columns files have, and what settings actions on selections have, for clients that make forms of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The kinds of files with their settings and columns, and the actions on selections with theirs.
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
    }],
    "actions": [{
        "name": "set_auth_method", "needs": "users.update", "of_deleted": false,
        "settings": [{
            "name": "auth_method", "kind": "choice", "required": true, "nullable": false, "default": null,
            "values": ["manual", "nologin", "oidc", "ldap"]
        }]
    }]
})))]
pub struct BatchSettings {
    /// The kinds of files.
    pub presets: Vec<PresetDescription>,
    /// The settings, in the order in which they are best asked for.
    pub settings: Vec<SettingDescription>,
    /// The columns, custom fields behind the others.
    pub columns: Vec<ColumnDescription>,
    /// The actions on people who are selected.
    pub actions: Vec<ActionDescription>,
}

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresetDescription {
    /// The value of `preset`.
    pub name: String,
    /// The header of an example.
    pub example: String,
    /// A caller with one of these capabilities, and `batches.create`, may make such batches, at least in one mode.
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

/// An action on people who are selected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionDescription {
    /// The value of `action`.
    pub name: String,
    /// The capability that it takes, besides `batches.create`.
    pub needs: String,
    /// Whether it is for deleted accounts, which no other action takes.
    pub of_deleted: bool,
    /// Its own settings, in the order in which they are best asked for. All actions also take `name`, `apply`, `apply_at` and
    /// `confirm_affected`, and all but `export` take `on_error`.
    pub settings: Vec<ActionSetting>,
}

/// A placeholder of texts, such as `{first_name}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Placeholder {
    /// What stands in the braces.
    pub name: String,
    /// Whether it stands for something only in a course.
    pub of_course: bool,
}

/// A setting of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionSetting {
    /// Its name.
    pub name: String,
    /// `choice` (one of its values), `truth`, `text`, `line` (one line, with placeholders), `markdown` (with placeholders), `time` (a point in
    /// time to come), `cohort` (the key of one), `role` (the key of one that the caller may give) or `names` (some of its values, in a list).
    pub kind: String,
    /// Whether the action can't be planned without it.
    pub required: bool,
    /// Whether it can be `null`: none, or leave alone.
    pub nullable: bool,
    /// Its value if none is given. `fields` without a value are the usual ones.
    pub default: serde_json::Value,
    /// The values of a choice or a list. For `set_auth_method` those that are worth proposing: every method is taken.
    pub values: Vec<String>,
    /// The placeholders that a `line` or a `markdown` can have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placeholders: Vec<Placeholder>,
}
