//! Signing in and out, and one's own account.

use serde::{Deserialize, Serialize};

use crate::users::User;

/// What a person signs in with.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "username": "anna.bauer", "password": "orbit lantern sparrow dune" })))]
pub struct Login {
    /// The username; case does not matter.
    #[cfg_attr(feature = "validate", validate(length(max = 320)))]
    pub username: String,
    /// The password, as typed.
    #[cfg_attr(feature = "validate", validate(length(max = 1000)))]
    pub password: String,
    /// The code of the second factor, where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

/// A fresh access token and who it stands for.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.not-a-real-token", "token_type": "Bearer", "expires_in": 900,
    "user": {
    "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "email": "anna.bauer@example.org",
    "first_name": "Anna", "last_name": "Bauer", "full_name": "Anna Bauer", "id_number": "004711", "institution": null,
    "department": "Sales", "phone": "+43 1 234567", "mobile_phone": null, "address": null, "city": "Wien", "country": "AT",
    "language": "de-AT", "timezone": "Europe/Vienna", "description": null, "auth_method": "manual", "suspended": false,
    "suspended_until": null, "suspension_reason": null, "confirmed": true, "locked": false, "must_change_password": false,
    "status": "active", "system_roles": [], "cohorts": [], "profile": { "contract": "Permanent" }, "external_id": null,
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "deleted_at": null,
    "first_access_at": null, "last_access_at": null, "last_ip": null, "version": 1,
    "capabilities": ["me.read", "me.write"]
    }
})))]
pub struct Session {
    /// The JWT for the header `Authorization: Bearer ...`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the token ends.
    pub expires_in: i64,
    /// Who signed in.
    pub user: Me,
}

/// One's own account, and what one may do.
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
    "first_access_at": null, "last_access_at": null, "last_ip": null, "version": 1,
    "capabilities": ["me.read", "me.write"]
})))]
pub struct Me {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// The capabilities held at site level, such as `users.suspend`.
    pub capabilities: Vec<String>,
}

/// A new password for the caller.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "current_password": "orbit lantern sparrow dune", "new_password": "meadow copper violin rain"
})))]
pub struct ChangePassword {
    /// The password in use.
    pub current_password: String,
    /// The password to use from now on.
    pub new_password: String,
}

/// A sign-in that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000005", "created_at": "2026-03-01T09:30:00.000Z",
    "last_renewed_at": "2026-03-01T09:45:00.000Z", "expires_at": "2026-03-31T09:30:00.000Z", "address": "192.0.2.17",
    "user_agent": "curl/8.5.0"
})))]
pub struct SessionInfo {
    /// Its identity.
    pub id: String,
    /// When the person signed in.
    pub created_at: String,
    /// When it was last renewed; about when the person was last at work in it.
    pub last_renewed_at: String,
    /// When it ends unless it is renewed.
    pub expires_at: String,
    /// The address that the person signed in from.
    pub address: Option<String>,
    /// The program that the person signed in with.
    pub user_agent: Option<String>,
    /// Whether it is the one that asks.
    #[serde(default)]
    pub current: bool,
}

/// Request for a link to reset a forgotten password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "email": "anna.bauer@example.org" })))]
pub struct ForgottenPassword {
    /// The account's e-mail address.
    pub email: String,
}

/// A password that is set by a link.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "token": "AZmhAAAAcAC...", "password": "orbit lantern sparrow dune"
})))]
pub struct ChosenPassword {
    /// What stands behind the `#` of the link.
    pub token: String,
    /// At least 15 characters, and hard to guess.
    pub password: String,
}

/// What makes a link in a mail one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "token": "AZmhAAAAcAC..." })))]
pub struct LinkToken {
    /// What stands behind the `#` of the link.
    pub token: String,
}

/// A new e-mail address for the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "email": "anna.berg@example.org" })))]
pub struct ChangeEmail {
    /// The address to use from now on.
    pub email: String,
}

/// A token for programs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000004", "token": "rct_Zm9yIGV4YW1wbGUgb25seSwgbm90IGEgcmVhbCB0b2tlbg",
    "name": "HR system", "scopes": ["users.view", "batches.create", "batches.apply", "users.suspend"],
    "created_at": "2026-03-01T09:30:00.000Z", "expires_at": "2027-03-01T00:00:00.000Z", "last_used_at": null
})))]
pub struct ApiToken {
    /// Its identity.
    pub id: String,
    /// The secret for the header `Authorization: Bearer ...`; only in the answer that makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What its owner calls it.
    pub name: String,
    /// The capabilities that it is for.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
    /// When it was last used, at most five minutes old.
    pub last_used_at: Option<String>,
}

/// A new token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "HR system", "scopes": ["users.view", "batches.create", "batches.apply", "users.suspend"],
    "expires_at": "2027-03-01T00:00:00Z"
})))]
pub struct CreateApiToken {
    /// 1 to 100 characters.
    pub name: String,
    /// Names of capabilities that one holds.
    pub scopes: Vec<String>,
    /// Any time to come; missing: in 90 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}
