//! Headers that change how a request is carried out.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, IF_MATCH, USER_AGENT};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use rollcall_domain::{Error, Origin};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::observe::RequestId;
use crate::problem::Failure;
use crate::state::AppState;

fn text<'a>(request: &'a HttpRequest, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// Where a request came from.
pub fn origin(request: &HttpRequest) -> Origin {
    Origin {
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()),
        address: address(request).map(|address| address.to_string()),
        user_agent: text(request, &USER_AGENT).map(|agent| agent.chars().take(255).collect()),
        session: None,
        token: None,
    }
}

/// The caller's network address: the peer's, or the one that trusted proxies say they speak for.
fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let state = request.app_data::<web::Data<AppState>>()?;
    let is_trusted = |address: &IpAddr| state.options.trusted_proxies.contains(address);
    if !is_trusted(&peer) {
        return Some(peer);
    }
    let lines = request.headers().get_all(HeaderName::from_static("x-forwarded-for"));
    let hops: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).collect();
    // The nearest hop that is no trusted proxy; anybody may have written what stands before it.
    for hop in hops.into_iter().rev() {
        match hop_address(hop.trim()) {
            Some(address) if is_trusted(&address) => {}
            Some(address) => return Some(address),
            None => break,
        }
    }
    Some(peer)
}

/// An address with or without a port.
fn hop_address(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| hop.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

/// The version that a write expects (`If-Match`); `None` if any version will do.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = request.headers().contains_key(IF_MATCH);
        ready(match text(request, &IF_MATCH) {
            // A tag that cannot be read is none of ours.
            None if given => Ok(Self(Some(-1))),
            None | Some("*") => Ok(Self(None)),
            Some(tags) => Ok(Self(Some(version(tags)))),
        })
    }
}

/// The version that a list of tags names. A resource has one version, and a client that sends several tags would take any of
/// them: the highest is the one that may still be. A proxy that compresses makes tags weak, so those count too; a tag that
/// is none of ours matches nothing.
fn version(tags: &str) -> i64 {
    let versions = tags
        .split(',')
        .filter_map(|tag| tag.trim().trim_start_matches("W/").strip_prefix('"')?.strip_suffix('"')?.parse().ok());
    versions.max().unwrap_or(-1)
}

/// How long the caller wants to wait for a resting state (`Prefer: wait=N`).
#[derive(Debug, Clone, Copy)]
pub struct Wait(pub Option<Duration>);

impl FromRequest for Wait {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        const LONGEST: u64 = 60;
        let prefer = text(request, &HeaderName::from_static("prefer")).unwrap_or("");
        let wait = prefer
            .split([',', ';'])
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("wait"))
            .and_then(|(_, seconds)| seconds.trim().parse::<u64>().ok());
        ready(Ok(Self(wait.map(|seconds| Duration::from_secs(seconds.min(LONGEST))))))
    }
}

/// The longest `Idempotency-Key`, in characters.
const LONGEST_KEY: usize = 255;

/// The key under which a request has its effect once (`Idempotency-Key`), and what it is scoped to.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    pub(crate) key: Option<String>,
    pub(crate) method: String,
    pub(crate) path: String,
}

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = request.headers().get("idempotency-key");
        let Ok(key) = given.map(|value| std::str::from_utf8(value.as_bytes())).transpose() else {
            return ready(Err(Failure::malformed("invalid_header", "The Idempotency-Key is not valid UTF-8.")));
        };
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        if key.is_some_and(|key| key.chars().count() > LONGEST_KEY) {
            let message = format!("The Idempotency-Key may have at most {LONGEST_KEY} characters.");
            return ready(Err(Error::invalid("Idempotency-Key", "too_long", message).into()));
        }
        ready(Ok(Self {
            key: key.map(str::to_owned),
            method: request.method().to_string(),
            // As the router reads it: another spelling of an address is the same request.
            path: request.match_info().as_str().to_owned(),
        }))
    }
}

/// A header as the document describes it.
fn described(name: &str, description: &str, schema: Object) -> Vec<Parameter> {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema));
    vec![parameter.build()]
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = "The `ETag` of the version that the change is meant for; missing or `*` is any.";
        described("If-Match", text, Object::with_type(Type::String))
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = "Any text of at most 255 characters, kept for 24 hours: the same request with the same key has its effect once and gets the same answer.";
        let schema = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST_KEY)).build();
        described("Idempotency-Key", text, schema)
    }
}

impl IntoParams for Wait {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = "`wait=N` waits up to N seconds, at most 60, for a state in which the batch rests.";
        described("Prefer", text, Object::with_type(Type::String))
    }
}
