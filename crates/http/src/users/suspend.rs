use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use rollcall_domain::db::Conn;
use rollcall_domain::settings::Settings;
use rollcall_domain::users::commands;
use rollcall_domain::users::rules::SuspensionRequest;
use rollcall_domain::users::values::AuthMethod;
use rollcall_domain::{Actor, Error, Result, time};
use rollcall_wire::Patch;
use rollcall_wire::users::{Suspend, User};

use super::single::OneAccount;
use crate::extract::{IdempotencyKey, IfMatch, May, permissions};
use crate::problem::Failure;

/// Suspend an account
///
/// Needs `users.suspend`. Blocks sign-in at once: every token of the person is refused from the next
/// request on. Unless told otherwise the method becomes "No login", and the one before is remembered.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch, IdempotencyKey),
    request_body = Suspend,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "One's own account, or an administrator's"),
        (status = 409, description = "The last administrator")
    )
)]
#[post("/users/{id}/suspend")]
pub async fn suspend(may: May<permissions::UsersSuspend>, one: OneAccount<Suspend>) -> Result<HttpResponse, Failure> {
    let asked = one.asked;
    let work = move |conn: &mut Conn, actor: &Actor, now, id, version| {
        let request = request(conn, asked)?;
        commands::suspend_or_activate(conn, actor, now, id, version, &request)
    };
    one.call.answer(&may.caller, StatusCode::OK, work).await
}

fn request(conn: &mut Conn, body: Suspend) -> Result<SuspensionRequest> {
    let on_suspend = match body.set_auth_method {
        Patch::Missing => Some(AuthMethod::NoLogin),
        Patch::Null => None,
        Patch::Value(name) => Some(AuthMethod::parse("set_auth_method", &name)?),
    };
    let until = match body.until {
        Patch::Missing => None,
        Patch::Null => Some(None),
        Patch::Value(text) => {
            let until = time::parse(&text, &Settings::load(conn)?.timezone);
            Some(Some(until.ok_or_else(|| {
                Error::invalid("until", "invalid_value", "\"until\" is a time such as 2026-03-01T09:30:00Z.")
            })?))
        }
    };
    Ok(SuspensionRequest {
        suspended: Some(true),
        on_suspend,
        reason: body.reason.into_option().map(Option::unwrap_or_default),
        until,
        ..Default::default()
    })
}
