//! Mail of the site: how it fares, and the addresses that get none.

use rollcall_wire::Page;
use rollcall_wire::mail::{MailStatus, Suppression};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

/// How much waits, and how the rest has ended.
pub async fn status(signal: &AbortSignal) -> Result<MailStatus, Failure> {
    Call::get("/mail").signal(Some(signal)).fetch().await
}

/// One page of the addresses that get no mail.
pub async fn suppressions(query: &Query, signal: &AbortSignal) -> Result<Page<Suppression>, Failure> {
    Call::get(query.on("/mail/suppressions")).signal(Some(signal)).fetch().await
}

/// Sends mails to an address again.
pub async fn lift(address: &str) -> Result<(), Failure> {
    Call::delete(format!("/mail/suppressions/{}", encode(address))).send().await.map(|_| ())
}
