//! What a worker and the heartbeat of its lease tell each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::signal::Signal;
use crate::interrupt::Interrupt;

/// What is known of the work under a lease; shared by its worker and its heartbeat.
#[derive(Debug, Clone, Default)]
pub struct Watch(Arc<State>);

#[derive(Debug, Default)]
struct State {
    signal: Arc<Signal>,
    is_cancelled: AtomicBool,
    is_lost: AtomicBool,
    progress: AtomicU64,
}

impl Watch {
    /// For a worker that listens to a signal.
    pub(crate) fn new(signal: Arc<Signal>) -> Self {
        Self(Arc::new(State { signal, ..State::default() }))
    }

    /// How often something was done so far.
    pub(crate) fn progress(&self) -> u64 {
        self.0.progress.load(Ordering::Relaxed)
    }

    /// Notes whether a user has cancelled the batch.
    pub(crate) fn note_cancelled(&self, is_cancelled: bool) {
        self.0.is_cancelled.store(is_cancelled, Ordering::Relaxed);
    }

    /// Notes that another worker has the batch.
    pub(crate) fn note_lost(&self) {
        self.0.is_lost.store(true, Ordering::Relaxed);
    }

    /// Notes that some of the work was done.
    pub(crate) fn note_progress(&self) {
        self.0.progress.fetch_add(1, Ordering::Relaxed);
    }
}

impl Interrupt for Watch {
    /// Work is over where a user has cancelled the batch, another worker has it, or the program is to end. Being asked is a
    /// sign of progress.
    fn is_over(&self) -> bool {
        self.note_progress();
        let state = &self.0;
        state.is_cancelled.load(Ordering::Relaxed)
            || state.is_lost.load(Ordering::Relaxed)
            || state.signal.is_stopping()
    }
}
