//! Values as the text of cells.

use std::borrow::Cow;

use serde_json::Value;

/// A value as the text of a cell; several values are separated by semicolons.
pub(super) fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(values) => Cow::Owned(values.iter().map(text).collect::<Vec<_>>().join(";")),
        other => Cow::Owned(other.to_string()),
    }
}
