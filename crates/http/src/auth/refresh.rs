use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::session;
use rollcall_wire::auth::Session;

use super::{presented_cookie, refresh_cookie, session_body};
use crate::extract::OwnOrigin;
use crate::problem::Failure;
use crate::state::AppState;

/// Renew the access token
///
/// Takes the cookie of the sign-in and gives it a new value; each value is good once.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    responses(
        (status = 200, description = "Renewed", body = Session),
        (status = 403, description = "By a page of another site (`foreign_origin`)"),
        (status = 401, description = "No session, or one that has ended")
    )
)]
#[post("/auth/refresh")]
pub async fn refresh(state: web::Data<AppState>, _: OwnOrigin, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let token = presented_cookie(&state, &request).ok_or_else(session::signed_out)?;
    let (key, now) = (state.refresh_key.clone(), state.now());
    let open =
        state.write(move |conn| session::renew(conn, &key, &token, now)).await?.ok_or_else(session::signed_out)?;
    let body = session_body(&state, &open).await?;
    Ok(HttpResponse::Ok().cookie(refresh_cookie(&state, open.refresh_token)).json(body))
}
