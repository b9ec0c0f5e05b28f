use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::role_assignments::commands::{self, NewAssignment};
use rollcall_domain::settings::Settings;
use rollcall_domain::{Error, Result, time};
use rollcall_wire::roles::{CreateRoleAssignment, RoleAssignment};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// Give a user a role
///
/// Needs `roles.assign`, and a role of the caller's own that may assign this one; a caller can only give capabilities that they have. In a course it
/// needs `participants.manage` there, or `enrolments.manage`. With `until` the role ends by itself. A role at site level is
/// one of the account's `system_roles` from then on.
#[utoipa::path(
    tag = "Roles",
    params(IdempotencyKey),
    request_body = CreateRoleAssignment,
    responses(
        (status = 201, description = "The role is held", body = RoleAssignment),
        (status = 403, description = "The caller may not give this role there, or not to this person"),
        (status = 404, description = "No such account"),
        (status = 409, description = "The person holds the role there already"),
        (status = 422, description = "There is no such role, it cannot be held there, or not yet (`context_not_supported`)")
    )
)]
#[post("/role-assignments")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::AssignRoles>,
    key: IdempotencyKey,
    body: Body<CreateRoleAssignment>,
) -> std::result::Result<HttpResponse, Failure> {
    let (bytes, asked) = (body.bytes, body.value);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let until = asked.until.as_deref().map(|text| until(text, &Settings::load(conn)?)).transpose()?;
        let new = NewAssignment {
            user: view::id(&asked.user_id)?,
            role: asked.role,
            context: asked.context.map_or_else(|| ("site".to_owned(), None), |context| (context.kind, context.id)),
            until,
            reason: asked.reason,
        };
        let held = commands::assign(conn, &actor, now, &new)?;
        let location = format!("/api/v1/role-assignments?user_id={}", held.user);
        Ok(Reply::new(StatusCode::CREATED, &show::assignment(&held))?.at(location))
    })
    .await
}

/// A time without a zone is meant in the site's.
fn until(text: &str, site: &Settings) -> Result<i64> {
    time::parse(text, &site.timezone).ok_or_else(|| {
        Error::invalid("until", "invalid_value", "\"until\" is a time to come, such as 2026-03-01T09:30:00Z.")
    })
}
