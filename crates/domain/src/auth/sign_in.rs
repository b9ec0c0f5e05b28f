//! Signing in with a password. Every failure looks and lasts the same; only the log knows why.

use std::sync::Arc;

use diesel::prelude::*;

use super::device::DeviceKey;
use super::network::network;
use super::password::Passwords;
use super::session::{self, OpenSession, RefreshKey};
use crate::audit::{self, Entry};
use crate::db::schema::users;
use crate::db::{Db, Urgency};
use crate::id::UserId;
use crate::text::canonical_username;
use crate::users::ability::SignInState;
use crate::users::sign_in_failures;
use crate::{Actor, Error, Millis, Origin, Result};

#[derive(Queryable)]
struct Candidate {
    id: UserId,
    username: String,
    password_hash: Option<String>,
    auth_method: String,
    suspended: bool,
    confirmed: bool,
    deleted_at: Option<Millis>,
    session_epoch: i64,
}

impl Candidate {
    /// Why this account cannot be signed in to with a password, whichever it is.
    fn obstacle(&self) -> Option<&'static str> {
        let state = SignInState {
            is_deleted: self.deleted_at.is_some(),
            is_suspended: self.suspended,
            method: &self.auth_method,
            is_confirmed: self.confirmed,
        };
        state.obstacle()
    }
}

/// The one answer to every failure.
fn refused() -> Error {
    Error::Unauthenticated("The username or the password is wrong, or the account cannot sign in.")
}

/// What signing in needs besides name and password.
#[derive(Clone)]
pub struct Door {
    /// Verifies passwords.
    pub passwords: Arc<Passwords>,
    /// Makes refresh tokens.
    pub refresh_key: RefreshKey,
    /// Knows devices.
    pub device_key: DeviceKey,
}

/// A user who tries to sign in.
#[derive(Debug, Clone)]
pub struct Try<'a> {
    /// The username as it was typed.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// What the device says that it is known by.
    pub device: Option<&'a str>,
    /// Where the request comes from.
    pub origin: &'a Origin,
}

impl Try<'_> {
    /// What failures to get into an account are counted by: the device if it is one of the person's, else the network.
    fn source(&self, door: &Door, candidate: &Candidate) -> String {
        let known = |token| door.device_key.read(token, candidate.id, candidate.session_epoch);
        match self.device.and_then(known) {
            Some(device) => format!("device:{device}"),
            None => format!("network:{}", network(self.origin.address.as_deref().unwrap_or_default())),
        }
    }
}

/// A sign-in that succeeded.
#[derive(Debug)]
pub struct SignedIn {
    /// The session.
    pub open: OpenSession,
    /// What the device is known by from now on, if it was not known.
    pub new_device: Option<String>,
}

/// Signs in. Blocks for as long as the hash takes.
pub fn sign_in(db: &Db, door: &Door, attempt: &Try<'_>, now: Millis) -> Result<SignedIn> {
    let (candidate, is_resting) = db.read(|conn| {
        let Some(candidate) = find(conn, &canonical_username(attempt.name))? else { return Ok((None, false)) };
        let until = sign_in_failures::rests_until(conn, candidate.id, &attempt.source(door, &candidate), now)?;
        Ok((Some(candidate), until.is_some()))
    })?;
    let hash = candidate.as_ref().and_then(|candidate| candidate.password_hash.as_deref());
    let is_right = door.passwords.verify(attempt.password, hash);
    let origin = attempt.origin;
    let Some(candidate) = candidate else {
        tracing::info!(reason = "unknown", "sign-in refused");
        // Noted like every other refusal, which also takes as long as every other.
        let actor = Actor { user_id: None, origin: origin.clone(), ..Actor::system() };
        let details = serde_json::json!({ "reason": "unknown" });
        let entry = Entry { details, ..Entry::general("session.refused") };
        db.write(Urgency::Foreground, |conn| audit::record(conn, &actor, now, [entry]))?;
        return Err(refused());
    };
    let source = attempt.source(door, &candidate);
    let reason = candidate.obstacle().or(is_resting.then_some("locked")).or((!is_right).then_some("wrong password"));
    let Some(reason) = reason else {
        let open = db.write(Urgency::Foreground, |conn| succeed(conn, door, &candidate, &source, origin, now))?;
        let is_known = source.starts_with("device:");
        let new_device =
            (!is_known).then(|| door.device_key.issue(candidate.id, candidate.session_epoch)).transpose()?;
        return Ok(SignedIn { open, new_device });
    };
    tracing::info!(user = %candidate.id, reason, "sign-in refused");
    db.write(Urgency::Foreground, |conn| fail(conn, &candidate, &source, reason, origin, now))?;
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
            u::session_epoch,
        ))
        .first(conn)
        .optional()?)
}

/// The password may have been verified while a user suspended the account: the state is checked once
/// more behind the lock, or else the session would outlive the suspension.
fn succeed(
    conn: &mut crate::db::Conn,
    door: &Door,
    candidate: &Candidate,
    source: &str,
    origin: &Origin,
    now: Millis,
) -> Result<OpenSession> {
    crate::users::store::lock(conn, &[candidate.id])?;
    let current = find(conn, &candidate.username)?.filter(|current| current.obstacle().is_none());
    let Some(current) = current.filter(|current| current.session_epoch == candidate.session_epoch) else {
        return Err(refused());
    };
    sign_in_failures::forget(conn, current.id, source, now)?;
    diesel::update(users::table.find(current.id))
        .set((users::last_access_at.eq(now), users::last_ip.eq(&origin.address)))
        .execute(conn)?;
    session::note_access(conn, current.id, origin, now)?;
    let open = session::begin(conn, &door.refresh_key, current.id, current.session_epoch, origin, now)?;
    let origin = Origin { session: Some(open.id), ..origin.clone() };
    record(conn, &current, "session.started", serde_json::Value::Null, &origin, now)?;
    Ok(open)
}

fn fail(
    conn: &mut crate::db::Conn,
    candidate: &Candidate,
    source: &str,
    reason: &str,
    origin: &Origin,
    now: Millis,
) -> Result<()> {
    crate::users::store::lock(conn, &[candidate.id])?;
    if reason == "wrong password" {
        sign_in_failures::note(conn, candidate.id, source, now)?;
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
