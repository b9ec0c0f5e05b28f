use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use rollcall_domain::profile::store;
use rollcall_wire::profile::ProfileField;

use super::show;
use crate::extract::{May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Look at a custom profile field
///
/// Needs `users.view`.
#[utoipa::path(
    tag = "Profile fields",
    params(("id" = String, Path, description = "The field's id")),
    responses(
        (status = 200, description = "The field", body = ProfileField),
        (status = 404, description = "No such field")
    )
)]
#[get("/profile-fields/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    _: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = show::id(&id)?;
    let field = state.read(move |conn| store::find(conn, id)).await?;
    Ok(Reply::new(StatusCode::OK, &show::field(&field))?.version(field.version).into_response())
}
