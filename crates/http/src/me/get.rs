use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::roles::Capability;
use rollcall_wire::auth::Me;

use crate::auth::own_account;
use crate::extract::{May, permissions};
use crate::idempotent::etag;
use crate::problem::Failure;
use crate::state::AppState;

/// One's own account
///
/// With the capabilities that one holds at site level; by a token, those that it is for. The `ETag` is the account's
/// version, for `If-Match`.
#[utoipa::path(
    tag = "Sign-in",
    responses(
        (status = 200, description = "One's own account", body = Me),
        (status = 401, description = "Not signed in")
    )
)]
#[get("/me")]
pub async fn me(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let id = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let now = state.now();
    let actor = may.caller.actor;
    let mut me = state.read(move |conn| own_account(conn, id, now)).await?;
    me.capabilities.retain(|name| Capability::from_name(name).is_some_and(|capability| actor.may(capability)));
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(me.user.version))).json(me))
}
