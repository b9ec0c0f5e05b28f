use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::{api_token, session};
use rollcall_domain::time;
use rollcall_wire::Page;
use rollcall_wire::auth::ApiToken;

use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::state::AppState;

/// Browse one's own tokens
///
/// Needs `me.read`. Those that have not ended, the oldest first, without their secrets; at most 100.
#[utoipa::path(tag = "Own account", params(Paging), responses((status = 200, description = "The tokens", body = Page<ApiToken>)))]
#[get("/me/tokens")]
pub async fn tokens(
    state: web::Data<AppState>,
    may: May<permissions::MeRead>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (may.caller.actor.user_id.ok_or_else(session::signed_out)?, state.now());
    let live = state.read(move |conn| api_token::live_of(conn, id, now)).await?;
    let items: Vec<ApiToken> = live.into_iter().map(|token| shown(token, None)).collect();
    Ok(HttpResponse::Ok().json(paging.of(items, |token| &token.id)?))
}

/// A token as JSON, with its secret the first time.
pub(super) fn shown(token: api_token::ApiToken, secret: Option<String>) -> ApiToken {
    ApiToken {
        id: token.id.to_string(),
        token: secret,
        name: token.name,
        scopes: token.scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        created_at: time::format(token.created_at),
        expires_at: time::format(token.expires_at),
        last_used_at: token.last_used_at.map(time::format),
    }
}
