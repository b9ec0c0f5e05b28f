//! Rows as they are shown to those who may see batches, and not the private fields of people (`users.view_private`).

use super::cells;
use super::columns::{canonical, comparable};
use super::model::{Batch, Kind, Row};
use crate::filter::{PRIVATE, without_private};
use crate::users::Field;

/// What stands in the place of a value that is there and not shown.
const CONCEALED: &str = "…";

/// Takes the private values out of a row; that there is one, or that it changes, may be known.
pub fn conceal(batch: &Batch, row: &mut Row) {
    without_private(&mut row.before);
    without_private(&mut row.after);
    let columns = batch.source.columns.as_deref().unwrap_or_default();
    let fills_private = |column: &str| cells::field_of(column).is_some_and(|field| PRIVATE.contains(&field.name()));
    for (cell, column) in row.cells.iter_mut().zip(columns) {
        if column.field.as_deref().is_some_and(fills_private) {
            // Blank, so that what is downloaded and sent in again leaves the value alone.
            cell.clear();
        }
    }
    let is_ragged = !row.cells.is_empty() && row.cells.len() != columns.len();
    if is_ragged {
        // Nobody knows which of these cells is which.
        row.cells.iter_mut().for_each(String::clear);
    }
    let names_by_number = batch.settings.get("match_by").is_some_and(|by| by == Field::IdNumber.name());
    if names_by_number || (batch.kind == Kind::Selection && batch.source.filter.is_none()) {
        CONCEALED.clone_into(&mut row.key);
    }
    let column_of = |name: &str| {
        let mapped = columns.iter().find(|column| comparable(&column.header) == comparable(name));
        mapped.and_then(|column| column.field.clone()).or_else(|| canonical(name).map(Into::into))
    };
    for message in &mut row.messages {
        let field = message.field.as_deref().unwrap_or_default();
        let is_private = PRIVATE.contains(&field) || column_of(field).as_deref().is_some_and(fills_private);
        if is_ragged || is_private {
            message.found = message.found.take().map(|_| CONCEALED.to_owned());
            message.message = format!("{} What stands there is not shown to you.", general(&message.code));
        }
    }
}

/// What a code says without the value that it is about.
fn general(code: &str) -> &'static str {
    match code {
        "wrong_cell_count" => "The row has more or fewer cells than the header.",
        "damaged_quotes" => "The double quotes of the row are damaged.",
        "duplicate_in_file" => "An earlier row has the same value.",
        _ => "The value cannot be used.",
    }
}
