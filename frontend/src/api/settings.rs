//! The site's settings.

use rollcall_wire::Page;
use rollcall_wire::settings::{Setting, UpdateSettings};
use rollcall_wire::users::HistoryEntry;
use serde_json::Value;
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

/// All of them, in the order in which they are shown.
pub async fn list(signal: &AbortSignal) -> Result<Page<Setting>, Failure> {
    Call::get("/settings").signal(Some(signal)).fetch().await
}

/// Gives a setting a value; null is its default.
pub async fn change(name: &str, value: Value) -> Result<Page<Setting>, Failure> {
    let changes = UpdateSettings([(name.to_owned(), value)].into_iter().collect());
    Call::patch("/settings").json(&changes).fetch().await
}

/// What was done to a setting, latest first.
pub async fn history(name: &str, query: &Query, signal: &AbortSignal) -> Result<Page<HistoryEntry>, Failure> {
    let path = format!("/settings/{}/history", encode(name));
    Call::get(query.on(&path)).signal(Some(signal)).fetch().await
}
