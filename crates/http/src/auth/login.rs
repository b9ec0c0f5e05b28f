use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::sign_in::{SignedIn, Try, sign_in};
use rollcall_domain::text::canonical_username;
use rollcall_wire::auth::{Login, Session};

use super::{device_cookie, presented_device, refresh_cookie, session_body};
use crate::extract::{Body, origin};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Sign in
///
/// Answers with an access token for 15 minutes, and sets the cookie that renews it. Every failure is the
/// same 401 after the same time; from the 5th failure in a row an account rests for a while, for the network or device that
/// they came from. A second cookie makes the device a known one, which what others try elsewhere does not lock.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = Login,
    responses(
        (status = 200, description = "Signed in", body = Session),
        (status = 401, description = "Wrong, or not allowed to sign in"),
        (status = 429, description = "Too many failures from this address")
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
    let Login { username, password, totp: _ } = body.value;
    let turn = state.turn_to_hash(&format!("name:{}", canonical_username(&username))).await?;
    let (db, door, device, now) = (state.db.clone(), state.door(), presented_device(&state, &request), state.now());
    let signed_in = blocking(move || {
        let attempt = Try { name: &username, password: &password, device: device.as_deref(), origin: &origin };
        sign_in(&db, &door, &attempt, now)
    });
    let signed_in = signed_in.await;
    drop(turn);
    if !signed_in.as_ref().is_err_and(Failure::is_unauthenticated) {
        attempt.forgive();
    }
    let SignedIn { open, new_device } = signed_in?;
    let session = session_body(&state, &open).await?;
    let mut response = HttpResponse::Ok();
    response.cookie(refresh_cookie(&state, open.refresh_token));
    if let Some(device) = new_device {
        response.cookie(device_cookie(&state, device));
    }
    Ok(response.json(session))
}
