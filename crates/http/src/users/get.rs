use actix_web::{HttpResponse, get, web};
use rollcall_domain::users::store;
use rollcall_wire::users::User;

use super::view;
use crate::extract::{May, permissions};
use crate::idempotent::etag;
use crate::problem::Failure;
use crate::state::AppState;

/// One account
///
/// Needs `users.view`. The `ETag` is the account's version, for `If-Match`.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = 200, description = "The account", body = User),
        (status = 404, description = "No such account")
    )
)]
#[get("/users/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (view::id(&id)?, state.now(), may.caller.actor);
    let user = state
        .read(move |conn| {
            let account = store::find(conn, id)?;
            view::with_roles(conn, &account, &actor, now)
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(user.version))).json(user))
}
