use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session::{Live, count_live, live_of};
use rollcall_domain::id::{SessionId, UserId};
use rollcall_domain::time;
use rollcall_domain::users::store;
use rollcall_wire::Page;
use rollcall_wire::auth::SessionInfo;

use super::view;
use crate::extract::{May, permissions};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;

/// Where a user is signed in
///
/// Needs `users.view`. The sign-ins that have not ended, the latest first.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), Paging),
    responses(
        (status = 200, description = "A page of sign-ins", body = Page<SessionInfo>),
        (status = 404, description = "No such account")
    )
)]
#[get("/users/{id}/sessions")]
pub async fn sessions(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().json(page(&state, view::id(&id)?, may.caller.actor.session_id, &paging).await?))
}

/// A page of a user's sessions; `asking` is the session of the request.
pub async fn page(
    state: &AppState,
    id: UserId,
    asking: Option<SessionId>,
    paging: &Paging,
) -> Result<Page<SessionInfo>, Failure> {
    let (limit, behind, counted, now) = (paging.limit()?, paging.behind()?, paging.counted()?, state.now());
    let (live, total) = state
        .read(move |conn| {
            store::find(conn, id)?;
            let total = counted.then(|| count_live(conn, id, now)).transpose()?;
            Ok((live_of(conn, id, behind, limit + 1, now)?, total))
        })
        .await?;
    Ok(paging::page(live, limit, total, |session| session.id.to_string(), |session| info(session, asking)))
}

fn info(session: Live, asking: Option<SessionId>) -> SessionInfo {
    SessionInfo {
        id: session.id.to_string(),
        created_at: time::format(session.created_at),
        last_renewed_at: time::format(session.rotated_at),
        expires_at: time::format(session.expires_at),
        address: session.address,
        user_agent: session.user_agent,
        current: asking == Some(session.id),
    }
}
