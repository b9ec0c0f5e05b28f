//! Rows to be applied, read and checked ahead of the transaction that writes them.
//!
//! What is ready here was checked against accounts as they were a moment ago. The transaction writes it only if every
//! one of them still has the version that was read, which any change raises; if nobody among them is an administrator;
//! and if nobody has cancelled. Otherwise it is taken back, and the same rows are read and checked anew inside of it
//! ([`super::apply`]). So the quick way is the one where nothing has happened, and no rule is written twice.

use std::collections::HashMap;

use serde_json::Value;

use super::apply::{self, Step};
use super::chunk::Pace;
use super::creation::{self, Creations};
use super::lease::Lease;
use super::model::{Batch, Row};
use super::pipeline::Sender;
use super::store::{self, Update};
use super::worker::Worker;
use super::{claims, cohorts_of_rows, rows};
use crate::db::Urgency;
use crate::id::UserId;
use crate::users::change::AccountChange;
use crate::users::notices::Notices;
use crate::users::refusal::Code;
use crate::users::rules::{self, Subject};
use crate::users::store::{self as user_store, Occasion, Planned, Prepared};
use crate::users::{Account, freed};
use crate::{Actor, Error, Origin, Result};

/// What a unit of work fails with that is to be done the other way.
const OVERTAKEN: &str = "overtaken";

/// The next rows of a batch.
pub(super) struct Ready {
    /// The line of the row before them.
    behind: i64,
    /// The line of the last of them.
    last: i64,
    rows: usize,
    /// What to write, where all of them passed.
    changes: Option<Changes>,
}

/// What to write for the rows of a chunk.
struct Changes {
    /// Who applies.
    actor: Option<UserId>,
    prepared: Prepared,
    creations: Creations,
    /// Their lines, each with the version that its account has afterwards.
    settled: Vec<(i64, i64)>,
}

/// Reads the rows of a batch, a chunk at a time, for as long as somebody takes them. The end is a chunk without rows.
pub(super) fn read(worker: &Worker, batch: &Batch, pace: &Pace, send: &Sender<Ready>) -> Result<()> {
    let (actor, notices) =
        worker.db.read(|conn| Ok((apply::permitted(conn, batch)?, Notices::of(conn, Some(&batch.settings))?)))?;
    let mut behind = batch.place;
    loop {
        let ready = worker.db.read(|conn| {
            let taken = rows::unsettled(conn, batch.id, behind, pace.rows())?;
            let last = taken.last().map_or(behind, |row| row.line);
            let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
            let accounts = user_store::by_ids(conn, &ids)?;
            let is_ready = !taken.is_empty() && cohorts_of_rows::gone(conn, &taken)?.is_empty();
            let changes = match &actor {
                Some(actor) if is_ready => prepare(worker, batch, notices, actor, &taken, &accounts)?,
                _ => None,
            };
            let first = taken.first().map_or(last, |row| row.line);
            // Renames that wait for one another are taken whole, which is not this way's business.
            let is_linked = changes.is_some() && !claims::linked(conn, batch.id, first, last)?.is_empty();
            let changes = changes.filter(|_| !is_linked);
            Ok(Ready { behind, last, rows: taken.len(), changes })
        })?;
        behind = ready.last;
        let ended = ready.rows == 0;
        if !send.send(ready) || ended {
            return Ok(());
        }
    }
}

/// The changes of rows, ready to be written; nothing where one of the rows has to be refused.
fn prepare(
    worker: &Worker,
    batch: &Batch,
    notices: Notices,
    actor: &Actor,
    taken: &[Row],
    accounts: &HashMap<UserId, Account>,
) -> Result<Option<Changes>> {
    let now = worker.clock.now();
    let mut changes = Vec::with_capacity(taken.len());
    for row in taken.iter().filter(|row| row.creates()) {
        if creation::check(row, actor)?.is_err() {
            return Ok(None);
        }
    }
    let new = taken.iter().filter(|row| row.creates());
    let creations = Creations::prepare(batch, actor.user_id, &Origin::default(), now, new)?;
    for row in taken.iter().filter(|row| !row.creates()) {
        let change = AccountChange::from_json(&row.before, &row.after)?.dated(now);
        let Some(account) = row.user.and_then(|id| accounts.get(&id)) else { return Ok(None) };
        // Somebody has changed the account since the plan: whether in the same field, the other way finds out.
        if Some(account.version) != row.version_planned {
            return Ok(None);
        }
        // Administrators are looked at in the transaction: that none of these is one holds or takes it all back.
        let subject = Subject { account, is_administrator: false };
        let passes = rules::recheck(account, &change, Code::ChangedSincePlan)
            .and_then(|()| rules::guard(subject, &change, actor, apply::route(batch)));
        // Names that were freed may be taken: that, too, is looked at in the transaction.
        if passes.is_err() || freed::takes_back(&change) {
            return Ok(None);
        }
        changes.push((row.line, account, change));
    }
    let planned: Vec<Planned<'_>> = changes
        .iter()
        .map(|(line, account, change)| Planned { account, change, line: Some(*line), details: Value::Null })
        .collect();
    let occasion = Occasion { batch: Some(batch.id), notices };
    Ok(Some(Changes {
        actor: actor.user_id,
        prepared: user_store::prepare(actor.user_id, &Origin::default(), now, occasion, &planned),
        creations,
        settled: changes.iter().map(|(line, account, _)| (*line, account.version + 1)).collect(),
    }))
}

impl Ready {
    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Writes the rows, if everything is as it was when they were read; nothing where it is not.
    pub(super) fn write(&self, worker: &Worker, lease: &Lease) -> Result<Option<Step>> {
        let Some(changes) = &self.changes else { return Ok(None) };
        let written = worker.db.write(Urgency::Background, |conn| {
            let mut batch = apply::begin(conn, worker, lease)?;
            let Some(actor) = apply::permitted(conn, &batch)? else { return Ok(Step::Forbidden) };
            let ids = &changes.prepared.ids;
            conn.lock_users(ids)?;
            let as_it_was = batch.stop_behind.is_none()
                && batch.place == self.behind
                && actor.user_id == changes.actor
                && user_store::administrators_among(conn, ids)?.is_empty();
            if !as_it_was || !user_store::write_prepared(conn, &changes.prepared)? {
                return Err(Error::conflict(OVERTAKEN, "Something has changed since the rows were read."));
            }
            changes.creations.write(conn)?;
            rows::settle_applied(conn, batch.id, &changes.settled)?;
            rows::settle_created(conn, batch.id, &changes.creations.lines)?;
            let count = i64::try_from(changes.settled.len() + changes.creations.lines.len()).unwrap_or(0);
            batch.changed += count;
            batch.done += count;
            batch.place = self.last;
            store::advance(conn, lease, Update::counters(&batch)?)?;
            Ok(Step::More)
        });
        match written {
            Err(Error::Conflict { code: OVERTAKEN, .. }) => Ok(None),
            // A name was taken in the meantime, or a cohort deleted; the other way finds out by whom.
            Err(error) if error.is_taken() || error.is_gone() => Ok(None),
            other => other.map(Some),
        }
    }
}
