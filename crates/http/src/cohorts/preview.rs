use actix_web::{HttpResponse, post, web};
use rollcall_domain::cohort_rules::preview::tried;
use rollcall_domain::cohorts::store;
use rollcall_wire::cohorts::{PreviewRule, RuleMoves, RulePreview};

use super::show;
use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// Try a rule
///
/// Needs `cohorts.manage`. Who would come into a cohort, and who would go, if this were its rule. Nothing is changed.
#[utoipa::path(
    tag = "Cohorts",
    request_body = PreviewRule,
    responses(
        (status = 200, description = "Who would come and go", body = RulePreview),
        (status = 404, description = "`cohort_id` is not the id of a cohort")
    )
)]
#[post("/cohorts/preview")]
pub async fn preview(
    state: web::Data<AppState>,
    may: May<permissions::CohortsManage>,
    body: Body<PreviewRule>,
) -> Result<HttpResponse, Failure> {
    let (actor, now, asked) = (may.caller.actor, state.now(), body.value);
    let cohort = asked.cohort_id.as_deref().map(show::id).transpose()?;
    let shown = state
        .read_within(move |conn| {
            let cohort = cohort.map(|id| store::key_of(conn, id)).transpose()?;
            let tried = tried(conn, &actor, cohort.as_ref(), asked.rule.as_deref(), now)?;
            let moves = |count, people: &[_]| RuleMoves { count, people: people.iter().map(view::person).collect() };
            Ok(RulePreview {
                coming: moves(tried.counts.coming, &tried.coming),
                leaving: moves(tried.counts.leaving, &tried.leaving),
                staying: tried.counts.staying,
                confirmation_required: tried.asks,
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}
