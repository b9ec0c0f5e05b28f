use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::cohorts::commands::{self, CohortPatch};
use rollcall_wire::cohorts::{Cohort, CreateCohort};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Make a cohort
///
/// Needs `cohorts.manage`. Its key is what accounts, files and filters name it by, and stays; without one it is made from the name.
#[utoipa::path(
    tag = "Cohorts",
    params(IdempotencyKey),
    request_body = CreateCohort,
    responses(
        (status = 201, description = "The new cohort", body = Cohort),
        (status = 409, description = "There is a cohort with this key")
    )
)]
#[post("/cohorts")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::CohortsManage>,
    key: IdempotencyKey,
    body: Body<CreateCohort>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let given = CohortPatch { key: new.key, name: Some(new.name), description: Some(new.description) };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let cohort = commands::create(conn, &actor, now, given)?;
        let location = format!("/api/v1/cohorts/{}", cohort.id);
        Ok(Reply::new(StatusCode::CREATED, &show::cohort(&cohort))?.at(location).version(cohort.version))
    })
    .await
}
