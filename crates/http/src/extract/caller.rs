//! Who calls. What they may is asked by [`super::may`].

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use rollcall_domain::actor::Origin;
use rollcall_domain::auth::api_token;
use rollcall_domain::auth::session::{self, Authenticated};
use rollcall_domain::auth::token::Claims;
use rollcall_domain::db::{Conn, Urgency};
use rollcall_domain::id::UserId;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Error};

use super::headers::origin;
use crate::problem::Failure;
use crate::state::AppState;

/// Noted with a request whose token was found good: whose it is, and where it came from.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    /// From where, and by which sign-in or token.
    pub origin: Origin,
}

/// What a caller has shown to be let in. A token that was signed here and is not kept is not asked for its end again.
#[derive(Clone)]
enum Proof {
    Session(Claims),
    Token(String),
}

impl Proof {
    /// The user that it stands for now; `None` if it is no longer valid.
    async fn holder(&self, state: &AppState, origin: Origin) -> Result<Option<Authenticated>, Failure> {
        let (proof, now) = (self.clone(), state.now());
        let look = move |conn: &mut Conn| match &proof {
            Self::Session(claims) => session::authenticate(conn, claims, origin, now),
            Self::Token(secret) => api_token::authenticate(conn, secret, origin, now),
        };
        state.read(look).await
    }
}

/// A signed-in user.
#[derive(Clone)]
pub struct Caller {
    /// The person, as things are now.
    pub actor: Actor,
    proof: Proof,
}

impl Caller {
    /// Whether the caller is still signed in and still holds capabilities: to be asked while an answer goes on and on.
    pub async fn still_may(&self, state: &AppState, needed: &[Capability]) -> bool {
        self.still(state, |actor| needed.iter().all(|capability| actor.may(*capability))).await
    }

    /// The same of anything that a caller may or may not.
    pub async fn still(&self, state: &AppState, may: impl Fn(&Actor) -> bool) -> bool {
        let Ok(Some(known)) = self.proof.holder(state, self.actor.origin.clone()).await else { return false };
        !known.must_change_password && may(&known.actor)
    }
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { authenticate(&request).await })
    }
}

/// What a session is for until the new password is chosen that was asked for.
const WITH_AN_OLD_PASSWORD: [&str; 3] = ["/api/v1/me", "/api/v1/me/password", "/api/v1/auth/logout"];

async fn authenticate(request: &HttpRequest) -> Result<Caller, Failure> {
    let state = request.app_data::<web::Data<AppState>>().cloned().ok_or_else(|| Error::internal("no state"))?;
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let now = state.now();
    let origin = origin(request);
    let proof = match token.filter(|token| token.starts_with(api_token::PREFIX)) {
        Some(secret) => Some(Proof::Token(secret.to_owned())),
        None => token.and_then(|token| state.tokens.read(token, now)).map(Proof::Session),
    };
    let proof = proof.ok_or_else(session::signed_out)?;
    let known = proof.holder(&state, origin).await?.ok_or_else(session::signed_out)?;
    if let Some(user) = known.actor.user_id {
        request.extensions_mut().insert(SignedIn { user, origin: known.actor.origin.clone() });
    }
    if let (true, Some(user)) = (known.access_is_stale, known.actor.user_id) {
        let (db, origin, token) = (state.db.clone(), known.actor.origin.clone(), known.token);
        let note = move |conn: &mut Conn| {
            if let Some(token) = token {
                api_token::note_use(conn, token, now)?;
            }
            session::note_access(conn, user, &origin, now)
        };
        // Noted in the background.
        drop(web::block(move || db.write(Urgency::Background, note)));
    }
    if known.must_change_password && !WITH_AN_OLD_PASSWORD.contains(&request.match_info().as_str()) {
        let message = "A new password has to be chosen first: POST /me/password with the current and the new one.";
        return Err(Error::forbidden("password_change_required", message).into());
    }
    Ok(Caller { actor: known.actor, proof })
}
