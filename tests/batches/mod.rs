//! Batches from upload to undo.

mod approval;
mod bad_files;
mod browsing;
mod cancelling;
mod columns;
mod confirmation;
mod conflicts;
mod duplicates;
mod encodings;
mod events;
mod exports;
mod guard_rails;
mod large;
mod matching;
mod on_error;
mod planning_again;
mod properties;
mod repairing;
mod reports;
mod robust;
pub mod selections;
mod situations;
pub mod support;
mod suspension;
mod undo;
mod undo_conflicts;
mod uploading;
