use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::saved_items::store;
use rollcall_domain::views::Content;
use rollcall_wire::Page;
use rollcall_wire::views::View;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;

/// Browse saved views
///
/// Needs `users.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Views",
    params(Paging),
    responses(
        (status = 200, description = "A page of views", body = Page<View>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/views")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (limit, behind, counted) = (paging.limit()?, paging.behind()?, paging.counted()?);
    let (views, total) = state
        .read(move |conn| {
            let total = counted.then(|| store::count::<Content>(conn, user)).transpose()?;
            Ok((store::list::<Content>(conn, user, behind, limit + 1)?, total))
        })
        .await?;
    let show = |view| show::view(view, &may.caller.actor);
    Ok(HttpResponse::Ok().json(paging::page(views, limit, total, |view| view.id.to_string(), show)))
}
