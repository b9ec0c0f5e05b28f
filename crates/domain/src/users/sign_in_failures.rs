//! Failed sign-ins, counted for an account and where they come from together: a network, or a device that the person has
//! signed in on before. From the fifth in a row on, that one rests for a while, and no other.
//!
//! Strangers cannot lock anybody out of their own device or network, and an attacker who tries many accounts from one network is
//! held by the limit for addresses besides.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{sign_in_failures as f, users};
use crate::erasure::{Erasure, Fate};
use crate::id::UserId;
use crate::jobs::{Task, once};
use crate::{Millis, Result};

/// Forgets failed sign-ins that count no more.
pub const TASK: Task = Task::tidying("failed sign-ins", |db, now| once(db, |conn| forget_old(conn, now)));

/// Erasure policy of counted failures.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "sign_in_failures", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];

/// From this failure in a row on there is a rest.
const ALLOWED: i64 = 5;
/// The first rest; each further failure doubles it.
const FIRST_REST: Millis = 30_000;
/// The longest rest.
const LONGEST_REST: Millis = 15 * 60_000;
/// Failures that lie so long back are no longer in a row.
const KEPT: Millis = 24 * 3_600_000;

/// Until when the account cannot be signed in to from there; `None` if it can.
pub(crate) fn rests_until(conn: &mut Conn, user: UserId, source: &str, now: Millis) -> Result<Option<Millis>> {
    let until: Option<Millis> = f::table.find((user, source)).select(f::locked_until).first(conn).optional()?.flatten();
    Ok(until.filter(|until| *until > now))
}

/// Counts a failure.
pub(crate) fn note(conn: &mut Conn, user: UserId, source: &str, now: Millis) -> Result<()> {
    let before: Option<i64> = f::table.find((user, source)).select(f::failures).first(conn).optional()?;
    let failures = before.unwrap_or(0) + 1;
    let rest = (failures >= ALLOWED).then(|| now + rest_after(failures));
    let counted = (f::failures.eq(failures), f::locked_until.eq(rest), f::last_at.eq(now));
    match before {
        Some(_) => diesel::update(f::table.find((user, source))).set(counted).execute(conn)?,
        None => {
            let row = (f::user_id.eq(user), f::source.eq(source));
            diesel::insert_into(f::table).values((row.0, row.1, counted.0, counted.1, counted.2)).execute(conn)?
        }
    };
    show(conn, user, now)
}

fn rest_after(failures: i64) -> Millis {
    let doublings = u32::try_from(failures - ALLOWED).unwrap_or(u32::MAX).min(16);
    (FIRST_REST << doublings).min(LONGEST_REST)
}

/// Forgets the failures from there: a user has signed in.
pub(crate) fn forget(conn: &mut Conn, user: UserId, source: &str, now: Millis) -> Result<()> {
    diesel::delete(f::table.find((user, source))).execute(conn)?;
    show(conn, user, now)
}

/// Forgets all failures of an account.
pub fn forget_all(conn: &mut Conn, user: UserId) -> Result<()> {
    diesel::delete(f::table.filter(f::user_id.eq(user))).execute(conn)?;
    diesel::update(users::table.find(user)).set(users::locked_until.eq(None::<Millis>)).execute(conn)?;
    Ok(())
}

/// Forgets what no longer counts.
pub fn forget_old(conn: &mut Conn, now: Millis) -> Result<usize> {
    Ok(diesel::delete(f::table.filter(f::last_at.lt(now - KEPT))).execute(conn)?)
}

/// An account is shown as locked for as long as it rests for anybody.
fn show(conn: &mut Conn, user: UserId, now: Millis) -> Result<()> {
    let resting = f::table.filter(f::user_id.eq(user)).filter(f::locked_until.gt(now));
    let until: Option<Millis> = resting.select(max(f::locked_until)).first(conn)?;
    diesel::update(users::table.find(user)).set(users::locked_until.eq(until)).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_double_and_end_at_a_quarter_of_an_hour() {
        assert_eq!([5, 6, 7].map(rest_after), [30_000, 60_000, 120_000]);
        assert_eq!([10, 100, i64::MAX].map(rest_after), [900_000; 3]);
    }
}
