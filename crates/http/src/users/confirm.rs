use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::users::access;
use rollcall_wire::users::User;
use rollcall_wire::{Nothing, Problem};

use super::single::OneAccount;
use crate::extract::{May, permissions};
use crate::problem::Failure;

/// Confirm an account
///
/// Needs `users.update`. Takes the e-mail address to be proven, so that the person can sign in.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "An administrator's account", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed since the version in `If-Match`", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/users/{id}/confirm")]
pub async fn confirm(may: May<permissions::UsersUpdate>, one: OneAccount<Nothing>) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, access::confirm).await
}
