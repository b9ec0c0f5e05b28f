//! Roles and what they allow.

use rollcall_wire::Page;
use rollcall_wire::roles::Role;
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;

/// All of them.
pub async fn list(signal: &AbortSignal) -> Result<Vec<Role>, Failure> {
    let page: Page<Role> = Call::get("/roles?limit=500").signal(Some(signal)).fetch().await?;
    Ok(page.items)
}
