//! Bounces and suppressed addresses, stored.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde_json::json;

use super::{SOFT_LIMIT, SOFT_WINDOW, SuppressionReason};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::{bounces as b, deliveries as d, suppressions as s, users as u};
use crate::deliveries::Ending;
use crate::id::{DeliveryId, UserId};
use crate::{Actor, Error, Millis, Noun, Result};

/// A mail that did not reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The delivery.
    pub delivery: DeliveryId,
    /// Where it went.
    pub address: String,
    /// The status of RFC 3463, such as `5.1.1`, or the code of the server.
    pub status: String,
    /// Whether trying again is of no use.
    pub is_hard: bool,
}

/// What followed from a bounce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The address gets no mail any more.
    Suppressed,
    /// It is counted.
    Counted,
    /// It was known already, or the account has another address by now.
    Nothing,
}

/// Notes a bounce; the same one is noted once.
pub fn note(conn: &mut Conn, bounce: &Bounce, now: Millis) -> Result<Consequence> {
    let known: Option<DeliveryId> = b::table.find(bounce.delivery).select(b::delivery_id).first(conn).optional()?;
    if known.is_some() {
        return Ok(Consequence::Nothing);
    }
    diesel::insert_into(b::table)
        .values((
            b::delivery_id.eq(bounce.delivery),
            b::address.eq(&bounce.address),
            b::status.eq(&bounce.status),
            b::is_hard.eq(bounce.is_hard),
            b::at.eq(now),
        ))
        .execute(conn)?;
    diesel::update(d::table.find(bounce.delivery))
        .set((
            d::result.eq(Ending::Bounced.name()),
            d::last_error.eq(&bounce.status),
            d::delivered_at.eq(now),
            d::claim.eq(None::<String>),
        ))
        .execute(conn)?;
    let reason = if bounce.is_hard {
        SuppressionReason::Hard
    } else {
        let lately = b::table.filter(b::address.eq(&bounce.address)).filter(b::at.gt(now - SOFT_WINDOW));
        if lately.count().get_result::<i64>(conn)? < SOFT_LIMIT {
            return Ok(Consequence::Counted);
        }
        SuppressionReason::Soft
    };
    suppress(conn, &bounce.address, reason, &bounce.status, now)
}

/// Suppresses an address that an account has.
pub fn suppress(
    conn: &mut Conn,
    address: &str,
    reason: SuppressionReason,
    status: &str,
    now: Millis,
) -> Result<Consequence> {
    let holder: Option<UserId> =
        u::table.filter(u::email.eq(address)).filter(u::deleted_at.is_null()).select(u::id).first(conn).optional()?;
    let is_known = !suppressed(conn, &[address])?.is_empty();
    let Some(holder) = holder.filter(|_| !is_known) else { return Ok(Consequence::Nothing) };
    diesel::insert_into(s::table)
        .values((s::address.eq(address), s::reason.eq(reason.name()), s::status.eq(status), s::at.eq(now)))
        .execute(conn)?;
    let entry = Entry::about("mail.suppressed", holder);
    let details = json!({ "reason": reason.name(), "status": status });
    audit::record(conn, &Actor::system(), now, [Entry { details, ..entry }])?;
    Ok(Consequence::Suppressed)
}

/// Which of these addresses get no mail.
pub fn suppressed(conn: &mut Conn, addresses: &[&str]) -> Result<HashSet<String>> {
    Ok(s::table.filter(s::address.eq_any(addresses)).select(s::address).load(conn)?.into_iter().collect())
}

/// Lifts suppressions: mails are sent to these addresses again.
pub fn forget(conn: &mut Conn, addresses: &[&str]) -> Result<usize> {
    if addresses.is_empty() {
        return Ok(0);
    }
    diesel::delete(b::table.filter(b::address.eq_any(addresses))).execute(conn)?;
    Ok(diesel::delete(s::table.filter(s::address.eq_any(addresses))).execute(conn)?)
}

/// An address that gets no mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The address.
    pub address: String,
    /// Why.
    pub reason: SuppressionReason,
    /// The status of RFC 3463 that the last bounce gave, such as `5.1.1`.
    pub status: String,
    /// Since when.
    pub at: Millis,
    /// The accounts that have it.
    pub users: Vec<UserId>,
}

/// A page of suppressed addresses by the alphabet, behind `behind`, those that hold `part`.
pub fn page(conn: &mut Conn, part: Option<&str>, behind: Option<&str>, limit: i64) -> Result<Vec<Suppression>> {
    let mut found = s::table.order(s::address).limit(limit).into_boxed();
    if let Some(behind) = behind {
        found = found.filter(s::address.gt(behind.to_owned()));
    }
    if let Some(part) = part {
        let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        found = found.filter(s::address.like(format!("%{escaped}%")).escape('\\'));
    }
    let rows: Vec<(String, String, String, Millis)> = found.load(conn)?;
    let addresses: Vec<&str> = rows.iter().map(|(address, ..)| address.as_str()).collect();
    let holders: Vec<(String, UserId)> = u::table
        .filter(u::email.eq_any(&addresses))
        .filter(u::deleted_at.is_null())
        .select((u::email, u::id))
        .load(conn)?;
    let mut users: HashMap<String, Vec<UserId>> = HashMap::new();
    for (address, user) in holders {
        users.entry(address).or_default().push(user);
    }
    let read = |(address, reason, status, at): (String, String, String, Millis)| {
        let unknown = || Error::internal("a stored reason of a suppression is unknown");
        let reason = SuppressionReason::from_name(&reason).ok_or_else(unknown)?;
        let users = users.remove(&address).unwrap_or_default();
        Ok(Suppression { address, reason, status, at, users })
    };
    rows.into_iter().map(read).collect()
}

/// How many addresses get no mail.
pub fn count(conn: &mut Conn) -> Result<i64> {
    Ok(s::table.count().get_result(conn)?)
}

/// Has mails sent to an address again.
///
/// # Errors
/// [`Error::NotFound`] if it is not suppressed.
pub fn lift(conn: &mut Conn, actor: &Actor, address: &str, now: Millis) -> Result<()> {
    if forget(conn, &[address])? == 0 {
        return Err(Error::NotFound(Noun::Suppression));
    }
    let holder: Option<UserId> = u::table.filter(u::email.eq(address)).select(u::id).first(conn).optional()?;
    let entry = Entry { subject: holder.map(Into::into), ..Entry::general("mail.suppression_lifted") };
    audit::record(conn, actor, now, [entry])
}

/// Forgets bounces that count no more, and suppressed addresses that no account has.
pub(super) fn tidy(conn: &mut Conn, now: Millis) -> Result<usize> {
    const KEPT: Millis = 30 * crate::time::DAY;
    let old = diesel::delete(b::table.filter(b::at.lt(now - KEPT))).execute(conn)?;
    let held = u::table.filter(u::email.eq(s::address)).select(u::id);
    Ok(old + diesel::delete(s::table.filter(diesel::dsl::not(diesel::dsl::exists(held)))).execute(conn)?)
}
