//! Undo: the reverse of a batch, planned from what it recorded.
//!
//! What a row was about has one version more than when it was planned, if nobody touched it since. If it was touched, the
//! operation finds out what was written: an undo restores the rest, and leaves alone what of its own was written, even back to
//! the same value (PRODUCT 0, Undo).

use super::batch::Batch;
use super::operation::{OrFailure, PlannedRows, Reversal, RowOperation, RowReader, RowSource};
use super::rows;
use super::work::Work;
use crate::id::BatchId;
use crate::{Actor, Error, Result};

/// The rows of another batch that changed something, to be taken back.
pub(crate) struct Undone<'w> {
    work: &'w Work<'w>,
    operation: &'static dyn RowOperation,
    actor: &'w Actor,
    original: BatchId,
}

impl<'w> Undone<'w> {
    /// Those of the batch that an undo is of.
    pub(crate) fn open(work: &'w Work<'w>, actor: &'w Actor) -> Result<Self> {
        let original = work.batch.undo_of.ok_or_else(|| Error::internal("an undo has no batch to undo"))?;
        let operation = work.operation.by_rows();
        let operation = operation.ok_or_else(|| Error::internal("an undo has an operation that cannot be undone"))?;
        Ok(Self { work, operation, actor, original })
    }
}

impl RowSource for Undone<'_> {
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>> {
        Ok(Ok(Box::new(Reader { undone: self, behind: self.work.batch.place })))
    }

    fn note(&self, batch: &mut Batch, is_last: bool) -> OrFailure<()> {
        if is_last {
            batch.source.count = Some(batch.done);
        }
        Ok(())
    }
}

struct Reader<'r> {
    undone: &'r Undone<'r>,
    behind: i64,
}

impl RowReader for Reader<'_> {
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>> {
        let Undone { work, operation, actor, original } = *self.undone;
        let rows = work.read(|conn| {
            let applied = rows::applied(conn, original, self.behind, most)?;
            operation.reverse(conn, Reversal { original, actor, now: work.now() }, applied)
        })?;
        self.behind = rows.last().map_or(self.behind, |row| row.line);
        let is_last = rows.len() < most;
        Ok(Ok(PlannedRows { rows, is_last }))
    }
}
