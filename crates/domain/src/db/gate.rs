//! SQLite has one writer. The gate in front of it lets people who wait in before batches.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For how long after a person's last unit of work another one is to be expected.
const EXPECTED: Duration = Duration::from_millis(500);

/// Who waits for a unit of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person.
    Foreground,
    /// A job; it is served when no person waits.
    Background,
}

#[derive(Debug, Default)]
struct State {
    busy: bool,
    foreground_waiting: usize,
    /// When a person came last.
    last_person: Option<Instant>,
}

/// Lets one in at a time, people first.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

/// Being inside; dropping it lets the next one in.
#[derive(Debug)]
pub struct Inside<'a>(&'a Gate);

impl Gate {
    /// Waits for its turn.
    pub fn enter(&self, urgency: Urgency) -> Inside<'_> {
        let mut state = self.lock();
        match urgency {
            Urgency::Foreground => {
                state.foreground_waiting += 1;
                state.last_person = Some(Instant::now());
                while state.busy {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                state.foreground_waiting -= 1;
            }
            Urgency::Background => {
                while state.busy || state.foreground_waiting > 0 {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
        state.busy = true;
        Inside(self)
    }

    /// Whether no person waits, or is likely to come.
    pub fn is_quiet(&self) -> bool {
        let state = self.lock();
        state.foreground_waiting == 0 && state.last_person.is_none_or(|at| at.elapsed() >= EXPECTED)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.lock().busy = false;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    #[test]
    fn it_is_quiet_until_a_person_comes() {
        let gate = Gate::default();
        drop(gate.enter(Urgency::Background));
        assert!(gate.is_quiet());
        drop(gate.enter(Urgency::Foreground));
        assert!(!gate.is_quiet());
        gate.lock().last_person = Instant::now().checked_sub(EXPECTED);
        assert!(gate.is_quiet());
    }

    #[test]
    fn a_person_who_waits_goes_before_a_job_that_waited_longer() {
        let gate = Arc::new(Gate::default());
        let first = gate.enter(Urgency::Background);
        let (tell, told) = channel();
        let mut threads = Vec::new();
        for (name, urgency) in [("job", Urgency::Background), ("person", Urgency::Foreground)] {
            let (waiting, tell) = (gate.clone(), tell.clone());
            threads.push(std::thread::spawn(move || {
                let inside = waiting.enter(urgency);
                let _ = tell.send(name);
                drop(inside);
            }));
        }
        while gate.lock().foreground_waiting == 0 {
            std::thread::yield_now();
        }
        drop(first);
        assert_eq!(told.recv(), Ok("person"));
        assert_eq!(told.recv(), Ok("job"));
        for thread in threads {
            assert!(thread.join().is_ok());
        }
    }
}
