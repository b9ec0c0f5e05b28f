//! Figures over all accounts, for the overview.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::db::{Conn, Number};
use crate::{Error, Millis, Result};

/// How many accounts have each status. Statuses exclude each other, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusCounts {
    /// Can sign in.
    pub active: i64,
    /// Suspended.
    pub suspended: i64,
    /// Locked after failed sign-ins, for now.
    pub locked: i64,
    /// Not confirmed.
    pub unconfirmed: i64,
    /// Deleted, and not yet purged.
    pub deleted: i64,
}

/// A day and how often something happened on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    /// The day, as `2026-03-01`.
    pub date: String,
    /// How often.
    pub count: i64,
}

/// Every count but the first reads a partial index. The suspended are counted whole, and the deleted among them
/// taken off, because only so the index alone is enough.
const STATUSES: &str = "SELECT
    (SELECT count(*) FROM users) AS everybody,
    (SELECT count(*) FROM users WHERE deleted_at IS NOT NULL) AS deleted,
    (SELECT count(*) FROM users WHERE suspended)
      - (SELECT count(*) FROM users WHERE deleted_at IS NOT NULL AND suspended) AS suspended,
    (SELECT count(*) FROM users
      WHERE locked_until IS NOT NULL AND locked_until > $1 AND deleted_at IS NULL AND NOT suspended) AS locked,
    (SELECT count(*) FROM users
      WHERE NOT confirmed AND deleted_at IS NULL AND NOT suspended AND COALESCE(locked_until, 0) <= $2) AS unconfirmed";

#[derive(QueryableByName)]
struct StatusRow {
    #[diesel(sql_type = BigInt)]
    everybody: i64,
    #[diesel(sql_type = BigInt)]
    deleted: i64,
    #[diesel(sql_type = BigInt)]
    suspended: i64,
    #[diesel(sql_type = BigInt)]
    locked: i64,
    #[diesel(sql_type = BigInt)]
    unconfirmed: i64,
}

/// Counts all accounts by their status at this time.
pub fn by_status(conn: &mut Conn, now: Millis) -> Result<StatusCounts> {
    let row: StatusRow = diesel::sql_query(STATUSES).bind::<BigInt, _>(now).bind::<BigInt, _>(now).get_result(conn)?;
    let StatusRow { everybody, deleted, suspended, locked, unconfirmed } = row;
    let active = everybody - deleted - suspended - locked - unconfirmed;
    Ok(StatusCounts { active, suspended, locked, unconfirmed, deleted })
}

/// Sign-ins on each of the last days, oldest first and today last. Days begin at midnight in the zone, so that one
/// of them can have 23 or 25 hours.
pub fn sign_ins_by_day(conn: &mut Conn, days: i32, zone: &TimeZone, now: Millis) -> Result<Vec<DayCount>> {
    let today = Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
    let midnight = |date: jiff::civil::Date| -> Result<Millis> {
        Ok(date.to_zoned(zone.clone()).map_err(Error::internal)?.timestamp().as_millisecond())
    };
    let mut dates = Vec::new();
    let mut spans = Vec::new();
    for back in (0..days).rev() {
        let date = today.checked_sub(back.days()).map_err(Error::internal)?;
        let next = date.tomorrow().map_err(Error::internal)?;
        dates.push(date.to_string());
        spans.push(format!("(CAST({} AS bigint), CAST({} AS bigint))", midnight(date)?, midnight(next)?));
    }
    if dates.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "WITH c (begins, ends) AS (VALUES {})
         SELECT (SELECT count(*) FROM audit_events e
            WHERE e.action = 'session.started' AND e.at >= c.begins AND e.at < c.ends) AS n
         FROM c ORDER BY c.begins",
        spans.join(", ")
    );
    let rows: Vec<Number> = diesel::sql_query(query).load(conn)?;
    Ok(dates.into_iter().zip(rows).map(|(date, row)| DayCount { date, count: row.n }).collect())
}
