//! An array of objects.

use super::{Row, Table};
use crate::Result;

pub(super) struct Json {
    columns: Vec<String>,
    is_first: bool,
}

impl Json {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns, is_first: true }
    }
}

impl Table for Json {
    fn begin(&mut self) -> Result<Vec<u8>> {
        Ok(b"[".to_vec())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let mut text = Vec::new();
        for row in rows {
            let separator: &[u8] = if std::mem::replace(&mut self.is_first, false) { b"\n" } else { b",\n" };
            text.extend_from_slice(separator);
            write_object(&mut text, &self.columns, row)?;
        }
        Ok(text)
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        Ok(b"\n]\n".to_vec())
    }
}

/// A row as an object, its members in the order of the columns.
pub(super) fn write_object(text: &mut Vec<u8>, columns: &[String], row: &Row<'_>) -> Result<()> {
    for (place, (name, value)) in columns.iter().zip(row).enumerate() {
        text.push(if place == 0 { b'{' } else { b',' });
        serde_json::to_writer(&mut *text, name)?;
        text.push(b':');
        serde_json::to_writer(&mut *text, value)?;
    }
    text.push(b'}');
    Ok(())
}
