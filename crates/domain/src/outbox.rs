//! What waits to be sent: written in the transaction of the change that it tells of, delivered by a job
//! ([`crate::mail`]). A row says who gets which kind of mail; the words and the link are made when it is sent.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::outbox;
use crate::erasure::{Erasure, Fate};
use crate::id::{MessageId, OutboxId, UserId};
use crate::jobs::{Task, once};
use crate::{Millis, Result};

/// Forgets mails that were sent long ago.
pub const TASK: Task = Task::tidying("mails that were sent", |db, now| once(db, |conn| forget_old(conn, now)));

/// Erasure policy of the outbox: nothing is sent to them any more.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "outbox", rows: "recipient_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];

/// A link to choose the first password.
pub const INVITATION: &str = "invitation";
/// A link to choose a new password.
pub const PASSWORD_RESET: &str = "password_reset";
/// A link to prove the address.
pub const CONFIRMATION: &str = "confirmation";

/// A link to confirm another address of one's own; it goes to that one.
pub const EMAIL_CHANGE: &str = "email_change";
/// That a user has asked for another address; the payload is the address in use, which is told.
pub const EMAIL_CHANGE_ASKED: &str = "email_change_asked";
/// That the address was changed; the payload is the one before, which is told.
pub const EMAIL_CHANGED: &str = "email_changed";

/// That one's own account was suspended.
pub const SUSPENDED: &str = "suspended";
/// One's own new username.
pub const RENAMED: &str = "renamed";
/// That a batch has come to its end; the payload is its id.
pub const BATCH_ENDED: &str = "batch_ended";

/// A message, as a copy by mail; the payload is its id.
pub const MESSAGE: &str = "message";

/// Single mails are due as if they had waited for so long: a person who asked for a link does not wait behind a hundred
/// thousand invitations.
const HEAD_START: Millis = 24 * 3_600_000;

/// Notes that a user is to get a mail.
pub fn put(conn: &mut Conn, kind: &str, recipient: UserId, now: Millis) -> Result<()> {
    put_about(conn, kind, recipient, "", now)
}

/// The same, about something that the payload names.
pub fn put_about(conn: &mut Conn, kind: &str, recipient: UserId, payload: &str, now: Millis) -> Result<()> {
    store(conn, [(kind, recipient, payload)], now)
}

/// Notes who is to be invited once the account is activated: until then a link to choose a password would be worth nothing.
pub fn put_invitations_off(conn: &mut Conn, people: &[UserId], now: Millis) -> Result<()> {
    store_due(conn, people.iter().map(|person| (INVITATION, *person, "")), now, UNTIL_ACTIVATED)
}

/// Has those invited who were to be once they are activated.
pub fn release_invitations(conn: &mut Conn, people: &[UserId], now: Millis) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let waiting = outbox::table
        .filter(outbox::recipient_id.eq_any(people))
        .filter(outbox::kind.eq(INVITATION))
        .filter(outbox::due_at.eq(UNTIL_ACTIVATED));
    diesel::update(waiting).set(outbox::due_at.eq(now)).execute(conn)?;
    Ok(())
}

/// When invitations are due that wait for the activation: in the year 9999.
const UNTIL_ACTIVATED: Millis = 253_370_764_800_000;

/// Notes who is to get which kind of mail. One alone is a mail of its own.
pub fn put_all(conn: &mut Conn, mails: &[(&str, UserId)], now: Millis) -> Result<()> {
    store(conn, mails.iter().map(|(kind, recipient)| (*kind, *recipient, "")), now)
}

/// Notes which messages go out by mail, to whom.
pub fn put_messages(conn: &mut Conn, messages: &[(UserId, MessageId)], now: Millis) -> Result<()> {
    let payloads: Vec<String> = messages.iter().map(|(_, id)| id.to_string()).collect();
    let mails = messages.iter().zip(&payloads).map(|((user, _), payload)| (MESSAGE, *user, payload.as_str()));
    store(conn, mails, now)
}

/// Tells addresses that they are an account's no more.
pub fn put_old_addresses(conn: &mut Conn, old: &[(UserId, String)], now: Millis) -> Result<()> {
    store(conn, old.iter().map(|(user, address)| (EMAIL_CHANGED, *user, address.as_str())), now)
}

fn store<'m>(
    conn: &mut Conn,
    mails: impl IntoIterator<IntoIter: ExactSizeIterator<Item = (&'m str, UserId, &'m str)>>,
    now: Millis,
) -> Result<()> {
    let mails = mails.into_iter();
    let due = if mails.len() == 1 { now - HEAD_START } else { now };
    store_due(conn, mails, now, due)
}

fn store_due<'m>(
    conn: &mut Conn,
    mails: impl ExactSizeIterator<Item = (&'m str, UserId, &'m str)>,
    now: Millis,
    due: Millis,
) -> Result<()> {
    const COLUMNS: [ColumnSpec; 6] = [
        ("id", ColumnKind::Id),
        ("kind", ColumnKind::Text),
        ("recipient_id", ColumnKind::Id),
        ("payload", ColumnKind::Text),
        ("created_at", ColumnKind::Int),
        ("due_at", ColumnKind::Int),
    ];
    let mut chunk = RecordSet::with_room(mails.len(), COLUMNS.len());
    for (kind, recipient, payload) in mails {
        let id = OutboxId::new().0;
        chunk.push([id.into(), kind.into(), recipient.0.into(), payload.into(), now.into(), due.into()]);
    }
    conn.execute_chunk(Statement::Insert("outbox"), &COLUMNS, &chunk)?;
    Ok(())
}

/// A mail that is due.
#[derive(Debug, Clone, Queryable)]
pub struct PendingMail {
    /// Its id; the same however often it is tried.
    pub id: OutboxId,
    /// What kind of mail.
    pub kind: String,
    /// Who gets it.
    pub recipient: Option<UserId>,
    /// What it is about, where the kind does not say it all.
    pub payload: String,
    /// When it is due.
    pub due_at: Millis,
    /// How often it was tried.
    pub attempts: i64,
}

/// While a batch is at work, mails of many wait for its end, though no longer than this: noting each of them as sent would
/// hold up the batch that makes them.
const LONGEST_WAIT: Millis = 3_600_000;

/// The mails that are due, the oldest first; while a batch is at work those of their own.
pub fn due(conn: &mut Conn, now: Millis, beside_a_batch: bool, limit: i64) -> Result<Vec<PendingMail>> {
    let (head_start, longest_wait) = if beside_a_batch { (HEAD_START, LONGEST_WAIT) } else { (0, 0) };
    Ok(outbox::table
        .filter(outbox::delivered_at.is_null())
        .filter(outbox::due_at.le(now))
        .filter(outbox::due_at.le(now - head_start).or(outbox::created_at.le(now - longest_wait)))
        .order(outbox::due_at)
        .limit(limit)
        .select((outbox::id, outbox::kind, outbox::recipient_id, outbox::payload, outbox::due_at, outbox::attempts))
        .load(conn)?)
}

/// Puts a mail off until `until` and so claims it: false if another user was faster.
pub fn claim(conn: &mut Conn, mail: &PendingMail, until: Millis) -> Result<bool> {
    let unclaimed = outbox::table.find(mail.id).filter(outbox::due_at.eq(mail.due_at));
    let claimed = diesel::update(unclaimed.filter(outbox::delivered_at.is_null()))
        .set((outbox::due_at.eq(until), outbox::attempts.eq(outbox::attempts + 1)))
        .execute(conn)?;
    Ok(claimed == 1)
}

/// Notes that a mail is done with: sent, or not to be sent for the reason given.
pub fn done(conn: &mut Conn, id: OutboxId, why_not: Option<&str>, now: Millis) -> Result<()> {
    diesel::update(outbox::table.find(id))
        .set((outbox::delivered_at.eq(now), outbox::last_error.eq(why_not)))
        .execute(conn)?;
    Ok(())
}

/// Notes why a mail could not be sent, and when it is tried again.
pub fn put_off(conn: &mut Conn, id: OutboxId, error: &str, until: Millis) -> Result<()> {
    diesel::update(outbox::table.find(id))
        .set((outbox::due_at.eq(until), outbox::last_error.eq(error)))
        .execute(conn)?;
    Ok(())
}

/// Forgets what was sent long ago.
pub fn forget_old(conn: &mut Conn, now: Millis) -> Result<usize> {
    const KEPT: Millis = 30 * 24 * 3_600_000;
    Ok(diesel::delete(outbox::table.filter(outbox::delivered_at.lt(now - KEPT))).execute(conn)?)
}
