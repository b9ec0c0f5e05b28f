//! Cohorts: groups of people at site level, whatever they are enrolled in.
//!
//! Who is in which is a field of the account, so that every way of changing it is a change like any other: planned, noted,
//! undone. `cohort_members` follows that field, and is what is looked things up in, as with roles.

pub mod commands;
pub mod store;

use std::collections::BTreeSet;
use std::fmt;

use uuid::Uuid;

use crate::Millis;
use crate::erasure::{Erasure, Fate};
use crate::id::CohortId;
use crate::text::canonical_username;
use crate::text::fold;
use crate::text::show;
use crate::words::words;

/// Erasure policy of cohorts and memberships. Cohorts themselves say nothing about anybody.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "cohorts",
        rows: "",
        fate: Fate::Nameless {
            columns: &["id", "key", "name", "name_key", "description", "created_at", "updated_at", "version", "source"],
        },
    },
    Erasure { table: "cohort_members", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
];

/// The longest key, in characters.
const LONGEST_KEY: usize = 100;

/// What a cohort is named by in accounts, files and filters: letters and digits of English, `-`, `_` and `.`, in lower case. It
/// stays what it is for as long as the cohort is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CohortKey(String);

impl CohortKey {
    /// Reads a key; `None` if the text cannot be one. A `-` in front means something else in files, and ids are ids.
    pub fn parse(text: &str) -> Option<Self> {
        let text = canonical_username(text);
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let is_key = (1..=LONGEST_KEY).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text.chars().all(is_letter)
            && Uuid::parse_str(&text).is_err();
        is_key.then_some(Self(text))
    }

    /// A key for a cohort of this name; `None` if none of its letters can be in one.
    pub fn of_name(name: &str) -> Option<Self> {
        let plain = fold(name);
        let words: Vec<&str> = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
        let key = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
        Self::parse(&key.chars().take(LONGEST_KEY).collect::<String>())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CohortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

words! {
    /// What fills a cohort.
    CohortSource {
        /// People do, and files.
        Manual "manual",
        /// A rule does: people are not put there by hand.
        Rule "rule",
    }
}

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// Its id.
    pub id: CohortId,
    /// What it is named by.
    pub key: CohortKey,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What fills it.
    pub source: CohortSource,
    /// How many are in it, those included whose deleted account can still be restored.
    pub members: i64,
    /// When it was made.
    pub created_at: Millis,
    /// When its name or description was last changed.
    pub updated_at: Millis,
    /// Counts those changes.
    pub version: i64,
}

/// Cohorts as the account's own column has them: their keys in order, with spaces between.
pub fn text(cohorts: &BTreeSet<CohortKey>) -> String {
    cohorts.iter().map(CohortKey::as_str).collect::<Vec<_>>().join(" ")
}

/// Reads back what [`text`] wrote.
pub fn of_text(text: &str) -> BTreeSet<CohortKey> {
    text.split(' ').filter_map(CohortKey::parse).collect()
}

/// Cohorts after a user has come into some (true) and gone out of others.
pub fn moved<'k>(
    mut cohorts: BTreeSet<CohortKey>,
    moves: impl IntoIterator<Item = (&'k CohortKey, bool)>,
) -> BTreeSet<CohortKey> {
    for (key, comes) in moves {
        if comes {
            cohorts.insert(key.clone());
        } else {
            cohorts.remove(key);
        }
    }
    cohorts
}

/// Why nobody is put into a cohort by hand, or taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It is not there.
    Gone,
    /// Something else fills it.
    Filled,
}

/// What is said where somebody is to be put into a cohort that a rule fills.
pub fn filled(key: &CohortKey) -> String {
    format!("A rule says who is in the cohort \"{key}\". Change its rule, or what the rule asks of the account.")
}

/// What is said of a text by which no cohort is known.
pub fn unknown(named: &str) -> String {
    format!(
        "No cohort has the key, id or name \"{}\", or more than one has the name. Write its key, or make the cohort first.",
        show(named)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_letters_in_lower_case() {
        let key = |text: &str| CohortKey::parse(text).map(|key| key.to_string());
        assert_eq!(key(" Staff-2026 "), Some("staff-2026".to_owned()));
        for wrong in ["", "a b", "größe", "a/b", "-a", "0199a000-0000-7000-8000-000000000009", &"x".repeat(101)] {
            assert_eq!(key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_gives_a_key() {
        let key = |name: &str| CohortKey::of_name(name).map(|key| key.to_string());
        assert_eq!(key("Lehrgang Süd (2026)"), Some("lehrgang-sud-2026".to_owned()));
        assert_eq!(key("人事"), None);
    }

    #[test]
    fn cohorts_read_back_as_they_were_written() {
        let cohorts: BTreeSet<CohortKey> = ["b", "a.1"].into_iter().filter_map(CohortKey::parse).collect();
        assert_eq!(text(&cohorts), "a.1 b");
        assert_eq!(of_text(&text(&cohorts)), cohorts);
        assert_eq!(of_text(""), BTreeSet::new());
    }
}
