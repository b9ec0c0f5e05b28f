//! What the server says, in the language of the console.
//!
//! The server explains itself in English. Where the console speaks another language, that language has
//! texts of its own for the server's codes (`locales/<language>/server.ftl`); a code that it does not
//! know yet is shown as the server says it, because an explanation in English is better than none.

use fluent_bundle::FluentValue;
use rollcall_wire::batches::{Message, Warning};
use rollcall_wire::{FieldError, Problem};

use super::{find, words};

fn key(family: &str, code: &str) -> String {
    format!("{family}-{}", code.replace('_', "-"))
}

/// A remark on a row.
pub fn row_message(message: &Message) -> String {
    let part = |value: Option<&String>| FluentValue::from(value.cloned().unwrap_or_default());
    let field = message.field.as_deref().map(words::field).unwrap_or_default();
    let values = [
        ("found", part(message.found.as_ref())),
        ("expected", part(message.expected.as_ref())),
        ("field", field.into()),
    ];
    find(&key("server-row", &message.code), &values).unwrap_or_else(|| message.message.clone())
}

/// A warning, and what can be done about it.
pub fn warning(warning: &Warning) -> (String, String) {
    let own = |family| find(&key(family, &warning.code), &[]);
    match own("server-row-cause") {
        Some(text) => (text, own("server-row-repair").unwrap_or_default()),
        None => (warning.message.clone(), warning.repair.clone()),
    }
}

/// What is wrong with a request.
pub fn detail(problem: &Problem) -> String {
    find(&key("server-problem", &problem.code), &[]).unwrap_or_else(|| problem.detail.clone())
}

/// What is wrong with one field.
pub fn field_error(error: &FieldError) -> String {
    find(&key("server-problem", &error.code), &[]).unwrap_or_else(|| error.message.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, take};

    fn message() -> Message {
        Message {
            level: "error".to_owned(),
            code: "unknown_user".to_owned(),
            field: Some("username".to_owned()),
            found: Some("nobody".to_owned()),
            expected: None,
            message: "Nobody is called \"nobody\".".to_owned(),
        }
    }

    #[test]
    fn in_english_the_server_speaks_for_itself() {
        assert_eq!(row_message(&message()), "Nobody is called \"nobody\".");
    }

    #[test]
    fn in_another_language_codes_have_texts_of_their_own() {
        take(Language::German);
        assert!(row_message(&message()).contains("nobody"));
        assert_ne!(row_message(&message()), message().message);
        let unknown = Message { code: "something_new".to_owned(), ..message() };
        assert_eq!(row_message(&unknown), message().message);
        take(Language::English);
    }
}
