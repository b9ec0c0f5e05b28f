//! Rows as they are shown to those who may see batches, and not the private fields of people (`users.view_private`).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::row::Row;
use crate::batches::engine::source::SourceColumn;
use crate::batches::file::columns::{canonical, comparable};
use crate::batches::file::private::{is_private_column, mask_settings};
use crate::batches::selection::private::conceal_source;
use crate::field_rights::{MASK, is_private, mask_fields};
use crate::users::Field;

/// Takes the private values out of what a batch itself holds: its settings and the filter of its people.
pub fn conceal_batch(batch: &mut Batch) {
    mask_settings(&mut batch.settings);
    conceal_source(batch);
}

/// Takes the private values out of a row; that there is one, or that it changes, may be known.
pub fn conceal(batch: &Batch, row: &mut Row) {
    let columns = batch.source.columns.as_deref().unwrap_or_default();
    // A column that is not read, or was read already, is what its heading says.
    let fills_private = |column: &SourceColumn| match &column.field {
        Some(field) => is_private_column(field),
        None => canonical(&column.header).is_some_and(|column| is_private_column(&column)),
    };
    // Where quotes are damaged, a cell may have swallowed others, and whole lines.
    let is_damaged = row.is_damaged();
    let is_ragged = is_damaged || (!row.cells.is_empty() && row.cells.len() != columns.len());
    let names_by_number = batch.settings.get("match_by").is_some_and(|by| by == Field::IdNumber.name());
    let is_of_a_list = batch.kind == BatchKind::Selection && batch.source.filter.is_none();
    let mut values = private_values(row);
    // Blank, so that what is downloaded and sent in again leaves the value alone. Where the row has more or fewer cells than
    // the header, nobody knows which of them is which.
    for (at, cell) in row.cells.iter_mut().enumerate() {
        if is_ragged || columns.get(at).is_some_and(fills_private) {
            values.insert(std::mem::take(cell));
        }
    }
    if names_by_number || is_of_a_list {
        values.insert(std::mem::replace(&mut row.key, MASK.to_owned()));
    }
    mask_fields(&mut row.before);
    mask_fields(&mut row.after);
    let column_of = |name: &str| {
        let mapped = columns.iter().find(|column| comparable(&column.header) == comparable(name));
        mapped.and_then(|column| column.field.clone()).or_else(|| canonical(name).map(Into::into))
    };
    for message in &mut row.messages {
        let field = message.field.as_deref().unwrap_or_default();
        let is_about_private = is_private(field) || column_of(field).as_deref().is_some_and(is_private_column);
        let holds = |text: &str| values.iter().any(|value| !value.trim().is_empty() && text.contains(value.trim()));
        let texts = [Some(&message.message), message.found.as_ref(), message.expected.as_ref()];
        if is_ragged || is_about_private || texts.into_iter().flatten().any(|text| holds(text)) {
            message.found = message.found.take().map(|_| MASK.to_owned());
            // Numbers of lines tell nothing; anything else may.
            message.values.retain(|_, value| value.is_number());
            message.message = format!("{} What stands there is not shown to you.", general(&message.code));
        }
    }
}

/// The private values that a row holds, as its messages may repeat them.
fn private_values(row: &Row) -> BTreeSet<String> {
    let sides = [&row.before, &row.after].into_iter().filter_map(Value::as_object).flatten();
    sides.filter(|(name, _)| is_private(name)).filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
}

/// What a code says without the value that it is about.
fn general(code: &str) -> &'static str {
    match code {
        "wrong_cell_count" => "The row has more or fewer cells than the header.",
        "damaged_quotes" => "The double quotes of the row are damaged.",
        "duplicate_in_file" => "An earlier row has the same value.",
        "unknown_user" => "No account matches.",
        "ambiguous_user" => "Several accounts have this value.",
        _ => "The value cannot be used.",
    }
}
