//! API tokens: what programs sign in with, for a user and for some of what they may do.
//!
//! A token is 256 random bits, shown once; the database has its hash. It ends at its time, with its owner's sessions
//! (suspension, deletion, "sign out everywhere", a new password), or when it is deleted.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use diesel::prelude::*;
use rand::RngCore;
use serde_json::json;

use super::session::{Authenticated, hash, live_account};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::api_tokens as t;
use crate::id::{TokenId, UserId};
use crate::roles::{self, Capability};
use crate::text::show;
use crate::{Actor, Error, Fault, Faults, Millis, Noun, Origin, Result, visible};

/// What every token begins with, so that a lost one is recognised.
pub const PREFIX: &str = "rct_";
/// How long a token lasts where nothing else is said.
const USUAL: Millis = 90 * 24 * 3_600_000;
/// Last use is written at most this often.
const USE_STEP: Millis = 5 * 60_000;
/// The most tokens of one person.
const MOST: usize = 100;

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: TokenId,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Capability>,
    /// When it was made.
    pub created_at: Millis,
    /// When it ends.
    pub expires_at: Millis,
    /// When it was last used, at most five minutes old.
    pub last_used_at: Option<Millis>,
}

/// A token as it is asked for.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the members are those of the API document, one for one")]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<String>,
    pub expires_at: Option<Millis>,
}

type Columns = (TokenId, String, String, Millis, Millis, Option<Millis>);

fn read((id, name, scopes, created_at, expires_at, last_used_at): Columns) -> ApiToken {
    let scopes = scopes.split(' ').filter_map(Capability::from_name).collect();
    ApiToken { id, name, scopes, created_at, expires_at, last_used_at }
}

/// A user's tokens that are good for something, the oldest first.
pub fn live_of(conn: &mut Conn, user: UserId, now: Millis) -> Result<Vec<ApiToken>> {
    let Some(account) = live_account(conn, user)? else { return Ok(Vec::new()) };
    let rows = t::table
        .filter(t::user_id.eq(user))
        .filter(t::epoch.eq(account.session_epoch))
        .filter(t::expires_at.gt(now))
        .order(t::id)
        .select((t::id, t::name, t::scopes, t::created_at, t::expires_at, t::last_used_at))
        .load::<Columns>(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// Creates a token for the caller. Returns it with its secret, which cannot be read again.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, wanted: &NewToken) -> Result<(ApiToken, String)> {
    let user = actor.user_id.ok_or_else(|| Error::internal("the system itself has no tokens"))?;
    // Else one that leaks would live on in others, past its end and out of its owner's sight.
    actor.require_session("make a token")?;
    let name = wanted.name.trim();
    let expires_at = wanted.expires_at.unwrap_or(now + USUAL);
    let (mut scopes, mut faults) = (Vec::new(), Faults::default());
    if !(1..=100).contains(&name.chars().count()) || name.chars().any(visible::is_control) {
        faults.push(Fault::new("name", "invalid_value", "A name is one line of 1 to 100 characters."));
    }
    if expires_at <= now {
        faults.push(Fault::new("expires_at", "invalid_value", "\"expires_at\" lies in the past. Name a time to come."));
    }
    for (place, scope) in wanted.scopes.iter().enumerate() {
        if faults.is_full() {
            break;
        }
        match scope_of(actor, scope) {
            Ok(scope) if scopes.contains(&scope) => {}
            Ok(scope) => scopes.push(scope),
            Err((code, message)) => faults.push(Fault::new(format!("scopes[{place}]"), code, message)),
        }
    }
    if wanted.scopes.is_empty() {
        faults.push(Fault::new("scopes", "missing_value", "Name what the token is for, such as \"users.view\"."));
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    // A suspension at the same time either sees the token, or is seen here.
    crate::users::store::lock(conn, &[user])?;
    let account = live_account(conn, user)?.ok_or_else(super::session::signed_out)?;
    diesel::delete(t::table.filter(t::user_id.eq(user)).filter(t::expires_at.le(now))).execute(conn)?;
    if live_of(conn, user, now)?.len() >= MOST {
        let message = format!("You have {MOST} tokens already. Delete one that you do not need.");
        return Err(Error::conflict("too_many_tokens", message));
    }
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    let secret = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes));
    let id = TokenId::new();
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    diesel::insert_into(t::table)
        .values((
            t::id.eq(id),
            t::user_id.eq(user),
            t::name.eq(name),
            t::hash.eq(hash(&secret)),
            t::scopes.eq(names.join(" ")),
            t::epoch.eq(account.session_epoch),
            t::created_at.eq(now),
            t::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    let details = json!({ "token": id, "name": name, "scopes": names, "expires_at": crate::time::format(expires_at) });
    audit::record(conn, actor, now, [Entry { details, ..Entry::about("token.created", user) }])?;
    let token = ApiToken { id, name: name.to_owned(), scopes, created_at: now, expires_at, last_used_at: None };
    Ok((token, secret))
}

/// A token does nothing that its owner may do nowhere when it is made, nor more than the token that makes it.
fn scope_of(actor: &Actor, name: &str) -> Result<Capability, (&'static str, String)> {
    match Capability::from_name(name) {
        Some(scope) if actor.may_somewhere(scope) => Ok(scope),
        Some(scope) => Err(("forbidden", format!("You do not hold {} yourself.", scope.name()))),
        None => {
            let known: Vec<_> = Capability::ALL.iter().map(|scope| scope.name()).collect();
            Err(("invalid_value", format!("There is no scope \"{}\". There are: {}.", show(name), known.join(", "))))
        }
    }
}

/// Deletes one of one's own tokens: it is worth nothing with the next request.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: TokenId) -> Result<()> {
    let user = actor.user_id.ok_or_else(|| Error::internal("the system itself has no tokens"))?;
    let gone = diesel::delete(t::table.find(id).filter(t::user_id.eq(user))).execute(conn)?;
    if gone == 0 {
        return Err(Error::NotFound(Noun::Token));
    }
    let details = json!({ "token": id });
    audit::record(conn, actor, now, [Entry { details, ..Entry::about("token.deleted", user) }])
}

/// Who a token stands for, as things are now. `None` if it is worth nothing any more.
pub fn authenticate(conn: &mut Conn, secret: &str, origin: Origin, now: Millis) -> Result<Option<Authenticated>> {
    type Row = (TokenId, UserId, String, i64, Millis, Option<Millis>);
    let row: Option<Row> = t::table
        .filter(t::hash.eq(hash(secret)))
        .select((t::id, t::user_id, t::scopes, t::epoch, t::expires_at, t::last_used_at))
        .first(conn)
        .optional()?;
    let Some((id, user, scopes, epoch, expires_at, last_used_at)) = row else { return Ok(None) };
    let Some(account) = live_account(conn, user)? else { return Ok(None) };
    if account.session_epoch != epoch || expires_at <= now {
        return Ok(None);
    }
    let origin = Origin { token: Some(id), ..origin };
    let scopes = Some(scopes.split(' ').filter_map(Capability::from_name).collect());
    let person = Actor { scopes, ..Actor::person(user, account.username, origin) };
    let actor = roles::store::with_roles(conn, person, now)?;
    let is_stale = last_used_at.is_none_or(|at| now - at > USE_STEP);
    Ok(Some(Authenticated {
        actor,
        access_is_stale: is_stale,
        token: Some(id),
        // A program cannot choose a password; it goes on until its token ends.
        must_change_password: false,
    }))
}

/// Writes that a token was used.
pub fn note_use(conn: &mut Conn, id: TokenId, now: Millis) -> Result<()> {
    diesel::update(t::table.find(id)).set(t::last_used_at.eq(now)).execute(conn)?;
    Ok(())
}
