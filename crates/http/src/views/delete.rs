use actix_web::{HttpResponse, delete, web};
use rollcall_domain::saved_items::store;
use rollcall_domain::views::Content;

use super::show;
use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Delete a saved view
///
/// Needs `users.view`, and that it is one's own. Others who used it see it no longer.
#[utoipa::path(
    tag = "Views",
    params(("id" = String, Path, description = "The view's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such view")
    )
)]
#[delete("/views/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (show::id(&id)?, state.now(), may.caller.actor);
    state.write(move |conn| store::delete::<Content>(conn, &actor, now, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
