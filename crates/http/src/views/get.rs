use actix_web::{HttpResponse, get, web};
use rollcall_domain::views::Content;
use rollcall_wire::views::View;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::saved_items;
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
    saved_items::get::<Content>(&state, &may.caller.actor, &id).await
}
