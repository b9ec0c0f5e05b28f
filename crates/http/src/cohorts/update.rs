use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::cohort_rules;
use rollcall_domain::cohort_rules::commands::RulePatch;
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
/// Needs `cohorts.manage`. Name, description and rule; who is in it by hand is changed through the accounts. A new rule is carried out
/// at once for the first thousands, and in the background for the others. One that was held goes on with `confirm_affected`.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id"), IfMatch),
    request_body = UpdateCohort,
    responses(
        (status = 200, description = "The cohort as it is now", body = Cohort),
        (status = 404, description = "No such cohort"),
        (status = 409, description = "People are in it by hand, or another user was faster"),
        (status = 428, description = "Many would come or go: send `confirm_affected` with their number")
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
    let rule =
        RulePatch { rule: patch.rule.into_option(), paused: patch.paused, confirm_affected: patch.confirm_affected };
    let given = CohortPatch { key: None, name: patch.name, description: patch.description.into_option() };
    let reply = state
        .write(move |conn| {
            let cohort = commands::change(conn, &actor, now, id, if_match.0, given)?;
            let cohort = cohort_rules::commands::change(conn, &actor, now, cohort, &rule)?;
            Ok(Reply::new(StatusCode::OK, &show::cohort(conn, &actor, &cohort)?)?.version(cohort.version))
        })
        .await?;
    Ok(reply.into_response())
}
