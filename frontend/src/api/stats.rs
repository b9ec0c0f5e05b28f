//! Figures for the overview.

use rollcall_wire::stats::AccountStats;
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;

/// Accounts by status and sign-ins by day.
pub async fn accounts(signal: &AbortSignal) -> Result<AccountStats, Failure> {
    Call::get("/stats/accounts").signal(Some(signal)).fetch().await
}
