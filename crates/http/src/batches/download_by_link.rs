use actix_web::{HttpRequest, HttpResponse, get, web};
use rollcall_domain::exports::download::{require_good_link, take_by_link};
use rollcall_domain::id::BatchId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view;
use crate::download::{Bytes, StillMay, respond};
use crate::extract::origin;
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// The link's secret: anyone who has it can download the file.
    token: String,
}

/// Take the file of an export by a link
///
/// Without signing in: the link says who made it, and is good as long as that person may have the file.
#[utoipa::path(
    tag = "Batches",
    security(()),
    params(("id" = String, Path, description = "The batch's id"), Params),
    responses(
        (status = 200, description = "The file, in the format of the export", body = Bytes, content_type = "application/octet-stream"),
        (status = 409, description = "There is no file any more"),
        (status = 422, description = "The link has ended (`invalid_token`)")
    )
)]
#[get("/batches/{id}/download/by-link")]
pub async fn download_by_link(
    state: web::Data<AppState>,
    request: HttpRequest,
    id: web::Path<String>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (id, now, links, origin) = (view::id(&id)?, state.now(), state.link_key.clone(), origin(&request));
    let token = params.into_inner().token;
    let still_may = while_good(&state, id, &token);
    let ready = state.write(move |conn| take_by_link(conn, &links, &origin, now, id, &token)).await?;
    Ok(respond(view::file(id, ready), ready.pieces(&state.db), still_may))
}

/// Whether the link is still good: asked before each piece of the file.
fn while_good(state: &web::Data<AppState>, id: BatchId, token: &str) -> StillMay {
    let (state, token) = (state.clone(), token.to_owned());
    Box::new(move || {
        let (state, token) = (state.clone(), token.clone());
        Box::pin(async move {
            let (links, now) = (state.link_key.clone(), state.now());
            state.read(move |conn| require_good_link(conn, &links, now, id, &token)).await.is_ok()
        })
    })
}
