use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::roles::commands::{self, RoleDraft};
use rollcall_wire::roles::{Role, UpdateRole};

use super::show;
use crate::extract::{Body, IfMatch, May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change a role
///
/// Needs `roles.manage`. The change takes effect with the next request of each user who holds it; no sign-in ends. Shipped
/// roles stay as they are: copy one.
#[utoipa::path(
    tag = "Roles",
    params(("key" = String, Path, description = "The role's key"), IfMatch),
    request_body = UpdateRole,
    responses(
        (status = 200, description = "The role as it is now", body = Role),
        (status = 403, description = "It allows, or would allow, more than the caller may do"),
        (status = 404, description = "No such role"),
        (status = 409, description = "A shipped role, or one that an account holds where it could no longer be held")
    )
)]
#[patch("/roles/{key}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::RolesManage>,
    key: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateRole>,
) -> Result<HttpResponse, Failure> {
    let (key, now, actor, patch) = (show::key(&key)?, state.now(), may.caller.actor, body.value);
    let draft = RoleDraft {
        name: patch.name,
        description: patch.description.into_option(),
        capabilities: patch.capabilities,
        contexts: patch.contexts,
        may_assign: patch.may_assign,
        ..RoleDraft::default()
    };
    let reply = state
        .write(move |conn| {
            let role = commands::change(conn, &actor, now, key, if_match.0, &draft)?;
            Ok(Reply::new(StatusCode::OK, &show::role(&role, &actor))?.version(role.version))
        })
        .await?;
    Ok(reply.into_response())
}
