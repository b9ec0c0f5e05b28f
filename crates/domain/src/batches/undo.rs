//! Undo: the reverse of a batch, planned from what it recorded.
//!
//! A row's account has one version more than when it was planned, if nobody touched it since. Where
//! somebody did, the audit says which fields were written: an undo restores the others, and leaves the
//! account alone where one of its own was written, even back to the same value (PRODUCT 0, Undo).

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Instant;

use serde_json::Value;

use super::causes::{Level, Message};
use super::chunk::Pace;
use super::claims::{self, Holders};
use super::lease::Lease;
use super::model::{Batch, Row};
use super::planning::{self, Progress};
use super::store::{self, Update};
use super::worker::Worker;
use super::written::{self, Written};
use super::{cohorts_of_rows, pipeline, rows};
use crate::cohorts;
use crate::db::recordset::Chunk;
use crate::db::{Conn, Urgency};
use crate::id::{BatchId, UserId};
use crate::settings::Settings;
use crate::users::change::{AccountChange, Outcome};
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, Route, Subject};
use crate::users::{Account, Field, freed, store as user_store};
use crate::{Actor, Error, Result};

/// Plans an undo from where the last worker stopped.
pub(super) fn plan(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    let original = batch.undo_of.ok_or_else(|| Error::internal("an undo has no batch to undo"))?;
    let site = worker.db.read(Settings::load)?;
    let Some(actor) = worker.db.read(|conn| Actor::load(conn, batch.created_by))? else {
        return planning::fail(worker, lease, "forbidden", "Whoever asked for the undo may no longer sign in.");
    };
    let pace = Pace::default();
    // The next rows are reversed while the ones before are written.
    pipeline::run(
        |send| read_ahead(worker, batch, &actor, original, &pace, send),
        |reversed: Reversed| {
            let chunk = rows::prepare(batch.id, &reversed.rows)?;
            let began = Instant::now();
            let mut progress = worker
                .db
                .write(Urgency::Background, |conn| store_chunk(conn, worker, lease, &reversed, &chunk, &site))?;
            if matches!(progress, Progress::ToBeJudged) {
                progress = planning::judge_and_finish(worker, lease, &site)?;
            }
            pace.end(reversed.rows.len(), began.elapsed(), worker.db.is_quiet());
            let ends = matches!(progress, Progress::Done) || worker.is_stopping();
            Ok(if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        },
    )
}

/// Rows of an undo, to be stored.
struct Reversed {
    rows: Vec<Row>,
    is_last: bool,
}

/// Reverses the rows of a batch, a chunk at a time, for as long as somebody takes them.
fn read_ahead(
    worker: &Worker,
    batch: &Batch,
    actor: &Actor,
    original: BatchId,
    pace: &Pace,
    send: &pipeline::Sender<Reversed>,
) -> Result<()> {
    let mut behind = batch.place;
    loop {
        let most = pace.rows();
        let rows = worker.db.read(|conn| {
            let applied = rows::applied(conn, original, behind, most)?;
            reverse(conn, worker, actor, original, applied)
        })?;
        behind = rows.last().map_or(behind, |row| row.line);
        let is_last = rows.len() < most;
        if !send.send(Reversed { rows, is_last }) || is_last {
            return Ok(());
        }
    }
}

/// Stores reversed rows, with the counters and the place.
fn store_chunk(
    conn: &mut Conn,
    worker: &Worker,
    lease: &Lease,
    reversed: &Reversed,
    chunk: &Chunk<'_>,
    site: &Settings,
) -> Result<Progress> {
    let Some(mut batch) = planning::begin(conn, lease, worker.clock.now())? else { return Ok(Progress::Done) };
    rows::store(conn, chunk)?;
    claims::store(conn, batch.id, &reversed.rows)?;
    planning::note_planned(&mut batch, &reversed.rows);
    if !reversed.is_last {
        store::advance(conn, lease, Update::counters(&batch)?)?;
        return Ok(Progress::More);
    }
    batch.source.count = Some(batch.done);
    planning::end_rows(conn, lease, &mut batch, site)
}

/// The reverse of applied rows.
fn reverse(conn: &mut Conn, worker: &Worker, actor: &Actor, original: BatchId, applied: Vec<Row>) -> Result<Vec<Row>> {
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let administrators = user_store::administrators_among(conn, &ids)?;
    let is_touched = |row: &&Row| {
        row.user.and_then(|id| accounts.get(&id)).is_some_and(|account| Some(account.version) != row.version_applied)
    };
    let touched: Vec<UserId> = applied.iter().filter(is_touched).filter_map(|row| row.user).collect();
    let written = written::since_applied(conn, original, &touched)?;
    let taken_names = freed::taken(conn, applied.iter().filter_map(|row| accounts.get(&row.user?)))?;
    let now = worker.clock.now();
    let mut reversed = Vec::with_capacity(applied.len());
    for row in applied {
        let account = row.user.and_then(|id| accounts.get(&id));
        let change = match account {
            // What was made is deleted again, and can be restored. Nobody has used it, so nobody's name has to be kept for it:
            // the same file can be applied again.
            Some(account) if row.creates() => rules::plan_deletion(account, now, true),
            _ => AccountChange::from_json(&row.before, &row.after)?.reversed(),
        };
        let decided = if row.creates() { unused(account, &row) } else { Ok(()) }
            .and_then(|()| decide(actor, account, &change, &written, |id| administrators.contains(&id)));
        let taken = row.user.and_then(|id| taken_names.get(&id)).filter(|_| freed::takes_back(&change));
        let decided = decided.and_then(|()| taken.map_or(Ok(()), |refusal| Err(refusal.clone())));
        reversed.push((row, change, decided));
    }
    let holders = holders(conn, &reversed)?;
    let gone = cohorts::store::missing(conn, &reversed.iter().flat_map(|(_, change, _)| change.cohorts().0).collect())?;
    let rows = reversed.into_iter().map(|(row, change, decided)| {
        let account = row.user.and_then(|id| accounts.get(&id));
        let (username, email) = (change.text_after(Field::Username), change.text_after(Field::Email));
        let first = |mut refused: Vec<Refusal>| refused.swap_remove(0);
        let claimed = decided.and_then(|()| claims::of_names(&holders, row.user, username, email).map_err(first));
        let mut reversed = Row {
            user: row.user,
            version_planned: account.map(|account| account.version),
            ..Row::blank(row.line, &row.key)
        };
        (reversed.before, reversed.after) = (change.before_json(), change.after_json());
        match claimed.and_then(|claims| cohorts_of_rows::refused(&reversed, &gone).map(|()| claims)) {
            Ok(claims) => {
                reversed.outcomes = change.outcomes();
                reversed.claims = claims;
            }
            Err(refusal) => {
                (reversed.before, reversed.after) = (Value::Null, Value::Null);
                reversed.outcomes = if refusal.code.is_conflict() { Outcome::Conflict } else { Outcome::Error }.into();
                reversed.messages.push(Message::from_refusal(Level::Error, refusal));
            }
        }
        reversed.settled = !reversed.outcomes.changes_something();
        reversed
    });
    Ok(rows.collect())
}

/// An account that somebody has used, or changed, since it was made is left to them.
fn unused(account: Option<&Account>, row: &Row) -> Result<(), Refusal> {
    let is_unused = account.is_none_or(|account| {
        Some(account.version) == row.version_applied && account.last_access_at == 0 && account.deleted_at.is_none()
    });
    if is_unused {
        return Ok(());
    }
    Err(Refusal::new(
        Code::ChangedSinceBatch,
        "The account has been used or changed since the batch made it. It was left alone; delete it by hand if nobody needs it.",
    ))
}

/// Who has the names and addresses that would come back.
fn holders(conn: &mut Conn, reversed: &[(Row, AccountChange, Result<(), Refusal>)]) -> Result<Holders> {
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
    written: &Written,
    is_administrator: impl Fn(UserId) -> bool,
) -> Result<(), Refusal> {
    let Some(account) = account else {
        return Err(Refusal::new(Code::ChangedSinceBatch, "The account is gone."));
    };
    written::untouched(written, account.id, change, Code::ChangedSinceBatch)?;
    rules::recheck(account, change, Code::ChangedSinceBatch)?;
    rules::guard(Subject { account, is_administrator: is_administrator(account.id) }, change, actor, Route::Batch)
}
