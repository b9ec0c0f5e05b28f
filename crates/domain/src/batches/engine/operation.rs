//! What the rows of a batch do: the one thing that the engine does not know.

use std::collections::BTreeSet;

use serde_json::Value;

use super::batch::{Batch, BatchKind, Failure};
use super::rights;
use super::row::{AppliedRow, Row};
use super::source::SourceColumn;
use super::stop::Stop;
use super::work::Work;
use crate::actor::Capability;
use crate::context::Context;
use crate::db::Conn;
use crate::filter::Scope;
use crate::id::BatchId;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::{Actor, Millis, Result};

/// What was asked for, or why the batch as a whole has failed.
pub type OrFailure<T> = std::result::Result<T, Failure>;

/// An action on people who were selected, as the API names and describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// The name in the API.
    pub name: &'static str,
    /// The name of a batch that was given none.
    pub label: &'static str,
    /// What it takes to do it, undo it, or cancel it.
    pub needs: Capability,
    /// The settings that it has besides those of every batch.
    pub settings: &'static [&'static str],
}

/// What the rows of a batch do.
pub trait Operation: Send + Sync {
    /// Whether batches of this kind with this action are its own.
    fn has(&self, kind: BatchKind, action: &str) -> bool;

    /// Its actions on selections, in the order in which they are offered.
    fn actions(&self) -> &'static [Action];

    /// The settings in force of an action on a selection: those that were given, checked, and the defaults.
    fn settings(&self, action: &Action, given: &Value, scope: &Scope, site: &Settings, now: Millis) -> Result<Value>;

    /// Looks up what settings of a selection name, writes it as it is kept, and says where a batch with them belongs. Settings
    /// that lack something, or are no settings, are left to [`settings`](Self::settings).
    ///
    /// # Errors
    /// What is named is not there.
    fn resolve(&self, _conn: &mut Conn, _settings: &mut Value) -> Result<Context> {
        Ok(Context::Site)
    }

    /// Refuses settings of a selection for what only the database tells.
    fn check_settings(&self, _conn: &mut Conn, _context: Context, _settings: &Value, _now: Millis) -> Result<()> {
        Ok(())
    }

    /// Refuses to have a plan applied as things are now.
    fn check_apply(&self, _conn: &mut Conn, _batch: &Batch, _now: Millis) -> Result<()> {
        Ok(())
    }

    /// What it takes to plan, apply, cancel or undo a batch.
    fn needs(&self, batch: &Batch) -> Result<Vec<Capability>>;

    /// What it takes to undo a batch: what the undo does, which need not be what the batch has done.
    fn needs_of_undo(&self, original: &Batch) -> Result<BTreeSet<Capability>> {
        Ok(self.needs(original)?.into_iter().collect())
    }

    /// Refuses a user who may not plan, apply, cancel or undo a batch. An operation says more where it knows more.
    fn require(&self, actor: &Actor, batch: &Batch) -> Result<()> {
        self.needs(batch)?.into_iter().try_for_each(|capability| rights::require_in(actor, capability, batch.context))
    }

    /// Whether a user may apply a batch, and so approve it for another.
    fn may_apply(&self, actor: &Actor, batch: &Batch) -> Result<bool> {
        let needed = self.needs(batch)?;
        let is_enough = matches!(batch.context, Context::Course(_)) || actor.may(Capability::BatchesApply);
        Ok(is_enough && needed.iter().all(|capability| actor.may_act_in(*capability, batch.context)))
    }

    /// Refuses settings that a batch cannot be planned with again, or not by this person. `columns` are those of its file.
    fn require_settings(
        &self,
        _actor: &Actor,
        _batch: &Batch,
        _settings: &Value,
        _columns: &[SourceColumn],
    ) -> Result<()> {
        Ok(())
    }

    /// What an undo takes over from the settings of the batch that it undoes.
    fn settings_of_undo(&self, _original: &Batch, _settings: &mut Value) {}

    /// Whether an undo of a batch that has changed something would bring anything back.
    fn is_undoable(&self, _batch: &Batch) -> bool {
        true
    }

    /// Whether applying always asks for the number of people, however few they are.
    fn always_asks(&self, _batch: &Batch) -> bool {
        false
    }

    /// Whether a batch may take long, however few rows it has: then it is no work for the lane of small ones.
    fn takes_long(&self, _settings: &Value) -> bool {
        false
    }

    /// Of how many people the batch's are a share.
    fn population(&self, conn: &mut Conn) -> Result<i64>;

    /// Where the rows of a new batch come from, decided on. Undo is not asked for: see [`RowOperation::reverse`].
    fn open<'w>(
        &self,
        work: &'w Work<'w>,
        actor: &'w Actor,
        site: &'w Settings,
    ) -> Result<OrFailure<Box<dyn RowSource + 'w>>>;

    /// Stores what a plan knows besides its rows, in the transaction that stores them.
    fn store_planned(&self, _conn: &mut Conn, _batch: BatchId, _rows: &[Row]) -> Result<()> {
        Ok(())
    }

    /// Removes some of what [`store_planned`](Self::store_planned) has stored; returns how much. Called until nothing is left.
    fn remove_planned(&self, _conn: &mut Conn, _batch: BatchId, _limit: i64) -> Result<usize> {
        Ok(0)
    }

    /// Whether there is anything to decide when all rows of a plan are known ([`settle`](Self::settle)).
    fn must_settle(&self, _conn: &mut Conn, _batch: BatchId) -> Result<bool> {
        Ok(false)
    }

    /// Decides what only all rows together tell. In steps; a worker that takes over calls it again.
    fn settle(&self, _work: &Work<'_>) -> Result<()> {
        Ok(())
    }

    /// Takes note of what a complete plan is to say about itself.
    fn end_plan(&self, _conn: &mut Conn, _batch: &mut Batch) -> Result<()> {
        Ok(())
    }

    /// Carries a plan out.
    fn apply(&self, work: &Work<'_>) -> Result<()>;

    /// The same operation where it is carried out row by row, and so can be undone.
    fn by_rows(&self) -> Option<&dyn RowOperation>;

    /// What has become of rows since they were applied, where that is more than the row says: whether a message was read.
    fn results(&self, _conn: &mut Conn, _batch: &Batch, rows: &[Row]) -> Result<Vec<Vec<RowResult>>> {
        Ok(vec![Vec::new(); rows.len()])
    }

    /// How many rows each of these results has that occurs; together, without a look at the rows.
    fn count_results(&self, _conn: &mut Conn, _batch: &Batch) -> Result<Vec<(&'static str, i64)>> {
        Ok(Vec::new())
    }

    /// Removes from a batch what needs more than the permission to see batches.
    fn conceal_batch(&self, batch: &mut Batch);

    /// Removes from a row what needs more than the permission to see batches.
    fn conceal(&self, batch: &Batch, row: &mut Row);

    /// How the file of a batch names what its rows are about: the place of that column among its own.
    fn key_column(&self, _batch: &Batch) -> Option<usize> {
        None
    }
}

/// Something that has become of a row since it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowResult {
    /// What, in the API's words, such as `read`.
    pub code: &'static str,
    /// When, where that is known.
    pub at: Option<Millis>,
}

impl RowResult {
    /// This, at an unknown time.
    pub fn of(code: &'static str) -> Self {
        Self { code, at: None }
    }
}

/// Planned rows, from one place.
pub trait RowSource: Sync {
    /// Begins to read behind the batch's place.
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>>;

    /// Takes note of rows that are stored, in the same transaction; a failure ends the batch.
    fn note(&self, batch: &mut Batch, is_last: bool) -> OrFailure<()>;

    /// Where further rows come from once all of these are stored.
    fn next(&self) -> Option<&dyn RowSource> {
        None
    }
}

/// Reads planned rows, in order.
pub trait RowReader {
    /// The next rows, at most so many. It is called on a thread of its own while the rows before them are stored, so that it sees
    /// rows in the database only once they are.
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>>;
}

/// Rows that were decided on.
pub struct PlannedRows {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether no more follow.
    pub is_last: bool,
}

/// Who applies a batch, and when.
#[derive(Clone, Copy)]
pub struct Applying<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// The person, or the system.
    pub actor: &'a Actor,
    /// The time.
    pub now: Millis,
}

/// An operation that is carried out row by row.
pub trait RowOperation: Operation {
    /// Makes rows ready ahead of the transaction that writes them; `None` if they have to be looked at inside of it.
    fn prepare(&self, conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>>;

    /// Carries rows out, and those that hang together with them, in the transaction at hand. `last` is the line of the last.
    fn carry_out(
        &self,
        conn: &mut Conn,
        applying: Applying<'_>,
        rows: Vec<Row>,
        last: i64,
        stop: &mut Stop,
    ) -> Result<CarriedOut>;

    /// The reverse of rows that were applied, planned: each has the line of the row that it takes back.
    fn reverse(&self, conn: &mut Conn, reversal: Reversal<'_>, rows: Vec<Row>) -> Result<Vec<Row>>;
}

/// Whose undo of which batch.
#[derive(Clone, Copy)]
pub struct Reversal<'a> {
    /// The batch that is taken back.
    pub original: BatchId,
    /// Who takes it back.
    pub actor: &'a Actor,
    /// The time.
    pub now: Millis,
}

/// Rows made ready to be written.
pub trait Proposal: Send {
    /// Writes them, if everything is as it was when they were read; `None` if not, and the transaction is taken back.
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>>;
}

/// The results of rows.
#[derive(Default)]
pub struct CarriedOut {
    /// All rows that were taken: the ones asked for, and those that hang together with them.
    pub taken: Vec<Row>,
    /// Rows up to this line are done with.
    pub last: i64,
    /// Those that were carried out.
    pub applied: Vec<AppliedRow>,
    /// Those that were not, by their place in `taken`, with the reason.
    pub refused: Vec<(usize, Refusal)>,
    /// Those behind the line at which the batch stops, by their place in `taken`.
    pub unreached: Vec<usize>,
}

impl CarriedOut {
    /// Takes rows apart that were checked, each in its place: the lines of those to be carried out with what was found, and the results of
    /// the others, which are refused, or not reached since the batch stops before them.
    pub fn sorted<T>(
        taken: Vec<Row>,
        last: i64,
        checked: impl IntoIterator<Item = std::result::Result<T, Refusal>>,
        stop: &mut Stop,
    ) -> (Vec<(i64, T)>, Self) {
        let (mut allowed, mut refused, mut unreached) = (Vec::with_capacity(taken.len()), Vec::new(), Vec::new());
        for (at, (row, checked)) in taken.iter().zip(checked).enumerate() {
            if !stop.reaches(row.line) {
                unreached.push(at);
                continue;
            }
            match checked {
                Ok(found) => allowed.push((row.line, found)),
                Err(refusal) => {
                    if !refusal.code.is_skip() {
                        stop.note_refused(row.line);
                    }
                    refused.push((at, refusal));
                }
            }
        }
        (allowed, Self { taken, last, applied: Vec::new(), refused, unreached })
    }
}
