use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::auth::access;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Send the confirmation again
///
/// Needs `users.support` (or `users.update`). E-mails the link to prove the address once more.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 202, description = "The account; the mail waits to be sent", body = User),
        (status = 403, description = "An administrator's account"),
        (status = 409, description = "The account is confirmed already")
    )
)]
#[post("/users/{id}/resend-confirmation")]
pub async fn resend_confirmation(
    may: May<permissions::UsersSupport>,
    one: OneAccount<Nothing>,
) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::ACCEPTED, access::resend_confirmation).await
}
