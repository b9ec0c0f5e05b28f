use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::approve as domain;
use rollcall_domain::batches::engine::commands::BatchCommand;
use rollcall_domain::registry::REGISTRY;
use rollcall_wire::Nothing;
use rollcall_wire::batches::Batch;

use super::view;
use crate::extract::{Apply, Body, IdempotencyKey, IfMatch, OnBatch, Wait};
use crate::problem::Failure;
use crate::state::AppState;

/// Approve a plan
///
/// Needs `batches.apply` and what the action needs. Where the setting `batches.approve_above` asks for it
/// (`approval_required`), a batch can be applied only after a second person has approved it: one who has not planned it, repaired a row
/// or changed its settings. What a person has applied within a day, unapproved, counts with the next batch. Repairing a row or planning again takes the approval away.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IfMatch, IdempotencyKey, Wait),
    request_body = Nothing,
    responses(
        (status = 202, description = "The batch, with `approved_by`", body = Batch),
        (status = 403, description = "The caller made or changed this plan (`own_approval`)"),
        (status = 409, description = "The batch is not planned, or needs no approval (`approval_not_required`)")
    )
)]
#[post("/batches/{id}/approve")]
pub async fn approve(
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
        domain::approve(conn, command)
    })
    .await
}
