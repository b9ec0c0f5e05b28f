//! All SQL that only PostgreSQL understands, and how its connections are set up.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::{Condition, SearchIndex, everything};

/// Settings of each connection. A statement gives up after a while instead of piling up; those of batches
/// are about a chunk, and far from the limit.
const SETUP: &str = "
    SET timezone = 'UTC';
    SET statement_timeout = '30s';
    SET idle_in_transaction_session_timeout = '60s';
";

/// Opens a connection.
pub(super) fn connect(url: &str) -> Result<PgConnection, diesel::ConnectionError> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(SETUP).map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Limits the statements that follow. Rounded up, so that what is stopped has taken as long as it was allowed to; a limit of 0
/// would be none.
pub(super) fn limit(limit: std::time::Duration) -> String {
    format!("SET statement_timeout = {}", limit.as_millis() + 1)
}

/// The limit of all other statements, as in the setup.
pub(super) const USUAL_LIMIT: &str = "SET statement_timeout = '30s'";

/// Begins a unit of work.
pub(super) const BEGIN: &str = "BEGIN";

/// The engine's clock in milliseconds.
pub const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// What ends a statement that claims work: leave alone what another node is about to claim.
pub const SKIP_LOCKED: &str = "FOR UPDATE SKIP LOCKED";

/// Locks rows in the order of their ids; the parameter is a JSON array of ids.
pub(super) fn lock_rows(table: &str) -> String {
    format!(
        "SELECT 1 FROM {table} WHERE id IN (SELECT value::uuid FROM json_array_elements_text($1::json)) \
         ORDER BY id FOR UPDATE"
    )
}

/// Locks a name (`$1`).
pub(super) const LOCK_NAME: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 7261))";

/// `$1`, a JSON array of texts, as a table `asked` with the column `text`.
pub(super) const TEXTS: &str = "(SELECT value AS text FROM json_array_elements_text($1::json)) AS asked";

/// `$1`, a JSON array of ids, as a table `c` with the column `id`.
pub(super) const IDS: &str = "(SELECT value::uuid AS id FROM json_array_elements_text($1::json)) AS c";

/// Rows whose search key holds all of the (folded) needles: by the trigram index, in one go over all needles that have
/// trigrams. For the others the index would have to be read as a whole, so that the row at hand is looked at.
pub(super) fn search<T: 'static>(index: &SearchIndex, needles: &[String]) -> Condition<T> {
    let (indexed, short): (Vec<&String>, Vec<&String>) = needles.iter().partition(|needle| has_trigram(needle));
    let rest = short.into_iter().fold(everything(), |found, needle| Box::new(found.and(holds(index, needle))));
    let mut patterns = indexed.into_iter().map(|needle| pattern(needle));
    let Some(first) = patterns.next() else { return rest };
    let SearchIndex { table, key, search_table, search_id, .. } = index;
    let like = format!("s.{key} LIKE ");
    let condition: Condition<T> = Box::new(sql::<Bool>(&like).bind::<Text, _>(first));
    let condition = patterns.fold(condition, |found, pattern| -> Condition<T> {
        Box::new(found.and(sql::<Bool>(&like).bind::<Text, _>(pattern)))
    });
    let found = sql::<Bool>(&format!("{table}.id IN (SELECT s.{search_id} FROM {search_table} s WHERE "));
    Box::new(found.bind::<Bool, _>(condition).sql(")").and(rest))
}

/// Whether the trigram index has an entry for a part of the needle: it keeps runs of letters and digits.
fn has_trigram(needle: &str) -> bool {
    needle.split(|letter: char| !letter.is_alphanumeric()).any(|run| run.chars().count() >= 3)
}

/// Whether the search key of the row at hand holds the (folded) needle.
pub(super) fn holds<T: 'static>(index: &SearchIndex, needle: &str) -> Condition<T> {
    let like = format!("{}.{} LIKE ", index.table, index.key);
    Box::new(sql::<Bool>(&like).bind::<Text, _>(pattern(needle)))
}

fn pattern(needle: &str) -> String {
    format!("%{}%", crate::text::escape_like(needle))
}

/// Whether a text has letters beyond ASCII: it has more bytes than letters.
pub(super) fn beyond_ascii(text: &str) -> String {
    format!("octet_length({text}) <> char_length({text})")
}

/// A text column with a JSON object, without one of its members.
pub(super) fn without_member(column: &str, member: &str) -> String {
    format!("({column}::jsonb - '{member}')::text")
}

/// About how many rows a table has, as the planner knows it.
pub(super) fn estimate_rows(table: &str) -> String {
    format!("SELECT GREATEST(reltuples, 0)::bigint AS n FROM pg_class WHERE oid = '{table}'::regclass")
}
