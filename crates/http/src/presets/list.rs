use actix_web::{HttpResponse, get, web};
use rollcall_domain::presets::Settings;
use rollcall_wire::Page;
use rollcall_wire::batch_presets::BatchPreset;

use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Browse saved settings for files
///
/// Needs `batches.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Batches",
    params(Paging),
    responses(
        (status = 200, description = "A page of presets", body = Page<BatchPreset>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/batch-presets")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    saved_items::list::<Settings>(&state, &may.caller.actor, &paging).await
}
