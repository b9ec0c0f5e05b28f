use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::auth::access;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Send a link for a new password
///
/// Needs `users.support` (or `users.update`). The person chooses the password; the old one works until then. No user can choose it for another.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 202, description = "The account; the mail waits to be sent", body = User),
        (status = 403, description = "An administrator's account"),
        (status = 409, description = "The person has no password here, or is suspended")
    )
)]
#[post("/users/{id}/reset-password")]
pub async fn reset_password(
    may: May<permissions::UsersSupport>,
    one: OneAccount<Nothing>,
) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::ACCEPTED, access::reset_password).await
}
