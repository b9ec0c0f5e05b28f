use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::by_mail;
use rollcall_wire::auth::ForgottenPassword;

use crate::extract::{Body, origin};
use crate::problem::Failure;
use crate::state::AppState;

/// Ask for a link to choose a new password
///
/// The answer is always the same: it does not tell whether there is such an account. The link is good for an hour.
#[utoipa::path(
    tag = "Sign-in",
    security(()),
    request_body = ForgottenPassword,
    responses(
        (status = 202, description = "If there is such an account, a mail is on its way")
    )
)]
#[post("/auth/password-reset")]
pub async fn forgotten(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<ForgottenPassword>,
) -> Result<HttpResponse, Failure> {
    let origin = origin(&request);
    // A client that asks for thousands of links gets the same answer, and no mail.
    if !state.limits.may_ask_for_link(origin.address.as_deref().unwrap_or_default()) {
        return Ok(HttpResponse::Accepted().finish());
    }
    let (now, email) = (state.now(), body.value.email);
    state.write(move |conn| by_mail::request_reset(conn, &email, &origin, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}
