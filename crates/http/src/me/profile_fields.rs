use actix_web::{HttpResponse, get, web};
use rollcall_domain::profile::{Audience, store};
use rollcall_domain::roles::Capability;
use rollcall_wire::Page;
use rollcall_wire::profile::ProfileField;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::profile::show;
use crate::state::AppState;

/// Custom profile fields of one's own account
///
/// Needs `me.read`. Those that one sees, the oldest first, on one page; `editable_by` is `self` for those that one may change.
#[utoipa::path(tag = "Own account", responses((status = 200, description = "The fields", body = Page<ProfileField>)))]
#[get("/me/profile-fields")]
pub async fn list(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let is_staff = may.caller.actor.may(Capability::UsersView);
    let fields = state.read(store::all).await?;
    let seen = fields.iter().filter(|field| is_staff || field.visible_to != Audience::Staff);
    let items = seen.map(show::field).collect();
    Ok(HttpResponse::Ok().json(Page::<ProfileField> { items, next_cursor: None, total: None }))
}
