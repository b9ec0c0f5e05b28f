//! What time brings: suspensions and roles that end, deleted accounts to be purged, plans that expire, keys and sessions that nobody needs any more.

use diesel::dsl::exists;
use diesel::prelude::*;
use serde_json::json;

use super::model::State;
use super::store::{self, Update};
use super::{leftovers, rows, stage};
use crate::auth::{failures, session};
use crate::db::schema::{batch_rows, batches, users};
use crate::db::{Conn, Db, Urgency};
use crate::id::{BatchId, StagedId};
use crate::privacy::purge::purge_some;
use crate::roles::assignments::ends::end_due;
use crate::users::model::Account;
use crate::users::rules::{self, SuspensionRequest};
use crate::users::skeleton;
use crate::users::store::{self as user_store, Occasion, Planned};
use crate::{Actor, Millis, Result, audit, idempotency, outbox};

/// How long plans and rows are kept after their end.
const KEPT: Millis = 30 * 24 * 3_600_000;

/// Does what is due. Short units of work; called every few seconds by one thread a node.
pub fn tidy(db: &Db, now: Millis) -> Result<()> {
    while db.write(Urgency::Background, |conn| end_suspensions(conn, now))? > 0 {}
    while db.write(Urgency::Background, |conn| end_due(conn, now))? > 0 {}
    while db.write(Urgency::Background, |conn| purge_some(conn, now))? > 0 {}
    // A batch at work makes entries faster than they are read again: a block each time keeps the chain going, and the
    // rest is sealed when the batch rests.
    while db.write(Urgency::Background, |conn| audit::seal(conn, now))? > 0 && !db.read(store::is_at_work)? {}
    if let Some(batch) = db.read(|conn| oldest_to_expire(conn, now))? {
        db.write(Urgency::Background, |conn| expire(conn, batch, now))?;
    }
    // Rows go behind the state: nobody applies or undoes what has expired.
    while let Some(batch) = db.read(expired_with_rows)? {
        db.write(Urgency::Background, |conn| rows::remove_some(conn, batch, 2_000))?;
    }
    // What only a plan needs goes when nobody can plan or apply any more: names claimed, passwords, corrected cells.
    while db.write(Urgency::Background, leftovers::remove_some)? > 0 {}
    while let Some((batch, file)) = db.read(|conn| export_to_forget(conn, now))? {
        db.write(Urgency::Background, |conn| forget_export(conn, batch, file))?;
    }
    skeleton::fill_in(db)?;
    db.write(Urgency::Background, |conn| {
        idempotency::forget_old(conn, now)?;
        stage::forget_orphans(conn, now)?;
        outbox::forget_old(conn, now)?;
        failures::forget_old(conn, now)?;
        session::forget_old(conn, now)
    })?;
    Ok(())
}

/// Activates accounts whose suspension has come to its end.
fn end_suspensions(conn: &mut Conn, now: Millis) -> Result<usize> {
    let due = users::table
        .filter(users::suspended_until.le(now))
        .filter(users::suspended.eq(true))
        .filter(users::deleted_at.is_null())
        .order(users::id)
        .limit(500)
        .select(users::id)
        .load(conn)?;
    if due.is_empty() {
        return Ok(0);
    }
    conn.lock_users(&due)?;
    let accounts = user_store::by_ids(conn, &due)?;
    let request = SuspensionRequest { suspended: Some(false), restore: true, ..Default::default() };
    let is_due = |account: &&Account| account.suspended && account.suspended_until.is_some_and(|until| until <= now);
    let changes: Vec<_> =
        accounts.values().filter(is_due).map(|account| (account, rules::plan_suspension(account, &request))).collect();
    let details = json!({ "reason": "the suspension has come to its end" });
    let planned: Vec<_> = changes
        .iter()
        .filter(|(_, change)| !change.is_empty())
        .map(|(account, change)| Planned { account, change, line: None, details: details.clone() })
        .collect();
    user_store::write(conn, &Actor::system(), now, Occasion::default(), &planned)?;
    Ok(planned.len())
}

/// A plan that nobody applied, or a report that is old enough.
fn oldest_to_expire(conn: &mut Conn, now: Millis) -> Result<Option<BatchId>> {
    let old = now - KEPT;
    let forgotten = batches::state.eq(State::Planned.name()).and(batches::created_at.lt(old));
    let ended =
        batches::state.eq_any(["applied", "failed", "cancelled"]).and(batches::finished_at.lt(old).assume_not_null());
    Ok(batches::table
        .filter(forgotten.or(ended))
        .order(batches::created_at)
        .select(batches::id)
        .first(conn)
        .optional()?)
}

fn expired_with_rows(conn: &mut Conn) -> Result<Option<BatchId>> {
    let has_rows = exists(batch_rows::table.filter(batch_rows::batch_id.eq(batches::id)));
    let expired = batches::table.filter(batches::state.eq(State::Expired.name()));
    Ok(expired.filter(has_rows).select(batches::id).first(conn).optional()?)
}

/// A file of an export whose time has ended, or that was never finished.
fn export_to_forget(conn: &mut Conn, now: Millis) -> Result<Option<(BatchId, StagedId)>> {
    let ended = batches::export_expires_at.le(now).assume_not_null();
    let given_up = batches::state.eq_any([State::Failed.name(), State::Cancelled.name(), State::Expired.name()]);
    Ok(batches::table
        .filter(batches::export_file.is_not_null())
        .filter(given_up.or(ended))
        .select((batches::id, batches::export_file.assume_not_null()))
        .first(conn)
        .optional()?)
}

/// Removes a file, a few parts at a time; the batch forgets it with the last.
fn forget_export(conn: &mut Conn, batch: BatchId, file: StagedId) -> Result<()> {
    if stage::remove_some(conn, file)? > 0 {
        return Ok(());
    }
    store::update(conn, batch, Update { export_file: Some(None), ..Update::default() })
}

fn expire(conn: &mut Conn, id: BatchId, now: Millis) -> Result<()> {
    let batch = store::find_for_change(conn, id)?;
    // Somebody may have applied it, or planned it again, since it was found.
    if !batch.state.is_resting() || oldest_to_expire(conn, now)?.is_none() {
        return Ok(());
    }
    if let Some(staged) = batch.staged {
        stage::remove(conn, staged)?;
    }
    rows::forget_repairs(conn, id)?;
    let finished_at = batch.finished_at.or(Some(now));
    store::update(
        conn,
        id,
        Update { staged: Some(None), finished_at: Some(finished_at), ..Update::to_state(State::Expired) },
    )
}
