use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::saved_items::store;
use rollcall_wire::batch_presets::BatchPreset;

use super::show;
use crate::extract::{May, permissions};
use crate::idempotent::etag;
use crate::problem::Failure;
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
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let id = show::id(&id)?;
    let preset = state.read(move |conn| store::find(conn, user, id)).await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(preset.version))).json(show::preset(preset, &may.caller.actor)))
}
