//! How workers of this process learn that there is work, and that they are to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long an idle worker waits before it looks again by itself; work that comes in here wakes it at once.
const IDLE: Duration = Duration::from_millis(500);

/// Wakes workers of this process, and tells them to stop.
#[derive(Debug, Default)]
pub struct Signal {
    stopping: AtomicBool,
    work: Mutex<u64>,
    changed: Condvar,
}

impl Signal {
    /// There is work.
    pub fn wake(&self) {
        *self.work.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// Finish the chunk at hand, then stop.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        self.wake();
    }

    /// Whether workers are to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Rests for a while, or until the signal says stop; work that comes in does not matter.
    pub fn rest(&self, long: Duration) {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(work, long, |_| !self.is_stopping()));
    }

    pub(crate) fn wait(&self, seen: &mut u64) {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let known = *seen;
        let waited = self.changed.wait_timeout_while(work, IDLE, |work| *work == known && !self.is_stopping());
        let (work, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *seen = *work;
    }
}
