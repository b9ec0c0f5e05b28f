use actix_web::{HttpResponse, get, web};
use rollcall_domain::presets::Settings;
use rollcall_wire::batch_presets::BatchPreset;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// One preset
///
/// Needs `batches.view`. The `ETag` is the preset's version, for `If-Match`.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The preset's id")),
    responses(
        (status = 200, description = "The preset", body = BatchPreset),
        (status = 404, description = "No such preset, or another user's that is not shared")
    )
)]
#[get("/batch-presets/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    saved_items::get::<Settings>(&state, &may.caller.actor, &id).await
}
