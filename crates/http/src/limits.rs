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

use crate::extract::origin;
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

    /// Counts a sign-in before it is tried, so that many at once are not more than allowed; refuses it where
    /// the address has failed too often in the last minute.
    pub(crate) fn begin_sign_in(&self, address: &str) -> Result<Attempt> {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MOST_ADDRESSES {
            failures.retain(|_, (began, _)| began.elapsed() < MINUTE);
            if failures.len() >= MOST_ADDRESSES {
                failures.clear();
            }
        }
        let (began, count) = failures.entry(address.to_owned()).or_insert_with(|| (Instant::now(), 0));
        if began.elapsed() >= MINUTE {
            (*began, *count) = (Instant::now(), 0);
        }
        if *count >= self.failures_allowed {
            return Err(Error::TooMany { retry_after: MINUTE.saturating_sub(began.elapsed()).as_secs() + 1 });
        }
        *count += 1;
        Ok(Attempt { address: address.to_owned(), began: *began })
    }

    /// Takes an attempt back that was no failure.
    pub(crate) fn forgive(&self, attempt: Attempt) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((began, count)) = failures.get_mut(&attempt.address)
            && *began == attempt.began
        {
            *count = count.saturating_sub(1);
        }
    }

    /// Forgets callers that have been quiet, now and then, so that memory does not grow with strangers.
    fn tidy(&self) {
        const EVERY: u64 = 10_000;
        if self.seen.fetch_add(1, Ordering::Relaxed) % EVERY == EVERY - 1 {
            self.callers.retain_recent();
        }
    }
}

/// A sign-in that was counted.
pub(crate) struct Attempt {
    address: String,
    began: Instant,
}

const MINUTE: Duration = Duration::from_secs(60);
/// So many addresses are remembered at the most.
const MOST_ADDRESSES: usize = 20_000;

/// Who is limited: the token where it is one of ours, or else the address.
fn key(request: &ServiceRequest, state: &AppState) -> [u8; 32] {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
    let token = token.split_once(' ').map_or("", |(_, token)| token.trim());
    match state.tokens.read(token, state.now()) {
        Some(claims) => Sha256::digest(claims.sid.0.as_bytes()).into(),
        None => Sha256::digest(origin(request.request()).address.unwrap_or_default()).into(),
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
    let (remaining, policy) = match limits.callers.check_key(&key(&request, &state)) {
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
