//! Custom profile fields.

use std::rc::Rc;

use rollcall_wire::Page;
use rollcall_wire::profile::{CreateProfileField, ProfileField, UpdateProfileField};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

fn path(field: &ProfileField) -> String {
    format!("/profile-fields/{}", encode(&field.id))
}

/// All of them, the oldest first.
pub async fn list(signal: &AbortSignal) -> Result<Rc<Vec<ProfileField>>, Failure> {
    let page: Page<ProfileField> = Call::get("/profile-fields?limit=500").signal(Some(signal)).fetch().await?;
    Ok(Rc::new(page.items))
}

/// Sets a field up.
pub async fn create(field: &CreateProfileField) -> Result<ProfileField, Failure> {
    Call::post("/profile-fields").json(field).fetch().await
}

/// Changes a field, if it is still as it was seen.
pub async fn update(field: &ProfileField, changes: &UpdateProfileField) -> Result<ProfileField, Failure> {
    Call::patch(path(field)).if_match(field.version).json(changes).fetch().await
}

/// Deletes a field with its values, where the number of accounts that lose one is confirmed.
pub async fn delete(field: &ProfileField, confirm_affected: Option<i64>) -> Result<(), Failure> {
    let query = Query::default().with_some("confirm_affected", confirm_affected);
    Call::delete(query.on(&path(field))).if_match(field.version).send().await.map(|_| ())
}
