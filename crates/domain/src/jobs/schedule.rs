//! When which task is run, on one node.

use super::Task;
use crate::Millis;
use crate::db::Db;
use crate::time::MINUTE;

/// After a failure a task is looked at again later and later, but at least so often.
const LONGEST_PAUSE: Millis = 10 * MINUTE;

/// The tasks of a node, each with its own times: one that fails keeps none of the others from being run.
pub struct Schedule {
    entries: Vec<Entry>,
}

struct Entry {
    task: Task,
    due_at: Millis,
    /// How often it has failed in a row.
    failures: u32,
}

impl Schedule {
    /// All of them are due at once.
    pub fn new(tasks: &[Task]) -> Self {
        Self { entries: tasks.iter().map(|task| Entry { task: *task, due_at: 0, failures: 0 }).collect() }
    }

    /// Runs what is due, one after the other; `clock` is asked before and after each of them. Stops between two of them where
    /// `is_stopping`.
    pub fn run_due(&mut self, db: &Db, clock: impl Fn() -> Millis, is_stopping: impl Fn() -> bool) {
        for entry in &mut self.entries {
            let now = clock();
            // A clock that was set back makes nothing wait for longer than its pause.
            let is_due = entry.due_at <= now || entry.due_at - now > entry.pause();
            if !is_due || is_stopping() {
                continue;
            }
            match (entry.task.run)(db, now) {
                Ok(()) => entry.failures = 0,
                Err(error) => {
                    entry.failures += 1;
                    let (task, failures) = (entry.task.name, entry.failures);
                    tracing::error!(task, failures, %error, cause = ?error, "a task failed; it is tried again");
                }
            }
            entry.due_at = clock() + entry.pause();
        }
    }
}

impl Entry {
    /// How long until it is looked at again: twice as long after each failure.
    fn pause(&self) -> Millis {
        let longest = LONGEST_PAUSE.max(self.task.every);
        self.task.every.saturating_mul(1 << self.failures.min(20)).min(longest)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::Error;
    use crate::db::Target;

    static GOOD: AtomicUsize = AtomicUsize::new(0);
    static BAD: AtomicUsize = AtomicUsize::new(0);

    fn good(_: &Db, _: Millis) -> crate::Result<()> {
        GOOD.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn bad(_: &Db, _: Millis) -> crate::Result<()> {
        BAD.fetch_add(1, Ordering::Relaxed);
        Err(Error::internal("it cannot be done"))
    }

    #[test]
    fn a_task_that_always_fails_keeps_no_other_waiting_and_is_tried_less_and_less() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("a folder: {error}"));
        let db = Db::open(&Target::Sqlite(folder.path().join("test.db")), 1);
        let db = db.unwrap_or_else(|error| panic!("a database: {error}"));
        let mut schedule = Schedule::new(&[Task::soon("bad", bad), Task::soon("good", good)]);
        let now = Cell::new(1_000_000);
        for _ in 0..60 {
            schedule.run_due(&db, || now.get(), || false);
            now.set(now.get() + 5_000);
        }
        assert_eq!(GOOD.load(Ordering::Relaxed), 60);
        // After 0, 10, 30, 70 and 150 seconds; the next one is due after 310.
        assert_eq!(BAD.load(Ordering::Relaxed), 5);
    }
}
