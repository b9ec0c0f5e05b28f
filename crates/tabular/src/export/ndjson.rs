//! An object a line.

use super::json::write_object;
use super::{Row, Table};
use crate::Result;

pub(super) struct Ndjson {
    columns: Vec<String>,
}

impl Ndjson {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns }
    }
}

impl Table for Ndjson {
    fn begin(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let mut text = Vec::new();
        for row in rows {
            write_object(&mut text, &self.columns, row)?;
            text.push(b'\n');
        }
        Ok(text)
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}
