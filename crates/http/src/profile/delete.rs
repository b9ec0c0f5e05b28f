use actix_web::{HttpResponse, delete, web};
use rollcall_domain::profile::store;
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// How many accounts lose a value; needed where any does.
    confirm_affected: Option<i64>,
}

/// Delete a custom profile field
///
/// Needs `profile_fields.manage`. Its values go with it, and do not come back. Where accounts have some, the number of
/// these accounts has to be confirmed; the history of each account keeps its values.
#[utoipa::path(
    tag = "Profile fields",
    params(("id" = String, Path, description = "The field's id"), Params, IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "No such field"),
        (status = 428, description = "Accounts have values of it; `affected` says how many")
    )
)]
#[delete("/profile-fields/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::ProfileFieldsManage>,
    id: web::Path<String>,
    params: web::Query<Params>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor, confirmed) = (show::id(&id)?, state.now(), may.caller.actor, params.confirm_affected);
    state.write(move |conn| store::delete(conn, &actor, now, id, if_match.0, confirmed)).await?;
    Ok(HttpResponse::NoContent().finish())
}
