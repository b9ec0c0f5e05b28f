//! Cohorts by rule: who is in them follows from a filter, and is kept in step by every write and by time.
//!
//! A membership by rule stands in `cohort_members` alone. It is in no account's change, moves no version and is not undone by
//! itself: it follows. [`follow`] is called at the end of each unit of work that has written accounts or enrolments, for the people
//! whom that was about; [`settle`] goes through everybody, where a rule is new or time has passed; [`moves`] is how both find out
//! who comes and who goes. [`swing`] says when so many move that a person has to look first. [`cycles`] keeps rules from feeding
//! themselves by way of courses.

pub mod check;
pub mod commands;
pub mod cycles;
mod follow;
mod moves;
pub mod preview;
pub mod settle;
pub mod store;
mod swing;
pub mod why;

use crate::erasure::{Erasure, Fate};
use crate::words::words;

pub use follow::follow;

/// Erasure policy of rules. They are about kinds of people and not about anybody.
pub const ERASURES: &[Erasure] = &[Erasure {
    table: "cohort_rules",
    rows: "",
    fate: Fate::Nameless {
        columns: &[
            "cohort",
            "rule",
            "attributes",
            "by_time",
            "due_at",
            "took",
            "paused",
            "held_at",
            "held_for",
            "phase",
            "place",
            "swing_since",
            "swing_of",
            "swing",
        ],
    },
}];

words! {
    /// Why a rule is not carried out until a user looks at it.
    HeldFor {
        /// Many would come or go at once.
        Swing "swing",
        /// It cannot be read any more, as a custom field that it names was deleted.
        Unreadable "unreadable",
    }
}

words! {
    /// What is gone through where a rule is carried out for everybody.
    Phase {
        /// Members who no longer match go.
        Leaving "leaving",
        /// Others who match come.
        Coming "coming",
    }
}
