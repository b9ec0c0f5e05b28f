//! Rows as they are shown to those who may see batches, and not the private fields of people (`users.view_private`).

use serde_json::Value;

use super::columns::canonical;
use super::model::{Batch, Row};
use crate::filter::PRIVATE;
use crate::users::Field;

/// What stands in the place of a value that is there and not shown.
const CONCEALED: &str = "…";

/// The columns of files that fill private fields.
const COLUMNS: [&str; 4] = ["idnumber", "phone1", "phone2", "address"];

/// Takes the private values out of a row; that there is one, or that it changes, may be known.
pub fn conceal(batch: &Batch, row: &mut Row) {
    for side in [&mut row.before, &mut row.after] {
        let members = side.as_object_mut().into_iter().flatten();
        members.filter(|(name, _)| PRIVATE.contains(&name.as_str())).for_each(|(_, value)| *value = Value::Null);
    }
    let columns = batch.source.columns.as_deref().unwrap_or_default();
    for (cell, column) in row.cells.iter_mut().zip(columns) {
        let is_private = column.field.as_deref().is_some_and(|field| COLUMNS.contains(&field));
        if is_private && !cell.is_empty() {
            CONCEALED.clone_into(cell);
        }
    }
    if row.cells.len() != columns.len() {
        // Nobody knows which of these cells is which.
        row.cells.iter_mut().for_each(|cell| CONCEALED.clone_into(cell));
    }
    if batch.settings.get("match_by").is_some_and(|by| by == Field::IdNumber.name()) {
        CONCEALED.clone_into(&mut row.key);
    }
    for message in &mut row.messages {
        let field = message.field.as_deref().unwrap_or_default();
        let is_private =
            PRIVATE.contains(&field) || canonical(field).is_some_and(|column| COLUMNS.contains(&column.as_ref()));
        if let Some(found) = message.found.as_mut().filter(|found| is_private && !found.is_empty()) {
            message.message = message.message.replace(found.as_str(), CONCEALED);
            CONCEALED.clone_into(found);
        }
    }
}
