//! What the server says, in the language of the console.
//!
//! The server explains itself in English. Where the console speaks another language, that language has
//! texts of its own for the server's codes (`locales/<language>/server.ftl`); a code that it does not
//! know yet is shown as the server says it, because an explanation in English is better than none.

use fluent_bundle::FluentValue;
use rollcall_wire::batches::{Message, Warning};
use rollcall_wire::{FieldError, Problem, Values};
use serde_json::Value;

use super::{find_whole, format, words};

fn key(family: &str, code: &str) -> String {
    format!("{family}-{}", code.replace('_', "-"))
}

/// The text of a code: the one for exactly these values, as `server-problem-nul-bytes-line` is for a `line`, else the one
/// for the code. No value that the server names is lost: what the text has no place for stands behind it.
fn text(family: &str, code: &str, values: &Values, more: &[(&'static str, String)]) -> Option<String> {
    let args: Vec<(&str, FluentValue<'_>)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), argument(value)))
        .chain(more.iter().map(|(name, value)| (*name, value.clone().into())))
        .collect();
    let names: Vec<_> = values.keys().map(String::as_str).collect();
    let exact = key(&key(family, code), &names.join("-"));
    let text = find_whole(&exact, &args).or_else(|| find_whole(&key(family, code), &args))?;
    let lost: Vec<_> = values.values().flat_map(parts).filter(|part| !text.contains(part.as_str())).collect();
    if lost.is_empty() {
        return Some(text);
    }
    let behind = find_whole("server-values", &[("values", quoted(&lost).into())]).unwrap_or_default();
    Some(format!("{text} {behind}"))
}

/// A value as texts have it: a list becomes one text.
fn argument(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or_default().into(),
        Value::Array(_) => quoted(&parts(value)).into(),
        other => parts(other).concat().into(),
    }
}

/// What of a value a person has to read. Zero says that there is none of something.
fn parts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => {
            number.as_f64().filter(|number| *number != 0.0).map(format::number).into_iter().collect()
        }
        Value::Array(values) => values.iter().flat_map(parts).collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    }
}

fn quoted(texts: &[String]) -> String {
    let quote = |text: &String| find_whole("server-quoted", &[("text", text.clone().into())]);
    let quotes: Vec<_> = texts.iter().filter_map(quote).collect();
    format::list(&quotes)
}

/// A remark on a row.
pub fn row_message(message: &Message) -> String {
    let part = |value: Option<&String>| value.cloned().unwrap_or_default();
    let field = message.field.as_deref().map(words::field).unwrap_or_default();
    let more =
        [("found", part(message.found.as_ref())), ("expected", part(message.expected.as_ref())), ("field", field)];
    text("server-row", &message.code, &message.values, &more).unwrap_or_else(|| message.message.clone())
}

/// A warning, and what can be done about it.
pub fn warning(warning: &Warning) -> (String, String) {
    let own = |family, values: &Values| text(family, &warning.code, values, &[]);
    match own("server-row-cause", &warning.values) {
        Some(text) => (text, own("server-row-repair", &Values::new()).unwrap_or_default()),
        None => (warning.message.clone(), warning.repair.clone()),
    }
}

/// What is wrong with a request.
pub fn detail(problem: &Problem) -> String {
    text("server-problem", &problem.code, &problem.values, &[]).unwrap_or_else(|| problem.detail.clone())
}

/// What is wrong with one field.
pub fn field_error(error: &FieldError) -> String {
    text("server-problem", &error.code, &Values::new(), &[]).unwrap_or_else(|| error.message.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::i18n::{Language, find, take};

    fn message() -> Message {
        Message {
            level: "error".to_owned(),
            code: "unknown_user".to_owned(),
            field: Some("username".to_owned()),
            found: Some("nobody".to_owned()),
            expected: None,
            message: "Nobody is called \"nobody\".".to_owned(),
            values: Values::new(),
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
        let warnings = documented("## Workbooks").into_iter().chain(documented("## Warnings about the file"));
        let warnings =
            warnings.flat_map(|code| ["server-row-cause", "server-row-repair"].map(|family| key(family, code)));
        let files = documented("## When the file as a whole is wrong").into_iter();
        let files = files.map(|code| key("server-problem", code));
        let missing: Vec<_> = rows.chain(warnings).chain(files).filter(|key| find(key, &[]).is_none()).collect();
        take(Language::English);
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn values(values: Value) -> Values {
        serde_json::from_value(values).unwrap_or_default()
    }

    fn warned(code: &str, given: Value) -> Warning {
        Warning {
            code: code.to_owned(),
            count: 1,
            message: "In English.".to_owned(),
            repair: String::new(),
            values: values(given),
        }
    }

    fn problem(code: &str, given: Value) -> Problem {
        Problem {
            kind: String::new(),
            title: String::new(),
            status: 422,
            detail: "In English.".to_owned(),
            code: code.to_owned(),
            request_id: String::new(),
            errors: Vec::new(),
            position: None,
            affected: None,
            values: values(given),
            columns: Vec::new(),
        }
    }

    /// Whatever the server may come to name one day: no text loses it.
    #[test]
    fn no_text_of_any_code_loses_a_value_that_the_server_names() {
        take(Language::German);
        let given = json!({ "anything": "Zq one", "more": ["Zq two", "Zq three"], "how_many": 12_345 });
        let rows = documented("## Codes of rows, with the repair");
        let of_files = documented("## Workbooks").into_iter().chain(documented("## Warnings about the file"));
        let causes = of_files.chain(rows.iter().copied()).map(|code| warning(&warned(code, given.clone())).0);
        let remarks = rows
            .iter()
            .map(|code| row_message(&Message { code: (*code).to_owned(), values: values(given.clone()), ..message() }));
        let files = documented("## When the file as a whole is wrong");
        let files = files.into_iter().map(|code| detail(&problem(code, given.clone())));
        for text in causes.chain(remarks).chain(files) {
            // One that has places for other values cannot be said; then the server's own words are shown.
            let all = ["Zq one", "Zq two", "Zq three", "12,345"].iter().all(|value| text.contains(value));
            assert!(all || text.contains("English") || text == message().message, "{text}");
        }
        take(Language::English);
    }

    /// What the server sends with each code, and where it stands in the German text: in its place, not behind it.
    #[test]
    fn what_the_server_names_has_its_place_in_german() {
        take(Language::German);
        let behind = find("server-values", &[("values", String::new().into())]).unwrap_or_default();
        let behind = behind.split(':').next().unwrap_or_default().to_owned();
        let warnings = [
            ("other_sheets", json!({ "name": "2026", "names": ["Müller", "Alt"] })),
            ("encoding_guessed", json!({ "encoding": "windows-1252", "names": ["Jürgen"] })),
            ("hidden_cells", json!({ "rows": 3, "columns": 0 })),
            ("hidden_cells", json!({ "rows": 3, "columns": 4_000 })),
            ("merged_cells", json!({ "rows": 5 })),
            ("ignored_columns", json!({ "headings": ["Schuhgröße", "Hut"] })),
            ("selection_changed", json!({ "selected": 12, "expected": 14 })),
            ("full_sync_incomplete", json!({ "damaged": 7 })),
            ("full_sync_incomplete", json!({ "nobody": 8 })),
        ];
        let texts = warnings.map(|(code, given)| (code, warning(&warned(code, given.clone())).0, given));
        let problems = [
            (
                "no_usable_column",
                json!({ "missing": ["username"], "delimiter": ",", "headings": ["Kennung", "Sperre"] }),
            ),
            ("unknown_sheet", json!({ "name": "2025", "names": ["2026"] })),
            ("unreadable_file", json!({ "line": 9, "bytes": 262_144 })),
            ("unreadable_file", json!({ "line": 1, "last_line": 7 })),
            ("too_many_columns", json!({ "columns": 1_200, "most": 1_000 })),
            ("nul_bytes", json!({ "line": 4 })),
            ("nul_bytes", json!({ "byte": 90_000 })),
            ("not_a_table", json!({ "line": 4 })),
            ("not_a_table", json!({ "most": 1_000 })),
            ("empty_file", json!({ "example": "oldusername,username" })),
            ("no_header", json!({ "example": "oldusername,username" })),
            ("no_rows", json!({ "headings": ["username", "suspended"] })),
            ("too_many_rows", json!({ "most": 1_000_000 })),
            ("all_or_nothing", json!({ "line": 17 })),
            ("all_or_nothing", json!({ "until": 2_000 })),
            ("too_many_requests", json!({ "seconds": 30 })),
            ("confirmation_required", json!({ "affected": 9_950 })),
        ];
        let problems = problems.map(|(code, given)| (code, detail(&problem(code, given.clone())), given));
        let remarks = [
            ("duplicate_in_file", json!({ "line": 4 })),
            ("same_as_before", json!({ "line": 4 })),
            ("confusable", json!({ "other": "anna.bauer" })),
        ];
        let remarks = remarks.map(|(code, given)| {
            let message = Message { code: code.to_owned(), values: values(given.clone()), ..message() };
            (code, row_message(&message), given)
        });
        for (code, text, given) in texts.into_iter().chain(problems).chain(remarks) {
            assert!(!text.contains("English") && !text.contains(&behind), "{code}: {text}");
            for value in values(given).values().flat_map(parts) {
                assert!(text.contains(&value), "{code} loses {value}: {text}");
            }
        }
        take(Language::English);
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
