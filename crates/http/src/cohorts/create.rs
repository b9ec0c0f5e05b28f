use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::cohort_rules;
use rollcall_domain::cohort_rules::commands::RulePatch;
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
/// With a `rule`, those who match the filter are in it, as soon as they do and for as long: nobody is put there by hand.
#[utoipa::path(
    tag = "Cohorts",
    params(IdempotencyKey),
    request_body = CreateCohort,
    responses(
        (status = 201, description = "The new cohort", body = Cohort),
        (status = 409, description = "There is a cohort with this key"),
        (status = 428, description = "Many would come: send `confirm_affected` with their number")
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
    let rule = RulePatch { rule: new.rule.map(Some), paused: None, confirm_affected: new.confirm_affected };
    let given = CohortPatch { key: new.key, name: Some(new.name), description: Some(new.description) };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let cohort = commands::create(conn, &actor, now, given)?;
        let cohort = cohort_rules::commands::change(conn, &actor, now, cohort, &rule)?;
        let location = format!("/api/v1/cohorts/{}", cohort.id);
        Ok(Reply::new(StatusCode::CREATED, &show::cohort(conn, &actor, &cohort)?)?.at(location).version(cohort.version))
    })
    .await
}
