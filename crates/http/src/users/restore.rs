use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::users::deletion;
use rollcall_wire::users::User;
use rollcall_wire::{Nothing, Problem};

use super::single::OneAccount;
use crate::extract::{May, permissions};
use crate::problem::Failure;

/// Restore a deleted account
///
/// Needs `users.delete`. It comes back as it was, suspended if it was; whoever was signed in signs in again.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 404, description = "No such account, or purged", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed since the version in `If-Match`", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/users/{id}/restore")]
pub async fn restore(may: May<permissions::UsersDelete>, one: OneAccount<Nothing>) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, deletion::restore).await
}
