use actix_web::{HttpResponse, delete, web};
use rollcall_domain::auth::api_token;
use rollcall_domain::id::TokenId;
use rollcall_domain::{Error, Noun};

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Delete one of one's own tokens
///
/// Needs `me.write`. It is worth nothing with the next request.
#[utoipa::path(
    tag = "Own account",
    params(("id" = String, Path, description = "The token's id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "No such token of one's own")
    )
)]
#[delete("/me/tokens/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id: TokenId = id.parse().map_err(|_| Error::NotFound(Noun::Token))?;
    let (actor, now) = (may.caller.actor, state.now());
    state.write(move |conn| api_token::delete(conn, &actor, now, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
