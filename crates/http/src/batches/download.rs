use actix_web::{HttpResponse, get, web};
use rollcall_domain::exports::download::take;

use super::view;
use crate::download::{Bytes, respond, while_allowed};
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Take the file of an export
///
/// Needs `exports.create`, and is for the person who made the export and for administrators. The file is there once the
/// batch is `applied`, and for 24 hours unless a setting says otherwise; `download` of the batch says until when. The audit
/// keeps that it was taken.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The file, in the format of the export", body = Bytes, content_type = "application/octet-stream"),
        (status = 403, description = "Another user made the export"),
        (status = 409, description = "The file is not there yet (`not_applied`), no longer (`file_expired`), or never will be (`not_an_export`)")
    )
)]
#[get("/batches/{id}/download")]
pub async fn download(
    state: web::Data<AppState>,
    may: May<permissions::ExportsCreate>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (view::id(&id)?, state.now());
    let caller = may.caller.clone();
    let (ready, needed) = state.write(move |conn| take(conn, &may.caller.actor, now, id)).await?;
    let still_may = while_allowed(&state, &caller, needed);
    Ok(respond(view::file(id, ready), ready.pieces(&state.db), still_may))
}
