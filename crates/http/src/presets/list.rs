use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::BatchPresetId;
use rollcall_domain::presets::store;
use rollcall_wire::batch_presets::BatchPreset;
use rollcall_wire::{Page, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::{foreign_cursor, limit};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 where it is missing.
    limit: Option<i64>,
}

/// Browse saved settings for files
///
/// Needs `batches.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Batches",
    params(Params),
    responses(
        (status = 200, description = "A page of presets", body = Page<BatchPreset>),
        (status = 400, description = "The cursor or the limit is wrong", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batch-presets")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let limit = limit(params.limit)?;
    let behind: Option<BatchPresetId> =
        params.cursor.as_deref().map(str::parse).transpose().map_err(|_| foreign_cursor())?;
    let mut presets = state.read(move |conn| store::list(conn, user, behind, limit + 1)).await?;
    let more = presets.len() as i64 > limit;
    presets.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = presets.last().filter(|_| more).map(|preset| preset.id.to_string());
    let items = presets.into_iter().map(show::preset).collect();
    Ok(HttpResponse::Ok().json(Page::<BatchPreset> { items, next_cursor, total: None }))
}
