use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use rollcall_domain::cohorts::Cohort as StoredCohort;
use rollcall_wire::cohorts::Cohort;

use super::show;
use crate::extract::{MayOn, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Look at a cohort
///
/// Needs `users.view`.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id")),
    responses(
        (status = 200, description = "The cohort", body = Cohort),
        (status = 404, description = "No such cohort")
    )
)]
#[get("/cohorts/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: MayOn<permissions::UsersView, StoredCohort>,
) -> Result<HttpResponse, Failure> {
    let (cohort, actor) = (may.thing, may.caller.actor);
    let version = cohort.version;
    let shown = state.read(move |conn| show::cohort(conn, &actor, &cohort)).await?;
    Ok(Reply::new(StatusCode::OK, &shown)?.version(version).into_response())
}
