//! Sessions: one for each sign-in, renewed with a refresh token that is good once.
//!
//! A session ends when it was not renewed for a while, and in any case some time after the sign-in, however often it is
//! renewed. [`super::refresh_token`] says what the tokens are.

use diesel::prelude::*;
use sha2::{Digest, Sha256};

pub use super::refresh_token::RefreshKey;
use super::refresh_token::{PresentedToken, nonce};
use super::token::Claims;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::{api_tokens, sessions, users};
use crate::id::{SessionId, TokenId, UserId};
use crate::jobs::{Task, once};
use crate::roles;
use crate::users::ability::can_sign_in;
use crate::{Actor, Error, Millis, Noun, Origin, Result};

/// Forgets sessions that have ended.
pub const TASK: Task = Task::tidying("sessions that have ended", |db, now| once(db, |conn| forget_old(conn, now)));

/// How long a session lasts without being renewed, at the most.
pub const LIFETIME: Millis = 14 * 24 * 3_600_000;
/// How long a session lasts at the most, renewed or not.
pub const LONGEST: Millis = 30 * 24 * 3_600_000;
/// For so long the refresh token from before the last renewal still works: two tabs, or an answer that
/// got lost, are no theft.
const GRACE: Millis = 30_000;
/// Last access is written at most this often.
const ACCESS_STEP: Millis = 5 * 60_000;

/// A session that was begun or renewed.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// The session.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// The account's epoch.
    pub epoch: i64,
    /// The refresh token, to be shown this once.
    pub refresh_token: String,
}

/// Begins a session.
pub fn begin(
    conn: &mut Conn,
    key: &RefreshKey,
    user: UserId,
    epoch: i64,
    origin: &Origin,
    now: Millis,
) -> Result<OpenSession> {
    let (id, nonce) = (SessionId::new(), nonce());
    let open = OpenSession { id, user_id: user, epoch, refresh_token: key.token(id, 0, &nonce)? };
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(open.id),
            sessions::user_id.eq(user),
            sessions::epoch.eq(epoch),
            sessions::nonce.eq(nonce),
            sessions::rotated_at.eq(now),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(now + LIFETIME),
            sessions::address.eq(&origin.address),
            sessions::user_agent.eq(&origin.user_agent),
        ))
        .execute(conn)?;
    Ok(open)
}

/// Begins a session for a user who has just shown who they are in another one, which has ended.
pub fn begin_anew(conn: &mut Conn, key: &RefreshKey, user: UserId, actor: &Actor, now: Millis) -> Result<OpenSession> {
    crate::users::store::lock(conn, &[user])?;
    let account = live_account(conn, user)?.ok_or_else(signed_out)?;
    begin(conn, key, user, account.session_epoch, &actor.origin, now)
}

#[derive(Queryable)]
struct SessionRow {
    id: SessionId,
    user_id: UserId,
    epoch: i64,
    nonce: String,
    generation: i64,
    rotated_at: Millis,
    created_at: Millis,
    expires_at: Millis,
    ended_at: Option<Millis>,
}

/// Renews a session and gives a new refresh token. The one from before still gives it for a moment: two tabs, or an answer
/// that got lost, are no theft. Any older one, or that one later, is in the hands of a thief, and ends the session.
pub fn renew(conn: &mut Conn, key: &RefreshKey, refresh_token: &str, now: Millis) -> Result<Option<OpenSession>> {
    let Some(presented) = PresentedToken::parse(refresh_token) else { return Ok(None) };
    let Some(stored) = find(conn, key, &presented)? else { return Ok(None) };
    crate::users::store::lock(conn, &[stored.user_id])?;
    // Read again behind the lock: another tab may have renewed in between.
    let Some(stored) = find(conn, key, &presented)? else { return Ok(None) };
    let account = match live_account(conn, stored.user_id)? {
        Some(account) if account.session_epoch == stored.epoch => account,
        _ => return Ok(None),
    };
    if stored.ended_at.is_some() || stored.expires_at <= now {
        return Ok(None);
    }
    let open = |refresh_token| OpenSession {
        id: stored.id,
        user_id: stored.user_id,
        epoch: account.session_epoch,
        refresh_token,
    };
    if presented.generation != stored.generation {
        let is_the_one_before = presented.generation + 1 == stored.generation;
        if is_the_one_before && now - stored.rotated_at <= GRACE {
            return Ok(Some(open(key.token(stored.id, stored.generation, &stored.nonce)?)));
        }
        end(conn, stored.id, now)?;
        let actor = Actor { user_id: None, ..Actor::system() };
        let details = serde_json::json!({ "reason": "a refresh token was used twice", "session": stored.id });
        audit::record(conn, &actor, now, [Entry { details, ..Entry::about("session.ended", stored.user_id) }])?;
        tracing::warn!(session = %stored.id, "a refresh token was used twice; its session was ended");
        return Ok(None);
    }
    let generation = stored.generation + 1;
    diesel::update(sessions::table.find(stored.id))
        .set((
            sessions::generation.eq(generation),
            sessions::rotated_at.eq(now),
            sessions::expires_at.eq((now + LIFETIME).min(stored.created_at + LONGEST)),
        ))
        .execute(conn)?;
    Ok(Some(open(key.token(stored.id, generation, &stored.nonce)?)))
}

/// A sign-in that has not ended.
#[derive(Debug, Clone, Queryable)]
pub struct Live {
    /// Its id.
    pub id: SessionId,
    /// When the person signed in.
    pub created_at: Millis,
    /// When it was last renewed.
    pub rotated_at: Millis,
    /// When it ends unless it is renewed.
    pub expires_at: Millis,
    /// Where the person signed in from.
    pub address: Option<String>,
    /// With which program.
    pub user_agent: Option<String>,
}

/// A user's sign-ins that have not ended, the latest first, behind one of them.
pub fn live_of(conn: &mut Conn, user: UserId, behind: Option<SessionId>, limit: i64, now: Millis) -> Result<Vec<Live>> {
    use sessions as s;
    let Some(account) = live_account(conn, user)? else { return Ok(Vec::new()) };
    let mut query = s::table
        .filter(s::user_id.eq(user))
        .filter(s::epoch.eq(account.session_epoch))
        .filter(s::ended_at.is_null())
        .filter(s::expires_at.gt(now))
        .order(s::id.desc())
        .limit(limit)
        .select((s::id, s::created_at, s::rotated_at, s::expires_at, s::address, s::user_agent))
        .into_boxed();
    if let Some(behind) = behind {
        query = query.filter(s::id.lt(behind));
    }
    Ok(query.load(conn)?)
}

/// How many of a user's sessions are good.
pub fn count_live(conn: &mut Conn, user: UserId, now: Millis) -> Result<i64> {
    use sessions as s;
    let Some(account) = live_account(conn, user)? else { return Ok(0) };
    let live = s::table.filter(s::user_id.eq(user)).filter(s::epoch.eq(account.session_epoch));
    Ok(live.filter(s::ended_at.is_null()).filter(s::expires_at.gt(now)).count().get_result(conn)?)
}

/// Takes all sign-ins and all API tokens away.
pub(super) fn end_all(conn: &mut Conn) -> Result<()> {
    diesel::delete(sessions::table).execute(conn)?;
    diesel::delete(api_tokens::table).execute(conn)?;
    Ok(())
}

/// Ends one session; whether it had not ended yet.
pub fn end(conn: &mut Conn, id: SessionId, now: Millis) -> Result<bool> {
    let ended = diesel::update(sessions::table.find(id).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now))
        .execute(conn)?;
    Ok(ended > 0)
}

/// Ends one's own sign-ins: one of them, or all but the one that asks.
pub fn end_own(conn: &mut Conn, actor: &Actor, now: Millis, which: Option<SessionId>) -> Result<()> {
    use sessions as s;
    let user = actor.user_id.ok_or_else(signed_out)?;
    let live = || s::table.filter(s::user_id.eq(user)).filter(s::ended_at.is_null()).filter(s::expires_at.gt(now));
    let end = s::ended_at.eq(now);
    let ended = match (which, actor.session_id) {
        (Some(one), _) => diesel::update(live().filter(s::id.eq(one))).set(end).execute(conn)?,
        (None, Some(own)) => diesel::update(live().filter(s::id.ne(own))).set(end).execute(conn)?,
        (None, None) => diesel::update(live()).set(end).execute(conn)?,
    };
    match (ended, which) {
        (0, Some(_)) => Err(Error::NotFound(Noun::SignIn)),
        (0, None) => Ok(()),
        _ => {
            let details = serde_json::json!({ "reason": "ended by the person", "ended": ended });
            audit::record(conn, actor, now, [Entry { details, ..Entry::about("session.ended", user) }])
        }
    }
}

/// The session that a refresh token belongs to, whichever generation of it.
pub fn by_refresh_token(conn: &mut Conn, key: &RefreshKey, refresh_token: &str) -> Result<Option<(SessionId, UserId)>> {
    let Some(presented) = PresentedToken::parse(refresh_token) else { return Ok(None) };
    Ok(find(conn, key, &presented)?.map(|stored| (stored.id, stored.user_id)))
}

/// Forgets sessions that ended long ago.
pub fn forget_old(conn: &mut Conn, now: Millis) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(now - LIFETIME))).execute(conn)?)
}

/// Who a token stands for, as things are now: the account is looked at with every request.
#[derive(Debug, Clone)]
pub struct Authenticated {
    /// The person.
    pub actor: Actor,
    /// Whether last access is due to be written.
    pub access_is_stale: bool,
    /// The API token that it came with.
    pub token: Option<TokenId>,
    /// Whether a new password has to be chosen before anything else.
    pub must_change_password: bool,
}

/// Checks what a token says against the account and the session. `None` if it is worth nothing any more.
pub fn authenticate(conn: &mut Conn, claims: &Claims, origin: Origin, now: Millis) -> Result<Option<Authenticated>> {
    let session: Option<(i64, Millis, Option<Millis>)> = sessions::table
        .find(claims.sid)
        .filter(sessions::user_id.eq(claims.sub))
        .select((sessions::epoch, sessions::expires_at, sessions::ended_at))
        .first(conn)
        .optional()?;
    let Some((epoch, expires_at, None)) = session else { return Ok(None) };
    let Some(account) = live_account(conn, claims.sub)? else { return Ok(None) };
    if account.session_epoch != claims.epoch || epoch != claims.epoch || expires_at <= now {
        return Ok(None);
    }
    let origin = Origin { session: Some(claims.sid), ..origin };
    let person = Actor { session_id: Some(claims.sid), ..Actor::person(claims.sub, account.username, origin) };
    let actor = roles::store::with_roles(conn, person, now)?;
    Ok(Some(Authenticated {
        actor,
        access_is_stale: now - account.last_access_at > ACCESS_STEP,
        token: None,
        must_change_password: account.must_change_password,
    }))
}

/// Writes that the person was seen. The version stays: being seen is no change.
pub fn note_access(conn: &mut Conn, user: UserId, origin: &Origin, now: Millis) -> Result<()> {
    diesel::update(users::table.find(user).filter(users::last_access_at.lt(now - ACCESS_STEP)))
        .set((users::last_access_at.eq(now), users::last_ip.eq(&origin.address)))
        .execute(conn)?;
    diesel::update(users::table.find(user).filter(users::first_access_at.is_null()))
        .set(users::first_access_at.eq(now))
        .execute(conn)?;
    Ok(())
}

#[derive(Queryable)]
pub(super) struct LiveAccount {
    pub(super) username: String,
    pub(super) session_epoch: i64,
    last_access_at: Millis,
    must_change_password: bool,
}

/// The account, if it can sign in.
pub(super) fn live_account(conn: &mut Conn, id: UserId) -> Result<Option<LiveAccount>> {
    Ok(users::table
        .find(id)
        .filter(can_sign_in())
        .select((users::username, users::session_epoch, users::last_access_at, users::must_change_password))
        .first(conn)
        .optional()?)
}

fn find(conn: &mut Conn, key: &RefreshKey, presented: &PresentedToken) -> Result<Option<SessionRow>> {
    use sessions as s;
    let columns = (
        s::id,
        s::user_id,
        s::epoch,
        s::nonce,
        s::generation,
        s::rotated_at,
        s::created_at,
        s::expires_at,
        s::ended_at,
    );
    let stored: Option<SessionRow> = s::table.find(presented.session).select(columns).first(conn).optional()?;
    let Some(stored) = stored else { return Ok(None) };
    // A generation that is yet to come was never given to anybody.
    let is_ours = presented.generation <= stored.generation && key.made(presented, &stored.nonce)?;
    Ok(is_ours.then_some(stored))
}

/// A fast hash will do: 256 bits cannot be guessed.
pub(super) fn hash(token: &str) -> String {
    crate::audit::hex(&Sha256::digest(token.as_bytes()))
}

/// The error for callers who are not, or no longer, signed in.
pub fn signed_out() -> Error {
    Error::Unauthenticated("You are not signed in, or no longer. Sign in and try again.")
}
