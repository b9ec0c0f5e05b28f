use actix_web::{HttpResponse, get, web};
use rollcall_domain::audit::{self, Entry};
use rollcall_domain::batches::engine::report::{Report, Which};
use rollcall_domain::batches::engine::rights;
use rollcall_domain::field_rights;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::tabular::export::Format;
use serde::Deserialize;
use utoipa::IntoParams;

use super::rows;
use crate::download::{self, File};
use crate::extract::{OnBatch, See};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only rows with this outcome, such as `error`.
    outcome: Option<String>,
}

/// The result of each row
///
/// Needs `batches.view`. CSV: the file's own columns, then `line,outcome,message`.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), Params),
    responses(
        (status = 200, description = "The report", body = String, content_type = "text/csv", example = "username,suspended,line,outcome,message\nanna.bauer,1,2,suspend,\n"),
        (status = 404, description = "No such batch")
    )
)]
#[get("/batches/{id}/report.csv")]
pub async fn report(
    state: web::Data<AppState>,
    on: OnBatch<See>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let which = match params.outcome.as_deref() {
        None => Which::All,
        Some(name) => Which::With(rows::outcome(name)?),
    };
    stream(&state, on, which, "report").await
}

/// The rows that did nothing although they should
///
/// Needs `batches.view`. CSV of the rows that are an error or a conflict, to be corrected and uploaded again.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The rejected rows", body = String, content_type = "text/csv", example = "username,suspended,line,outcome,message\nnobody,1,3,error,No account is called nobody.\n"),
        (status = 404, description = "No such batch")
    )
)]
#[get("/batches/{id}/rejected.csv")]
pub async fn rejected(state: web::Data<AppState>, on: OnBatch<See>) -> Result<HttpResponse, Failure> {
    stream(&state, on, Which::Rejected, "rejected").await
}

async fn stream(
    state: &web::Data<AppState>,
    on: OnBatch<See>,
    which: Which,
    what: &str,
) -> Result<HttpResponse, Failure> {
    let OnBatch { caller, batch, .. } = on;
    let (actor, now, id) = (caller.actor.clone(), state.now(), batch.id);
    let private = field_rights::may_see(&actor);
    state
        .write(move |conn| {
            audit::record(conn, &actor, now, [Entry { batch: Some(id), ..Entry::general("batch.downloaded") }])
        })
        .await?;
    let file = File { name: format!("{what}-{id}.csv"), ..File::table(what, Format::Csv) };
    let seen = batch.clone();
    let still_may = download::while_they(state, &caller, move |actor| {
        rights::may_see(&REGISTRY, actor, &seen).unwrap_or(false) && (!private || field_rights::may_see(actor))
    });
    Ok(download::respond(file, Report::new(state.db.clone(), REGISTRY, batch, which, private)?, still_may))
}
