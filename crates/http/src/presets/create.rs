use actix_web::{HttpResponse, post, web};
use rollcall_domain::Error;
use rollcall_domain::presets::Settings;
use rollcall_wire::batch_presets::{BatchPreset, CreateBatchPreset};

use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
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
        (status = 409, description = "One of one's own presets has this name")
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
    let check = |_: &mut _, _: &_| Settings::checked(settings);
    saved_items::create(state, &may.caller, (key, &bytes), new.name, new.shared, check).await
}
