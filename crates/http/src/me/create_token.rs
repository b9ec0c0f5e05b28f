use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::auth::api_token::{self, NewToken};
use rollcall_domain::{Error, Millis, Result, time};
use rollcall_wire::auth::{ApiToken, CreateApiToken};

use super::tokens::shown;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Make a token for programs
///
/// Needs `me.write`, and a session: a token makes none (`session_required`). The secret is in this answer only; repeated with the same `Idempotency-Key`, the answer is without it.
/// The token may do what is in its scopes, as far as its owner may. It ends at its time, and with its owner's sign-ins:
/// suspension, deletion, sign-out everywhere, or a new password.
#[utoipa::path(
    tag = "Own account",
    params(IdempotencyKey),
    request_body = CreateApiToken,
    responses(
        (status = 201, description = "The token with its secret", body = ApiToken),
        (status = 422, description = "A scope is unknown or not one's own, or the end is not to come")
    )
)]
#[post("/me/tokens")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    key: IdempotencyKey,
    body: Body<CreateApiToken>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let expires_at = new.expires_at.as_deref().map(end).transpose()?;
    let wanted = NewToken { name: new.name, scopes: new.scopes, expires_at };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let (token, secret) = api_token::create(conn, &actor, now, &wanted)?;
        let location = format!("/api/v1/me/tokens/{}", token.id);
        Ok(Reply::new(StatusCode::CREATED, &shown(token, Some(secret)))?.at(location).secret("token"))
    })
    .await
}

fn end(text: &str) -> Result<Millis> {
    time::parse_utc(text).ok_or_else(|| {
        Error::invalid("expires_at", "invalid_value", "\"expires_at\" is a time such as \"2027-03-01T00:00:00Z\".")
    })
}
