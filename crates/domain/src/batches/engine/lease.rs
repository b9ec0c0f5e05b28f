//! Who works on a batch: a lease with an end and a fencing number.
//!
//! Each claim of a batch raises its fence. Every chunk is written under the condition that the fence is
//! still one's own, so that a worker that was taken for dead and comes back can do no harm.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::schedule;
use super::watch::Watch;
use crate::Result;
use crate::db::Conn;
use crate::db::types::Id;
use crate::id::BatchId;

/// The right to work on a batch, for a while.
#[derive(Debug, Clone)]
pub struct Lease {
    /// The batch.
    pub batch: BatchId,
    /// The fence that was raised for this lease.
    pub fence: i64,
    /// How long it holds without being renewed, in milliseconds.
    pub length: i64,
    /// How often the batch was claimed without any of its work being done.
    pub attempts: i64,
    /// Whether the work is still asked for.
    pub watch: Watch,
}

/// Which batches a worker takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Any, the smallest first.
    Any,
    /// Small ones only: they overtake a large one that another worker is busy with.
    Small,
}

/// The most rows of a small batch.
const SMALL: i64 = 2_000;

#[derive(QueryableByName)]
struct ClaimedBatch {
    #[diesel(sql_type = Id)]
    id: BatchId,
    #[diesel(sql_type = BigInt)]
    fence: i64,
    #[diesel(sql_type = BigInt)]
    attempts: i64,
}

/// Claims the next batch that waits for work and that no worker holds. One whose last worker never gave its lease back was taken
/// over: that counts as an attempt, since what ended that worker may end the next one, too.
pub fn claim(conn: &mut Conn, owner: &str, length: i64, lane: Lane, watch: Watch) -> Result<Option<Lease>> {
    let engine = conn.engine();
    let (now, skip_locked, is_due) = (engine.now(), engine.skip_locked(), schedule::is_due(conn));
    let size = match lane {
        Lane::Any => String::new(),
        Lane::Small => format!("AND total <= {SMALL} AND NOT takes_long"),
    };
    let claimed: Option<ClaimedBatch> = diesel::sql_query(format!(
        "UPDATE batches SET lease_owner = $1, lease_until = {now} + $2, fence = fence + 1,
           attempts = attempts + CASE WHEN lease_owner IS NULL THEN 0 ELSE 1 END WHERE id = (
           SELECT id FROM batches WHERE state IN ('planning', 'queued', 'applying') AND lease_until < {now} AND {is_due} {size}
           ORDER BY total, created_at LIMIT 1 {skip_locked}
         ) RETURNING id, fence, attempts"
    ))
    .bind::<Text, _>(owner)
    .bind::<BigInt, _>(length)
    .get_result(conn)
    .optional()?;
    let Some(ClaimedBatch { id, fence, attempts }) = claimed else { return Ok(None) };
    Ok(Some(Lease { batch: id, fence, length, attempts, watch }))
}
