use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::messages::reach;
use rollcall_domain::settings::Settings;
use rollcall_wire::Page;
use rollcall_wire::messages::Recipient;
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::limit;
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// Parts of first and last name; missing: one's contacts.
    q: Option<String>,
    /// How many, 1 to 500; 50 if it is missing.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// People whom one may write to
///
/// Needs `messages.send`. By name, and nothing else about them; one page.
#[utoipa::path(
    tag = "Messages",
    params(Params),
    responses(
        (status = 200, description = "The people", body = Page<Recipient>),
        (status = 403, description = "Messages are switched off (`messaging_off`)"),
        (status = 422, description = "It takes longer than 5 seconds (`too_broad`)")
    )
)]
#[get("/messages/recipients")]
pub async fn recipients(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (limit, search) = (limit(params.limit)?, params.q.clone().unwrap_or_default());
    let found = state
        .read_within(move |conn| {
            let site = Settings::load(conn)?;
            reach::require_on(&site)?;
            reach::recipients(conn, user, &site, &search, limit)
        })
        .await?;
    let items: Vec<_> = found.iter().map(show::recipient).collect();
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}
