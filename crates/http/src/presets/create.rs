use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::Error;
use rollcall_domain::presets::Settings;
use rollcall_domain::saved_items::store;
use rollcall_wire::batch_presets::{BatchPreset, CreateBatchPreset};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Save settings under a name
///
/// Needs `batches.create`. The settings are checked as for a file; what is missing is left to the defaults of the day.
#[utoipa::path(
    tag = "Batches",
    params(IdempotencyKey),
    request_body = CreateBatchPreset,
    responses(
        (status = 201, description = "The new preset", body = BatchPreset),
        (status = 409, description = "One of one's own presets has this name"),
        (status = 422, description = "A value is not valid")
    )
)]
#[post("/batch-presets")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::BatchesCreate>,
    key: IdempotencyKey,
    body: Body<CreateBatchPreset>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let settings = serde_json::to_value(&new.settings).map_err(Error::from)?;
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let shared = new.shared.unwrap_or(false);
        let preset = store::create(conn, &actor, now, &new.name, shared, |_| Settings::checked(settings))?;
        let (location, version) = (format!("/api/v1/batch-presets/{}", preset.id), preset.version);
        Ok(Reply::new(StatusCode::CREATED, &show::preset(preset, &actor))?.at(location).version(version))
    })
    .await
}
