//! How much a caller may ask at once, and how often an address may fail to sign in.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{ResponseError, web};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use rollcall_domain::{Error, Result};
use sha2::{Digest, Sha256};

use crate::problem::Failure;
use crate::state::{AppState, Options};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// A burst is so many times what may be asked in a second.
const BURST: u32 = 5;

type Keyed = RateLimiter<[u8; 32], DefaultKeyedStateStore<[u8; 32]>, DefaultClock, StateInformationMiddleware>;

/// The limits of this node.
pub struct Limits {
    callers: Keyed,
    burst: u32,
    seen: AtomicU64,
    failures: Mutex<HashMap<String, (Instant, u32)>>,
    failures_allowed: u32,
}

impl Limits {
    pub(crate) fn new(options: &Options) -> Self {
        let rate = NonZeroU32::new(options.requests_per_second).unwrap_or(NonZeroU32::MIN);
        let burst = rate.saturating_mul(NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN));
        let callers = RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))
            .with_middleware::<StateInformationMiddleware>();
        Self {
            callers,
            burst: burst.get(),
            seen: AtomicU64::new(0),
            failures: Mutex::default(),
            failures_allowed: options.failed_sign_ins_per_minute,
        }
    }

    /// Refuses a sign-in from an address that has failed too often in the last minute.
    pub(crate) fn check_sign_in(&self, address: &str) -> Result<()> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.get(address) {
            Some((began, count)) if began.elapsed() < MINUTE && *count >= self.failures_allowed => {
                Err(Error::TooMany { retry_after: (MINUTE - began.elapsed()).as_secs() + 1 })
            }
            _ => Ok(()),
        }
    }

    /// Counts a sign-in that failed.
    pub(crate) fn note_failure(&self, address: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() > 10_000 {
            failures.retain(|_, (began, _)| began.elapsed() < MINUTE);
        }
        let entry = failures.entry(address.to_owned()).or_insert_with(|| (Instant::now(), 0));
        if entry.0.elapsed() >= MINUTE {
            *entry = (Instant::now(), 0);
        }
        entry.1 += 1;
    }

    /// Forgets callers that have been quiet, now and then, so that memory does not grow with strangers.
    fn tidy(&self) {
        const EVERY: u64 = 10_000;
        if self.seen.fetch_add(1, Ordering::Relaxed) % EVERY == EVERY - 1 {
            self.callers.retain_recent();
        }
    }
}

const MINUTE: Duration = Duration::from_secs(60);

/// Who is limited: the token, or the address where there is none.
fn key(request: &ServiceRequest) -> [u8; 32] {
    match request.headers().get(AUTHORIZATION) {
        Some(token) => Sha256::digest(token.as_bytes()).into(),
        None => Sha256::digest(request.peer_addr().map(|addr| addr.ip().to_string()).unwrap_or_default()).into(),
    }
}

/// Limits calls of the API; says in headers how much is left.
pub async fn per_caller(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let Some(state) = state.filter(|_| request.path().starts_with("/api/v1/")) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let limits = &state.limits;
    limits.tidy();
    let (remaining, policy) = match limits.callers.check_key(&key(&request)) {
        Ok(snapshot) => (snapshot.remaining_burst_capacity(), limits.burst),
        Err(not_until) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let failure = Failure::from(Error::TooMany { retry_after: wait.as_secs() + 1 });
            return Ok(request.into_response(failure.error_response()));
        }
    };
    let mut response = next.call(request).await?.map_into_boxed_body();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&format!("\"default\";q={policy};w={BURST}")) {
        headers.insert(POLICY, value);
    }
    if let Ok(value) = HeaderValue::from_str(&format!("\"default\";r={remaining};t={BURST}")) {
        headers.insert(LIMIT, value);
    }
    Ok(response)
}
