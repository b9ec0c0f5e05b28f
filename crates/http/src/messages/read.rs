use actix_web::{HttpResponse, post, web};
use rollcall_domain::messages::commands;
use rollcall_wire::Nothing;

use super::show;
use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Mark a conversation as read
///
/// Needs `me.write`. Up to now; the sender sees it unless one of both tells no such things.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The conversation's id")),
    request_body = Nothing,
    responses(
        (status = 204, description = "Everything in it is read"),
        (status = 404, description = "No such conversation of one's own")
    )
)]
#[post("/conversations/{id}/read")]
pub async fn read(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    id: web::Path<String>,
    _: Body<Nothing>,
) -> Result<HttpResponse, Failure> {
    let (id, actor, now) = (show::id(&id)?, may.caller.actor, state.now());
    state.write(move |conn| commands::mark_read(conn, &actor, now, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
