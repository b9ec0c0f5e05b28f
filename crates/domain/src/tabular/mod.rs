//! Tables in files: which encoding and delimiter, which rows on which lines, what a spreadsheet would do with a cell, and
//! tables on their way out ([`export`]). What the columns mean is the business of [`crate::batches`] and [`crate::exports`].

pub mod encoding;
pub mod export;
pub mod failed_cell;
pub mod formula;
pub mod reader;
mod splitter;
pub mod workbook;

pub use encoding::{Sniffed, Sniffer};
pub use reader::{Delimiter, ReadError, Record, Rows};
pub use splitter::Damage;

/// Something long that is given away piece by piece, so that nobody ever holds it as a whole.
pub trait Pieces {
    /// The next piece; `None` at the end. Blocks: call it from a thread that may wait.
    fn next_piece(&mut self) -> crate::Result<Option<Vec<u8>>>;
}
