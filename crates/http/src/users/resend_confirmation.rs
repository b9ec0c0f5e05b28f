use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::users::access;
use rollcall_wire::users::User;
use rollcall_wire::{Nothing, Problem};

use super::single::OneAccount;
use crate::extract::{May, permissions};
use crate::problem::Failure;

/// Send the confirmation again
///
/// Needs `users.update`. E-mails the link to prove the address once more.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    request_body = Nothing,
    responses(
        (status = 202, description = "The account; the mail waits to be sent", body = User),
        (status = 403, description = "An administrator's account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The account is confirmed already", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed since the version in `If-Match`", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/users/{id}/resend-confirmation")]
pub async fn resend_confirmation(
    may: May<permissions::UsersUpdate>,
    one: OneAccount<Nothing>,
) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::ACCEPTED, access::resend_confirmation).await
}
