use actix_web::{HttpResponse, delete, get, put, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::contacts;
use rollcall_domain::time;
use rollcall_domain::users::store as user_store;
use rollcall_wire::Page;
use rollcall_wire::messages::BlockedPerson;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// Whom one has blocked
///
/// Needs `me.read`. The latest first, all on one page.
#[utoipa::path(tag = "Messages", responses((status = 200, description = "The people", body = Page<BlockedPerson>)))]
#[get("/me/blocks")]
pub async fn list(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let items = state
        .read(move |conn| {
            let blocked = contacts::blocked(conn, user)?;
            let ids: Vec<UserId> = blocked.iter().map(|(id, _)| *id).collect();
            let accounts = user_store::by_ids(conn, &ids)?;
            let shown = blocked.iter().filter_map(|(id, since)| {
                Some(BlockedPerson { user: show::recipient(accounts.get(id)?), since: time::format(*since) })
            });
            Ok(shown.collect::<Vec<_>>())
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

/// Block somebody
///
/// Needs `me.write`. Neither writes to the other any more, and they are contacts no longer. What staff write to many arrives all the
/// same.
#[utoipa::path(
    tag = "Messages",
    params(("user_id" = String, Path, description = "The account's id")),
    responses(
        (status = 204, description = "Blocked"),
        (status = 404, description = "No such account"),
        (status = 422, description = "It is oneself")
    )
)]
#[put("/me/blocks/{user_id}")]
pub async fn add(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    user_id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (other, actor, now) = (view::id(&user_id)?, may.caller.actor, state.now());
    state.write(move |conn| contacts::block(conn, &actor, now, other)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Block somebody no more
///
/// Needs `me.write`.
#[utoipa::path(
    tag = "Messages",
    params(("user_id" = String, Path, description = "The account's id")),
    responses((status = 204, description = "Not blocked"))
)]
#[delete("/me/blocks/{user_id}")]
pub async fn remove(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    user_id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (other, actor) = (view::id(&user_id)?, may.caller.actor);
    state.write(move |conn| contacts::unblock(conn, &actor, other)).await?;
    Ok(HttpResponse::NoContent().finish())
}
