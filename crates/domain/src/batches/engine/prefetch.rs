//! Rows to be applied, read and checked ahead of the transaction that writes them.
//!
//! What is made ready here was checked against things as they were a moment ago. The transaction writes it only if they still
//! are ([`Proposal::write`]), and if nobody has cancelled. Otherwise it is taken back, and the same rows are read and checked
//! anew inside of it ([`super::apply`]). So the quick way is the one on which nothing has happened, and no rule is written twice.

use super::apply::{self, ChunkEnd};
use super::operation::{Applying, Proposal, RowOperation};
use super::pacing::Pace;
use super::pipeline::Sender;
use super::rows;
use super::store::{self, Update};
use super::work::Work;
use crate::Result;
use crate::id::UserId;

/// The next rows of a batch.
pub(crate) struct ReadAhead {
    /// The line of the row before them.
    behind: i64,
    /// The line of the last of them.
    last: i64,
    rows: usize,
    /// What to write, where all of them passed.
    proposal: Option<ChunkProposal>,
}

/// What to write for the rows of a chunk.
struct ChunkProposal {
    /// Who applies.
    actor: Option<UserId>,
    proposal: Box<dyn Proposal>,
}

/// Reads the rows of a batch, a chunk at a time, for as long as they are taken. The end is a chunk without rows.
pub(crate) fn read(work: &Work<'_>, operation: &dyn RowOperation, pace: &Pace, send: &Sender<ReadAhead>) -> Result<()> {
    let batch = work.batch;
    let actor = work.read(|conn| apply::permitted(conn, work.registry(), batch, work.now()))?;
    let mut behind = batch.place;
    loop {
        let ahead = work.read(|conn| {
            let taken = rows::unsettled(conn, batch.id, behind, pace.rows())?;
            let last = taken.last().map_or(behind, |row| row.line);
            let proposal = match &actor {
                Some(actor) if !taken.is_empty() => {
                    let proposal = operation.prepare(conn, Applying { batch, actor, now: work.now() }, &taken)?;
                    proposal.map(|proposal| ChunkProposal { actor: actor.user_id, proposal })
                }
                _ => None,
            };
            Ok(ReadAhead { behind, last, rows: taken.len(), proposal })
        })?;
        behind = ahead.last;
        let ended = ahead.rows == 0;
        if !send.send(ahead) || ended {
            return Ok(());
        }
    }
}

impl ReadAhead {
    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Writes the rows, if everything is as it was when they were read; `None` if not.
    pub(crate) fn write(&self, work: &Work<'_>) -> Result<Option<ChunkEnd>> {
        let Some(ChunkProposal { actor: reader, proposal }) = &self.proposal else { return Ok(None) };
        let written = work.write_or_take_back(|conn| {
            let mut batch = apply::begin(conn, work)?;
            let Some(actor) = apply::permitted(conn, work.registry(), &batch, work.now())? else {
                return Ok(Ok(ChunkEnd::Forbidden));
            };
            let as_it_was = batch.stop_behind.is_none() && batch.place == self.behind && actor.user_id == *reader;
            if !as_it_was {
                return Ok(Err(()));
            }
            let Some(applied) = proposal.write(conn)? else { return Ok(Err(())) };
            apply::settle_all(conn, &mut batch, &applied, self.last)?;
            store::advance(conn, work.lease, Update::counters(&batch)?)?;
            Ok(Ok(ChunkEnd::More))
        });
        match written {
            // A name was taken in the meantime, or a cohort deleted; the other way finds out by whom.
            Err(error) if error.is_taken() || error.is_gone() => Ok(None),
            written => Ok(written?.ok()),
        }
    }
}
