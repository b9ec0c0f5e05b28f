use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::saved_items::store;
use rollcall_wire::views::View;

use super::show;
use crate::extract::{May, permissions};
use crate::idempotent::etag;
use crate::problem::Failure;
use crate::state::AppState;

/// One saved view
///
/// Needs `users.view`. The `ETag` is the view's version, for `If-Match`.
#[utoipa::path(
    tag = "Views",
    params(("id" = String, Path, description = "The view's id")),
    responses(
        (status = 200, description = "The view", body = View),
        (status = 404, description = "No such view, or another user's that is not shared")
    )
)]
#[get("/views/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let id = show::id(&id)?;
    let view = state.read(move |conn| store::find(conn, user, id)).await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(view.version))).json(show::view(view, &may.caller.actor)))
}
