use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::by_mail;
use rollcall_domain::auth::link::Purpose;
use rollcall_wire::auth::{ChosenPassword, LinkToken};

use crate::extract::{Body, origin};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Choose a new password by a link
///
/// The token stands behind the `#` of the link in the mail. All sign-ins of the person end; the link works once, for an hour, and ends with a newer one, a suspension, and signing out
/// everywhere.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = ChosenPassword,
    responses(
        (status = 204, description = "The password is set; sign in with it"),
        (status = 422, description = "The password is weak, or the link has ended or was used")
    )
)]
#[post("/auth/password-reset/complete")]
pub async fn reset(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<ChosenPassword>,
) -> Result<HttpResponse, Failure> {
    choose(&state, &request, Purpose::PasswordReset, body.value).await
}

/// Choose the first password by an invitation
///
/// The token stands behind the `#` of the link in the mail; it is good for seven days, and works once.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = ChosenPassword,
    responses(
        (status = 204, description = "The password is set; sign in with it"),
        (status = 422, description = "The password is weak, or the link has ended or was used")
    )
)]
#[post("/auth/invitation/complete")]
pub async fn invitation(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<ChosenPassword>,
) -> Result<HttpResponse, Failure> {
    choose(&state, &request, Purpose::Invitation, body.value).await
}

/// Confirm an e-mail address by a link
///
/// The token stands behind the `#` of the link in the mail; it is good for seven days. A link to a new address of one's own
/// makes it the account's (`POST /me/email`).
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = LinkToken,
    responses(
        (status = 204, description = "The address is confirmed"),
        (status = 409, description = "Another account has the new address by now (`email_taken`)"),
        (status = 422, description = "The link has ended or was used")
    )
)]
#[post("/auth/confirmation/complete")]
pub async fn confirmation(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, Failure> {
    let (origin, now, key) = (origin(&request), state.now(), state.link_key.clone());
    let LinkToken { token } = body.value;
    state.write(move |conn| by_mail::confirm(conn, &key, &token, &origin, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn choose(
    state: &AppState,
    request: &HttpRequest,
    purpose: Purpose,
    ChosenPassword { token, password: chosen }: ChosenPassword,
) -> Result<HttpResponse, Failure> {
    let (origin, now, key) = (origin(request), state.now(), state.link_key.clone());
    let (asked_key, asked_token) = (key.clone(), token.clone());
    // The link is looked at first: hashing is expensive, so only requests with a valid link may cause it.
    let person = state.read(move |conn| by_mail::holder(conn, &asked_key, purpose, &asked_token, now)).await?;
    state.limits.choose_by_link(origin.address.as_deref().unwrap_or_default(), person.id)?;
    let turn = state.turn_to_hash(&format!("link:{}", person.id)).await?;
    let passwords = state.passwords.clone();
    let hash = blocking(move || {
        let about = [&person.username, &person.email, &person.first_name, &person.last_name].map(String::as_str);
        passwords.hash_chosen(&chosen, &about)
    })
    .await?;
    drop(turn);
    state.write(move |conn| by_mail::set_password(conn, &key, purpose, &token, &hash, &origin, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
