//! Removal of data of plans that is not needed once the batch has ended.

use diesel::prelude::*;

use super::claims;
use crate::Result;
use crate::batches::engine::batch::State;
use crate::db::Conn;
use crate::db::schema::{batch_claims, batch_repairs, batch_rows, batches};
use crate::id::BatchId;
use crate::jobs::{Task, drain};

/// Removes obsolete data of plans.
pub const TASK: Task = Task::soon("cleanup of plans", |db, _| drain(db, remove_some));

/// Rows of a piece.
const PIECE: i64 = 2_000;

/// The states in which a plan may still be needed.
const NEEDED: [State; 4] = [State::Planning, State::Planned, State::Queued, State::Applying];

/// Removes some of what is left; returns how much. Called until nothing is left.
pub(crate) fn remove_some(conn: &mut Conn) -> Result<usize> {
    let ended = || batches::table.filter(batches::state.ne_all(NEEDED.map(State::name))).select(batches::id);
    let claimed = batch_claims::table.filter(batch_claims::batch_id.eq_any(ended()));
    if let Some(batch) = claimed.select(batch_claims::batch_id).limit(1).first::<BatchId>(conn).optional()? {
        return claims::remove_some(conn, batch, PIECE);
    }
    let secrets = batch_rows::table.filter(batch_rows::secret.is_not_null());
    let secret = secrets.filter(batch_rows::batch_id.eq_any(ended())).select(batch_rows::batch_id).limit(1);
    if let Some(batch) = secret.first::<BatchId>(conn).optional()? {
        let secrets = batch_rows::table.filter(batch_rows::batch_id.eq(batch)).filter(batch_rows::secret.is_not_null());
        return Ok(diesel::update(secrets).set(batch_rows::secret.eq(None::<String>)).execute(conn)?);
    }
    let repairs = batch_repairs::table.filter(batch_repairs::batch_id.eq_any(ended()));
    Ok(diesel::delete(repairs).execute(conn)?)
}
