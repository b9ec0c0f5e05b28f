use actix_web::{HttpResponse, delete, web};
use rollcall_domain::roles::commands;

use super::show;
use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Delete a role
///
/// Needs `roles.manage`. No account may hold it.
#[utoipa::path(
    tag = "Roles",
    params(("key" = String, Path, description = "The role's key"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 403, description = "It allows more than the caller may do"),
        (status = 404, description = "No such role"),
        (status = 409, description = "A shipped role, or one that an account holds (`in_use`)")
    )
)]
#[delete("/roles/{key}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::RolesManage>,
    key: web::Path<String>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (key, now, actor) = (show::key(&key)?, state.now(), may.caller.actor);
    state.write(move |conn| commands::delete(conn, &actor, now, key, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
