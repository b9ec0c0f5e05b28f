//! Every word that a person reads comes from `locales/<language>/*.ftl` (Project Fluent).
//!
//! `t!("users-total", count = 3)` gives the text of a message in the language that was chosen
//! ([`language`]). [`format`] writes numbers, dates, sizes and durations the way the language does;
//! [`words`] names the server's codes, and [`server`] puts what the server says into the language.
//!
//! The texts are not in the program: those of the language in use are fetched ([`texts`]).

use std::cell::{Cell, RefCell};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub mod format;
pub mod language;
pub mod server;
#[cfg(test)]
mod test_texts;
#[cfg(target_arch = "wasm32")]
mod texts;
pub mod words;

pub use language::Language;
#[cfg(test)]
pub use test_texts::{at_first, take};

type Texts = FluentBundle<FluentResource>;

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::new(at_first());
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// The text of a message, with values filled in.
#[macro_export]
macro_rules! t {
    ($key:literal) => { $crate::i18n::text($key, &[]) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text($key, &[$((stringify!($name), ::fluent_bundle::FluentValue::from($value))),+])
    };
}

/// Takes these texts of a language from now on; what is on the page already has to be drawn again.
pub fn take_texts(language: Language, texts: &str) {
    TEXTS.with_borrow_mut(|held| *held = load(language, &[texts]));
    SPOKEN.set(language);
}

/// The language that the console speaks.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// The text of a message; the key itself if there is none, so that the lack is seen.
pub fn text(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    find(key, values).unwrap_or_else(|| key.to_owned())
}

/// The text of a message whose key was put together from a value of the server's.
pub fn find(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
    TEXTS.with_borrow(|bundle| {
        let pattern = bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        Some(text.into_owned())
    })
}

/// Before any texts have come there are none.
#[cfg(not(test))]
fn at_first() -> Texts {
    load(Language::English, &[])
}

/// The text of a message that has all the values it takes.
pub fn find_whole(key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
    TEXTS.with_borrow(|bundle| {
        let pattern = bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    })
}

fn load(language: Language, sources: &[&str]) -> Texts {
    let id: LanguageIdentifier = language.texts().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![id]);
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
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::test_texts::{ENGLISH, GERMAN, GERMAN_SERVER};
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
                let known = TEXTS.with_borrow(|bundle| bundle.has_message(key));
                if !known {
                    missing.insert(key.to_owned());
                }
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }

    #[test]
    fn files_parse_and_no_key_is_there_twice() {
        for files in [&ENGLISH[..], &GERMAN[..], &[GERMAN_SERVER][..]] {
            let mut bundle = FluentBundle::new(vec![LanguageIdentifier::default()]);
            for source in files {
                let resource = FluentResource::try_new((*source).to_owned());
                assert!(resource.is_ok(), "{:?}", resource.map_err(|(_, errors)| errors).err());
                let resource = resource.unwrap_or_else(|(resource, _)| resource);
                assert_eq!(bundle.add_resource(resource), Ok(()));
            }
        }
    }

    /// Each message with the values that it takes.
    fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in files.iter().flat_map(|file| file.lines()) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                key = name.to_owned();
                messages.entry(key.clone()).or_default();
            }
            if line.starts_with('#') {
                continue;
            }
            for part in line.split('$').skip(1) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric()).collect();
                messages.entry(key.clone()).or_default().insert(name);
            }
        }
        messages
    }

    #[test]
    fn every_language_says_the_same_things_with_the_same_values() {
        assert_eq!(messages(&GERMAN), messages(&ENGLISH));
    }

    #[test]
    fn plurals_and_grouped_numbers() {
        assert_eq!(t!("batch-apply", count = 1), "Apply to 1 account");
        assert_eq!(t!("batch-apply", count = 9950), "Apply to 9,950 accounts");
    }
}
