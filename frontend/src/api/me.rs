//! One's own account: details, sign-ins, tokens for programs.

use std::rc::Rc;

use rollcall_wire::Page;
use rollcall_wire::auth::{ApiToken, CreateApiToken, Me, SessionInfo};
use rollcall_wire::profile::ProfileField;
use serde_json::{Map, Value};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::encode;

/// The account.
pub async fn get(signal: Option<&AbortSignal>) -> Result<Me, Failure> {
    Call::get("/me").signal(signal).fetch().await
}

/// Changes details, if the account still has this version.
pub async fn update(version: i64, changes: &Map<String, Value>) -> Result<Me, Failure> {
    Call::patch("/me").if_match(version).json(changes).fetch().await
}

/// The custom fields of the account.
pub async fn profile_fields(signal: &AbortSignal) -> Result<Rc<Vec<ProfileField>>, Failure> {
    let page: Page<ProfileField> = Call::get("/me/profile-fields").signal(Some(signal)).fetch().await?;
    Ok(Rc::new(page.items))
}

/// Where one is signed in, the latest first.
pub async fn sessions(signal: &AbortSignal) -> Result<Page<SessionInfo>, Failure> {
    Call::get("/me/sessions").signal(Some(signal)).fetch().await
}

/// Ends one sign-in.
pub async fn end_session(id: &str) -> Result<(), Failure> {
    Call::delete(format!("/me/sessions/{}", encode(id))).send().await.map(|_| ())
}

/// Ends all sign-ins but this one.
pub async fn end_other_sessions() -> Result<(), Failure> {
    Call::delete("/me/sessions").send().await.map(|_| ())
}

/// The tokens, without their secrets.
pub async fn tokens(signal: &AbortSignal) -> Result<Page<ApiToken>, Failure> {
    Call::get("/me/tokens?limit=500").signal(Some(signal)).fetch().await
}

/// Makes a token; its secret is in this answer only.
pub async fn create_token(token: &CreateApiToken) -> Result<ApiToken, Failure> {
    Call::post("/me/tokens").json(token).fetch().await
}

/// Deletes a token.
pub async fn delete_token(id: &str) -> Result<(), Failure> {
    Call::delete(format!("/me/tokens/{}", encode(id))).send().await.map(|_| ())
}
