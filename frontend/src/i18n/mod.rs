//! Every word that a person reads comes from `locales/<language>/*.ftl` (Project Fluent).
//!
//! `t!("users-total", count = 3)` gives the text of a message. [`format`] writes numbers, dates,
//! sizes and durations the way the language does; [`words`] names the server's codes.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub mod format;
pub mod words;

/// The files of the English texts, one a part of the console.
const ENGLISH: [&str; 6] = [
    include_str!("../../locales/en/common.ftl"),
    include_str!("../../locales/en/session.ftl"),
    include_str!("../../locales/en/users.ftl"),
    include_str!("../../locales/en/batches.ftl"),
    include_str!("../../locales/en/batch-new.ftl"),
    include_str!("../../locales/en/codes.ftl"),
];

thread_local! {
    static TEXTS: FluentBundle<FluentResource> = load(&ENGLISH);
}

/// The text of a message, with values filled in.
#[macro_export]
macro_rules! t {
    ($key:literal) => { $crate::i18n::text($key, &[]) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text($key, &[$((stringify!($name), ::fluent_bundle::FluentValue::from($value))),+])
    };
}

/// The language of the texts, as a BCP 47 tag.
pub fn language() -> &'static str {
    "en"
}

fn language_id() -> LanguageIdentifier {
    language().parse().unwrap_or_default()
}

/// The text of a message; the key itself where there is none, so that the lack is seen.
pub fn text(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    find(key, values).unwrap_or_else(|| key.to_owned())
}

/// The text of a message whose key was put together from a value of the server's.
pub fn find(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
    TEXTS.with(|bundle| {
        let pattern = bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        Some(text.into_owned())
    })
}

fn load(sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language_id()]);
    // Isolation marks would end up in titles, labels and copied text; names are set apart by markup.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::number(number.value)),
        _ => None,
    }));
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // A key that is there twice keeps its first text; a test finds such keys.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn sources(folder: &Path, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                sources(&entry.path(), into);
            } else {
                into.push(std::fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }

    #[test]
    fn every_text_that_the_console_asks_for_exists() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let marker = concat!("t", "!", "(");
        let mut missing = BTreeSet::new();
        for file in &files {
            for (at, _) in file.match_indices(marker) {
                let inside_a_word = file[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let Some(rest) = file[at + marker.len()..].trim_start().strip_prefix('"') else {
                    continue;
                };
                if inside_a_word {
                    continue;
                }
                let key = rest.split('"').next().unwrap_or_default();
                let known = TEXTS.with(|bundle| bundle.has_message(key));
                if !known {
                    missing.insert(key.to_owned());
                }
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }

    #[test]
    fn files_parse_and_no_key_is_there_twice() {
        let mut bundle = FluentBundle::new(vec![language_id()]);
        for source in ENGLISH {
            let resource = FluentResource::try_new(source.to_owned());
            assert!(resource.is_ok(), "{:?}", resource.map_err(|(_, errors)| errors).err());
            let resource = resource.unwrap_or_else(|(resource, _)| resource);
            assert_eq!(bundle.add_resource(resource), Ok(()));
        }
    }

    #[test]
    fn plurals_and_grouped_numbers() {
        assert_eq!(t!("batch-apply", count = 1), "Apply to 1 account");
        assert_eq!(t!("batch-apply", count = 9950), "Apply to 9,950 accounts");
    }
}
