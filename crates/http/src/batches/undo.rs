use std::time::Duration;

use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::commands::{self, BatchCommand};
use rollcall_domain::registry::REGISTRY;
use rollcall_wire::batches::{Batch, Undo};

use super::view;
use crate::extract::{Apply, Body, IdempotencyKey, IfMatch, OnBatch, Wait};
use crate::problem::Failure;
use crate::state::AppState;

/// An undo is planned when it is answered; one that takes longer than this is answered while it is planned.
const PLANNED_WITHIN: Duration = Duration::from_secs(30);

/// Undo a batch
///
/// Needs `batches.apply` and what the undo does: undoing a creation deletes, and needs `users.delete`. Plans the reverse from
/// what was recorded, as a batch of its own with `undo_of`. Accounts whose field was written since are left alone, as a `conflict`. With
/// `apply` it is applied at once.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IfMatch, IdempotencyKey, Wait),
    request_body = Undo,
    responses(
        (status = 202, description = "The new batch, planned", body = Batch),
        (status = 409, description = "There is nothing to undo")
    )
)]
#[post("/batches/{id}/undo")]
pub async fn undo(
    state: web::Data<AppState>,
    on: OnBatch<Apply>,
    if_match: IfMatch,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<Undo>,
) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let (actor, now) = (on.caller.actor.clone(), state.now());
    let Undo { apply, confirm_affected } = body.value;
    let wait = wait.0.unwrap_or(PLANNED_WITHIN);
    view::change(&state, &on.caller, key, &body.bytes, Some(wait), move |conn| {
        let command = BatchCommand { registry: &REGISTRY, actor: &actor, now, id, if_version: if_match.0 };
        commands::undo(conn, command, apply.unwrap_or(false), confirm_affected)
    })
    .await
}
