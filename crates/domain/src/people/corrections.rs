//! Cells of a row that a user corrects. Pure.

use super::planner::HashedPasswords;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::row::Row;
use crate::batches::file::damaged_quotes;
use crate::settings::Settings;
use crate::{Error, Fault, Faults, Result};

/// The passwords of rows that were hashed when they were planned.
pub(super) fn kept_of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> HashedPasswords {
    let is_weak = |row: &Row| row.messages.iter().any(|message| message.code == "weak_password");
    rows.into_iter().filter_map(|row| Some((row.line, (row.secret.clone()?, is_weak(row))))).collect()
}

/// The cells of a row with the corrections in their places, which are named by heading or column.
pub(super) fn corrected(
    batch: &Batch,
    row: &Row,
    corrections: &[(String, String)],
    site: &Settings,
) -> Result<Vec<String>> {
    let columns = batch.source.columns.as_deref().unwrap_or_default();
    let mut cells = row.cells.clone();
    let mut faults = Faults::default();
    // What stands beyond the last column was named in the row's message; a corrected row leaves it out.
    cells.resize(columns.len(), String::new());
    damaged_quotes::unmark(columns, &mut cells);
    for (name, value) in corrections {
        if faults.is_full() {
            break;
        }
        let by_header = columns.iter().position(|column| column.header == *name);
        let index = by_header.or_else(|| {
            let canonical = crate::batches::file::columns::canonical(name);
            columns.iter().position(|column| canonical.is_some() && column.field.as_deref() == canonical.as_deref())
        });
        match index.and_then(|index| cells.get_mut(index)) {
            Some(_) if value.len() > site.max_cell_bytes || value.contains('\0') => {
                faults.push(Fault::new(
                    format!("cells.{name}"),
                    "invalid_value",
                    "The value is too long, or holds a NUL character.",
                ));
            }
            Some(cell) => cell.clone_from(value),
            None => {
                let known: Vec<_> = columns.iter().map(|column| column.header.as_str()).collect();
                faults.push(Fault::new(
                    format!("cells.{name}"),
                    "unknown_column",
                    format!("The file has no column \"{name}\". It has: {}.", known.join(", ")),
                ));
            }
        }
    }
    Error::require_none("invalid", "Some cells cannot be corrected; see \"errors\".", faults)?;
    Ok(cells)
}
