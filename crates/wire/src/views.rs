//! Saved views: the parts of a list's address under a name.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::users::Actor;

/// A saved view of the list of accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000001", "name": "Not seen for half a year", "q": null,
    "filter": "status eq \"active\" and last_access_at lt \"-P6M\"", "sort": "-last_access_at",
    "columns": ["full_name", "email", "last_access_at"], "density": "compact", "shared": true,
    "owner": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer" },
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct View {
    /// Its identity.
    pub id: String,
    /// Its name; each person's views have different ones.
    pub name: String,
    /// The quick search.
    pub q: Option<String>,
    /// The filter.
    pub filter: Option<String>,
    /// The order.
    pub sort: Option<String>,
    /// The columns in order, by the names of `User`; none means those that are usual.
    pub columns: Vec<String>,
    /// `compact` or `comfortable`.
    pub density: Option<String>,
    /// Whether all users who may see accounts see the view.
    pub shared: bool,
    /// Whose it is; only they change it.
    pub owner: Actor,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// A new view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Not seen for half a year", "filter": "status eq \"active\" and last_access_at lt \"-P6M\"",
    "sort": "-last_access_at", "columns": ["full_name", "email", "last_access_at"], "density": "compact", "shared": true
})))]
pub struct CreateView {
    /// 1 to 100 characters.
    pub name: String,
    /// As in `View`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// As in `View`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// As in `View`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// As in `View`; at most 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// As in `View`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<String>,
    /// As in `View`; missing means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// A merge patch on a view: missing members stay as they are, `null` empties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Asleep", "density": null, "shared": false })))]
pub struct UpdateView {
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub name: Patch<String>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub q: Patch<String>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub filter: Patch<String>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sort: Patch<String>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub columns: Patch<Vec<String>>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub density: Patch<String>,
    /// As in `View`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub shared: Patch<bool>,
}
