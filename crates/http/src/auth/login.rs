use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::sign_in::sign_in;
use rollcall_wire::Problem;
use rollcall_wire::auth::{Login, Session};

use super::{refresh_cookie, session_body};
use crate::extract::{Body, origin};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Sign in
///
/// Answers with an access token for 15 minutes, and sets the cookie that renews it. Every failure is the
/// same 401 after the same time; from the 5th failure in a row an account rests for a while.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = Login,
    responses(
        (status = 200, description = "Signed in", body = Session),
        (status = 401, description = "Wrong, or not allowed to sign in", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failures from this address", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/auth/login")]
pub async fn login(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<Login>,
) -> Result<HttpResponse, Failure> {
    body.check()?;
    let origin = origin(&request);
    let address = origin.address.clone().unwrap_or_default();
    let attempt = state.limits.begin_sign_in(&address).await?;
    let turn = state.turn_to_hash().await?;
    let (db, passwords, key, now) = (state.db.clone(), state.passwords.clone(), state.refresh_key.clone(), state.now());
    let Login { username, password, totp: _ } = body.value;
    let open = blocking(move || sign_in(&db, &passwords, &key, &username, &password, &origin, now)).await;
    drop(turn);
    if !open.as_ref().is_err_and(Failure::is_unauthenticated) {
        attempt.forgive();
    }
    let open = open?;
    let session = session_body(&state, &open).await?;
    Ok(HttpResponse::Ok().cookie(refresh_cookie(&state, open.refresh_token)).json(session))
}
