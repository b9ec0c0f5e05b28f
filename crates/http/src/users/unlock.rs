use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::auth::access;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Unlock an account
///
/// Needs `users.support` (or `users.update`). A user who was locked out by failed sign-ins can sign in again at once.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "An administrator's account")
    )
)]
#[post("/users/{id}/unlock")]
pub async fn unlock(may: May<permissions::UsersSupport>, one: OneAccount<Nothing>) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, access::unlock).await
}
