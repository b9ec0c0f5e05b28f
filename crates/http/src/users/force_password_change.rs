use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::auth::access;
use rollcall_wire::Nothing;
use rollcall_wire::users::User;

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Ask for a new password
///
/// Needs `users.update`. The next sign-in asks the person to choose a new password.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "An administrator's account")
    )
)]
#[post("/users/{id}/force-password-change")]
pub async fn force_password_change(
    may: May<permissions::UsersUpdate>,
    one: OneAccount<Nothing>,
) -> Result<HttpResponse, Failure> {
    one.call.answer(&may.caller, StatusCode::OK, access::force_password_change).await
}
