use actix_web::{HttpResponse, delete, web};
use rollcall_domain::users::deletion;

use super::view;
use crate::extract::{IfMatch, May, permissions};
use crate::idempotent::etag;
use crate::problem::Failure;
use crate::state::AppState;

/// Delete an account
///
/// Needs `users.delete`. The account is in no list from now on and cannot sign in; all its sessions end. Its username and
/// e-mail address stay reserved, and it can be restored, until the retention time ends (30 days unless set otherwise) and
/// it is purged for good.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted; the `ETag` is for `If-Match` of a restore"),
        (status = 403, description = "One's own account, or an administrator's"),
        (status = 404, description = "No such account, or deleted already"),
        (status = 409, description = "The last administrator")
    )
)]
#[delete("/users/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::UsersDelete>,
    id: web::Path<String>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (view::id(&id)?, state.now(), may.caller.actor);
    let account = state.write(move |conn| deletion::delete(conn, &actor, now, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().insert_header(("ETag", etag(account.version))).finish())
}
