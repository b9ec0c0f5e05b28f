//! Rows made ready ahead of the transaction that writes them.

use std::collections::HashMap;

use serde_json::Value;

use super::apply::route;
use super::claims;
use super::creation::{self, Creations};
use crate::batches::engine::operation::{Applying, Proposal};
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::file::cohorts_of_rows;
use crate::db::Conn;
use crate::id::UserId;
use crate::refusal::Code;
use crate::users::change::AccountChange;
use crate::users::notices::Notices;
use crate::users::rules::{self, Subject};
use crate::users::store::{self as user_store, Occasion, PlannedChange, PreparedChanges};
use crate::users::{Account, freed};
use crate::{Origin, Result};

/// What to write for the rows of a chunk.
struct Changes {
    prepared: PreparedChanges,
    creations: Creations,
    applied: Vec<AppliedRow>,
}

/// Makes rows ready; `None` if one of them has to be refused, or hangs together with others.
pub(super) fn prepare(conn: &mut Conn, applying: Applying<'_>, taken: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return Ok(None) };
    if !cohorts_of_rows::gone(conn, taken)?.is_empty() {
        return Ok(None);
    }
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let notices = Notices::of(conn, Some(&applying.batch.settings))?;
    let Some(changes) = changes(applying, notices, taken, &accounts)? else { return Ok(None) };
    // Renames that wait for one another are taken whole, which is not this way's business.
    if !claims::linked(conn, applying.batch.id, first.line, last.line)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(Box::new(changes)))
}

/// The changes of rows; `None` if one of the rows has to be refused.
fn changes(
    applying: Applying<'_>,
    notices: Notices,
    taken: &[Row],
    accounts: &HashMap<UserId, Account>,
) -> Result<Option<Changes>> {
    let Applying { batch, actor, now } = applying;
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
        // A user has changed the account since the plan: whether in the same field, the other way finds out.
        if Some(account.version) != row.version_planned {
            return Ok(None);
        }
        // Administrators are looked at in the transaction: that none of these is one holds or takes it all back.
        let subject = Subject { account, is_administrator: false };
        let passes = rules::recheck(account, &change, Code::ChangedSincePlan)
            .and_then(|()| rules::guard(subject, &change, actor, route(batch)));
        // Names that were freed may be taken: that, too, is looked at in the transaction.
        if passes.is_err() || freed::takes_back(&change) {
            return Ok(None);
        }
        changes.push((row.line, account, change));
    }
    let planned: Vec<PlannedChange<'_>> = changes
        .iter()
        .map(|(line, account, change)| PlannedChange { account, change, line: Some(*line), details: Value::Null })
        .collect();
    let occasion = Occasion { batch: Some(batch.id), notices };
    let changed = changes.iter().map(|(line, account, _)| AppliedRow {
        line: *line,
        version: account.version + 1,
        created: None,
    });
    Ok(Some(Changes {
        prepared: user_store::prepare(actor.user_id, &Origin::default(), now, occasion, &planned),
        applied: changed.chain(creations.applied()).collect(),
        creations,
    }))
}

impl Proposal for Changes {
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>> {
        let ids = &self.prepared.ids;
        user_store::lock(conn, ids)?;
        let is_as_read = user_store::administrators_among(conn, ids)?.is_empty();
        if !is_as_read || !user_store::write_prepared(conn, &self.prepared)? {
            return Ok(None);
        }
        self.creations.write(conn)?;
        Ok(Some(self.applied.clone()))
    }
}
