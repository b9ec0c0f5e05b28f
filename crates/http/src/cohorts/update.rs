use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::cohorts::Cohort as StoredCohort;
use rollcall_domain::cohorts::commands::{self, CohortPatch};
use rollcall_wire::cohorts::{Cohort, UpdateCohort};

use super::show;
use crate::extract::{Body, IfMatch, MayOn, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change a cohort
///
/// Needs `cohorts.manage`. Name and description; who is in it is changed through the accounts.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id"), IfMatch),
    request_body = UpdateCohort,
    responses(
        (status = 200, description = "The cohort as it is now", body = Cohort),
        (status = 404, description = "No such cohort")
    )
)]
#[patch("/cohorts/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: MayOn<permissions::CohortsManage, StoredCohort>,
    if_match: IfMatch,
    body: Body<UpdateCohort>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor, patch) = (may.thing.id, state.now(), may.caller.actor, body.value);
    let given = CohortPatch { key: None, name: patch.name, description: patch.description.into_option() };
    let reply = state
        .write(move |conn| {
            let cohort = commands::change(conn, &actor, now, id, if_match.0, given)?;
            Ok(Reply::new(StatusCode::OK, &show::cohort(&cohort))?.version(cohort.version))
        })
        .await?;
    Ok(reply.into_response())
}
