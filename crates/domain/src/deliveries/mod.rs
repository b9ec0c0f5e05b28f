//! What waits to be sent: written in the transaction of the change that it tells of, delivered by a job ([`crate::mail`]). A row
//! says who gets which kind of thing through which channel; the words and the link are made when it is sent.

pub mod copies;
mod kind;
pub mod queue;

pub use kind::{Channel, DeliveryKind, Ending, Priority};

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::deliveries as d;
use crate::erasure::{Erasure, Fate};
use crate::id::{DeliveryId, MessageId, UserId};
use crate::jobs::{Task, drain};
use crate::time::DAY;
use crate::{Millis, Result};

/// Forgets what was delivered long ago.
pub const TASK: Task = Task::tidying("deliveries of long ago", |db, now| drain(db, |conn| forget_old(conn, now)));

/// Erasure policy: nothing is sent to them any more.
pub const ERASURES: &[Erasure] = &[
    Erasure { table: "deliveries", rows: "recipient_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    // A minute, a domain and a number.
    Erasure { table: "mail_rates", rows: "", fate: Fate::Nameless { columns: &["minute", "domain", "sent"] } },
];

/// One thing for one person.
#[derive(Debug, Clone, Copy)]
struct New<'p> {
    kind: DeliveryKind,
    recipient: UserId,
    payload: &'p str,
}

/// Notes that a user is to get a mail.
pub fn put(conn: &mut Conn, kind: DeliveryKind, recipient: UserId, now: Millis) -> Result<()> {
    put_about(conn, kind, recipient, "", now)
}

/// The same, about something that the payload names.
pub fn put_about(conn: &mut Conn, kind: DeliveryKind, recipient: UserId, payload: &str, now: Millis) -> Result<()> {
    store(conn, [New { kind, recipient, payload }], Priority::Own, now, now)
}

/// Notes who is to be invited once the account is activated: until then a link to choose a password would be worth nothing.
pub fn put_invitations_off(conn: &mut Conn, people: &[UserId], now: Millis) -> Result<()> {
    let kind = DeliveryKind::Invitation;
    let invitations = people.iter().map(|person| New { kind, recipient: *person, payload: "" });
    store(conn, invitations, Priority::Many, now, UNTIL_ACTIVATED)
}

/// Has those invited who were to be once they are activated.
pub fn release_invitations(conn: &mut Conn, people: &[UserId], now: Millis) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let waiting = d::table
        .filter(d::recipient_id.eq_any(people))
        .filter(d::kind.eq(DeliveryKind::Invitation.name()))
        .filter(d::due_at.eq(UNTIL_ACTIVATED));
    diesel::update(waiting).set(d::due_at.eq(now)).execute(conn)?;
    Ok(())
}

/// When invitations are due that wait for the activation: in the year 9999.
const UNTIL_ACTIVATED: Millis = 253_370_764_800_000;

/// Notes who is to get which kind of mail. One alone is a mail of its own, and overtakes those of many.
pub fn put_all(conn: &mut Conn, mails: &[(DeliveryKind, UserId)], now: Millis) -> Result<()> {
    let priority = Priority::of(mails.len());
    let news = mails.iter().map(|(kind, recipient)| New { kind: *kind, recipient: *recipient, payload: "" });
    store(conn, news, priority, now, now)
}

/// Notes which messages go out by mail, to whom, and from when on.
pub fn put_messages(conn: &mut Conn, messages: &[(UserId, MessageId)], now: Millis, due: Millis) -> Result<()> {
    let payloads: Vec<String> = messages.iter().map(|(_, id)| id.to_string()).collect();
    let mails = messages.iter().zip(&payloads).map(|((user, _), payload)| New {
        kind: DeliveryKind::Message,
        recipient: *user,
        payload,
    });
    store(conn, mails, Priority::of(messages.len()), now, due)
}

/// Notes that a message goes by mail to the person who tries it out, however that person wants to be told of messages.
pub fn put_test_copy(conn: &mut Conn, user: UserId, message: MessageId, now: Millis) -> Result<()> {
    put_about(conn, DeliveryKind::TestCopy, user, &message.to_string(), now)
}

/// Tells addresses that they are an account's no more.
pub fn put_old_addresses(conn: &mut Conn, old: &[(UserId, String)], now: Millis) -> Result<()> {
    let kind = DeliveryKind::EmailChanged;
    let news = old.iter().map(|(user, address)| New { kind, recipient: *user, payload: address });
    store(conn, news, Priority::of(old.len()), now, now)
}

fn store<'p>(
    conn: &mut Conn,
    news: impl IntoIterator<IntoIter: ExactSizeIterator<Item = New<'p>>>,
    priority: Priority,
    now: Millis,
    due: Millis,
) -> Result<()> {
    const COLUMNS: [ColumnSpec; 8] = [
        ("id", ColumnKind::Id),
        ("channel", ColumnKind::Text),
        ("priority", ColumnKind::Int),
        ("kind", ColumnKind::Text),
        ("recipient_id", ColumnKind::Id),
        ("payload", ColumnKind::Text),
        ("created_at", ColumnKind::Int),
        ("due_at", ColumnKind::Int),
    ];
    let news = news.into_iter();
    let mut chunk = RecordSet::with_room(news.len(), COLUMNS.len());
    for new in news {
        chunk.push([
            DeliveryId::new().0.into(),
            Channel::Mail.name().into(),
            priority.rank().into(),
            new.kind.name().into(),
            new.recipient.0.into(),
            new.payload.into(),
            now.into(),
            due.into(),
        ]);
    }
    conn.execute_chunk(Statement::Insert("deliveries"), &COLUMNS, &chunk)?;
    Ok(())
}

/// Forgets some of what was delivered long ago; bounces are told within days.
fn forget_old(conn: &mut Conn, now: Millis) -> Result<usize> {
    const KEPT: Millis = 30 * DAY;
    let old: Vec<DeliveryId> = d::table.filter(d::delivered_at.lt(now - KEPT)).select(d::id).limit(1_000).load(conn)?;
    Ok(diesel::delete(d::table.filter(d::id.eq_any(old))).execute(conn)?)
}
