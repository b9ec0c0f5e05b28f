use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::users::access;
use rollcall_wire::users::User;
use rollcall_wire::{Nothing, Problem};

use super::view;
use crate::extract::{Body, IdempotencyKey, IfMatch, May, permissions};
use crate::once::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Unlock an account
///
/// Needs `users.update`. Lets somebody sign in again at once who was locked out by failed sign-ins.
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
#[post("/users/{id}/unlock")]
pub async fn unlock(
    state: web::Data<AppState>,
    may: May<permissions::UsersUpdate>,
    id: web::Path<String>,
    if_match: IfMatch,
    key: IdempotencyKey,
    body: Body<Nothing>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (view::id(&id)?, state.now(), may.caller.actor.clone());
    change(state, &may.caller, key, &body.bytes, move |conn| {
        let account = access::unlock(conn, &actor, now, id, if_match.0)?;
        Ok(Reply::new(StatusCode::OK, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
    })
    .await
}
