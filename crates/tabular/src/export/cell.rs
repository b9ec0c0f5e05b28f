//! What a cell of a table on its way out holds.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A truth value.
    Truth(bool),
    /// A whole number.
    Number(i64),
    /// Several words.
    Words(Vec<&'a str>),
    /// Whatever else there is.
    Json(Value),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Cell<'_> {
    /// The value as text; several are separated by semicolons.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Truth(true) => Cow::Borrowed("true"),
            Self::Truth(false) => Cow::Borrowed("false"),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Words(words) => Cow::Owned(words.join(";")),
            Self::Json(value) => json_text(value),
        }
    }

    /// Whether a spreadsheet can count with it.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Json(Value::Number(_)))
    }
}

fn json_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(values) => Cow::Owned(values.iter().map(json_text).collect::<Vec<_>>().join(";")),
        other => Cow::Owned(other.to_string()),
    }
}
