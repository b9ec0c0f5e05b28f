//! Files of every kind but suspensions: renames, new accounts, changes and deletions.

mod cohorts;
mod confusable;
mod creating;
mod damaged_quotes;
mod deleting;
mod derived_names;
mod extended_letters;
mod full_sync;
mod guessed_encodings;
mod hostile_workbooks;
mod invalid_values;
mod lenient;
mod open_documents;
mod passwords;
mod properties;
mod renaming;
mod renaming_conflicts;
mod roles;
mod settings;
mod spreadsheets;
pub mod support;
mod unreadable;
mod updating;
mod workbooks;
