//! Rows made ready ahead of the transaction that writes them.

use std::collections::HashMap;

use serde_json::Value;

use super::apply::{of_people, route, version_after};
use super::claims;
use super::creation::{self, Creations};
use super::enrolling::checked::CurrentEnrolments;
use crate::batches::engine::operation::{Applying, Proposal};
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::file::cohorts_of_rows;
use crate::db::Conn;
use crate::enrolments::store::{self as enrolment_store, PreparedEnrolments};
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
    enrolments: Option<PreparedEnrolments>,
    /// Accounts that do not change, with their versions: only enrolments of theirs do.
    unchanged: Vec<(UserId, i64)>,
    applied: Vec<AppliedRow>,
}

/// Makes rows ready; `None` if one of them has to be refused, or hangs together with others.
pub(super) fn prepare(conn: &mut Conn, applying: Applying<'_>, taken: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return Ok(None) };
    if !cohorts_of_rows::unusable(conn, taken)?.is_empty() {
        return Ok(None);
    }
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let notices = Notices::of(conn, Some(&applying.batch.settings))?;
    let current = CurrentEnrolments::of(conn, taken)?;
    let Some(changes) = changes(applying, notices, taken, &accounts, &current)? else { return Ok(None) };
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
    current: &CurrentEnrolments,
) -> Result<Option<Changes>> {
    let Applying { batch, actor, now } = applying;
    let mut changes = Vec::with_capacity(taken.len());
    let mut in_courses = Vec::new();
    for row in taken {
        let Ok(checked) = current.check(actor, row)? else { return Ok(None) };
        in_courses.extend(checked.into_iter().map(|enrolment| (row.line, row.user, enrolment)));
    }
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
    let enrolments = current.prepare(applying, &Origin::default(), &of_people(in_courses, &creations));
    let planned: Vec<PlannedChange<'_>> = changes
        .iter()
        .filter(|(.., change)| !change.is_empty())
        .map(|(line, account, change)| PlannedChange { account, change, line: Some(*line), details: Value::Null })
        .collect();
    let occasion = Occasion { batch: Some(batch.id), notices };
    let changed = changes.iter().map(|(line, account, change)| AppliedRow {
        line: *line,
        version: version_after(account, change),
        created: None,
    });
    let unchanged = changes.iter().filter(|(.., change)| change.is_empty());
    Ok(Some(Changes {
        prepared: user_store::prepare(actor.user_id, &Origin::default(), now, occasion, &planned),
        applied: changed.chain(creations.applied()).collect(),
        unchanged: unchanged.map(|(_, account, _)| (account.id, account.version)).collect(),
        creations,
        enrolments,
    }))
}

impl Proposal for Changes {
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>> {
        let ids = &self.prepared.ids;
        let locked: Vec<UserId> = ids.iter().copied().chain(self.unchanged.iter().map(|(id, _)| *id)).collect();
        user_store::lock(conn, &locked)?;
        let is_as_read = user_store::administrators_among(conn, ids)?.is_empty()
            && user_store::have_versions(conn, &self.unchanged)?;
        if !is_as_read || !user_store::write_prepared(conn, &self.prepared)? {
            return Ok(None);
        }
        self.creations.write(conn)?;
        if let Some(enrolments) = &self.enrolments
            && !enrolment_store::write_prepared(conn, enrolments)?
        {
            return Ok(None);
        }
        Ok(Some(self.applied.clone()))
    }
}
