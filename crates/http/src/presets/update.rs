use actix_web::{HttpResponse, patch, web};
use rollcall_domain::Error;
use rollcall_domain::presets::Settings;
use rollcall_domain::saved_items::Changes;
use rollcall_wire::batch_presets::{BatchPreset, UpdateBatchPreset};

use crate::extract::{Body, IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Change a preset
///
/// Needs `batches.create`, and that it is one's own. A JSON merge patch; `settings` are replaced as a whole.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The preset's id"), IfMatch),
    request_body = UpdateBatchPreset,
    responses(
        (status = 200, description = "The preset as it is now", body = BatchPreset),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such preset"),
        (status = 409, description = "Another of one's own presets has this name")
    )
)]
#[patch("/batch-presets/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::BatchesCreate>,
    id: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateBatchPreset>,
) -> Result<HttpResponse, Failure> {
    let patch = body.value;
    let name = patch.name.into_option().map(Option::unwrap_or_default);
    let shared = patch.shared.into_option().map(Option::unwrap_or_default);
    let settings = patch.settings.as_ref().map(serde_json::to_value).transpose().map_err(Error::from)?;
    let changes = Changes { name, shared };
    saved_items::update(&state, may.caller.actor, &id, if_match, changes, |_, _, known: Settings| {
        settings.map_or(Ok(known), Settings::checked)
    })
    .await
}
