//! Whether an account can sign in: said once, for the guard of the last administrator, for sessions and tokens, and for work
//! that goes on in a user's name.
//!
//! Whether failed sign-ins have locked it for some minutes is not a part of it: that passes by itself.

use diesel::prelude::*;

use super::model::Account;
use super::values::AuthMethod;
use crate::db::schema::users;

/// The only method by which people sign in here so far.
pub const METHOD: AuthMethod = AuthMethod::Manual;

/// What of an account decides whether it can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInState<'a> {
    /// Whether it is deleted.
    pub is_deleted: bool,
    /// Whether it is suspended.
    pub is_suspended: bool,
    /// How it signs in.
    pub method: &'a str,
    /// Whether its address is proved.
    pub is_confirmed: bool,
}

impl SignInState<'_> {
    /// Why it cannot sign in, for the log; `None` if it can.
    pub fn obstacle(self) -> Option<&'static str> {
        if self.is_deleted {
            Some("deleted")
        } else if self.is_suspended {
            Some("suspended")
        } else if self.method != METHOD.name() {
            Some("another method")
        } else if !self.is_confirmed {
            Some("unconfirmed")
        } else {
            None
        }
    }
}

impl Account {
    /// Whether it can sign in.
    pub fn can_sign_in(&self) -> bool {
        let state = SignInState {
            is_deleted: self.deleted_at.is_some(),
            is_suspended: self.suspended,
            method: &self.auth_method,
            is_confirmed: self.confirmed,
        };
        state.obstacle().is_none()
    }
}

/// The same as a condition on accounts.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn can_sign_in() -> _ {
    let method: &'static str = METHOD.name();
    users::deleted_at
        .is_null()
        .and(users::suspended.eq(false))
        .and(users::confirmed.eq(true))
        .and(users::auth_method.eq(method))
}
