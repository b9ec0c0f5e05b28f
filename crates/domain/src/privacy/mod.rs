//! Erasing people: what is left of an account that is purged, or erased at its owner's wish.
//!
//! Each noun says for its own tables what is left of the rows about a person ([`Erasure`]); [`crate::registry`] gathers them,
//! and this folder carries them out ([`erase`]). A test compares the list with the schema, so that a new table or column cannot
//! be forgotten. [`purge`] is the job that erases what was deleted long ago.

pub mod purge;

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::Result;
use crate::db::Conn;
use crate::erasure::Erasure;
use crate::id::UserId;

/// What each noun holds of a person, in the order in which it is erased: accounts go last, since others hang on them.
pub type PersonalData = &'static [&'static [Erasure]];

/// Takes everything away that tells who these people were. What they did stays in the audit, under their ids.
pub fn erase(conn: &mut Conn, data: PersonalData, people: &[UserId]) -> Result<()> {
    let (ids, table) = (serde_json::to_string(people)?, conn.engine().ids());
    for statement in data.iter().copied().flatten().filter_map(Erasure::statement) {
        diesel::sql_query(statement.replace("{people}", table)).bind::<Text, _>(&ids).execute(conn)?;
    }
    Ok(())
}
