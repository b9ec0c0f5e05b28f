//! Signing in, staying signed in, signing out, and one's own account.

mod by_link;
mod forgotten;
mod login;
mod logout;
mod refresh;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use rollcall_domain::auth::session::{LIFETIME, OpenSession};
use rollcall_domain::auth::token::LIFETIME_SECONDS;
use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::profile::{self, Audience};
use rollcall_domain::roles::{self, Capability};
use rollcall_domain::users::store;
use rollcall_domain::{Millis, Result, cohorts};
use rollcall_wire::auth::{Me, Session};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(login::login)
        .service(refresh::refresh)
        .service(logout::logout)
        .service(forgotten::forgotten)
        .service(by_link::reset)
        .service(by_link::invitation)
        .service(by_link::confirmation);
}

/// The cookie's name: over TLS its prefix makes browsers refuse it from anywhere else.
fn cookie_name(state: &AppState) -> &'static str {
    if state.options.tls { "__Host-rollcall_refresh" } else { "rollcall_refresh" }
}

pub fn refresh_cookie(state: &AppState, token: String) -> Cookie<'static> {
    Cookie::build(cookie_name(state), token)
        .path("/")
        .http_only(true)
        .secure(state.options.tls)
        .same_site(SameSite::Strict)
        .max_age(Duration::milliseconds(LIFETIME))
        .finish()
}

/// The name of the cookie by which a device is known.
fn device_cookie_name(state: &AppState) -> &'static str {
    if state.options.tls { "__Host-rollcall_device" } else { "rollcall_device" }
}

/// Makes a device a known one. Signing out leaves it known: it is worth no sign-in.
fn device_cookie(state: &AppState, token: String) -> Cookie<'static> {
    Cookie::build(device_cookie_name(state), token)
        .path("/")
        .http_only(true)
        .secure(state.options.tls)
        .same_site(SameSite::Strict)
        .max_age(Duration::days(365))
        .finish()
}

fn presented_device(state: &AppState, request: &HttpRequest) -> Option<String> {
    request.cookie(device_cookie_name(state)).map(|cookie| cookie.value().to_owned())
}

fn no_cookie(state: &AppState) -> Cookie<'static> {
    let mut cookie = refresh_cookie(state, String::new());
    cookie.make_removal();
    cookie
}

fn presented_cookie(state: &AppState, request: &HttpRequest) -> Option<String> {
    request.cookie(cookie_name(state)).map(|cookie| cookie.value().to_owned())
}

/// One's own account, and what one may do.
pub fn own_account(conn: &mut Conn, id: UserId, now: Millis) -> Result<Me> {
    let account = store::find(conn, id)?;
    let roles = roles::store::of_user(conn, id)?;
    let held = roles::store::capabilities_of(conn, id, now)?;
    let capabilities: Vec<String> = held.iter().map(|capability| capability.name().to_owned()).collect();
    let cohorts = cohorts::store::of_people(conn, &[id])?.remove(&id).unwrap_or_default();
    let mut user = view::user(&account, &roles, cohorts, true, now);
    if !user.profile.is_empty() && !held.contains(&Capability::UsersView) {
        for field in profile::store::all(conn)?.iter().filter(|field| field.visible_to == Audience::Staff) {
            user.profile.remove(&field.name);
        }
    }
    Ok(Me { capabilities, user })
}

/// What a session is worth to the one who opened it.
pub async fn session_body(state: &AppState, open: &OpenSession) -> Result<Session, Failure> {
    let now = state.now();
    let user_id = open.user_id;
    let user = state.read(move |conn| own_account(conn, user_id, now)).await?;
    Ok(session_of(state, open, user, now)?)
}

/// The same of an account that was read already.
pub fn session_of(state: &AppState, open: &OpenSession, user: Me, now: Millis) -> rollcall_domain::Result<Session> {
    Ok(Session {
        access_token: state.tokens.issue(open.user_id, open.id, open.epoch, now)?,
        token_type: "Bearer".to_owned(),
        expires_in: LIFETIME_SECONDS,
        user,
    })
}
