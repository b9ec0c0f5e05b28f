use actix_web::{HttpResponse, delete, web};
use rollcall_domain::auth::session;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// End one's other sign-ins
///
/// Needs `me.write`. All but the one that asks are worth nothing with the next request; tokens for programs stay.
#[utoipa::path(tag = "Own account", responses((status = 204, description = "Ended")))]
#[delete("/me/sessions")]
pub async fn end(state: web::Data<AppState>, may: May<permissions::MeWrite>) -> Result<HttpResponse, Failure> {
    let (actor, now) = (may.caller.actor, state.now());
    state.write(move |conn| session::end_own(conn, &actor, now, None)).await?;
    Ok(HttpResponse::NoContent().finish())
}
