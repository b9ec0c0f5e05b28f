//! Denied attempts, kept in the audit: as samples, and off the path of the request.
//!
//! Every refusal (403) of a signed-in user is noted in memory, whichever check refused it. The first of a kind
//! (person, reason, call) is written at once, further ones within a minute are counted, and their number stands in the
//! next entry. One background write a node takes all that waits, so that a stream of refused requests costs a unit of
//! work now and then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::ServiceResponse;
use actix_web::{HttpMessage, web};
use rollcall_domain::audit::{self, Entry};
use rollcall_domain::db::{Conn, Db, Urgency};
use rollcall_domain::id::UserId;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Millis, Origin, users};
use serde_json::json;

use crate::extract::SignedIn;
use crate::problem::Failure;
use crate::state::AppState;

/// How long further attempts of a kind are only counted.
const WINDOW: Millis = 60_000;
/// The most kinds of attempts that are remembered at once.
const MOST_KINDS: usize = 1_000;

/// Noted with a request that was refused for want of a capability: which one.
#[derive(Debug, Clone, Copy)]
pub struct MissingCapability(pub Capability);

/// What is the same about attempts that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct AttemptKind {
    user: UserId,
    code: &'static str,
    capability: Option<&'static str>,
    method: String,
    route: String,
}

/// An attempt that waits to be written.
#[derive(Debug, Clone)]
struct Attempt {
    kind: AttemptKind,
    origin: Origin,
    at: Millis,
    /// How many there were of this kind since the last that was written.
    times: u64,
}

/// What a node knows of denied attempts.
#[derive(Debug, Default)]
struct Samples {
    /// When one of a kind was last written, and how many came since.
    recent: HashMap<AttemptKind, (Millis, u64)>,
    waiting: Vec<Attempt>,
    /// Whether a write is under way: it takes what comes meanwhile, too.
    is_writing: bool,
}

impl Samples {
    /// Takes note of an attempt. True if it has to be written and no write is under way.
    fn note(&mut self, kind: AttemptKind, origin: Origin, at: Millis) -> bool {
        let counted = match self.recent.get_mut(&kind) {
            Some((written, count)) if at < *written + WINDOW => {
                *count += 1;
                return false;
            }
            Some((_, count)) => *count,
            None => 0,
        };
        if self.recent.len() >= MOST_KINDS {
            self.recent.retain(|_, (written, _)| at < *written + WINDOW);
        }
        if self.recent.len() >= MOST_KINDS || self.waiting.len() >= MOST_KINDS {
            return false;
        }
        self.recent.insert(kind.clone(), (at, 0));
        self.waiting.push(Attempt { kind, origin, at, times: counted + 1 });
        !std::mem::replace(&mut self.is_writing, true)
    }

    /// What is to be written; the write is over where nothing is left.
    fn take(&mut self) -> Vec<Attempt> {
        self.is_writing = !self.waiting.is_empty();
        std::mem::take(&mut self.waiting)
    }
}

/// The denied attempts of this node.
#[derive(Debug, Clone, Default)]
pub struct DeniedAttempts(Arc<Mutex<Samples>>);

impl DeniedAttempts {
    fn with<T>(&self, work: impl FnOnce(&mut Samples) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes what waits, until nothing does. Blocks.
    fn write(&self, db: &Db) {
        loop {
            let attempts = self.with(Samples::take);
            if attempts.is_empty() {
                return;
            }
            if let Err(error) = db.write(Urgency::Background, |conn| record(conn, &attempts)) {
                tracing::error!(?error, "denied attempts were not written");
            }
        }
    }
}

/// Takes note of a refusal: of a signed-in user who lacks a permission.
pub fn note<B>(answer: &ServiceResponse<B>) {
    let request = answer.request();
    let Some(state) = request.app_data::<web::Data<AppState>>() else { return };
    let Some(SignedIn { user, origin }) = request.extensions().get::<SignedIn>().cloned() else { return };
    let failure = answer.response().error().and_then(|error| error.as_error::<Failure>());
    let code = failure.map_or("forbidden", Failure::code);
    // Nothing is denied to who has to choose a new password first.
    if code == "password_change_required" {
        return;
    }
    let capability = request.extensions().get::<MissingCapability>().map(|lacking| lacking.0.name());
    let route = request.match_pattern().unwrap_or_default();
    let kind = AttemptKind { user, code, capability, method: request.method().to_string(), route };
    if state.denied.with(|samples| samples.note(kind, origin, state.now())) {
        let (denied, db) = (state.denied.clone(), state.db.clone());
        // In the background.
        drop(web::block(move || denied.write(&db)));
    }
}

/// Writes attempts, all in one statement. Those of people who were erased in the meantime are left out: their address
/// would stay for ever.
fn record(conn: &mut Conn, attempts: &[Attempt]) -> rollcall_domain::Result<()> {
    let people: Vec<UserId> = attempts.iter().map(|attempt| attempt.kind.user).collect();
    let there = users::store::by_ids(conn, &people)?;
    let attempts = attempts.iter().filter(|attempt| there.contains_key(&attempt.kind.user));
    let entries = attempts.map(|Attempt { kind, origin, at, times }| {
        let details = json!({
            "code": kind.code, "capability": kind.capability, "method": kind.method, "path": kind.route, "times": times,
        });
        (Some(kind.user), origin, *at, Entry { details, ..Entry::general("access.denied") })
    });
    audit::store(conn, &audit::prepare_each(entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(user: UserId, route: usize) -> AttemptKind {
        let route = format!("/{route}");
        AttemptKind { user, code: "forbidden", capability: None, method: "GET".to_owned(), route }
    }

    fn written(samples: &mut Samples) -> Vec<(String, u64)> {
        samples.take().into_iter().map(|attempt| (attempt.kind.route, attempt.times)).collect()
    }

    #[test]
    fn the_first_of_a_kind_is_written_and_further_ones_are_counted() {
        let (mut samples, user) = (Samples::default(), UserId::new());
        assert!(samples.note(kind(user, 1), Origin::default(), 0));
        assert!(!samples.note(kind(user, 2), Origin::default(), 1), "a write is under way, and takes this one too");
        (2..12).for_each(|at| assert!(!samples.note(kind(user, 1), Origin::default(), at)));
        assert_eq!(written(&mut samples), [("/1".to_owned(), 1), ("/2".to_owned(), 1)]);
        assert_eq!(written(&mut samples), []);
        assert!(!samples.note(kind(user, 1), Origin::default(), WINDOW - 1));
        assert!(samples.note(kind(user, 1), Origin::default(), WINDOW));
        assert!(!samples.note(kind(UserId::new(), 1), Origin::default(), WINDOW), "somebody else's is another kind");
        assert_eq!(written(&mut samples), [("/1".to_owned(), 12), ("/1".to_owned(), 1)]);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (mut samples, user) = (Samples::default(), UserId::new());
        for route in 0..3 * MOST_KINDS {
            samples.note(kind(user, route), Origin::default(), 0);
        }
        assert_eq!((samples.recent.len(), samples.waiting.len()), (MOST_KINDS, MOST_KINDS));
        assert_eq!(samples.take().len(), MOST_KINDS);
        // Those of the last minute make room for others.
        assert!(!samples.note(kind(user, 5 * MOST_KINDS), Origin::default(), WINDOW - 1));
        samples.note(kind(user, 5 * MOST_KINDS), Origin::default(), WINDOW);
        assert_eq!((samples.recent.len(), samples.waiting.len()), (1, 1));
    }
}
