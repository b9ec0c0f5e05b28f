//! Signing in and out, and one's own account.

use serde::{Deserialize, Serialize};

use crate::users::User;

/// What a person signs in with.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
pub struct Me {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// The capabilities held at site level, such as `users.suspend`.
    pub capabilities: Vec<String>,
}

/// A new password for oneself.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password in use.
    pub current_password: String,
    /// The password to use from now on.
    pub new_password: String,
}
