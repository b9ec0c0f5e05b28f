use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::Error;
use rollcall_domain::audit::{self, Entry};
use rollcall_domain::batches::report::{Report, Which};
use rollcall_domain::batches::store;
use rollcall_wire::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{rows, view};
use crate::extract::{Caller, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only rows with this outcome, such as `error`.
    outcome: Option<String>,
}

/// What became of each row
///
/// Needs `batches.view`. CSV: the file's own columns, then `line,outcome,message`.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), Params),
    responses(
        (status = 200, description = "The report", body = String, content_type = "text/csv"),
        (status = 404, description = "No such batch", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batches/{id}/report.csv")]
pub async fn report(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    id: web::Path<String>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let which = match params.outcome.as_deref() {
        None => Which::All,
        Some(name) => Which::With(rows::outcome(name)?),
    };
    download(&state, &may.caller, &id, which, "report").await
}

/// The rows that did nothing although they should
///
/// Needs `batches.view`. CSV of the rows that are an error or a conflict, to be corrected and uploaded again.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The rejected rows", body = String, content_type = "text/csv"),
        (status = 404, description = "No such batch", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batches/{id}/rejected.csv")]
pub async fn rejected(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    download(&state, &may.caller, &id, Which::Rejected, "rejected").await
}

async fn download(
    state: &AppState,
    caller: &Caller,
    id: &str,
    which: Which,
    what: &str,
) -> Result<HttpResponse, Failure> {
    let id = view::id(id)?;
    let (actor, now) = (caller.actor.clone(), state.now());
    let batch = state
        .write(move |conn| {
            let batch = store::find(conn, id)?;
            audit::record(conn, &actor, now, [Entry { batch: Some(id), ..Entry::general("batch.downloaded") }])?;
            Ok(batch)
        })
        .await?;
    let pieces = stream::try_unfold(Report::new(state.db.clone(), batch, which), |mut pieces| async move {
        let (piece, pieces) = web::block(move || (pieces.next_piece(), pieces)).await.map_err(Error::internal)?;
        Ok::<_, Error>(piece?.map(|piece| (web::Bytes::from(piece), pieces)))
    });
    let pieces = futures_util::TryStreamExt::map_err(pieces, Failure::from);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{what}-{id}.csv\"")))
        .streaming(pieces))
}
