use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::ViewId;
use rollcall_domain::views::store;
use rollcall_wire::views::View;
use rollcall_wire::{Page, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::{count, foreign_cursor, limit};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 where it is missing.
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    count: Option<String>,
}

/// Browse saved views
///
/// Needs `users.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Views",
    params(Params),
    responses(
        (status = 200, description = "A page of views", body = Page<View>),
        (status = 400, description = "The cursor or the limit is wrong", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/views")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let limit = limit(params.limit)?;
    let behind: Option<ViewId> = params.cursor.as_deref().map(str::parse).transpose().map_err(|_| foreign_cursor())?;
    let counted = count(params.count.as_deref())?.is_some();
    let (mut views, total) = state
        .read(move |conn| {
            let total = if counted { Some(store::list(conn, user, None, i64::MAX)?.len() as i64) } else { None };
            Ok((store::list(conn, user, behind, limit + 1)?, total))
        })
        .await?;
    let more = views.len() as i64 > limit;
    views.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = views.last().filter(|_| more).map(|view| view.id.to_string());
    let items = views.into_iter().map(show::view).collect();
    Ok(HttpResponse::Ok().json(Page::<View> { items, next_cursor, total }))
}
