//! Batches: the list, a new one from a file, and one batch in all its states.

pub mod list;
pub mod new;
pub mod show;
mod shown;
pub mod state;
