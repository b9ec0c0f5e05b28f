//! The work of one worker on one batch.

use super::batch::{Batch, Failure, State};
use super::lease::Lease;
use super::operation::Operation;
use super::registry::Registry;
use super::signal::Signal;
use super::store;
use super::watch::Watch;
use crate::db::{Conn, Db, Urgency};
use crate::{Actor, Clock, Millis, Result};

/// What is at hand while a worker works on a batch.
pub struct Work<'a> {
    pub(crate) db: &'a Db,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) registry: &'a Registry,
    pub(crate) signal: &'a Signal,
    /// The right to do so.
    pub lease: &'a Lease,
    /// The batch as it was when the worker took it.
    pub batch: &'a Batch,
    /// What its rows do.
    pub operation: &'static dyn Operation,
}

impl Work<'_> {
    /// The database.
    pub fn db(&self) -> &Db {
        self.db
    }

    /// Which operations there are.
    pub fn registry(&self) -> &Registry {
        self.registry
    }

    /// The time.
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Reads, for as long as it takes.
    pub fn read<T>(&self, read: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.db.read(read)
    }

    /// Does a unit of work behind the people who write.
    pub fn write<T>(&self, write: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.db.write(Urgency::Background, write)
    }

    /// The same for work that may turn out to be in vain: then everything that it has written is taken back.
    pub fn write_or_take_back<T, E>(
        &self,
        write: impl FnOnce(&mut Conn) -> Result<std::result::Result<T, E>>,
    ) -> Result<std::result::Result<T, E>> {
        self.db.write_or_take_back(Urgency::Background, write)
    }

    /// Tells long computations when they are no longer needed.
    pub fn watch(&self) -> &Watch {
        &self.lease.watch
    }

    /// Whether the program ends: the chunk at hand is the last.
    pub fn is_stopping(&self) -> bool {
        self.signal.is_stopping()
    }

    /// The person in whose name the batch is planned or applied; `None` if the account can no longer sign in.
    pub fn actor(&self) -> Result<Option<Actor>> {
        self.read(|conn| (self.registry().actor)(conn, self.batch.starter(), self.now()))
    }

    /// Ends a batch that failed as a whole.
    pub fn fail(&self, failure: &Failure) -> Result<()> {
        let now = self.now();
        self.write(|conn| {
            let batch = store::find(conn, self.lease.batch)?;
            store::end(conn, self.lease, &batch, State::Failed, Some(failure), now)
        })
    }
}
