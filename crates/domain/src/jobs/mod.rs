//! Background work: tasks that are due at their time, and are checked again and again.
//!
//! Nouns bring their [`Task`]s; [`crate::registry`] lists them; a node has one [`Schedule`] and runs what is due.

mod schedule;

pub use schedule::Schedule;

use crate::db::{Conn, Db, Urgency};
use crate::time::{MINUTE, SECOND};
use crate::{Millis, Result};

/// Something that is due now and then.
#[derive(Clone, Copy)]
pub struct Task {
    /// What it is called in the log.
    pub name: &'static str,
    /// How long after its end it is looked at again, in milliseconds.
    pub every: Millis,
    /// Does what is due, in short units of work. It is called on every node, perhaps on several at once, and is complete in
    /// itself: after a crash it is called again.
    pub run: fn(&Db, Millis) -> Result<()>,
}

impl Task {
    /// One for what people wait for, if only a little.
    pub const fn soon(name: &'static str, run: fn(&Db, Millis) -> Result<()>) -> Self {
        Self { name, every: 5 * SECOND, run }
    }

    /// One that only removes obsolete data.
    pub const fn tidying(name: &'static str, run: fn(&Db, Millis) -> Result<()>) -> Self {
        Self { name, every: MINUTE, run }
    }
}

/// Does some of the work at a time, each in a unit of work of its own, until `some` has nothing left to do.
pub fn drain(db: &Db, mut some: impl FnMut(&mut Conn) -> Result<usize>) -> Result<()> {
    while db.write(Urgency::Background, &mut some)? > 0 {}
    Ok(())
}

/// Does the work in one unit of work.
pub fn once(db: &Db, work: impl FnOnce(&mut Conn) -> Result<usize>) -> Result<()> {
    db.write(Urgency::Background, work).map(drop)
}

/// Runs tasks once, one after the other, whether they are due or not.
///
/// # Errors
/// The first of them; the others are run all the same.
pub fn run_all(tasks: &[Task], db: &Db, now: Millis) -> Result<()> {
    let results: Vec<Result<()>> = tasks.iter().map(|task| (task.run)(db, now)).collect();
    results.into_iter().collect()
}
