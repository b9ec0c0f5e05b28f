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
use actix_web::{HttpMessage, ResponseError, web};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use rollcall_domain::auth::network::network;
use rollcall_domain::id::UserId;
use rollcall_domain::{Error, Result};
use sha2::{Digest, Sha256};
use tokio::sync::Notify;

use crate::extract::{SignedIn, origin};
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
    known: Mutex<HashMap<[u8; 32], UserId>>,
    failures: PerMinute,
    links: PerMinute,
    holders: PerMinute,
}

/// Passwords that may be tried by a link in a minute. Each costs a turn to judge, and a refused one leaves the link as it was.
const TRIES_BY_LINK: u32 = 10;

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
            known: Mutex::default(),
            failures: PerMinute::new(options.failed_sign_ins_per_minute),
            links: PerMinute::new(options.failed_sign_ins_per_minute),
            holders: PerMinute::new(TRIES_BY_LINK),
        }
    }

    /// Begins to try a password from an address; refuses where it has failed too often in the last minute. Those that are
    /// being tried may yet fail: a further attempt then waits for the result, so that many at once are not more than
    /// allowed and a good sign-in counts against nothing.
    pub(crate) async fn begin_sign_in(&self, address: &str) -> Result<Attempt<'_>> {
        let network = network(address);
        loop {
            let ended = self.failures.ended.notified();
            match self.failures.take(&network) {
                Ok(true) => return Ok(Attempt { failures: &self.failures, address: network, failed: true }),
                Ok(false) => ended.await,
                Err(wait) => return Err(Error::TooMany { retry_after: wait.as_secs() + 1 }),
            }
        }
    }

    /// Whether an address may ask for one more link by mail; the number is limited.
    pub(crate) fn may_ask_for_link(&self, address: &str) -> bool {
        let network = network(address);
        let may = self.links.take(&network).is_ok();
        self.links.give_back(&network, true);
        may
    }

    /// Counts one more password that is chosen by a link; refuses where there were too many, from this address or for
    /// this account.
    pub(crate) fn choose_by_link(&self, address: &str, holder: UserId) -> Result<()> {
        let (network, holder) = (network(address), holder.to_string());
        for (counter, key) in [(&self.links, &network), (&self.holders, &holder)] {
            match counter.take(key) {
                Ok(true) => counter.give_back(key, true),
                Ok(false) => return Err(Error::TooMany { retry_after: 1 }),
                Err(wait) => return Err(Error::TooMany { retry_after: wait.as_secs() + 1 }),
            }
        }
        Ok(())
    }

    /// Forgets inactive callers from time to time, so that memory does not grow with unknown addresses.
    fn tidy(&self) {
        const EVERY: u64 = 10_000;
        if self.seen.fetch_add(1, Ordering::Relaxed) % EVERY == EVERY - 1 {
            self.callers.retain_recent();
        }
    }
}

const MINUTE: Duration = Duration::from_secs(60);
/// So many networks, or tokens, are remembered at the most.
const MOST: usize = 20_000;

/// How often something has failed for a network within the last minute, and how often it is being tried.
struct PerMinute {
    counts: Mutex<HashMap<String, Count>>,
    allowed: u32,
    ended: Notify,
}

struct Count {
    began: Instant,
    failed: u32,
    trying: u32,
}

impl PerMinute {
    fn new(allowed: u32) -> Self {
        Self { counts: Mutex::default(), allowed, ended: Notify::new() }
    }

    /// Takes one try: false if that has to wait for the outcome of others. How long to wait where none is left.
    fn take(&self, address: &str) -> std::result::Result<bool, Duration> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST {
            forget_some(&mut counts, MOST);
        }
        let new = || Count { began: Instant::now(), failed: 0, trying: 0 };
        let count = counts.entry(address.to_owned()).or_insert_with(new);
        if count.began.elapsed() >= MINUTE {
            (count.began, count.failed) = (Instant::now(), 0);
        }
        if count.failed >= self.allowed {
            return Err(MINUTE.saturating_sub(count.began.elapsed()));
        }
        if count.failed + count.trying >= self.allowed {
            return Ok(false);
        }
        count.trying += 1;
        Ok(true)
    }

    fn give_back(&self, address: &str, failed: bool) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(address) {
            count.trying = count.trying.saturating_sub(1);
            count.failed += u32::from(failed);
        }
        drop(counts);
        self.ended.notify_waiters();
    }
}

/// Makes room where counters are full: those whose minute is over go, and if that is not enough, those that have failed
/// least, down to three quarters. Who is held by a counter stays held, however many others come.
fn forget_some(counts: &mut HashMap<String, Count>, most: usize) {
    counts.retain(|_, count| count.began.elapsed() < MINUTE || count.trying > 0);
    if counts.len() < most {
        return;
    }
    let mut least: Vec<(u32, String)> = counts
        .iter()
        .filter(|(_, count)| count.trying == 0)
        .map(|(network, count)| (count.failed, network.clone()))
        .collect();
    least.sort_unstable();
    for (_, network) in least.into_iter().take(most.div_ceil(4)) {
        counts.remove(&network);
    }
}

/// A sign-in attempt. One that is dropped without an outcome counts as failed.
pub(crate) struct Attempt<'l> {
    failures: &'l PerMinute,
    address: String,
    failed: bool,
}

impl Attempt<'_> {
    /// It was no failure.
    pub(crate) fn forgive(mut self) {
        self.failed = false;
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.failures.give_back(&self.address, self.failed);
    }
}

/// Who is limited.
enum LimitedParty {
    /// A person: all their sign-ins together.
    Person(UserId),
    /// A token that only the database can check: one that was good before counts for its person, any other one for the
    /// network that it comes from, or else a stranger would have as many limits as there are random words.
    Token([u8; 32]),
    /// Any caller from a network.
    Network,
}

fn who(request: &ServiceRequest, state: &AppState) -> LimitedParty {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
    let token = token.split_once(' ').map_or("", |(_, token)| token.trim());
    match state.tokens.read(token, state.now()) {
        Some(claims) => LimitedParty::Person(claims.sub),
        None if token.is_empty() => LimitedParty::Network,
        None => LimitedParty::Token(Sha256::digest(token).into()),
    }
}

impl Limits {
    fn key(&self, who: &LimitedParty, request: &ServiceRequest) -> [u8; 32] {
        let owner = |token: &[u8; 32]| self.known.lock().unwrap_or_else(PoisonError::into_inner).get(token).copied();
        let person = match who {
            LimitedParty::Person(id) => Some(*id),
            LimitedParty::Token(token) => owner(token),
            LimitedParty::Network => None,
        };
        match person {
            Some(id) => Sha256::digest(id.0.as_bytes()).into(),
            None => Sha256::digest(network(&origin(request.request()).address.unwrap_or_default())).into(),
        }
    }

    /// Learns the owner of a token that was found valid. A token that was not checked stays as it is.
    fn learn(&self, who: &LimitedParty, person: Option<UserId>) {
        let (LimitedParty::Token(token), Some(person)) = (who, person) else { return };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            // More tokens than a site has: half of them are found good again, each with its next request.
            let mut keep = false;
            known.retain(|_, _| {
                keep = !keep;
                keep
            });
        }
        known.insert(*token, person);
    }
}

/// Limits calls of the API; says in headers how much is left.
pub async fn per_caller(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    // The decoded path, as the router reads it: another spelling of an address is the same address.
    let is_of_the_api = request.match_info().as_str().starts_with("/api/v1/");
    let Some(state) = state.filter(|_| is_of_the_api) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let limits = &state.limits;
    limits.tidy();
    let who = who(&request, &state);
    let mut response;
    let remaining = match limits.callers.check_key(&limits.key(&who, &request)) {
        Ok(snapshot) => {
            response = next.call(request).await?.map_into_boxed_body();
            let person = response.request().extensions().get::<SignedIn>().map(|signed_in| signed_in.user);
            limits.learn(&who, person);
            snapshot.remaining_burst_capacity()
        }
        Err(not_until) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let failure = Failure::from(Error::TooMany { retry_after: wait.as_secs() + 1 });
            response = request.into_response(failure.error_response());
            0
        }
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&format!("\"default\";q={};w={BURST}", limits.burst)) {
        headers.insert(POLICY, value);
    }
    if let Ok(value) = HeaderValue::from_str(&format!("\"default\";r={remaining};t={BURST}")) {
        headers.insert(LIMIT, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_counters_forgive_those_who_have_failed_least_and_nobody_who_is_held() {
        let failures = PerMinute::new(3);
        for _ in 0..3 {
            assert_eq!(failures.take("held"), Ok(true));
            failures.give_back("held", true);
        }
        assert!(failures.take("held").is_err());
        for number in 0..MOST * 2 {
            let stranger = format!("stranger {number}");
            assert_eq!(failures.take(&stranger), Ok(true));
            failures.give_back(&stranger, true);
        }
        assert!(failures.take("held").is_err(), "many others do not free one who is held");
        assert!(failures.counts.lock().is_ok_and(|counts| counts.len() <= MOST));
    }
}
