//! Accounts: what they are, what may be done to them, and how they are found.
//!
//! [`change`] is the one vocabulary of changes and [`rules`] decides about them, both without a
//! database. [`store`] reads and writes; [`commands`] is what a single request calls.

pub mod ability;
pub mod administrators;
pub mod canonical_forms;
pub mod change;
pub mod commands;
mod country;
pub mod deletion;
pub mod email;
pub mod field;
pub mod freed;
mod keys;
pub mod model;
pub mod notices;
pub mod parts;
pub mod rules;
pub mod sign_in_failures;
pub mod skeleton;
pub mod stats;
pub mod store;
pub mod suspension_ends;
pub mod values;

pub use change::AccountChange;
pub use field::{Field, FieldValue};
pub use model::{Account, Status};

use crate::erasure::{Erasure, Fate};

/// Erasure policy of accounts. The search index follows them: a table of PostgreSQL's, a virtual one
/// with triggers on SQLite.
pub const ERASURES: &[Erasure] = &[
    sign_in_failures::ERASURES[0],
    Erasure { table: "users", rows: "id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure { table: "users_search", rows: "", fate: Fate::Follows },
];
