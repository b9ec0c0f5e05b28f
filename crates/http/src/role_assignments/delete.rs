use actix_web::{HttpResponse, delete, web};
use rollcall_domain::id::RoleAssignmentId;
use rollcall_domain::role_assignments::commands;
use rollcall_domain::{Error, Noun};

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Take a role away from a user
///
/// Needs what giving it needs. What the role allowed ends with the person's next request.
#[utoipa::path(
    tag = "Roles",
    params(("id" = String, Path, description = "The role assignment's id")),
    responses(
        (status = 204, description = "The role is no longer held there"),
        (status = 403, description = "The caller may not take this role away, or not from this person"),
        (status = 404, description = "No such role assignment"),
        (status = 409, description = "The last administrator")
    )
)]
#[delete("/role-assignments/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::AssignRoles>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id: RoleAssignmentId = id.parse().map_err(|_| Error::NotFound(Noun::RoleAssignment))?;
    let (now, actor) = (state.now(), may.caller.actor);
    state.write(move |conn| commands::end(conn, &actor, now, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
