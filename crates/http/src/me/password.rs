use actix_web::{HttpResponse, post, web};
use rollcall_domain::Error;
use rollcall_domain::auth::session;
use rollcall_domain::db::Urgency;
use rollcall_domain::users::oneself::change_password;
use rollcall_wire::Problem;
use rollcall_wire::auth::{ChangePassword, Session};

use crate::auth::{refresh_cookie, session_body};
use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Choose another password
///
/// Needs `me.write`, and a sign-in: no token chooses passwords. All sign-ins and tokens of the person end with the next
/// request; the answer is a new sign-in, so that whoever chose the password goes on.
#[utoipa::path(
    tag = "Own account",
    request_body = ChangePassword,
    responses(
        (status = 200, description = "The password is set; a new sign-in", body = Session),
        (status = 403, description = "Asked with a token", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "One signs in with another method than a password here", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The current password is wrong, or the new one is weak", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failures from this address", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/me/password")]
pub async fn change(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    body: Body<ChangePassword>,
) -> Result<HttpResponse, Failure> {
    let (actor, now) = (may.caller.actor, state.now());
    if actor.session_id.is_none() {
        return Err(Error::forbidden("forbidden", "Sign in with the password to choose another one.").into());
    }
    let address = actor.origin.address.clone().unwrap_or_default();
    let attempt = state.limits.begin_sign_in(&address).await?;
    let turn = state.turn_to_hash().await?;
    let (db, passwords, key) = (state.db.clone(), state.passwords.clone(), state.refresh_key.clone());
    let ChangePassword { current_password, new_password } = body.value;
    let changed = blocking(move || {
        let user = change_password(&db, &passwords, &actor, now, &current_password, &new_password)?;
        db.write(Urgency::Foreground, |conn| session::begin_anew(conn, &key, user, &actor, now))
    })
    .await;
    drop(turn);
    if !changed.as_ref().is_err_and(Failure::is_wrong_password) {
        attempt.forgive();
    }
    let open = changed?;
    let session = session_body(&state, &open).await?;
    Ok(HttpResponse::Ok().cookie(refresh_cookie(&state, open.refresh_token)).json(session))
}
