//! Tables in files: which encoding and delimiter, which rows on which lines, what a spreadsheet would do with a cell, and
//! tables on their way out ([`export`]). What the columns mean is not known here.

pub mod encoding;
mod error;
pub mod export;
pub mod failed_cell;
pub mod formula;
pub mod reader;
mod splitter;
pub mod visible;
pub mod workbook;

pub use encoding::{Sniffed, Sniffer};
pub use error::{Error, Result};
pub use reader::{Delimiter, ReadError, Record, Rows};
pub use splitter::Damage;
