//! Long data that is produced piece by piece.

use crate::Result;

/// Long data that is produced piece by piece, so that it is never in memory as a whole.
pub trait Pieces {
    /// The next piece; `None` at the end. Blocks: call it from a thread that may wait.
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>>;
}
