use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::users::deletion;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Restore a deleted account
///
/// Needs `users.delete`. It comes back unchanged, suspended if it was suspended; the person has to sign in again.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 404, description = "No such account, or purged")
    )
)]
#[post("/users/{id}/restore")]
pub async fn restore(may: May<permissions::UsersDelete>, one: OneAccount<Nothing>) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, deletion::restore).await
}
