//! What follows a write within its own unit of work, without the writer knowing of it.
//!
//! Stores note what they have written ([`Conn::note_written`]). Before the unit of work is committed, the follower of the
//! database ([`super::Db::followed_by`]) is given the notes once, and writes what follows from them. Rooms that are further up
//! can so be kept in step with rooms below, which must not know them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use uuid::Uuid;

use super::Conn;
use crate::{Millis, Result};

/// Rows that were written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Whom they are about: ids of accounts.
    pub people: Vec<Uuid>,
    /// Which of their attributes may have changed, by the names that filters have for them.
    pub attributes: BTreeSet<&'static str>,
    /// Whether the accounts were made just now, so that all of their attributes count.
    pub are_new: bool,
    /// When.
    pub at: Millis,
}

/// What is done with the notes.
pub type Follower = fn(&mut Conn, Vec<Written>) -> Result<()>;

thread_local! {
    /// A unit of work is done by one thread, and a thread does one at a time.
    static NOTES: RefCell<Vec<Written>> = const { RefCell::new(Vec::new()) };
}

impl Conn {
    /// Notes for the end of the unit of work what was written in it.
    pub fn note_written(&mut self, written: Written) {
        if !written.people.is_empty() {
            NOTES.with_borrow_mut(|notes| notes.push(written));
        }
    }
}

/// Forgets the notes of a unit of work that was broken off.
pub(super) fn forget() {
    NOTES.with_borrow_mut(Vec::clear);
}

/// Has the follower do what follows from the unit of work so far.
pub(super) fn follow(conn: &mut Conn, follower: Option<Follower>) -> Result<()> {
    let notes = NOTES.take();
    match follower.filter(|_| !notes.is_empty()) {
        Some(follower) => follower(conn, notes),
        None => Ok(()),
    }
}
