//! Signing in with a password. Every failure looks and lasts the same; only the log knows why.

use diesel::prelude::*;

use super::password::Passwords;
use super::session::{self, Open, RefreshKey};
use crate::audit::{self, Entry};
use crate::db::schema::users;
use crate::db::{Db, Urgency};
use crate::id::UserId;
use crate::users::ability::SignInState;
use crate::users::values::canonical_username;
use crate::{Actor, Error, Millis, Origin, Result};

/// From this failure in a row on, the account rests for a while.
const FAILURES_ALLOWED: i64 = 5;
/// The first rest; each further failure doubles it.
const FIRST_REST: Millis = 30_000;
/// The longest rest.
const LONGEST_REST: Millis = 15 * 60_000;

#[derive(Queryable)]
struct Candidate {
    id: UserId,
    username: String,
    password_hash: Option<String>,
    auth_method: String,
    suspended: bool,
    confirmed: bool,
    deleted_at: Option<Millis>,
    locked_until: Option<Millis>,
    session_epoch: i64,
}

impl Candidate {
    /// Why this account cannot be signed in to with a password, whichever it is.
    fn obstacle(&self, now: Millis) -> Option<&'static str> {
        let state = SignInState {
            is_deleted: self.deleted_at.is_some(),
            is_suspended: self.suspended,
            method: &self.auth_method,
            is_confirmed: self.confirmed,
        };
        state.obstacle().or(self.locked_until.is_some_and(|until| until > now).then_some("locked"))
    }
}

/// The one answer to every failure.
fn refused() -> Error {
    Error::Unauthenticated("The username or the password is wrong, or the account cannot sign in.")
}

/// Signs in. Blocks for as long as the hash takes.
pub fn sign_in(
    db: &Db,
    passwords: &Passwords,
    key: &RefreshKey,
    name: &str,
    password: &str,
    origin: &Origin,
    now: Millis,
) -> Result<Open> {
    let candidate = db.read(|conn| find(conn, &canonical_username(name)))?;
    let hash = candidate.as_ref().and_then(|candidate| candidate.password_hash.as_deref());
    let is_right = passwords.verify(password, hash);
    let Some(candidate) = candidate else {
        tracing::info!(reason = "unknown", "sign-in refused");
        // Noted like every other refusal, which also takes as long as every other.
        let actor = Actor { user_id: None, origin: origin.clone(), ..Actor::system() };
        let details = serde_json::json!({ "reason": "unknown" });
        let entry = Entry { details, ..Entry::general("session.refused") };
        db.write(Urgency::Foreground, |conn| audit::record(conn, &actor, now, [entry]))?;
        return Err(refused());
    };
    let reason = candidate.obstacle(now).or((!is_right).then_some("wrong password"));
    let Some(reason) = reason else {
        return db.write(Urgency::Foreground, |conn| succeed(conn, key, &candidate, origin, now));
    };
    tracing::info!(user = %candidate.id, reason, "sign-in refused");
    db.write(Urgency::Foreground, |conn| fail(conn, &candidate, reason, origin, now))?;
    Err(refused())
}

fn find(conn: &mut crate::db::Conn, username: &str) -> Result<Option<Candidate>> {
    use users as u;
    Ok(u::table
        .filter(u::username.eq(username))
        .select((
            u::id,
            u::username,
            u::password_hash,
            u::auth_method,
            u::suspended,
            u::confirmed,
            u::deleted_at,
            u::locked_until,
            u::session_epoch,
        ))
        .first(conn)
        .optional()?)
}

/// The password may have been verified while somebody suspended the account: the state is checked once
/// more behind the lock, or else the session would outlive the suspension.
fn succeed(
    conn: &mut crate::db::Conn,
    key: &RefreshKey,
    candidate: &Candidate,
    origin: &Origin,
    now: Millis,
) -> Result<Open> {
    conn.lock_users(&[candidate.id])?;
    let current = find(conn, &candidate.username)?.filter(|current| current.obstacle(now).is_none());
    let Some(current) = current.filter(|current| current.session_epoch == candidate.session_epoch) else {
        return Err(refused());
    };
    diesel::update(users::table.find(current.id))
        .set((
            users::failed_sign_ins.eq(0),
            users::locked_until.eq(None::<Millis>),
            users::last_access_at.eq(now),
            users::last_ip.eq(&origin.address),
        ))
        .execute(conn)?;
    session::note_access(conn, current.id, origin, now)?;
    let open = session::begin(conn, key, current.id, current.session_epoch, origin, now)?;
    record(conn, &current, "session.started", serde_json::Value::Null, origin, now)?;
    Ok(open)
}

fn fail(conn: &mut crate::db::Conn, candidate: &Candidate, reason: &str, origin: &Origin, now: Millis) -> Result<()> {
    conn.lock_users(&[candidate.id])?;
    if reason == "wrong password" {
        let failures: i64 = users::table.find(candidate.id).select(users::failed_sign_ins).first(conn)?;
        let failures = failures + 1;
        let rest = (failures >= FAILURES_ALLOWED).then(|| {
            let doublings = u32::try_from(failures - FAILURES_ALLOWED).unwrap_or(u32::MAX).min(16);
            now + (FIRST_REST << doublings).min(LONGEST_REST)
        });
        diesel::update(users::table.find(candidate.id))
            .set((users::failed_sign_ins.eq(failures), users::locked_until.eq(rest)))
            .execute(conn)?;
    }
    record(conn, candidate, "session.refused", serde_json::json!({ "reason": reason }), origin, now)
}

fn record(
    conn: &mut crate::db::Conn,
    candidate: &Candidate,
    action: &'static str,
    details: serde_json::Value,
    origin: &Origin,
    now: Millis,
) -> Result<()> {
    // A refused sign-in proves nothing about who tried: it has no actor.
    let user_id = (action == "session.started").then_some(candidate.id);
    let actor = Actor { user_id, origin: origin.clone(), ..Actor::system() };
    audit::record(conn, &actor, now, [Entry { details, ..Entry::about(action, candidate.id) }])
}
