//! Keeps a lease alive while its worker computes, and learns meanwhile whether the work is still asked for.
//!
//! Each chunk renews the lease when it is written. What a worker computes before that can take longer than a lease: hashing
//! passwords, unpacking a workbook, a filter over everybody. Without a heartbeat another worker would take the batch over, do
//! the same work, and lose it in turn.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::lease::Lease;
use super::store;
use crate::db::{Db, Urgency};
use crate::{Error, Result};

/// For so long work may go on without a sign of progress. After that it is stuck, and its lease ends.
const STUCK: Duration = Duration::from_secs(600);

/// A thread that renews a lease until it is dropped.
pub(crate) struct Heartbeat {
    end: Arc<End>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct End {
    has_come: Mutex<bool>,
    changed: Condvar,
}

impl Heartbeat {
    /// Begins to renew a lease, three times in its length.
    pub(crate) fn begin(db: &Db, lease: &Lease) -> Result<Self> {
        let end = Arc::new(End::default());
        let (db, lease, ended) = (db.clone(), lease.clone(), end.clone());
        let every = Duration::from_millis(u64::try_from(lease.length / 3).unwrap_or(0).max(1));
        let beat = move || {
            let (mut progress, mut since) = (0, Instant::now());
            while !ended.has_come_within(every) {
                let now = lease.watch.progress();
                if now != progress {
                    (progress, since) = (now, Instant::now());
                }
                if since.elapsed() > STUCK {
                    tracing::error!(batch = %lease.batch, "the work on a batch is stuck; its lease ends");
                    return;
                }
                beat(&db, &lease);
            }
        };
        let thread = std::thread::Builder::new().name("heartbeat".to_owned()).spawn(beat).map_err(Error::internal)?;
        Ok(Self { end, thread: Some(thread) })
    }
}

fn beat(db: &Db, lease: &Lease) {
    match db.write(Urgency::Background, |conn| store::renew(conn, lease)) {
        Ok(Some(is_cancelled)) => lease.watch.note_cancelled(is_cancelled),
        Ok(None) => lease.watch.note_lost(),
        // The database may be back in time; if not, the lease ends as it should.
        Err(error) => tracing::warn!(batch = %lease.batch, %error, "a lease could not be renewed"),
    }
}

impl End {
    fn has_come_within(&self, long: Duration) -> bool {
        let has_come = self.has_come.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(has_come, long, |has_come| !*has_come);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        *self.end.has_come.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.end.changed.notify_all();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("a heartbeat ended in a panic");
        }
    }
}
