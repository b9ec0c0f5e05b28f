use actix_web::{HttpResponse, delete, web};
use rollcall_domain::views::Content;

use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
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
    saved_items::delete::<Content>(&state, may.caller.actor, &id, if_match).await
}
