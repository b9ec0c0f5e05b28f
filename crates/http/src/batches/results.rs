use actix_web::{HttpResponse, get, web};
use rollcall_domain::batches::engine::store;
use rollcall_domain::registry::REGISTRY;
use rollcall_wire::Page;
use rollcall_wire::batches::ResultCount;

use crate::extract::{OnBatch, See};
use crate::problem::Failure;
use crate::state::AppState;

/// How many rows of a batch have come to what
///
/// Needs `batches.view`. Of a message to many: how many have it in the inbox, have read it (of those who let others know), and what has become of
/// the copies by mail, with the codes of `results` in the rows. All that occur, on one page; none of a batch that sends nothing.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The results and how many rows have each", body = Page<ResultCount>),
        (status = 404, description = "No such batch"),
        (status = 422, description = "It takes longer than 5 seconds (`too_broad`)")
    )
)]
#[get("/batches/{id}/results")]
pub async fn results(state: web::Data<AppState>, on: OnBatch<See>) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let counted = state
        .read_within(move |conn| {
            let batch = store::find(conn, id)?;
            REGISTRY.of(&batch)?.count_results(conn, &batch)
        })
        .await?;
    let shown = counted.into_iter().map(|(code, count)| ResultCount { code: code.to_owned(), count });
    Ok(HttpResponse::Ok().json(Page { items: shown.collect(), next_cursor: None, total: None }))
}
