use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::audit::{self, Entry};
use rollcall_domain::auth::session;
use rollcall_domain::{Actor, Origin};

use super::{no_cookie, presented_cookie};
use crate::extract::{Caller, OwnOrigin, origin};
use crate::problem::Failure;
use crate::state::AppState;

/// Sign out
///
/// Ends the session of the token, or of the cookie, at once. Without a session there is nothing to end, and no error.
#[utoipa::path(tag = "Sign-in", security(()), responses(
    (status = 204, description = "Signed out"),
    (status = 403, description = "By a page of another site (`foreign_origin`)")
))]
#[post("/auth/logout")]
pub async fn logout(
    state: web::Data<AppState>,
    _: OwnOrigin,
    request: HttpRequest,
    caller: Option<Caller>,
) -> Result<HttpResponse, Failure> {
    let (cookie, now) = (presented_cookie(&state, &request), state.now());
    let actor = caller.map(|caller| caller.actor);
    let (key, nobody) =
        (state.refresh_key.clone(), Actor { user_id: None, origin: origin(&request), ..Actor::system() });
    state
        .write(move |conn| {
            if let Some((actor, session, user)) =
                actor.and_then(|actor| Some((actor.clone(), actor.session_id?, actor.user_id?)))
                && session::end(conn, session, now)?
            {
                audit::record(conn, &actor, now, [Entry::about("session.ended", user)])?;
            }
            if let Some(cookie) = cookie
                && let Some((session, user)) = session::by_refresh_token(conn, &key, &cookie)?
                && session::end(conn, session, now)?
            {
                let origin = Origin { session: Some(session), ..nobody.origin.clone() };
                let actor = Actor { user_id: Some(user), session_id: Some(session), origin, ..nobody };
                audit::record(conn, &actor, now, [Entry::about("session.ended", user)])?;
            }
            Ok(())
        })
        .await?;
    Ok(HttpResponse::NoContent().cookie(no_cookie(&state)).finish())
}
