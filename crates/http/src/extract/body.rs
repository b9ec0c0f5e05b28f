//! JSON bodies, read strictly: what is not known, or not valid, is said by name.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use rollcall_domain::auth::session;
use rollcall_domain::{Error, Fault};
use serde::de::DeserializeOwned;

use super::may::Allowed;
use super::objects::Objects;
use crate::problem::Failure;
use crate::slow_bodies::is_too_slow;

/// The largest body, in bytes; files come another way.
const LARGEST: usize = 2 * 1024 * 1024;
/// The largest body of a call that needs no sign-in: a name, a password, a link.
const LARGEST_OF_ANYBODY: usize = 16 * 1024;

/// A body as it came.
pub struct RawBody {
    /// Its media type without parameters, in small letters; empty if none is said.
    pub media_type: String,
    /// Its bytes.
    pub bytes: web::Bytes,
}

impl FromRequest for RawBody {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let media_type =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let mut payload = payload.take();
        let allowed = request.extensions_mut().remove::<Allowed>();
        Box::pin(async move {
            let most = if allowed.is_some() { LARGEST } else { LARGEST_OF_ANYBODY };
            if let Some(Allowed(allowed)) = allowed {
                // Where it fails, the caller's refusal is the answer.
                allowed.await.map_err(|_| session::signed_out())?;
            }
            let bytes = collect(&mut payload, most).await?;
            let media_type = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
            Ok(Self { media_type, bytes })
        })
    }
}

/// A JSON body. Where all members are optional the body may be absent.
pub struct Body<T> {
    /// What it says.
    pub value: T,
    /// The bytes as they came, to tell two requests apart.
    pub bytes: web::Bytes,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let raw = RawBody::from_request(request, payload);
        Box::pin(async move { raw.await?.json() })
    }
}

impl RawBody {
    /// The body as JSON.
    ///
    /// # Errors
    /// If it is said to be something else, or is not what is expected.
    pub fn json<T: DeserializeOwned>(self) -> Result<Body<T>, Failure> {
        let Self { media_type, bytes } = self;
        if !bytes.is_empty() && !matches!(media_type.as_str(), "application/json" | "application/merge-patch+json") {
            return Err(Failure::malformed(
                "unsupported_media_type",
                "Send the body as JSON, with the header Content-Type: application/json.",
            ));
        }
        let text: &[u8] = if bytes.iter().all(u8::is_ascii_whitespace) { b"{}" } else { &bytes };
        Ok(Body { value: read(text)?, bytes })
    }
}

async fn collect(payload: &mut Payload, most: usize) -> Result<web::Bytes, Failure> {
    use futures_util::StreamExt;
    let mut bytes = web::BytesMut::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|error| broken_off(&error))?;
        if bytes.len() + piece.len() > most {
            return Err(Error::TooLarge(format!("The body is larger than {most} bytes.")).into());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}

/// What is said of a body that does not come to its end.
pub fn broken_off(error: &actix_web::error::PayloadError) -> Failure {
    if is_too_slow(error) {
        return Failure::malformed("body_too_slow", "The body came too slowly, and was given up. Send it again.");
    }
    Failure::malformed("incomplete_body", "The body broke off before its end.")
}

/// Reads JSON; a fault in the grammar is a 400, one in the values a 422 that names the member.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Failure> {
    if memmem(text, b"\\u0000") || text.contains(&0) {
        return Err(Error::invalid(
            "body",
            "invalid_value",
            "A text in the body holds the NUL character. Take it out.",
        )
        .into());
    }
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(Objects(&mut deserializer)).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() { invalid(&path, &inner.to_string()) } else { not_json(&inner) }
    })?;
    deserializer.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn memmem(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn not_json(error: &serde_json::Error) -> Failure {
    Failure::malformed(
        "invalid_json",
        format!("The body is not valid JSON, at line {}, column {}.", error.line(), error.column()),
    )
}

fn invalid(path: &str, message: &str) -> Failure {
    let message = message.split(" at line ").next().unwrap_or(message).to_owned();
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let join = |name: &str| if path == "." || path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let (field, code) = match (unknown, missing) {
        (Some(name), _) => (if path.ends_with(name) { path.to_owned() } else { join(name) }, "unknown_field"),
        (_, Some(name)) => (join(name), "missing_value"),
        _ => (path.to_owned(), "invalid_value"),
    };
    let sentence = format!("{}.", message.trim_end_matches('.'));
    Error::Invalid {
        code: "invalid",
        message: format!("The body is not valid: {sentence}"),
        faults: vec![Fault { field, code, message: sentence }],
    }
    .into()
}

impl<T: validator::Validate> Body<T> {
    /// Checks the shape that the wire type declares; whether the values can be is the domain's to say.
    pub fn check(&self) -> Result<(), Failure> {
        let Err(errors) = self.value.validate() else { return Ok(()) };
        let mut faults = Vec::new();
        for (field, kinds) in errors.field_errors() {
            for kind in kinds {
                let number = |name: &str| kind.params.get(name).and_then(serde_json::Value::as_i64);
                let message = match (number("min"), number("max")) {
                    (Some(min), Some(max)) => format!("It needs {min} to {max} characters."),
                    (None, Some(max)) => format!("At most {max} characters are allowed."),
                    _ => "The value is not valid.".to_owned(),
                };
                faults.push(Fault::new(field.to_string(), "invalid_value", message));
            }
        }
        Err(Error::Invalid {
            code: "invalid",
            message: "Some values are not valid; see \"errors\".".to_owned(),
            faults,
        }
        .into())
    }
}
