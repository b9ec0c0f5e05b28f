use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::commands::{self, BatchCommand};
use rollcall_domain::registry::REGISTRY;
use rollcall_wire::Nothing;
use rollcall_wire::batches::Batch;

use super::view;
use crate::extract::{Apply, Body, IdempotencyKey, IfMatch, OnBatch, Wait};
use crate::problem::Failure;
use crate::state::AppState;

/// Cancel a batch
///
/// Needs `batches.apply` and what the action needs. What was applied stays, and can be undone; rows that were
/// not reached count as `skip`.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IfMatch, IdempotencyKey, Wait),
    request_body = Nothing,
    responses(
        (status = 202, description = "The batch", body = Batch),
        (status = 409, description = "The batch has ended already")
    )
)]
#[post("/batches/{id}/cancel")]
pub async fn cancel(
    state: web::Data<AppState>,
    on: OnBatch<Apply>,
    if_match: IfMatch,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let (actor, now) = (on.caller.actor.clone(), state.now());
    view::change(&state, &on.caller, key, &body.bytes, wait.0, move |conn| {
        let command = BatchCommand { registry: &REGISTRY, actor: &actor, now, id, if_version: if_match.0 };
        commands::cancel(conn, command)
    })
    .await
}
