use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::auth::access;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Sign a user out everywhere
///
/// Needs `users.support` (or `users.update`). Every token of the person is refused from the next request on; they may sign in again.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "An administrator's account")
    )
)]
#[post("/users/{id}/sign-out")]
pub async fn sign_out(may: May<permissions::UsersSupport>, one: OneAccount<Nothing>) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, access::sign_out).await
}
