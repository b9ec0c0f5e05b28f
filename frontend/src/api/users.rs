//! Accounts.

use rollcall_wire::Page;
use rollcall_wire::auth::SessionInfo;
use rollcall_wire::users::{Activate, HistoryEntry, Suspend, User};
use serde_json::{Map, Value};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

/// One page of the accounts that a query means.
pub async fn list(query: &Query, signal: &AbortSignal) -> Result<Page<User>, Failure> {
    Call::get(query.on("/users")).signal(Some(signal)).fetch().await
}

/// One account.
pub async fn get(id: &str, signal: Option<&AbortSignal>) -> Result<User, Failure> {
    Call::get(path(id, "")).signal(signal).fetch().await
}

/// Changes details, if the account is still as it was seen.
pub async fn update(user: &User, changes: &Map<String, Value>) -> Result<User, Failure> {
    Call::patch(path(&user.id, "")).if_match(user.version).json(changes).fetch().await
}

/// What was done to an account, latest first.
pub async fn history(id: &str, query: &Query, signal: &AbortSignal) -> Result<Page<HistoryEntry>, Failure> {
    Call::get(query.on(&path(id, "/history"))).signal(Some(signal)).fetch().await
}

/// Where a person is signed in.
pub async fn sessions(id: &str, signal: &AbortSignal) -> Result<Page<SessionInfo>, Failure> {
    Call::get(path(id, "/sessions")).signal(Some(signal)).fetch().await
}

/// Does something that needs no more than its name, if the account is still as it was seen.
pub async fn simply(user: &User, action: &str) -> Result<(), Failure> {
    act(user, action).send().await.map(|_| ())
}

/// Deletes an account, which can be restored for a while.
pub async fn delete(user: &User) -> Result<(), Failure> {
    Call::delete(path(&user.id, "")).if_match(user.version).send().await.map(|_| ())
}

fn path(id: &str, rest: &str) -> String {
    format!("/users/{}{rest}", encode(id))
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
    Call::post(path(&user.id, &format!("/{action}"))).if_match(user.version)
}
