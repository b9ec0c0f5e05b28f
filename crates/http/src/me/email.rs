use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::auth::{own_email, session};
use rollcall_wire::auth::{ChangeEmail, Me};

use crate::auth::own_account;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Change one's own e-mail address
///
/// Needs `me.write`, and a session: a token cannot do it. The new address gets a link; it is used once it is confirmed
/// from there (`POST /auth/confirmation/complete`). Until then the address in use stays, and it is told.
#[utoipa::path(
    tag = "Own account",
    params(IdempotencyKey),
    request_body = ChangeEmail,
    responses(
        (status = 202, description = "A link is on its way; the account is as it was", body = Me),
        (status = 403, description = "By a token (`session_required`)"),
        (status = 409, description = "Another account has the address, or it is the one in use"),
        (status = 422, description = "This is not a valid address")
    )
)]
#[post("/me/email")]
pub async fn change_email(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    key: IdempotencyKey,
    body: Body<ChangeEmail>,
) -> Result<HttpResponse, Failure> {
    let (actor, now, asked) = (may.caller.actor.clone(), state.now(), body.value);
    let id = actor.user_id.ok_or_else(session::signed_out)?;
    change(state, &may.caller, key, &body.bytes, move |conn| {
        own_email::ask(conn, &actor, now, &asked.email)?;
        let me = own_account(conn, id, now)?;
        Ok(Reply::new(StatusCode::ACCEPTED, &me)?.version(me.user.version))
    })
    .await
}
