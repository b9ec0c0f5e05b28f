//! Contacts, whom one asks and who accept, and people whom one has blocked.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{blocks as b, contacts as k};
use crate::id::UserId;
use crate::users::commands::existing;
use crate::{Actor, Error, Millis, Noun, Result, auth};

/// Somebody whom one has as a contact, has asked, or has been asked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The other person.
    pub user: UserId,
    /// How far it has come.
    pub state: ContactState,
    /// Since when.
    pub since: Millis,
}

/// How far two people have come to be contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactState {
    /// They are.
    Accepted,
    /// One has asked the other, who has not answered.
    Asked,
    /// The other has asked.
    Asking,
}

impl ContactState {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Asked => "asked",
            Self::Asking => "asking",
        }
    }
}

/// Everybody whom a person has as a contact, has asked, or has been asked by; the latest first.
pub fn all(conn: &mut Conn, user: UserId) -> Result<Vec<Contact>> {
    let own: Vec<(UserId, bool, Millis)> =
        k::table.filter(k::user_id.eq(user)).select((k::contact_id, k::accepted, k::created_at)).load(conn)?;
    let asking: Vec<(UserId, Millis)> = k::table
        .filter(k::contact_id.eq(user))
        .filter(k::accepted.eq(false))
        .select((k::user_id, k::created_at))
        .load(conn)?;
    let state = |accepted: bool| if accepted { ContactState::Accepted } else { ContactState::Asked };
    let own = own.into_iter().map(|(user, accepted, since)| Contact { user, state: state(accepted), since });
    let asking = asking.into_iter().map(|(user, since)| Contact { user, state: ContactState::Asking, since });
    let mut all: Vec<Contact> = own.chain(asking).collect();
    all.sort_by_key(|contact| std::cmp::Reverse(contact.since));
    Ok(all)
}

/// Asks somebody to be a contact, or accepts who has asked.
///
/// # Errors
/// Oneself; somebody who is not there; somebody who has blocked one, which looks the same.
pub fn add(conn: &mut Conn, actor: &Actor, now: Millis, other: UserId) -> Result<Contact> {
    let user = oneself(actor)?;
    if user == other {
        return Err(Error::invalid("user_id", "invalid_value", "You need not be a contact of your own."));
    }
    existing(conn, other, None)?;
    if has_blocked(conn, other, user)? {
        return Err(super::cannot_be_messaged());
    }
    let is_asked: Option<bool> = k::table.find((other, user)).select(k::accepted).first(conn).optional()?;
    let accepted = is_asked.is_some();
    let own: Option<(bool, Millis)> =
        k::table.find((user, other)).select((k::accepted, k::created_at)).first(conn).optional()?;
    if let Some((is_accepted, since)) = own {
        let state = if is_accepted { ContactState::Accepted } else { ContactState::Asked };
        return Ok(Contact { user: other, state, since });
    }
    diesel::insert_into(k::table)
        .values((k::user_id.eq(user), k::contact_id.eq(other), k::accepted.eq(accepted), k::created_at.eq(now)))
        .execute(conn)?;
    if accepted {
        diesel::update(k::table.find((other, user))).set(k::accepted.eq(true)).execute(conn)?;
    }
    let state = if accepted { ContactState::Accepted } else { ContactState::Asked };
    Ok(Contact { user: other, state, since: now })
}

/// Ends being contacts, takes a question back, or declines one.
///
/// # Errors
/// [`Error::NotFound`] if there is nothing of all this.
pub fn remove(conn: &mut Conn, actor: &Actor, other: UserId) -> Result<()> {
    let user = oneself(actor)?;
    let removed = diesel::delete(k::table.find((user, other))).execute(conn)?
        + diesel::delete(k::table.find((other, user))).execute(conn)?;
    if removed == 0 { Err(Error::NotFound(Noun::Account)) } else { Ok(()) }
}

/// Blocks somebody: neither writes to the other any more, and they are contacts no longer.
///
/// # Errors
/// Oneself, or somebody who is not there.
pub fn block(conn: &mut Conn, actor: &Actor, now: Millis, other: UserId) -> Result<()> {
    let user = oneself(actor)?;
    if user == other {
        return Err(Error::invalid("user_id", "invalid_value", "You cannot block yourself."));
    }
    existing(conn, other, None)?;
    diesel::delete(k::table.find((user, other))).execute(conn)?;
    diesel::delete(k::table.find((other, user))).execute(conn)?;
    diesel::delete(b::table.find((user, other))).execute(conn)?;
    diesel::insert_into(b::table)
        .values((b::user_id.eq(user), b::blocked_id.eq(other), b::created_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Blocks somebody no more. Nothing happens to who is not blocked.
pub fn unblock(conn: &mut Conn, actor: &Actor, other: UserId) -> Result<()> {
    diesel::delete(b::table.find((oneself(actor)?, other))).execute(conn)?;
    Ok(())
}

/// Whom a person has blocked, the latest first.
pub fn blocked(conn: &mut Conn, user: UserId) -> Result<Vec<(UserId, Millis)>> {
    let of_user = b::table.filter(b::user_id.eq(user)).order(b::created_at.desc());
    Ok(of_user.select((b::blocked_id, b::created_at)).load(conn)?)
}

/// Whether one has blocked the other.
pub fn has_blocked(conn: &mut Conn, one: UserId, other: UserId) -> Result<bool> {
    Ok(b::table.find((one, other)).select(b::created_at).first::<Millis>(conn).optional()?.is_some())
}

/// Whether two people are contacts.
pub(super) fn are_contacts(conn: &mut Conn, one: UserId, other: UserId) -> Result<bool> {
    let found: Option<bool> = k::table.find((one, other)).select(k::accepted).first(conn).optional()?;
    Ok(found == Some(true))
}

fn oneself(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(auth::session::signed_out)
}
