//! Every request has an id, a line in the log and, if the worst comes, an answer.
//!
//! The log names the route's pattern, such as `/api/v1/users/{id}`, and neither the path nor the query: those hold personal
//! data and, in links of old, secrets.

use std::cell::RefCell;
use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Instrument;

use crate::problem::Failure;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, in its extensions.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

tokio::task_local! {
    static CURRENT: RefCell<String>;
}

/// The id of the request at hand; empty outside of one.
pub fn current_request_id() -> String {
    CURRENT.try_with(|id| id.borrow().clone()).unwrap_or_default()
}

/// The caller's id where it is a sensible one, or a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get(&REQUEST_ID).and_then(|value| value.to_str().ok());
    let sensible = |id: &&str| {
        (1..=128).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c))
    };
    given.filter(sensible).map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

/// Gives the request its id, logs it, and refuses what no handler could take.
pub async fn every_request(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<actix_web::body::BoxBody>, actix_web::Error> {
    let id = request_id(&request);
    // The path as the router reads it, whatever the spelling.
    let (method, path) = (request.method().clone(), request.match_info().as_str().to_owned());
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id = %id);
    let began = Instant::now();
    let answer = async {
        if request.query_string().contains("%00") || path.contains('\0') {
            let failure = Failure::malformed("invalid_parameter", "The address holds a NUL character.");
            return Ok(request.into_response(actix_web::ResponseError::error_response(&failure)));
        }
        Ok(next.call(request).await?.map_into_boxed_body())
    };
    let answer: Result<_, actix_web::Error> =
        CURRENT.scope(RefCell::new(id.clone()), answer.instrument(span.clone())).await;
    let mut answer = answer?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
    // What the API tells is about people: no cache keeps it unless an answer says otherwise.
    if path.starts_with("/api/") && !answer.headers().contains_key(CACHE_CONTROL) {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let status = answer.status().as_u16();
    if status == 403 {
        crate::denied_attempts::note(&answer);
    }
    span.in_scope(|| {
        let route = answer.request().match_pattern();
        let route = route.as_deref().unwrap_or("no route");
        tracing::info!(%method, route, status, milliseconds = began.elapsed().as_millis() as u64, "answered");
    });
    Ok(answer)
}
