//! Batches: source -> plan -> review -> apply -> report -> undo.
//!
//! - [`engine`]: planning, applying, reporting and undoing rows of any kind; it knows no noun;
//! - [`file`]: rows from a table of cells: its header, its settings, what its cells say;
//! - [`selection`]: people instead of a file.
//!
//! What rows do is an operation of the noun that they change: [`crate::people`] for accounts, [`crate::exports`] for files that
//! people are written into.

pub mod engine;
pub mod file;
pub mod selection;
