//! Accounts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::patch::or_default;
use crate::{Context, Patch};

/// A person's account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "email": "anna.bauer@example.org",
    "first_name": "Anna", "last_name": "Bauer", "full_name": "Anna Bauer", "id_number": "004711", "institution": null,
    "department": "Sales", "phone": "+43 1 234567", "mobile_phone": null, "address": null, "city": "Wien", "country": "AT",
    "language": "de-AT", "timezone": "Europe/Vienna", "description": null, "auth_method": "manual", "suspended": false,
    "suspended_until": null, "suspension_reason": null, "confirmed": true, "locked": false, "must_change_password": false,
    "status": "active", "system_roles": [], "cohorts": [], "profile": { "contract": "Permanent" }, "external_id": null,
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "deleted_at": null,
    "first_access_at": null, "last_access_at": null, "last_ip": null, "version": 1
})))]
pub struct User {
    /// The identity that everything hangs on; a rename does not change it.
    pub id: String,
    /// The name to sign in with: lower case, unique.
    pub username: String,
    /// Unique; lower case.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Given and family name in one.
    pub full_name: String,
    /// The organisation's own number for the person.
    pub id_number: Option<String>,
    /// Institution.
    pub institution: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mobile telephone.
    pub mobile_phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// City or town.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// An IANA name such as `Europe/Vienna`.
    pub timezone: Option<String>,
    /// What the person says of themselves.
    pub description: Option<String>,
    /// `manual`, `nologin`, `oidc` or `ldap`.
    pub auth_method: String,
    /// Whether sign-in is blocked by staff.
    pub suspended: bool,
    /// When the suspension ends by itself.
    pub suspended_until: Option<String>,
    /// Why, in staff's words.
    pub suspension_reason: Option<String>,
    /// Whether the person has confirmed the e-mail address, or staff has.
    pub confirmed: bool,
    /// Whether too many failed sign-ins have locked the account for a while.
    pub locked: bool,
    /// Whether the next sign-in asks for a new password.
    pub must_change_password: bool,
    /// `deleted`, `suspended`, `locked`, `unconfirmed` or `active`: the first that holds.
    pub status: String,
    /// Keys of the roles held at site level.
    pub system_roles: Vec<String>,
    /// Keys of the cohorts the person is in.
    pub cohorts: Vec<String>,
    /// Custom profile fields by short name.
    pub profile: BTreeMap<String, serde_json::Value>,
    /// The id that an identity provider gave.
    pub external_id: Option<String>,
    /// When the account was made.
    pub created_at: String,
    /// When it was last changed by anybody.
    pub updated_at: String,
    /// When it was deleted; until it is purged it can be restored.
    #[serde(default)]
    pub deleted_at: Option<String>,
    /// From when on a deleted account is purged, and can't be restored any more.
    #[serde(default)]
    pub purge_at: Option<String>,
    /// The first time the person was seen.
    pub first_access_at: Option<String>,
    /// The last time the person was seen, at most five minutes old.
    pub last_access_at: Option<String>,
    /// The address the person was last seen at.
    pub last_ip: Option<String>,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// A new account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "username": "anna.bauer", "email": "anna.bauer@example.org", "first_name": "Anna", "last_name": "Bauer",
    "department": "Sales", "language": "de-AT", "send_invitation": true
})))]
pub struct CreateUser {
    /// 1 to 100 characters of `a-z 0-9 - _ . @`.
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub username: String,
    /// An address of RFC 5321.
    #[cfg_attr(feature = "validate", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// Given name.
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub first_name: String,
    /// Family name.
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub last_name: String,
    /// As in `User`.
    pub id_number: Option<String>,
    /// As in `User`.
    pub institution: Option<String>,
    /// As in `User`.
    pub department: Option<String>,
    /// As in `User`.
    pub phone: Option<String>,
    /// As in `User`.
    pub mobile_phone: Option<String>,
    /// As in `User`.
    pub address: Option<String>,
    /// As in `User`.
    pub city: Option<String>,
    /// As in `User`.
    pub country: Option<String>,
    /// As in `User`.
    pub language: Option<String>,
    /// As in `User`.
    pub timezone: Option<String>,
    /// As in `User`.
    pub description: Option<String>,
    /// Missing: `manual`.
    pub auth_method: Option<String>,
    /// As in `User`.
    pub external_id: Option<String>,
    /// Missing: the account has no password until one is set by a link.
    pub password: Option<String>,
    /// Whether to e-mail an invitation to set a password.
    pub send_invitation: Option<bool>,
    /// Whether the first sign-in asks for a new password.
    pub must_change_password: Option<bool>,
    /// Custom profile fields by short name; those that are required have to be there.
    #[serde(default, deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, serde_json::Value>>))]
    pub profile: BTreeMap<String, serde_json::Value>,
}

/// A merge patch on an account: missing members stay as they are, `null` empties.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "department": "Research", "phone": null, "profile": { "contract": "Temporary" } })))]
pub struct UpdateUser {
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub username: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub email: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub first_name: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub last_name: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id_number: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub institution: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub department: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mobile_phone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub address: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub city: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub country: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub language: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub timezone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub auth_method: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub external_id: Patch<String>,
    /// Keys of the roles to hold at site level, in place of those held.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub system_roles: Patch<Vec<String>>,
    /// The cohorts to be in, each by its key, name or id, in place of those the person is in. Cohorts that a rule fills are left as
    /// they are: who is in one may name it.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub cohorts: Patch<Vec<String>>,
    /// Custom profile fields by short name; those that are missing stay as they are, `null` empties.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, serde_json::Value>>))]
    pub profile: BTreeMap<String, serde_json::Value>,
}

/// A merge patch on the caller's own account, of the fields that users may change themselves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "city": "Graz", "language": "de-AT", "phone": null })))]
pub struct UpdateMe {
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub first_name: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub last_name: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mobile_phone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub address: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub city: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub country: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub language: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub timezone: Patch<String>,
    /// As in `User`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<String>,
    /// Custom profile fields that users may change themselves, by short name; `null` empties.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, serde_json::Value>>))]
    pub profile: BTreeMap<String, serde_json::Value>,
}

/// How to suspend one account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "reason": "On leave", "until": "2026-09-01T00:00:00Z" })))]
pub struct Suspend {
    /// The method to set besides: missing means `nologin`, `null` leaves the method alone.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub set_auth_method: Patch<String>,
    /// Why; kept in the history. At most 1,000 characters. Of an account that is suspended already, missing leaves the reason
    /// alone, and `null` empties it.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub reason: Patch<String>,
    /// When the suspension ends by itself; without a zone it is meant in the site's. `null` is never.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub until: Patch<String>,
}

/// How to activate one account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "restore_auth_method": true })))]
pub struct Activate {
    /// Whether the method from before the suspension comes back; missing means yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_auth_method: Option<bool>,
}

/// One thing that was done to an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "at": "2026-03-01T09:30:00.000Z", "actor": { "id": "0199a000-0000-7000-8000-000000000001", "username": "admin" },
    "action": "user.suspended", "subject": { "kind": "user", "id": "0199a000-0000-7000-8000-000000000002" },
    "context": { "kind": "site" }, "before": { "suspended": false, "auth_method": "manual" },
    "after": { "suspended": true, "auth_method": "nologin" }, "batch_id": null, "reason": "On leave"
})))]
pub struct HistoryEntry {
    /// When.
    pub at: String,
    /// Who did it; `null` for the system itself.
    pub actor: Option<Actor>,
    /// What, such as `user.suspended`.
    pub action: String,
    /// What it is about.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Where it counts.
    #[serde(default = "Context::site")]
    pub context: Context,
    /// The previous values of the changed fields.
    pub before: serde_json::Value,
    /// The same fields as they are now.
    pub after: serde_json::Value,
    /// The batch it was a part of.
    pub batch_id: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
}

/// A thing of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    /// What kind of thing, such as `user`, `cohort`, `role`.
    pub kind: String,
    /// Its id, or its key if it has none.
    pub id: String,
}

/// A person, by id and names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// The account.
    pub id: String,
    /// Its name to sign in with.
    pub username: String,
    /// First and last name.
    pub full_name: String,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// The account.
    pub id: String,
    /// Its name to sign in with.
    pub username: String,
}
