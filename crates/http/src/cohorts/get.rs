use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use rollcall_domain::cohorts::store;
use rollcall_wire::cohorts::Cohort;

use super::show;
use crate::extract::{May, permissions};
use crate::once::Reply;
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
    _: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = show::id(&id)?;
    let cohort = state.read(move |conn| store::find(conn, id)).await?;
    Ok(Reply::new(StatusCode::OK, &show::cohort(&cohort))?.version(cohort.version).into_response())
}
