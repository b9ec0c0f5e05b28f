//! What time brings to batches: plans and reports expire, and with them their rows and files.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::batch::State;
use super::store::{self, Update};
use super::{rows, stage};
use crate::db::schema::{batch_rows, batches};
use crate::db::{Conn, Db, Urgency};
use crate::id::{BatchId, StagedId};
use crate::jobs::{Task, once};
use crate::{Millis, Result};

/// What time brings to batches.
pub const TASKS: [Task; 3] = [
    Task::soon("batches that expire", expire_old),
    Task::soon("files of exports", forget_exports),
    Task::tidying("staged files", |db, now| once(db, |conn| stage::forget_orphans(conn, now))),
];

/// How long plans and rows are kept after their end.
const KEPT: Millis = 30 * 24 * 3_600_000;

/// Lets a batch expire that is old enough, and removes the rows of those that have.
pub fn expire_old(db: &Db, now: Millis) -> Result<()> {
    if let Some(batch) = db.read(|conn| oldest_to_expire(conn, now))? {
        db.write(Urgency::Background, |conn| expire(conn, batch, now))?;
    }
    // Rows go behind the state: nobody applies or undoes what has expired.
    while let Some(batch) = db.read(expired_with_rows)? {
        db.write(Urgency::Background, |conn| rows::remove_some(conn, batch, 2_000))?;
    }
    Ok(())
}

/// Removes the files of exports whose time has ended.
pub fn forget_exports(db: &Db, now: Millis) -> Result<()> {
    while let Some((batch, file)) = db.read(|conn| export_to_forget(conn, now))? {
        db.write(Urgency::Background, |conn| forget_export(conn, batch, file))?;
    }
    Ok(())
}

/// A plan that was not applied, or a report that is old enough.
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
    // A user may have applied it, or planned it again, since it was found.
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
