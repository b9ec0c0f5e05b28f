//! Roles.

use actix_web::{HttpResponse, get};
use rollcall_domain::Actor;
use rollcall_domain::roles::{Capability, RoleKey};
use rollcall_wire::Page;
use rollcall_wire::roles::Role;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::{May, permissions};
use crate::problem::Failure;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Browse roles
///
/// Needs `users.view`. All of them, on one page, with what they allow and whether the caller may hand them out. They are given and
/// taken away by `system_roles` of an account, by the action `assign_role` of a selection, and by the columns `sysrole1`, ... of
/// a file; each takes `roles.assign`.
#[utoipa::path(tag = "Roles", responses((status = 200, description = "The roles", body = Page<Role>)))]
#[get("/roles")]
async fn list(may: May<permissions::UsersView>) -> Result<HttpResponse, Failure> {
    let items = RoleKey::ALL.into_iter().map(|role| show(role, &may.caller.actor)).collect();
    Ok(HttpResponse::Ok().json(Page::<Role> { items, next_cursor: None, total: None }))
}

fn show(role: RoleKey, actor: &Actor) -> Role {
    let held = Capability::ALL.into_iter().filter(|capability| role.holds(*capability));
    Role {
        key: role.key().to_owned(),
        name: role.label().to_owned(),
        contexts: role.contexts().iter().map(|context| (*context).to_owned()).collect(),
        capabilities: held.map(|capability| capability.name().to_owned()).collect(),
        // Everybody holds the learner's without an assignment.
        grantable: role != RoleKey::Learner && actor.may_grant(role),
    }
}
