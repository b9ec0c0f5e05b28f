//! Calls at a constant rate, whether or not the ones before have been answered.
//!
//! A call's time counts from the moment at which it was due, not from the one at which a thread was free to make it:
//! otherwise a server that stands still for a second would be asked less often during that second, and its figures
//! would not show it (coordinated omission). No tool is needed for that, and the calls can be whatever they have to
//! be: each suspension names another person.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The times of many calls.
#[derive(Clone, Debug, Default)]
pub struct Times {
    sorted: Vec<Duration>,
    /// Calls that were not answered as they should have been.
    pub failed: usize,
}

impl Times {
    /// Of times in any order.
    pub fn new(mut times: Vec<Duration>, failed: usize) -> Self {
        times.sort();
        Self { sorted: times, failed }
    }

    /// How many calls there were.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The time within which so many percent of the calls were answered, in milliseconds.
    pub fn percentile(&self, percent: f64) -> f64 {
        let last = self.sorted.len().saturating_sub(1);
        let at = (self.sorted.len() as f64 * percent / 100.0).ceil() as usize;
        self.sorted.get(at.saturating_sub(1).min(last)).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}

/// Makes a call so many times a second until `done`; `call` gets the number of the call and says whether it was
/// answered well. `threads` is at least the rate times the longest answer.
pub fn constant(per_second: f64, threads: usize, done: &AtomicBool, call: impl Fn(usize) -> bool + Sync) -> Times {
    let began = Instant::now();
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let times = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let due = began + Duration::from_secs_f64(number as f64 / per_second);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    if !call(number) {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                    times.lock().expect("no thread has failed").push(due.elapsed());
                }
            });
        }
    });
    Times::new(times.into_inner().expect("no thread has failed"), failed.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_seen() {
        let times = Times::new((1..=100).rev().map(Duration::from_millis).collect(), 0);
        assert_eq!((times.percentile(50.0), times.percentile(99.0), times.percentile(100.0)), (50.0, 99.0, 100.0));
        assert_eq!(Times::default().percentile(99.0), 0.0);
    }

    #[test]
    fn a_call_that_comes_late_counts_from_when_it_was_due() {
        let done = AtomicBool::new(false);
        let times = constant(1_000.0, 1, &done, |number| {
            // The only thread is held up by the first call; those behind it were due meanwhile.
            if number == 0 {
                thread::sleep(Duration::from_millis(60));
            }
            done.store(number >= 20, Ordering::Relaxed);
            true
        });
        assert!(times.len() > 20);
        assert!(times.percentile(50.0) >= 30.0, "{times:?}");
    }
}
