//! How one is told of things, and who may write to one.

use rollcall_wire::mail::{Notifications, UpdateNotifications};
use rollcall_wire::messages::{MessagePreferences, UpdateMessagePreferences};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;

/// How one is told of things.
pub async fn get(signal: &AbortSignal) -> Result<Notifications, Failure> {
    Call::get("/me/notifications").signal(Some(signal)).fetch().await
}

/// Changes some of it.
pub async fn update(changes: &UpdateNotifications) -> Result<Notifications, Failure> {
    Call::patch("/me/notifications").json(changes).fetch().await
}

/// Who may write to one.
pub async fn preferences(signal: &AbortSignal) -> Result<MessagePreferences, Failure> {
    Call::get("/me/preferences").signal(Some(signal)).fetch().await
}

/// Changes that.
pub async fn prefer(changes: &UpdateMessagePreferences) -> Result<MessagePreferences, Failure> {
    Call::patch("/me/preferences").json(changes).fetch().await
}
