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
    let names = [("names", FluentValue::from(quoted(&warning.message)))];
    let own = |family| find(&key(family, &warning.code), &names);
    match own("server-row-cause") {
        Some(text) => (text, own("server-row-repair").unwrap_or_default()),
        None => (warning.message.clone(), warning.repair.clone()),
    }
}

/// What the server quotes of a file, such as names of sheets and samples of an encoding: the texts here have a place
/// for it.
fn quoted(message: &str) -> String {
    let quotes: Vec<_> = message.split('"').skip(1).step_by(2).map(|text| format!("„{text}“")).collect();
    quotes.join(", ")
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

    /// The codes in the first column of the tables below a heading of the documentation.
    fn documented(heading: &str) -> Vec<&'static str> {
        let document = include_str!("../../../docs/files.md");
        let (_, section) = document.split_once(heading).unwrap_or_else(|| panic!("{heading} is there"));
        let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
        let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        let codes: Vec<_> = cells.flat_map(|cell| cell.split(", ")).map(|code| code.trim_matches('`')).collect();
        assert!(codes.len() > 2, "{heading}: {codes:?}");
        codes
    }

    #[test]
    fn every_documented_code_has_its_words_in_german() {
        take(Language::German);
        let rows = documented("## Codes of rows, with the repair")
            .into_iter()
            .flat_map(|code| ["server-row", "server-row-cause", "server-row-repair"].map(|family| key(family, code)));
        let warnings = documented("## Workbooks").into_iter().chain(["encoding_guessed"]);
        let warnings =
            warnings.flat_map(|code| ["server-row-cause", "server-row-repair"].map(|family| key(family, code)));
        let files = documented("## When the file as a whole is wrong").into_iter();
        let files = files.map(|code| key("server-problem", code));
        let missing: Vec<_> = rows.chain(warnings).chain(files).filter(|key| find(key, &[]).is_none()).collect();
        take(Language::English);
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_the_server_quotes_of_a_file_stays_in_other_languages() {
        take(Language::German);
        let (text, _) = warning(&Warning {
            code: "other_sheets".to_owned(),
            count: 1,
            message: "Only the sheet \"2026\" is read. Others have cells, too: \"Müller\".".to_owned(),
            repair: String::new(),
        });
        take(Language::English);
        assert!(text.contains("„2026“, „Müller“"), "{text}");
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
