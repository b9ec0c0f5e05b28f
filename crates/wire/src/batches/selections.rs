//! Batches from people who were selected.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::patch::or_default;

/// A batch on people who are selected rather than named in a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "action": "suspend",
    "target": { "filter": "department eq \"Sales\"", "exclude": [], "expected_count": 37 },
    "settings": { "reason": "The contract has ended", "apply": false }
})))]
pub struct Selection {
    /// `suspend`, `activate`, `set_auth_method`, `confirm`, `force_password_change`, `sign_out`, `assign_role`, `add_to_cohort`,
    /// `remove_from_cohort`, `delete`, `restore`, `enrol`, `unenrol`, `set_enrolment`, `message` or `export`.
    pub action: String,
    /// Who is meant.
    pub target: Target,
    /// How to do it; missing: the action's defaults.
    #[serde(default, deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<SelectionSettings>))]
    pub settings: SelectionSettings,
}

/// Who is meant: `ids`, or `list`, or `filter` and `q` with `exclude`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// These accounts; at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// All accounts that the list shows with this filter; empty: all accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The quick search; together with `filter` both have to hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Who is left out of those that match, by id; at most 10,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Usernames, e-mail addresses or ID numbers, one a line; at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// How many people the caller saw; the plan warns where it finds more or fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_count: Option<i64>,
}

/// Settings of a batch from a selection; each action has its own besides those of all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelectionSettings {
    /// A name for the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `suspend`: the method to set besides; missing means `nologin`, `null` leaves the method alone.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub set_auth_method: Patch<String>,
    /// `suspend`: why; kept in the history. `null` empties the reason of those who are suspended already.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub reason: Patch<String>,
    /// `suspend`: when the suspension ends by itself; `null` is never.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub until: Patch<String>,
    /// `activate`: whether the method from before the suspension comes back; missing means yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_auth_method: Option<bool>,
    /// `set_auth_method`: the method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_method: Option<String>,
    /// `assign_role`: the role's key, such as `account_manager`. `enrol`: the role in the course; missing means learner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `add_to_cohort`, `remove_from_cohort`: the cohort, by its key, name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// `enrol`, `unenrol`, `set_enrolment`: the course, by its code or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// `enrol`: a group of the course, by its name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `enrol`: from when, as a time or a day. `null` is from the beginning, also for those who are enrolled already.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub starts_at: Patch<String>,
    /// `enrol`: until when. `null` is without end.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub ends_at: Patch<String>,
    /// `set_enrolment`: `active` or `suspended`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `message`: one line, with placeholders such as `{first_name}` and `{department|your department}`; `{{` is a brace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `message`: the text in Markdown, at most 64 KB, with placeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// `message`: whether a copy goes out by e-mail; missing means no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<bool>,
    /// `message`: also to those who are suspended, or whose enrolment does not count; missing means no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_inactive: Option<bool>,
    /// `export`: `csv` (where it is missing), `xlsx`, `ods`, `json`, `ndjson`, `html` or `pdf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `export`: the columns in order, by the names of `User`, in a list or separated by commas; missing: the usual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Names>,
    /// Whether to apply as soon as the plan is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply: Option<bool>,
    /// With `apply`: when to apply it then, at most 30 days ahead; missing means at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_at: Option<String>,
    /// The number of accounts that the caller expects to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
    /// `continue`, `stop` or `all_or_nothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_error: Option<String>,
}

/// Names in a list, or in one text with commas between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Names {
    /// `["username", "email"]`
    List(Vec<String>),
    /// `"username,email"`
    Text(String),
}

/// Plan a selection again, with other settings; the people are looked for anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "settings": { "reason": "The office has closed" } })))]
pub struct ReplanSelection {
    /// The settings to plan with; what is missing stays as it was, `null` is none or the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<SelectionSettings>,
}
