//! A chunk of rows as one parameter: how set-based statements get their rows on both engines.

/// The type of a column of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// Text.
    Text,
    /// An integer.
    Int,
    /// A truth value.
    Bool,
}

/// The name and type of a column of a chunk.
pub type ColumnSpec = (&'static str, Kind);

/// Rows on their way into a statement: a JSON array of objects.
#[derive(Debug, Default)]
pub struct Chunk(Vec<serde_json::Value>);

impl Chunk {
    /// Adds a row, an object with a member for each column.
    pub fn push(&mut self, row: serde_json::Value) {
        self.0.push(row);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The rows as the statement's parameter.
    pub fn into_json(self) -> String {
        serde_json::Value::Array(self.0).to_string()
    }
}
