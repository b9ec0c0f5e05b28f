use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_wire::Page;
use rollcall_wire::auth::SessionInfo;

use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::sessions::page;

/// Where one is signed in
///
/// Needs `me.read`. One's own sign-ins that have not ended, the latest first.
#[utoipa::path(
    tag = "Own account",
    params(Paging),
    responses(
        (status = 200, description = "A page of sign-ins", body = Page<SessionInfo>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/me/sessions")]
pub async fn sessions(
    state: web::Data<AppState>,
    may: May<permissions::MeRead>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let id = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    Ok(HttpResponse::Ok().json(page(&state, id, may.caller.actor.session_id, &paging).await?))
}
