//! The values that stand in a message, by name: who says the message in another language fills them into a text of
//! their own.

use std::collections::BTreeMap;

use serde_json::Value;

/// The values by name: texts, numbers, and lists of texts.
pub type MessageValues = BTreeMap<String, Value>;

/// Gathers values with their names.
pub(crate) fn message_values<const N: usize>(named: [(&str, Value); N]) -> MessageValues {
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
