//! Taking rows back: the reverse of what they changed, planned against the accounts as they are now.

use std::collections::BTreeSet;

use serde_json::Value;

use super::claims::{self, Holders};
use super::concurrent_changes::{self, ConcurrentChanges};
use super::enrolling::reversed::Reversals;
use super::enrolling::{CourseChange, stored};
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::batches::file::cohorts_of_rows;
use crate::db::Conn;
use crate::id::UserId;
use crate::refusal::{Code, Refusal};
use crate::users::change::AccountChange;
use crate::users::rules::{self, Route, Subject};
use crate::users::{Account, Field, freed, store as user_store};
use crate::{Actor, Result, cohorts};

/// The reverse of applied rows.
pub(super) fn reverse(conn: &mut Conn, reversal: Reversal<'_>, applied: Vec<Row>) -> Result<Vec<Row>> {
    let Reversal { original, actor, now } = reversal;
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let administrators = user_store::administrators_among(conn, &ids)?;
    let is_touched = |row: &&Row| {
        row.user.and_then(|id| accounts.get(&id)).is_some_and(|account| Some(account.version) != row.version_applied)
    };
    let touched: Vec<UserId> = applied.iter().filter(is_touched).filter_map(|row| row.user).collect();
    let written = concurrent_changes::since_applied(conn, original, &touched)?;
    let taken_names = freed::taken(conn, applied.iter().filter_map(|row| accounts.get(&row.user?)))?;
    let reversals = Reversals::of(conn, reversal, &applied)?;
    let mut reversed = Vec::with_capacity(applied.len());
    for row in applied {
        let account = row.user.and_then(|id| accounts.get(&id));
        let change = match account {
            // What was made is deleted again, and can be restored. It was not used, so its names need not be reserved:
            // the same file can be applied again.
            Some(account) if row.creates() => rules::plan_deletion(account, now, true),
            _ => AccountChange::from_json(&row.before, &row.after)?.reversed(),
        };
        let decided = if row.creates() { unused(account, &row) } else { Ok(()) }
            .and_then(|()| decide(actor, account, &change, &written, |id| administrators.contains(&id)));
        let taken = row.user.and_then(|id| taken_names.get(&id)).filter(|_| freed::takes_back(&change));
        let decided = decided.and_then(|()| taken.map_or(Ok(()), |refusal| Err(refusal.clone())));
        let decided = match decided {
            Ok(()) => reversals.of_row(reversal, &row)?,
            Err(refusal) => Err(refusal),
        };
        reversed.push((row, change, decided));
    }
    let holders = holders(conn, &reversed)?;
    let unusable =
        cohorts::store::unusable(conn, &reversed.iter().flat_map(|(_, change, _)| change.cohorts().0).collect())?;
    let rows = reversed.into_iter().map(|(row, change, decided)| {
        let account = row.user.and_then(|id| accounts.get(&id));
        let (username, email) = (change.text_after(Field::Username), change.text_after(Field::Email));
        let first = |mut refused: Vec<Refusal>| refused.swap_remove(0);
        let claimed = decided.and_then(|in_courses| {
            let claims = claims::of_names(&holders, row.user, username, email).map_err(first)?;
            Ok((claims, in_courses))
        });
        let mut reversed = Row {
            user: row.user,
            version_planned: account.map(|account| account.version),
            ..Row::blank(row.line, &row.key)
        };
        (reversed.before, reversed.after) = (change.before_json(), change.after_json());
        match claimed.and_then(|claims| cohorts_of_rows::refused(&reversed, &unusable).map(|()| claims)) {
            Ok((claims, in_courses)) => {
                reversed.outcomes = change.outcomes();
                reversed.claims = claims;
                stored::put(&mut reversed, &in_courses);
            }
            Err(refusal) => {
                (reversed.before, reversed.after) = (Value::Null, Value::Null);
                reversed.refuse_planned(refusal);
            }
        }
        reversed.settled = !reversed.outcomes.changes_something();
        reversed
    });
    Ok(rows.collect())
}

/// An account that a user has used, or changed, since it was made is left to them.
fn unused(account: Option<&Account>, row: &Row) -> Result<(), Refusal> {
    let is_unused = account.is_none_or(|account| {
        Some(account.version) == row.version_applied && account.last_access_at == 0 && account.deleted_at.is_none()
    });
    if is_unused {
        return Ok(());
    }
    Err(Refusal::new(
        Code::ChangedSinceBatch,
        "The account has been used or changed since the batch made it. It was left alone; delete it by hand if it is not needed.",
    ))
}

/// A row, what takes its account back, and what does so in courses, or why not.
type ReversedRow = (Row, AccountChange, Result<Vec<CourseChange>, Refusal>);

/// Who has the names and addresses that would come back.
fn holders(conn: &mut Conn, reversed: &[ReversedRow]) -> Result<Holders> {
    let (mut usernames, mut emails) = (BTreeSet::new(), BTreeSet::new());
    for (_, change, _) in reversed {
        usernames.extend(change.text_after(Field::Username).map(str::to_owned));
        emails.extend(change.text_after(Field::Email).map(str::to_owned));
    }
    Holders::find(conn, &usernames, &emails)
}

fn decide(
    actor: &Actor,
    account: Option<&Account>,
    change: &AccountChange,
    written: &ConcurrentChanges,
    is_administrator: impl Fn(UserId) -> bool,
) -> Result<(), Refusal> {
    let Some(account) = account else {
        return Err(Refusal::new(Code::ChangedSinceBatch, "The account is gone."));
    };
    concurrent_changes::untouched(written, account.id, change, Code::ChangedSinceBatch)?;
    rules::recheck(account, change, Code::ChangedSinceBatch)?;
    rules::guard(Subject { account, is_administrator: is_administrator(account.id) }, change, actor, Route::Batch)
}
