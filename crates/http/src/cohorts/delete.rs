use actix_web::{HttpResponse, delete, web};
use rollcall_domain::cohorts::{Cohort, commands};

use crate::extract::{IfMatch, MayOn, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Delete a cohort
///
/// Needs `cohorts.manage`. It must have no members: removing them is a change of their accounts, and of many a batch,
/// which can be undone.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "No such cohort"),
        (status = 409, description = "People are in it")
    )
)]
#[delete("/cohorts/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: MayOn<permissions::CohortsManage, Cohort>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (may.thing.id, state.now(), may.caller.actor);
    state.write(move |conn| commands::delete(conn, &actor, now, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
