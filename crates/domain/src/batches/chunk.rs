//! How many rows a chunk has: as many as take about 100 ms, so that nobody waits longer for the writer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What a chunk should take.
const TARGET: Duration = Duration::from_millis(100);
const FEWEST: usize = 50;
/// More would be hardly any faster, and take memory: a row on its way has some kilobytes.
const MOST: usize = 3_000;

/// The size of the next chunk, for whoever prepares it and whoever writes it.
#[derive(Debug)]
pub struct Pace(AtomicUsize);

impl Default for Pace {
    fn default() -> Self {
        Self(AtomicUsize::new(500))
    }
}

impl Pace {
    /// How many rows to take next.
    pub fn rows(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// A chunk was written: the next is sized by how long it took.
    pub fn end(&self, done: usize, took: Duration) {
        self.0.store(next_size(self.rows(), done, took), Ordering::Relaxed);
    }
}

/// At most twice, at least half of what it was: one slow chunk is no trend.
fn next_size(rows: usize, done: usize, took: Duration) -> usize {
    if done < rows {
        return rows;
    }
    let fitting = done as f64 * TARGET.as_secs_f64() / took.as_secs_f64().max(1e-6);
    (fitting as usize).clamp(rows / 2, rows * 2).clamp(FEWEST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_grow_and_shrink_towards_the_target() {
        assert_eq!(next_size(500, 500, Duration::from_millis(10)), 1_000);
        assert_eq!(next_size(1_000, 1_000, Duration::from_millis(100)), 1_000);
        assert_eq!(next_size(1_000, 1_000, Duration::from_secs(1)), 500);
        assert_eq!(next_size(60, 60, Duration::from_secs(9)), FEWEST);
        assert_eq!(next_size(2_000, 2_000, Duration::from_millis(1)), MOST);
        assert_eq!(next_size(500, 3, Duration::from_secs(9)), 500);
    }
}
