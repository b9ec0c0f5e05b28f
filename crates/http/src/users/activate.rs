use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::users::commands;
use rollcall_domain::users::rules::SuspensionRequest;
use rollcall_wire::Problem;
use rollcall_wire::users::{Activate, User};

use super::view;
use crate::extract::{Body, IdempotencyKey, IfMatch, May, permissions};
use crate::once::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Activate an account
///
/// Needs `users.suspend`. Unless told otherwise the method from before the suspension comes back; the
/// password was never touched.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    request_body = Activate,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 412, description = "Changed since the version in `If-Match`", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/users/{id}/activate")]
pub async fn activate(
    state: web::Data<AppState>,
    may: May<permissions::UsersSuspend>,
    id: web::Path<String>,
    if_match: IfMatch,
    key: IdempotencyKey,
    body: Body<Activate>,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (view::id(&id)?, state.now());
    let restore = body.value.restore_auth_method.unwrap_or(true);
    let request = SuspensionRequest { suspended: Some(false), restore, ..Default::default() };
    let actor = may.caller.actor.clone();
    change(state, &may.caller, key, &body.bytes, move |conn| {
        let account = commands::suspend_or_activate(conn, &actor, now, id, if_match.0, &request)?;
        Ok(Reply::new(StatusCode::OK, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
    })
    .await
}
