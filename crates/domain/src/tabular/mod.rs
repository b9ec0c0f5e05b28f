//! Tables in files: which encoding and delimiter, which rows on which lines, and what a spreadsheet
//! would do with a cell. What the columns mean is the business of [`crate::batches`].

pub mod encoding;
pub mod export;
pub mod formula;
pub mod reader;
pub mod workbook;

pub use encoding::{Sniffed, Sniffer};
pub use reader::{Delimiter, ReadError, Record, Rows};
