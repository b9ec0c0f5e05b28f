//! Requests that change something: their answer, and that the same request twice has its effect once.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, LOCATION};
use actix_web::{HttpResponse, web};
use rollcall_domain::batches::file::private::mask_answer;
use rollcall_domain::db::{Conn, Urgency};
use rollcall_domain::idempotency::{self, Answer, Claim, ClaimResult};
use rollcall_domain::{Actor, Error, Result};

use crate::extract::{Caller, IdempotencyKey};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// The answer to a request that changed something.
#[derive(Debug, Clone)]
pub struct Reply {
    status: StatusCode,
    location: Option<String>,
    etag: Option<i64>,
    body: serde_json::Value,
    secret: Option<&'static str>,
    cookie: Option<Cookie<'static>>,
}

impl Reply {
    /// An answer with a body.
    pub fn new(status: StatusCode, body: &impl serde::Serialize) -> Result<Self> {
        Ok(Self { status, location: None, etag: None, body: serde_json::to_value(body)?, secret: None, cookie: None })
    }

    /// Where the thing is.
    pub fn at(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }

    /// The thing's version.
    pub fn version(mut self, version: i64) -> Self {
        self.etag = Some(version);
        self
    }

    /// The member of the body that is shown this once: it is not kept, and missing where the answer is given again.
    pub fn secret(mut self, member: &'static str) -> Self {
        self.secret = Some(member);
        self
    }

    /// A cookie that goes with the answer this once.
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookie = Some(cookie);
        self
    }

    fn to_answer(&self) -> Answer {
        let mut body = self.body.clone();
        if let (Some(secret), Some(members)) = (self.secret, body.as_object_mut()) {
            members.remove(secret);
        }
        Answer { status: i64::from(self.status.as_u16()), location: self.location.clone(), body: body.to_string() }
    }

    pub(crate) fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        if let Some(version) = self.etag {
            response.insert_header((ETAG, etag(version)));
        }
        if let Some(cookie) = self.cookie {
            response.cookie(cookie);
        }
        response.json(self.body)
    }
}

/// A version as an ETag.
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// A request that may come twice.
pub struct RepeatableRequest {
    state: web::Data<AppState>,
    claim: Option<Claim>,
}

/// The result of the first step.
pub enum Begun {
    /// Carry it out.
    Fresh(RepeatableRequest),
    /// It was carried out before: this was the answer.
    Replay(HttpResponse),
}

impl RepeatableRequest {
    /// Claims the caller's key, if there is one. `body` is what the request is told apart by.
    pub async fn begin(
        state: &web::Data<AppState>,
        caller: &Caller,
        key: IdempotencyKey,
        body: &[u8],
    ) -> Result<Begun, Failure> {
        let (Some(key_text), Some(actor)) = (key.key, caller.actor.user_id) else {
            return Ok(Begun::Fresh(Self { state: state.clone(), claim: None }));
        };
        // Keyed: a body may hold a password.
        let body_hash = state.secret.digest("idempotency", body)?;
        let claim = Claim { actor, method: key.method, path: key.path, key: key_text, body_hash };
        let (now, asked) = (state.now(), claim.clone());
        match state.write(move |conn| idempotency::claim(conn, &asked, now)).await? {
            ClaimResult::Fresh => Ok(Begun::Fresh(Self { state: state.clone(), claim: Some(claim) })),
            ClaimResult::Done(answer) => Ok(Begun::Replay(replay(answer, &caller.actor))),
        }
    }

    /// Carries the request out in one transaction with its stored answer. `is_last` is false if the
    /// caller waits for more before it is answered; [`finish`](Self::finish) follows then.
    pub async fn run(
        &self,
        is_last: bool,
        work: impl FnOnce(&mut Conn) -> Result<Reply> + Send + 'static,
    ) -> Result<Reply, Failure> {
        let (db, claim) = (self.state.db.clone(), self.claim.clone());
        blocking(move || {
            let done = db.write(Urgency::Foreground, |conn| {
                let reply = work(conn)?;
                if let Some(claim) = &claim {
                    idempotency::store(conn, claim, &reply.to_answer(), is_last)?;
                }
                Ok(reply)
            });
            if let (Err(_), Some(claim)) = (&done, &claim) {
                db.write(Urgency::Foreground, |conn| idempotency::release(conn, claim))?;
            }
            done
        })
        .await
    }

    /// Gives the key back: the request failed before it could change anything.
    pub async fn abandon(&self) -> Result<(), Failure> {
        let Some(claim) = self.claim.clone() else { return Ok(()) };
        self.state.write(move |conn| idempotency::release(conn, &claim)).await
    }

    /// Stores the answer that the caller got in the end.
    pub async fn finish(&self, reply: &Reply) -> Result<(), Failure> {
        let Some(claim) = self.claim.clone() else { return Ok(()) };
        let answer = reply.to_answer();
        self.state.write(move |conn| idempotency::store(conn, &claim, &answer, true)).await
    }
}

/// The answer once more. It was made for the same person, but perhaps for a token that is for more than this one.
fn replay(answer: Answer, reader: &Actor) -> HttpResponse {
    let status = u16::try_from(answer.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = HttpResponse::build(status.unwrap_or(StatusCode::OK));
    response.insert_header(("Idempotency-Replayed", "true"));
    let mut body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if let Some(version) = body["version"].as_i64() {
        response.insert_header((ETAG, etag(version)));
    }
    if let Some(location) = answer.location {
        response.insert_header((LOCATION, location));
    }
    mask_answer(&mut body, reader);
    response.content_type("application/json").body(body.to_string())
}

/// One request with a JSON body that changes something, from the claim to the answer.
pub async fn change(
    state: web::Data<AppState>,
    caller: &Caller,
    key: IdempotencyKey,
    body: &[u8],
    work: impl FnOnce(&mut Conn) -> Result<Reply> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    match RepeatableRequest::begin(&state, caller, key, body).await? {
        Begun::Replay(response) => Ok(response),
        Begun::Fresh(once) => Ok(once.run(true, work).await?.into_response()),
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Error::from(error).into()
    }
}
