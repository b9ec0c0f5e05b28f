//! A document to be printed: a table where its columns fit on a page, otherwise a block of lines for each person.
//!
//! The font is embedded, reduced to the letters in use. It has Latin, Greek, Cyrillic, Armenian, Georgian, Arabic and
//! Hebrew letters; of others the document says at its end that they are shown as boxes.

mod draw;
mod font;
mod layout;

use super::{Row, Table};
use crate::Result;

/// With more columns than these, a table is no longer read with pleasure.
const MOST_COLUMNS: usize = 8;

pub(super) struct Pdf {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Pdf {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns, rows: Vec::new() }
    }
}

impl Table for Pdf {
    fn begin(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let texts = |row: &Row<'_>| row.iter().map(|cell| cell.text().into_owned()).collect();
        self.rows.extend(rows.iter().map(texts));
        Ok(Vec::new())
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        let font = font::Font::load()?;
        let mut pages = if self.columns.len() <= MOST_COLUMNS {
            layout::table(&font, &self.columns, &self.rows)
        } else {
            layout::profiles(&font, &self.columns, &self.rows)
        };
        if self.rows.iter().flatten().any(|text| font.lacks_a_letter_of(text)) {
            pages.note(
                "Some letters are not in this document's font and are shown as boxes. The other formats have them.",
            );
        }
        draw::document(&font, &pages)
    }
}
