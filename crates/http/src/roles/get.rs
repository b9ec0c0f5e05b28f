use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use rollcall_domain::roles::own;
use rollcall_domain::{Error, Noun};
use rollcall_wire::roles::Role;

use super::show;
use crate::extract::{May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Look at a role
///
/// Needs `users.view`.
#[utoipa::path(
    tag = "Roles",
    params(("key" = String, Path, description = "The role's key")),
    responses(
        (status = 200, description = "The role", body = Role),
        (status = 404, description = "No such role")
    )
)]
#[get("/roles/{key}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    key: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let key = show::key(&key)?;
    let role = state.read(move |conn| own::find(conn, key)?.ok_or(Error::NotFound(Noun::Role))).await?;
    let reply = Reply::new(StatusCode::OK, &show::role(&role, &may.caller.actor))?;
    Ok(reply.version(role.version).into_response())
}
