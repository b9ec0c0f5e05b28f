use actix_web::{HttpResponse, patch, web};
use rollcall_domain::batches::engine::commands::BatchCommand;
use rollcall_domain::batches::engine::store;
use rollcall_domain::people::repair::repair_row;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::{Error, Noun, field_rights};
use rollcall_wire::batches::{RepairRow, Row};

use super::view;
use crate::extract::{Body, IfMatch, OnBatch, Plan};
use crate::problem::Failure;
use crate::state::AppState;

/// Repair a row
///
/// Needs `batches.create` and what the action needs. Replaces cells, named by heading or column, and plans
/// the row again. The file itself stays as it is; a new plan of it keeps the repaired cells.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), ("line" = i64, Path, description = "The row's line"), IfMatch),
    request_body = RepairRow,
    responses(
        (status = 200, description = "The row as it is planned now", body = Row),
        (status = 409, description = "The batch is not planned"),
        (status = 422, description = "The file has no such column")
    )
)]
#[patch("/batches/{id}/rows/{line}")]
pub async fn repair(
    state: web::Data<AppState>,
    on: OnBatch<Plan>,
    path: web::Path<(String, String)>,
    if_match: IfMatch,
    body: Body<RepairRow>,
) -> Result<HttpResponse, Failure> {
    let (id, line) = (on.batch.id, path.1.parse::<i64>().map_err(|_| Error::NotFound(Noun::Row))?);
    let corrections: Vec<_> = body.value.cells.into_iter().collect();
    let (actor, now) = (on.caller.actor, state.now());
    let rows = state
        .write(move |conn| {
            let command = BatchCommand { registry: &REGISTRY, actor: &actor, now, id, if_version: if_match.0 };
            let mut row = repair_row(conn, command, line, &corrections)?;
            let batch = store::find(conn, id)?;
            if !field_rights::may_see(&actor) {
                REGISTRY.of(&batch)?.conceal(&batch, &mut row);
            }
            view::rows(conn, &batch, vec![row])
        })
        .await?;
    Ok(HttpResponse::Ok().json(rows.first()))
}
