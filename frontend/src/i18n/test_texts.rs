//! The texts of all languages in the program, for tests, which have no server to fetch them from.

use super::{Language, SPOKEN, TEXTS, Texts, load};

/// The texts of a language, one file a part of the console.
macro_rules! locale {
    ($code:literal) => {
        [
            include_str!(concat!("../../locales/", $code, "/common.ftl")),
            include_str!(concat!("../../locales/", $code, "/session.ftl")),
            include_str!(concat!("../../locales/", $code, "/account.ftl")),
            include_str!(concat!("../../locales/", $code, "/overview.ftl")),
            include_str!(concat!("../../locales/", $code, "/users.ftl")),
            include_str!(concat!("../../locales/", $code, "/courses.ftl")),
            include_str!(concat!("../../locales/", $code, "/filter.ftl")),
            include_str!(concat!("../../locales/", $code, "/cohorts.ftl")),
            include_str!(concat!("../../locales/", $code, "/profile-fields.ftl")),
            include_str!(concat!("../../locales/", $code, "/settings.ftl")),
            include_str!(concat!("../../locales/", $code, "/batches.ftl")),
            include_str!(concat!("../../locales/", $code, "/batch-new.ftl")),
            include_str!(concat!("../../locales/", $code, "/messages.ftl")),
            include_str!(concat!("../../locales/", $code, "/codes.ftl")),
        ]
    };
}

/// The texts in English.
pub const ENGLISH: [&str; 14] = locale!("en");
/// The same in German.
pub const GERMAN: [&str; 14] = locale!("de");
/// What the server says in English only, for the languages that are not.
pub const GERMAN_SERVER: &str = include_str!("../../locales/de/server.ftl");

/// English, as tests expect it.
pub fn at_first() -> Texts {
    load(Language::English, &ENGLISH)
}

/// Speaks a language from now on.
pub fn take(language: Language) {
    let sources: Vec<&str> = match language {
        Language::English | Language::Mirrored => ENGLISH.to_vec(),
        Language::German => GERMAN.into_iter().chain([GERMAN_SERVER]).collect(),
    };
    TEXTS.with_borrow_mut(|texts| *texts = load(language, &sources));
    SPOKEN.set(language);
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_tests_read_each_file_that_the_build_gathers() {
    for (code, count) in [("en", ENGLISH.len()), ("de", GERMAN.len() + 1)] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(code);
        assert_eq!(std::fs::read_dir(folder).map(Iterator::count).ok(), Some(count), "{code}");
    }
}
