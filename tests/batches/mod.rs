//! Batches from upload to undo.

mod suspension;
