//! Time limits for reading: how long the work of a thread may still take, and the end of statements that take longer.
//!
//! PostgreSQL has a limit for statements, which is set from here. SQLite has none that safe code could set: its conditions
//! call [`TimeLeft`] for each row by an SQL function, which fails once the time is up, and so ends the statement.

use std::cell::Cell;
use std::time::{Duration, Instant};

use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Bool;
use diesel::sqlite::Sqlite;

/// The clock is looked at once in so many rows.
const EVERY: u32 = 32;

thread_local! {
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    static ROWS: Cell<u32> = const { Cell::new(0) };
    static PASSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a limit holds for what this thread does.
pub(super) fn is_set() -> bool {
    DEADLINE.get().is_some()
}

/// How long the work of this thread may still take; `None` without a limit.
pub(super) fn left() -> Option<Duration> {
    DEADLINE.get().map(|deadline| deadline.saturating_duration_since(Instant::now()))
}

/// What the SQL function returns for a row: true, or an error once the time is up.
#[derive(Debug)]
pub(super) struct TimeLeft(bool);

impl TimeLeft {
    /// Whether there is time for one more row.
    pub(super) fn check() -> Self {
        let Some(deadline) = DEADLINE.get() else { return Self(true) };
        let row = ROWS.replace(ROWS.get().wrapping_add(1));
        if row.is_multiple_of(EVERY) && Instant::now() >= deadline {
            PASSED.set(true);
        }
        Self(!PASSED.get())
    }
}

impl ToSql<Bool, Sqlite> for TimeLeft {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        if !self.0 {
            return Err("the time for reading is up".into());
        }
        out.set_value(1);
        Ok(IsNull::No)
    }
}

/// Does something within a limit, and within the one that holds already; says too whether a row came behind it. What held
/// before holds again afterwards, also where the work panics: the thread goes on to other work.
pub(super) fn within<T>(limit: Duration, work: impl FnOnce() -> T) -> (T, bool) {
    struct Before(Option<Instant>);
    impl Drop for Before {
        fn drop(&mut self) {
            DEADLINE.set(self.0);
            PASSED.set(false);
        }
    }
    let outer = DEADLINE.get();
    let own = Instant::now().checked_add(limit);
    let _before = Before(outer);
    DEADLINE.set(outer.into_iter().chain(own).min());
    ROWS.set(0);
    PASSED.set(false);
    (work(), PASSED.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in_time() -> bool {
        TimeLeft::check().0
    }

    #[test]
    fn the_time_is_up_behind_the_limit_and_the_next_work_has_none() {
        assert_eq!(within(Duration::from_secs(600), is_in_time), (true, false));
        assert_eq!(within(Duration::ZERO, is_in_time), (false, true));
        assert!(is_in_time() && !is_set());
        assert_eq!(within(Duration::ZERO, || 1), (1, false), "what looks at no row has taken no time");
    }

    #[test]
    fn a_limit_inside_of_another_is_never_longer_and_ends_with_its_work() {
        let ((), has_passed) = within(Duration::from_secs(600), || {
            let (inner, _) = within(Duration::from_secs(6_000), left);
            assert!(inner.is_some_and(|left| left.as_secs() <= 600));
            assert_eq!(within(Duration::ZERO, is_in_time), (false, true));
            assert!(left().is_some_and(|left| left.as_secs() > 500) && is_in_time());
        });
        assert!(!has_passed && left().is_none());
    }
}
