//! How many rows a chunk has. While people write as well, as many as take about 100 ms, so that nobody waits longer for the writer;
//! while nobody does, more: each chunk is synced to the disk, and fewer of them are faster.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const FEWEST: usize = 50;

/// What a chunk should take, and how many rows it has at the most: a row on its way takes some kilobytes of memory.
struct Length {
    takes: Duration,
    most: usize,
}

const BESIDE_PEOPLE: Length = Length { takes: Duration::from_millis(100), most: 3_000 };
/// What deciding on the rows of a chunk should take: a user may cancel, and nothing is seen of rows before they are written.
const THINKING: Length = Length { takes: Duration::from_millis(500), most: 5_000 };
const ALONE: Length = Length { takes: Duration::from_millis(200), most: 5_000 };

/// The size of the next chunk, for the thread that prepares it and the one that writes it.
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

    /// Rows were decided on: the next chunk is sized by how long that took.
    pub fn end_thinking(&self, done: usize, took: Duration) {
        self.0.store(next_size(self.rows(), done, took, &THINKING), Ordering::Relaxed);
    }

    /// A chunk was written: the next is sized by how long it took, and by whether nobody else writes
    /// ([`Db::is_quiet`](crate::db::Db::is_quiet)).
    pub fn end(&self, done: usize, took: Duration, is_quiet: bool) {
        let length = if is_quiet { ALONE } else { BESIDE_PEOPLE };
        self.0.store(next_size(self.rows(), done, took, &length), Ordering::Relaxed);
    }
}

/// At most twice, at least half of what it was: one slow chunk is no trend.
fn next_size(rows: usize, done: usize, took: Duration, length: &Length) -> usize {
    if done < rows {
        return rows.min(length.most);
    }
    let fitting = done as f64 * length.takes.as_secs_f64() / took.as_secs_f64().max(1e-6);
    (fitting as usize).clamp(rows / 2, rows * 2).clamp(FEWEST, length.most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_grow_and_shrink_towards_what_they_should_take() {
        let next = |rows, done, took| next_size(rows, done, took, &BESIDE_PEOPLE);
        assert_eq!(next(500, 500, Duration::from_millis(10)), 1_000);
        assert_eq!(next(1_000, 1_000, Duration::from_millis(100)), 1_000);
        assert_eq!(next(1_000, 1_000, Duration::from_secs(1)), 500);
        assert_eq!(next(60, 60, Duration::from_secs(9)), FEWEST);
        assert_eq!(next(2_000, 2_000, Duration::from_millis(1)), BESIDE_PEOPLE.most);
        assert_eq!(next(500, 3, Duration::from_secs(9)), 500);
    }

    #[test]
    fn chunks_are_longer_while_nobody_else_writes() {
        let pace = Pace::default();
        for _ in 0..5 {
            pace.end(pace.rows(), Duration::from_millis(10), true);
        }
        assert_eq!(pace.rows(), ALONE.most);
        pace.end(pace.rows(), Duration::from_millis(100), false);
        assert_eq!(pace.rows(), BESIDE_PEOPLE.most);
    }
}
