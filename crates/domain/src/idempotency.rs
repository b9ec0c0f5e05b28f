//! The same request twice has its effect once (`Idempotency-Key`).
//!
//! A key is claimed in a unit of work of its own. The answer is stored in the transaction of the change
//! that it tells of: either both are there after a crash, or neither.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::idempotency_keys as k;
use crate::erasure::{Erasure, Fate};
use crate::id::UserId;
use crate::jobs::{Task, once};
use crate::{Error, Millis, Result};

/// Forgets answers whose time has ended.
pub const TASK: Task = Task::tidying("stored answers", |db, now| once(db, |conn| forget_old(conn, now)));

/// Erasure policy of stored answers: those to them, and those about them.
pub const ERASURES: &[Erasure] = &[Erasure {
    table: "idempotency_keys",
    rows: "EXISTS (SELECT 1 FROM {people} WHERE actor_id = c.id OR path LIKE '%' || CAST(c.id AS text) || '%' OR response LIKE '%' || CAST(c.id AS text) || '%')",
    fate: Fate::Removed,
}];

/// How long answers are kept.
pub const KEPT: Millis = 24 * 3_600_000;
/// A claim without an answer is void after this long: its node is gone.
const ABANDONED: Millis = 120_000;

/// What names a request.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Who sent it.
    pub actor: UserId,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// The caller's key.
    pub key: String,
    /// The digest of its body.
    pub body_hash: String,
}

/// A stored answer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Answer {
    /// The HTTP status.
    pub status: i64,
    /// The header `Location`.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

/// What a claim found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimResult {
    /// The key is new: carry the request out.
    Fresh,
    /// The request was carried out: this was the answer.
    Done(Answer),
}

type Row = (String, Millis, bool, Option<i64>, Option<String>, Option<String>);

/// Claims a key.
pub fn claim(conn: &mut Conn, claim: &Claim, now: Millis) -> Result<ClaimResult> {
    let found: Option<Row> = row(claim)
        .select((k::body_hash, k::claimed_at, k::finished, k::status, k::location, k::response))
        .first(conn)
        .optional()?;
    if let Some((body_hash, claimed_at, finished, status, location, body)) = found {
        if claimed_at + KEPT > now {
            if body_hash != claim.body_hash {
                return Err(Error::invalid(
                    "Idempotency-Key",
                    "idempotency_key_reused",
                    "This Idempotency-Key was sent with another body before. Use a new key for a new request.",
                ));
            }
            match (status, body) {
                (Some(status), Some(body)) if finished || claimed_at + ABANDONED <= now => {
                    return Ok(ClaimResult::Done(Answer { status, location, body }));
                }
                _ if claimed_at + ABANDONED > now => return Err(running()),
                _ => {}
            }
        }
        diesel::delete(row(claim)).execute(conn)?;
    }
    let inserted = diesel::insert_into(k::table)
        .values((
            k::actor_id.eq(claim.actor),
            k::method.eq(&claim.method),
            k::path.eq(&claim.path),
            k::idempotency_key.eq(&claim.key),
            k::body_hash.eq(&claim.body_hash),
            k::claimed_at.eq(now),
        ))
        .execute(conn);
    match inserted {
        Ok(_) => Ok(ClaimResult::Fresh),
        Err(diesel::result::Error::DatabaseError(diesel::result::DatabaseErrorKind::UniqueViolation, _)) => {
            Err(running())
        }
        Err(error) => Err(error.into()),
    }
}

fn running() -> Error {
    Error::conflict(
        "request_running",
        "A request with this Idempotency-Key is still running. Wait for its answer, or ask again in a moment.",
    )
}

/// Stores the answer; with `finished` it is what a repetition gets from now on, without it only after a crash.
pub fn store(conn: &mut Conn, claim: &Claim, answer: &Answer, finished: bool) -> Result<()> {
    diesel::update(row(claim))
        .set((
            k::status.eq(answer.status),
            k::location.eq(&answer.location),
            k::response.eq(&answer.body),
            k::finished.eq(finished),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives a key back: the request failed and may be sent again. A key that has its answer keeps it: where the
/// connection is lost between a commit and its answer, a request looks as if it had failed and was carried out.
pub fn release(conn: &mut Conn, claim: &Claim) -> Result<()> {
    diesel::delete(row(claim).filter(k::status.is_null())).execute(conn)?;
    Ok(())
}

/// Forgets keys that are too old to matter.
pub fn forget_old(conn: &mut Conn, now: Millis) -> Result<usize> {
    Ok(diesel::delete(k::table.filter(k::claimed_at.lt(now - KEPT))).execute(conn)?)
}

#[diesel::dsl::auto_type]
fn row<'a>(claim: &'a Claim) -> _ {
    let path: &'a str = claim.path.as_str();
    let method: &'a str = claim.method.as_str();
    let key: &'a str = claim.key.as_str();
    let actor: UserId = claim.actor;
    k::table
        .filter(k::actor_id.eq(actor))
        .filter(k::method.eq(method))
        .filter(k::path.eq(path))
        .filter(k::idempotency_key.eq(key))
}
