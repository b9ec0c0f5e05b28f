use actix_web::{HttpResponse, get, web};
use rollcall_domain::profile::store;
use rollcall_wire::Page;
use rollcall_wire::profile::ProfileField;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::state::AppState;

/// Browse custom profile fields
///
/// Needs `users.view`. The oldest first; there are at most 100.
#[utoipa::path(tag = "Profile fields", params(Paging), responses((status = 200, description = "The fields", body = Page<ProfileField>)))]
#[get("/profile-fields")]
pub async fn list(
    state: web::Data<AppState>,
    _: May<permissions::UsersView>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let fields = state.read(store::all).await?;
    let items: Vec<ProfileField> = fields.iter().map(show::field).collect();
    Ok(HttpResponse::Ok().json(paging.of(items, |field| &field.id)?))
}
