use actix_web::{HttpResponse, get, web};
use rollcall_domain::roles::own;
use rollcall_wire::Page;
use rollcall_wire::roles::Role;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Browse roles
///
/// Needs `users.view`. All of them, on one page, with what they allow and whether the caller may hand them out: the shipped
/// ones, then those that the site has made for itself. At site level they are given and taken away by `POST /role-assignments`,
/// by `system_roles` of an account, by the action `assign_role` of a selection, and by the columns `sysrole1`, ... of a file;
/// each takes `roles.assign`.
#[utoipa::path(tag = "Roles", responses((status = 200, description = "The roles", body = Page<Role>)))]
#[get("/roles")]
pub async fn list(state: web::Data<AppState>, may: May<permissions::UsersView>) -> Result<HttpResponse, Failure> {
    let roles = state.read(own::with_shipped).await?;
    let items = roles.iter().map(|role| show::role(role, &may.caller.actor)).collect();
    Ok(HttpResponse::Ok().json(Page::<Role> { items, next_cursor: None, total: None }))
}
