use actix_web::{HttpResponse, delete, web};
use rollcall_domain::presets::Settings;

use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Delete a preset
///
/// Needs `batches.create`, and that it is one's own. Others who used it see it no longer.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The preset's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such preset")
    )
)]
#[delete("/batch-presets/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::BatchesCreate>,
    id: web::Path<String>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    saved_items::delete::<Settings>(&state, may.caller.actor, &id, if_match).await
}
