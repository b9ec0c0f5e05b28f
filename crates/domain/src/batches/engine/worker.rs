//! The worker: claims batches that wait for work and takes them on, step by step.

use std::sync::Arc;
use std::time::Duration;

use super::batch::State;
use super::heartbeat::Heartbeat;
use super::lease::{self, Lane, Lease};
use super::registry::Registry;
use super::signal::Signal;
use super::watch::Watch;
use super::work::Work;
use super::{plan, store};
use crate::db::{Conn, Db, Urgency};
use crate::{Clock, Error, Result};

/// So often in a row a batch may be taken over from a worker that has done none of its work. Programs are killed for many
/// reasons, so that it is more than for errors.
const MOST_TAKEOVERS: i64 = 20;

/// Works on batches. Blocks: give it a thread of its own.
pub struct Worker {
    db: Db,
    clock: Arc<dyn Clock>,
    registry: Registry,
    signal: Arc<Signal>,
    owner: String,
    lease: Duration,
    lane: Lane,
}

impl Worker {
    /// A worker for batches of these operations, with a name for its leases and their length.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        registry: Registry,
        signal: Arc<Signal>,
        owner: String,
        lease: Duration,
        lane: Lane,
    ) -> Self {
        Self { db, clock, registry, signal, owner, lease, lane }
    }

    /// Works until the signal says stop.
    pub fn run(&self) {
        let mut seen = 0;
        while !self.signal.is_stopping() {
            match self.step() {
                Ok(true) => {}
                Ok(false) => self.signal.wait(&mut seen),
                Err(error) => {
                    tracing::error!(%error, cause = ?error, "a batch could not be taken on; it is tried again");
                    self.signal.wait(&mut seen);
                }
            }
        }
    }

    /// Takes one batch on, as far as it goes. False if there is none.
    fn step(&self) -> Result<bool> {
        let length = i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX);
        // Looking is cheap and needs no writer.
        if !self.db.read(store::has_work)? {
            return Ok(false);
        }
        let watch = Watch::new(self.signal.clone());
        let claim = |conn: &mut Conn| lease::claim(conn, &self.owner, length, self.lane, watch.clone());
        let Some(lease) = self.db.write(Urgency::Background, claim)? else { return Ok(false) };
        if lease.attempts > MOST_TAKEOVERS {
            tracing::error!(batch = %lease.batch, "every worker that took a batch on has gone; it is given up");
            self.db.write(Urgency::Background, |conn| store::give_up(conn, &lease, self.clock.now()))?;
            return Ok(true);
        }
        let heartbeat = Heartbeat::begin(&self.db, &lease)?;
        let done = self.work(&lease);
        drop(heartbeat);
        if let Err(error) = done
            && !matches!(error, Error::Interrupted)
        {
            tracing::error!(batch = %lease.batch, %error, cause = ?error, "a batch could not be taken on; it is put off");
            self.db.write(Urgency::Background, |conn| store::put_off(conn, &lease, self.clock.now()))?;
            return Ok(true);
        }
        self.db.write(Urgency::Background, |conn| store::release(conn, &lease))?;
        Ok(true)
    }

    fn work(&self, lease: &Lease) -> Result<()> {
        let batch = self.db.read(|conn| store::find(conn, lease.batch))?;
        if batch.state == State::Planning && batch.cancel_requested {
            // Before anything is computed, which would be broken off again.
            let skip = |conn: &mut Conn| plan::begin(conn, lease, self.clock.now()).map(drop);
            return self.db.write(Urgency::Background, skip);
        }
        let work = Work {
            db: &self.db,
            clock: self.clock.as_ref(),
            registry: &self.registry,
            signal: &self.signal,
            lease,
            batch: &batch,
            operation: self.registry.of(&batch)?,
        };
        match batch.state {
            State::Planning => plan::plan(&work),
            State::Queued | State::Applying => work.operation.apply(&work),
            _ => Ok(()),
        }
    }
}
