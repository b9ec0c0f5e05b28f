use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::commands::{self, BatchCommand};
use rollcall_domain::registry::REGISTRY;
use rollcall_wire::batches::{Apply, Batch};

use super::view;
use crate::extract::{Apply as ToApply, Body, IdempotencyKey, IfMatch, OnBatch, Wait};
use crate::problem::Failure;
use crate::state::AppState;

/// Apply a planned batch
///
/// Needs `batches.apply` and what the action needs. In the background, each row exactly once, checked again
/// against the account as it then is. Large or grave batches ask for the number of affected accounts,
/// and, where a setting says so, for a second person's approval. With `at` the batch is `queued` until then; it can be cancelled
/// before, and whether the person may still apply it is looked at then.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IfMatch, IdempotencyKey, Wait),
    request_body = Apply,
    responses(
        (status = 202, description = "The batch", body = Batch),
        (status = 409, description = "The batch is not planned, or a second person has to approve it first (`approval_required`)"),
        (status = 422, description = "`at` is no time to come, or too far ahead"),
        (status = 428, description = "`confirm_affected` is missing or wrong; `affected` is the number")
    )
)]
#[post("/batches/{id}/apply")]
pub async fn apply(
    state: web::Data<AppState>,
    on: OnBatch<ToApply>,
    if_match: IfMatch,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<Apply>,
) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let (actor, now) = (on.caller.actor.clone(), state.now());
    let Apply { confirm_affected, at } = body.value;
    view::change(&state, &on.caller, key, &body.bytes, wait.0, move |conn| {
        let command = BatchCommand { registry: &REGISTRY, actor: &actor, now, id, if_version: if_match.0 };
        commands::apply(conn, command, confirm_affected, at.as_deref())
    })
    .await
}
