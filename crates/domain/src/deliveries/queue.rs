//! What is due: found, claimed, and done with.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{DeliveryKind, Ending, Priority};
use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::deliveries as d;
use crate::id::{DeliveryId, UserId};
use crate::time::{HOUR, MINUTE};
use crate::{Error, Millis, Result};

/// While a batch is at work, mails of many wait for its end, though no longer than this: noting each of them as sent would
/// hold up the batch that makes them.
const LONGEST_WAIT: Millis = HOUR;

/// The time that a worker has to send what it has claimed.
const CLAIM: Millis = 5 * MINUTE;

/// Something that is due.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its id; the same however often it is tried.
    pub id: DeliveryId,
    /// What it tells.
    pub kind: DeliveryKind,
    /// Who gets it.
    pub recipient: Option<UserId>,
    /// What it is about, where the kind does not say it all.
    pub payload: String,
    /// When it was put there.
    pub created_at: Millis,
    /// How often it was tried before.
    pub attempts: i64,
}

type Stored = (DeliveryId, String, Option<UserId>, String, Millis, i64);

fn read((id, kind, recipient, payload, created_at, attempts): Stored) -> Result<Delivery> {
    let kind = DeliveryKind::from_name(&kind).ok_or_else(|| Error::internal("a stored kind of delivery is unknown"))?;
    Ok(Delivery { id, kind, recipient, payload, created_at, attempts })
}

macro_rules! stored {
    () => {
        (d::id, d::kind, d::recipient_id, d::payload, d::created_at, d::attempts)
    };
}

/// What is due, the most urgent first; while a batch is at work only what is urgent. With what a person is told together come all
/// such things of that person.
pub fn due(conn: &mut Conn, now: Millis, beside_a_batch: bool, limit: i64) -> Result<Vec<Delivery>> {
    let mut found: Vec<Delivery> = Vec::new();
    for priority in Priority::ALL {
        let room = limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if room <= 0 {
            break;
        }
        let mut waiting = d::table
            .filter(d::delivered_at.is_null())
            .filter(d::priority.eq(priority.rank()))
            .filter(d::due_at.le(now))
            .order(d::due_at)
            .limit(room)
            .select(stored!())
            .into_boxed();
        if beside_a_batch && priority != Priority::Own {
            waiting = waiting.filter(d::created_at.le(now - LONGEST_WAIT));
        }
        let rows: Vec<Stored> = waiting.load(conn)?;
        found.extend(rows.into_iter().map(read).collect::<Result<Vec<_>>>()?);
    }
    let digests = found.iter().filter(|one| one.kind == DeliveryKind::DigestItem);
    let people: Vec<UserId> = digests.filter_map(|one| one.recipient).collect();
    if !people.is_empty() {
        let rows: Vec<Stored> = d::table
            .filter(d::delivered_at.is_null())
            .filter(d::recipient_id.eq_any(people))
            .filter(d::kind.eq(DeliveryKind::DigestItem.name()))
            .filter(d::due_at.le(now))
            .order(d::id)
            .select(stored!())
            .load(conn)?;
        found.retain(|one| one.kind != DeliveryKind::DigestItem);
        found.extend(rows.into_iter().map(read).collect::<Result<Vec<_>>>()?);
    }
    Ok(found)
}

/// Claims some of what is due; returns those that no other worker was faster at. How an earlier claim ended that nobody has said
/// anything about is not known: the mail may have been sent.
pub fn claim(conn: &mut Conn, ids: &[DeliveryId], now: Millis) -> Result<Vec<DeliveryId>> {
    let claim = Uuid::now_v7().to_string();
    let free = || d::table.filter(d::id.eq_any(ids)).filter(d::delivered_at.is_null()).filter(d::due_at.le(now));
    let lost: Vec<DeliveryId> = free().filter(d::claim.is_not_null()).select(d::id).load(conn)?;
    if !lost.is_empty() {
        note_unknown_ends(conn, &lost)?;
    }
    diesel::update(free())
        .set((d::claim.eq(&claim), d::due_at.eq(now + CLAIM), d::attempts.eq(d::attempts + 1)))
        .execute(conn)?;
    Ok(d::table.filter(d::id.eq_any(ids)).filter(d::claim.eq(&claim)).select(d::id).load(conn)?)
}

/// Notes that nobody knows whether mails were taken.
pub fn note_unknown_ends(conn: &mut Conn, ids: &[DeliveryId]) -> Result<()> {
    diesel::update(d::table.filter(d::id.eq_any(ids))).set(d::unknown_ends.eq(d::unknown_ends + 1)).execute(conn)?;
    Ok(())
}

/// Notes that deliveries are done with, how, and why.
pub fn finish(conn: &mut Conn, ids: &[DeliveryId], ending: Ending, why: Option<&str>, now: Millis) -> Result<()> {
    diesel::update(d::table.filter(d::id.eq_any(ids)))
        .set((d::delivered_at.eq(now), d::result.eq(ending.name()), d::last_error.eq(why), d::claim.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// Notes where deliveries go, before they do: a bounce is then known by it.
pub fn address(conn: &mut Conn, addresses: &[(DeliveryId, String)]) -> Result<()> {
    const COLUMNS: [ColumnSpec; 2] = [("id", ColumnKind::Id), ("sent_to", ColumnKind::Text)];
    let mut chunk = RecordSet::with_room(addresses.len(), COLUMNS.len());
    for (id, address) in addresses {
        chunk.push([id.0.into(), address.as_str().into()]);
    }
    let update = Statement::Update { table: "deliveries", set: "sent_to = c.sent_to", on: "deliveries.id = c.id" };
    conn.execute_chunk(update, &COLUMNS, &chunk)?;
    Ok(())
}

/// Has a delivery tried again at `until`, and says why it was not sent. `counts`: whether that was an attempt.
pub fn put_off(conn: &mut Conn, ids: &[DeliveryId], why: &str, until: Millis, counts: bool) -> Result<()> {
    let uncounted = i64::from(!counts);
    diesel::update(d::table.filter(d::id.eq_any(ids)))
        .set((
            d::due_at.eq(until),
            d::last_error.eq(why),
            d::claim.eq(None::<String>),
            d::attempts.eq(d::attempts - uncounted),
        ))
        .execute(conn)?;
    Ok(())
}

/// Has messages told together with others, at a time for each.
pub fn gather(conn: &mut Conn, items: &[(DeliveryId, Millis)]) -> Result<()> {
    let mut at: HashMap<Millis, Vec<DeliveryId>> = HashMap::new();
    for (id, due) in items {
        at.entry(*due).or_default().push(*id);
    }
    for (due, ids) in at {
        diesel::update(d::table.filter(d::id.eq_any(ids)))
            .set((
                d::kind.eq(DeliveryKind::DigestItem.name()),
                d::priority.eq(Priority::Many.rank()),
                d::due_at.eq(due),
                d::claim.eq(None::<String>),
                d::attempts.eq(0),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How much waits and how much has ended how within the time that is kept, and how many ends are unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailCounts {
    /// Due now.
    pub due: i64,
    /// Put off: for another attempt, a digest or an activation.
    pub later: i64,
    /// Done with, by their ending.
    pub ended: Vec<(Ending, i64)>,
    /// Attempts of which nobody knows whether the mail was taken; such mails were sent once more under the same Message-ID.
    pub unknown_ends: i64,
}

/// The counts of all mails that are kept.
pub fn counts(conn: &mut Conn, now: Millis) -> Result<MailCounts> {
    use diesel::dsl::count_star;
    let waiting = d::table.filter(d::delivered_at.is_null());
    let due = waiting.filter(d::due_at.le(now)).count().get_result(conn)?;
    let later = waiting.filter(d::due_at.gt(now)).count().get_result(conn)?;
    let ended: Vec<(Option<String>, i64)> = d::table
        .filter(d::delivered_at.is_not_null())
        .group_by(d::result)
        .select((d::result, count_star()))
        .load(conn)?;
    let ended = ended.into_iter().filter_map(|(name, count)| Some((Ending::from_name(&name?)?, count))).collect();
    let unknown = d::table.filter(d::unknown_ends.gt(0)).select(d::unknown_ends);
    let unknown_ends = unknown.load::<i64>(conn)?.into_iter().sum();
    Ok(MailCounts { due, later, ended, unknown_ends })
}
