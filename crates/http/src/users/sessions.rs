use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session::{Live, count_live, live_of};
use rollcall_domain::id::{SessionId, UserId};
use rollcall_domain::time;
use rollcall_domain::users::store;
use rollcall_wire::auth::SessionInfo;
use rollcall_wire::{Page, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{list, view};
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 where it is missing.
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    count: Option<String>,
}

/// Where somebody is signed in
///
/// Needs `users.view`. The sign-ins that have not ended, the latest first.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), Params),
    responses(
        (status = 200, description = "A page of sign-ins", body = Page<SessionInfo>),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/users/{id}/sessions")]
pub async fn sessions(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().json(page(&state, view::id(&id)?, may.caller.actor.session_id, &params).await?))
}

/// A page of somebody's sign-ins; `asking` is the one that asks.
pub async fn page(
    state: &AppState,
    id: UserId,
    asking: Option<SessionId>,
    params: &Params,
) -> Result<Page<SessionInfo>, Failure> {
    let (limit, now) = (list::limit(params.limit)?, state.now());
    let behind: Option<SessionId> =
        params.cursor.as_deref().map(str::parse).transpose().map_err(|_| list::foreign_cursor())?;
    let counted = list::count(params.count.as_deref())?.is_some();
    let (mut live, total) = state
        .read(move |conn| {
            store::find(conn, id)?;
            let total = counted.then(|| count_live(conn, id, now)).transpose()?;
            Ok((live_of(conn, id, behind, limit + 1, now)?, total))
        })
        .await?;
    let more = live.len() as i64 > limit;
    live.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = live.last().filter(|_| more).map(|session| session.id.to_string());
    Ok(Page { items: live.into_iter().map(|session| info(session, asking)).collect(), next_cursor, total })
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
