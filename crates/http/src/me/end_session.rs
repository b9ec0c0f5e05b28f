use actix_web::{HttpResponse, delete, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::SessionId;
use rollcall_domain::{Error, Noun};

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// End one of one's own sign-ins
///
/// Needs `me.write`. It is worth nothing with the next request; tokens for programs stay.
#[utoipa::path(
    tag = "Own account",
    params(("id" = String, Path, description = "The sign-in's id")),
    responses(
        (status = 204, description = "Ended"),
        (status = 404, description = "No such sign-in of one's own, or it has ended")
    )
)]
#[delete("/me/sessions/{id}")]
pub async fn end(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound(Noun::SignIn))?;
    let (actor, now) = (may.caller.actor, state.now());
    state.write(move |conn| session::end_own(conn, &actor, now, Some(id))).await?;
    Ok(HttpResponse::NoContent().finish())
}
