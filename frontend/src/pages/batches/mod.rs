//! Batches: the list, a new one from a file, and one batch in all its states.

pub mod list;
pub mod new;
mod query;
pub mod show;
pub mod state;
