//! A time limit for reading on SQLite, which has none of its own that safe code could set.
//!
//! Conditions that may take long ask [`is_in_time`] for each row, by an SQL function. Behind the deadline it is false: what
//! is left of the rows is passed over quickly, and the answer, which is not whole, is thrown away.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// The clock is looked at once in so many rows.
const EVERY: u32 = 64;

thread_local! {
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    static ROWS: Cell<u32> = const { Cell::new(0) };
    static PASSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a limit holds for what this thread does.
pub(super) fn is_set() -> bool {
    DEADLINE.get().is_some()
}

/// Whether there is time left for one more row.
pub(super) fn is_in_time() -> bool {
    let Some(deadline) = DEADLINE.get() else { return true };
    let row = ROWS.replace(ROWS.get().wrapping_add(1));
    if row.is_multiple_of(EVERY) && Instant::now() >= deadline {
        PASSED.set(true);
    }
    !PASSED.get()
}

/// Does something within a limit; nothing where the limit was passed.
pub(super) fn within<T>(limit: Duration, work: impl FnOnce() -> T) -> Option<T> {
    /// The limit ends with the work, also where that panics: the thread goes on to other work.
    struct Ended;
    impl Drop for Ended {
        fn drop(&mut self) {
            DEADLINE.set(None);
        }
    }
    DEADLINE.set(Instant::now().checked_add(limit));
    ROWS.set(0);
    PASSED.set(false);
    let _ended = Ended;
    let value = work();
    (!PASSED.get()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_the_limit_is_nothing_and_the_next_work_has_none() {
        assert_eq!(within(Duration::from_secs(600), is_in_time), Some(true));
        assert_eq!(within(Duration::ZERO, is_in_time), None);
        assert!(is_in_time() && !is_set());
        assert_eq!(within(Duration::ZERO, || 1), Some(1), "what looks at no row has taken no time");
    }
}
