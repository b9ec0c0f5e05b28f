use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::auth::own_account::ChosenPassword;
use rollcall_domain::auth::session;
use rollcall_domain::{Actor, Error};
use rollcall_wire::auth::{ChangePassword, Session};

use crate::auth::{own_account, refresh_cookie, session_of};
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Begun, RepeatableRequest, Reply};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Choose another password
///
/// Needs `me.write`, and a sign-in: no token chooses passwords. All sign-ins and tokens of the person end with the next
/// request; the answer is a new sign-in, so that the caller stays signed in. Repeated with the same
/// `Idempotency-Key`, the answer is without its token.
#[utoipa::path(
    tag = "Own account",
    params(IdempotencyKey),
    request_body = ChangePassword,
    responses(
        (status = 200, description = "The password is set; a new sign-in", body = Session),
        (status = 403, description = "Asked with a token"),
        (status = 409, description = "One signs in with another method than a password here"),
        (status = 422, description = "The current password is wrong, or the new one is weak"),
        (status = 429, description = "Too many failures from this address")
    )
)]
#[post("/me/password")]
pub async fn change(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    key: IdempotencyKey,
    body: Body<ChangePassword>,
) -> Result<HttpResponse, Failure> {
    if may.caller.actor.session_id.is_none() {
        return Err(Error::forbidden("forbidden", "Sign in with the password to choose another one.").into());
    }
    let once = match RepeatableRequest::begin(&state, &may.caller, key, &body.bytes).await? {
        Begun::Replay(response) => return Ok(response),
        Begun::Fresh(once) => once,
    };
    let (actor, now) = (may.caller.actor, state.now());
    let chosen = match check(&state, &actor, body.value).await {
        Ok(chosen) => chosen,
        Err(refused) => {
            once.abandon().await?;
            return Err(refused);
        }
    };
    let changed = once.run(true, move |conn| {
        let user = chosen.set(conn, &actor, now)?;
        let open = session::begin_anew(conn, &state.refresh_key, user, &actor, now)?;
        let body = session_of(&state, &open, own_account(conn, user, now)?, now)?;
        let cookie = refresh_cookie(&state, open.refresh_token);
        Ok(Reply::new(StatusCode::OK, &body)?.secret("access_token").cookie(cookie))
    });
    Ok(changed.await?.into_response())
}

async fn check(state: &AppState, actor: &Actor, wanted: ChangePassword) -> Result<ChosenPassword, Failure> {
    let address = actor.origin.address.clone().unwrap_or_default();
    let attempt = state.limits.begin_sign_in(&address).await?;
    let own = actor.user_id.map(|id| id.to_string()).unwrap_or_default();
    let turn = state.turn_to_hash(&format!("own:{own}")).await?;
    let (db, passwords, actor, now) = (state.db.clone(), state.passwords.clone(), actor.clone(), state.now());
    let ChangePassword { current_password, new_password } = wanted;
    let checked =
        blocking(move || ChosenPassword::check(&db, &passwords, &actor, now, &current_password, &new_password)).await;
    drop(turn);
    if !checked.as_ref().is_err_and(Failure::is_wrong_password) {
        attempt.forgive();
    }
    checked
}
