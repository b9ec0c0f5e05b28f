use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::presets::Settings;
use rollcall_domain::saved_items::store;
use rollcall_wire::Page;
use rollcall_wire::batch_presets::BatchPreset;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;

/// Browse saved settings for files
///
/// Needs `batches.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Batches",
    params(Paging),
    responses(
        (status = 200, description = "A page of presets", body = Page<BatchPreset>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/batch-presets")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (limit, behind, counted) = (paging.limit()?, paging.behind()?, paging.counted()?);
    let (presets, total) = state
        .read(move |conn| {
            let total = counted.then(|| store::count::<Settings>(conn, user)).transpose()?;
            Ok((store::list::<Settings>(conn, user, behind, limit + 1)?, total))
        })
        .await?;
    let show = |preset| show::preset(preset, &may.caller.actor);
    Ok(HttpResponse::Ok().json(paging::page(presets, limit, total, |preset| preset.id.to_string(), show)))
}
