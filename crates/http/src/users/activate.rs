use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::Actor;
use rollcall_domain::db::Conn;
use rollcall_domain::users::commands;
use rollcall_domain::users::rules::SuspensionRequest;
use rollcall_wire::users::{Activate, User};

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Activate an account
///
/// Needs `users.suspend`. Unless told otherwise the method from before the suspension comes back; the
/// password was never touched.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Activate,
    responses(
        (status = 200, description = "The account as it is now", body = User)
    )
)]
#[post("/users/{id}/activate")]
pub async fn activate(may: May<permissions::UsersSuspend>, one: OneAccount<Activate>) -> Result<HttpResponse, Failure> {
    let restore = one.asked.restore_auth_method.unwrap_or(true);
    let request = SuspensionRequest { suspended: Some(false), restore, ..Default::default() };
    let work = move |conn: &mut Conn, actor: &Actor, now, id, version| {
        commands::suspend_or_activate(conn, actor, now, id, version, &request)
    };
    one.call.answer(&may.caller, StatusCode::OK, work).await
}
