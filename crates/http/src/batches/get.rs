use actix_web::{HttpResponse, get, web};
use rollcall_domain::batches::engine::store;
use rollcall_wire::batches::Batch;

use super::view;
use crate::extract::{OnBatch, See};
use crate::idempotent::etag;
use crate::problem::Failure;
use crate::state::AppState;

/// One batch
///
/// Needs `batches.view`.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The batch", body = Batch),
        (status = 404, description = "No such batch")
    )
)]
#[get("/batches/{id}")]
pub async fn get(state: web::Data<AppState>, on: OnBatch<See>) -> Result<HttpResponse, Failure> {
    let (id, now) = (on.batch.id, state.now());
    let batch = state
        .read(move |conn| {
            let batch = store::find(conn, id)?;
            view::batch(conn, &on.caller.actor, now, batch)
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(batch.version))).json(batch))
}
