use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get};
use rollcall_domain::cohorts::Cohort as StoredCohort;
use rollcall_wire::cohorts::Cohort;

use super::show;
use crate::extract::{MayOn, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;

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
pub async fn get(may: MayOn<permissions::UsersView, StoredCohort>) -> Result<HttpResponse, Failure> {
    let cohort = &may.thing;
    Ok(Reply::new(StatusCode::OK, &show::cohort(cohort))?.version(cohort.version).into_response())
}
