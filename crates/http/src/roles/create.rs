use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::roles::commands::{self, RoleDraft};
use rollcall_wire::roles::{CreateRole, Role};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Make a role
///
/// Needs `roles.manage`. A role allows at most what the caller may do, and lets its holder assign at most the roles that the
/// caller may. With `copied_from` it begins as a copy of another role.
#[utoipa::path(
    tag = "Roles",
    params(IdempotencyKey),
    request_body = CreateRole,
    responses(
        (status = 201, description = "The new role", body = Role),
        (status = 403, description = "It would allow more than the caller may do"),
        (status = 409, description = "There is a role with this key")
    )
)]
#[post("/roles")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::RolesManage>,
    key: IdempotencyKey,
    body: Body<CreateRole>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let draft = RoleDraft {
        key: new.key,
        copied_from: new.copied_from,
        name: Some(new.name),
        description: new.description.map(Some),
        capabilities: new.capabilities,
        contexts: new.contexts,
        may_assign: new.may_assign,
    };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let role = commands::create(conn, &actor, now, &draft)?;
        let location = format!("/api/v1/roles/{}", role.key);
        Ok(Reply::new(StatusCode::CREATED, &show::role(&role, &actor))?.at(location).version(role.version))
    })
    .await
}
