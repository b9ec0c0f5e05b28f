use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::users::deletion;
use rollcall_wire::users::User;
use rollcall_wire::{Nothing, Problem};

use super::view;
use crate::extract::{Body, IdempotencyKey, IfMatch, May, permissions};
use crate::once::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

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
pub async fn restore(
    state: web::Data<AppState>,
    may: May<permissions::UsersDelete>,
    id: web::Path<String>,
    if_match: IfMatch,
    key: IdempotencyKey,
    body: Body<Nothing>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (view::id(&id)?, state.now(), may.caller.actor.clone());
    change(state, &may.caller, key, &body.bytes, move |conn| {
        let account = deletion::restore(conn, &actor, now, id, if_match.0)?;
        Ok(Reply::new(StatusCode::OK, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
    })
    .await
}
