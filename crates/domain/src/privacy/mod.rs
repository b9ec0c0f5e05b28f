//! Erasing people: what is left of an account that is purged, or erased at its owner's wish.
//!
//! Each noun says for its own tables what becomes of the rows about a person ([`Erasure`]); this folder gathers them
//! ([`ERASURES`]) and carries them out ([`erase`]). A test compares the list with the schema, so that a new table or
//! column cannot be forgotten. [`purge`] is the job that erases what was deleted long ago.

pub mod purge;

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::Result;
use crate::db::Conn;
use crate::id::UserId;
use crate::profile;
use crate::{audit, auth, batches, cohorts, idempotency, outbox, presets, roles, settings, users, views};

/// What becomes of the rows of one table that are about a person.
#[derive(Debug, Clone, Copy)]
pub struct Erasure {
    /// The table.
    pub table: &'static str,
    /// Which of its rows are about the people; `{people}` stands for them, a table with the column `id`.
    pub rows: &'static str,
    /// What becomes of those rows.
    pub fate: Fate,
}

/// What becomes of a row about a person.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// It goes, whatever its columns hold.
    Removed,
    /// It goes with the row of another table that it hangs on: the database sees to that.
    Follows,
    /// It stays without these columns' values; the other columns hold nothing that tells who it was.
    Emptied {
        /// Columns, and what they hold afterwards.
        columns: &'static [(&'static str, &'static str)],
        /// Columns that stay as they are.
        stay: &'static [&'static str],
    },
    /// The table holds nothing about people but, perhaps, their ids, which name nobody once the account is gone.
    Nameless {
        /// Its columns.
        columns: &'static [&'static str],
    },
}

/// Every table, in the order in which they are erased: accounts go last, since others hang on them.
pub const ERASURES: &[&[Erasure]] = &[
    batches::ERASURES,
    batches::claims::ERASURES,
    audit::ERASURES,
    idempotency::ERASURES,
    outbox::ERASURES,
    settings::ERASURES,
    auth::ERASURES,
    roles::ERASURES,
    cohorts::ERASURES,
    views::ERASURES,
    presets::ERASURES,
    profile::ERASURES,
    users::ERASURES,
];

/// Takes everything away that tells who these people were. What they did stays in the audit, under their ids.
pub fn erase(conn: &mut Conn, people: &[UserId]) -> Result<()> {
    let (ids, table) = (serde_json::to_string(people)?, conn.engine().ids());
    for statement in ERASURES.iter().copied().flatten().filter_map(Erasure::statement) {
        diesel::sql_query(statement.replace("{people}", table)).bind::<Text, _>(&ids).execute(conn)?;
    }
    Ok(())
}

impl Erasure {
    fn statement(&self) -> Option<String> {
        let Self { table, rows, fate } = self;
        match fate {
            Fate::Removed => Some(format!("DELETE FROM {table} WHERE {rows}")),
            Fate::Emptied { columns, .. } => {
                let values: Vec<String> = columns.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                Some(format!("UPDATE {table} SET {} WHERE {rows}", values.join(", ")))
            }
            Fate::Follows | Fate::Nameless { .. } => None,
        }
    }

    /// The columns that it speaks of; nothing where the whole row goes.
    pub fn columns(&self) -> Option<Vec<&'static str>> {
        match self.fate {
            Fate::Removed | Fate::Follows => None,
            Fate::Emptied { columns, stay } => {
                Some(columns.iter().map(|(name, _)| *name).chain(stay.iter().copied()).collect())
            }
            Fate::Nameless { columns } => Some(columns.to_vec()),
        }
    }
}
