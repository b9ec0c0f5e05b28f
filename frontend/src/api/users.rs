//! Accounts.

use rollcall_wire::Page;
use rollcall_wire::users::{Activate, Suspend, User};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

/// One page of the accounts that a query means.
pub async fn list(query: &Query, signal: &AbortSignal) -> Result<Page<User>, Failure> {
    Call::get(query.on("/users")).signal(Some(signal)).fetch().await
}

/// Blocks sign-in, if the account is still as it was seen.
pub async fn suspend(user: &User, how: &Suspend) -> Result<User, Failure> {
    act(user, "suspend").json(how).fetch().await
}

/// Lets the person sign in again, if the account is still as it was seen.
pub async fn activate(user: &User, how: &Activate) -> Result<User, Failure> {
    act(user, "activate").json(how).fetch().await
}

fn act(user: &User, action: &str) -> Call {
    Call::post(format!("/users/{}/{action}", encode(&user.id))).if_match(user.version)
}
