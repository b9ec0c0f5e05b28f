//! Something long that is given away piece by piece.

use crate::Result;

/// Something long that is given away piece by piece, so that nobody ever holds it as a whole.
pub trait Pieces {
    /// The next piece; `None` at the end. Blocks: call it from a thread that may wait.
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>>;
}
