//! All SQL that only SQLite understands, and how its connections are set up.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::{Condition, SearchIndex, everything};

diesel::define_sql_function! {
    /// The folding of `text::fold`, for fields without a key column.
    fn rollcall_fold(value: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

diesel::define_sql_function! {
    /// True while there is time left to read one more row; fails afterwards, which ends the statement.
    fn rollcall_in_time() -> diesel::sql_types::Bool;
}

diesel::define_sql_function! {
    /// The key by which the people of a domain are found, for migrations.
    fn rollcall_domain_key(address: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// An acknowledged change survives a power cut (`synchronous=FULL`); readers never wait for the writer (WAL).
const PRAGMAS: &str = "
    PRAGMA busy_timeout = 10000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA wal_autocheckpoint = 8000;
";

/// Kilobytes of pages that the writer keeps, and that each of the many readers does: the system's own cache is behind
/// both, and what they keep is memory of this process.
const CACHES: (&str, &str) = ("PRAGMA cache_size = -32000", "PRAGMA cache_size = -2000");

/// Gives back the memory of the pages that a connection keeps.
pub(super) const SHRINK: &str = "PRAGMA shrink_memory";

/// Opens the database file, to write it or to read it only.
pub(super) fn connect(path: &str, writes: bool) -> Result<SqliteConnection, diesel::ConnectionError> {
    let mut conn = SqliteConnection::establish(path)?;
    let cache = if writes { CACHES.0 } else { CACHES.1 };
    conn.batch_execute(&format!("{PRAGMAS} {cache}")).map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    rollcall_fold_utils::register_impl(&mut conn, |value: String| crate::text::fold(&value))
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    rollcall_domain_key_utils::register_impl(&mut conn, |address: String| crate::text::domain_key(&address))
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    rollcall_in_time_utils::register_nondeterministic_impl(&conn, super::deadline::TimeLeft::check)
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Takes the write lock at once, so that a unit of work never fails half-way for want of it.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";

/// The engine's clock in milliseconds.
pub const NOW: &str = "CAST(unixepoch('subsec') * 1000 AS BIGINT)";

/// What ends a statement that claims work: one machine, one writer, nothing to skip.
pub const SKIP_LOCKED: &str = "";

/// `$1`, a JSON array of texts, as a table `asked` with the column `text`.
pub(super) const TEXTS: &str = "(SELECT value AS text FROM json_each($1)) AS asked";

/// `$1`, a JSON array of ids, as a table `c` with the column `id`.
pub(super) const IDS: &str = "(SELECT value AS id FROM json_each($1)) AS c";

/// Rows whose search key holds all of the (folded) needles. The trigram index narrows down, in one go over all needles,
/// since each of them alone may be in the names of very many; the comparison decides.
pub(super) fn search<T: 'static>(index: &SearchIndex, needles: &[String]) -> Condition<T> {
    let all = needles.iter().fold(everything(), |found, needle| Box::new(found.and(holds(index, needle))));
    let Some(trigrams) = trigrams(needles) else { return all };
    let SearchIndex { table, rowid, search_table, .. } = index;
    Box::new(
        sql::<Bool>(&format!("{table}.{rowid} IN (SELECT rowid FROM {search_table} WHERE {search_table} MATCH "))
            .bind::<Text, _>(trigrams)
            .sql(row_check())
            .sql(")")
            .and(all),
    )
}

/// Whether the search key of the row at hand holds the (folded) needle.
pub(super) fn holds<T: 'static>(index: &SearchIndex, needle: &str) -> Condition<T> {
    let key = format!("instr({}.{}, ", index.table, index.key);
    Box::new(sql::<Bool>(&key).bind::<Text, _>(needle.to_owned()).sql(") > 0"))
}

/// The same behind the conditions of a query inside of a statement.
pub(super) fn row_check() -> &'static str {
    if super::deadline::is_set() { " AND rollcall_in_time()" } else { "" }
}

/// A condition that ends the statement once the time for reading is up.
pub(super) fn in_time<T: 'static>() -> Option<Condition<T>> {
    super::deadline::is_set().then(|| -> Condition<T> { Box::new(sql::<Bool>("rollcall_in_time()")) })
}

/// The most trigrams of a query: the index is asked for each, and the comparison decides anyhow.
const MOST_TRIGRAMS: usize = 64;

/// All trigrams of the needles as a full-text query; `None` if all are too short to have one.
pub(super) fn trigrams(needles: &[String]) -> Option<String> {
    let mut trigrams: Vec<String> = Vec::new();
    for needle in needles {
        let letters: Vec<char> = needle.chars().collect();
        for three in letters.windows(3) {
            let trigram = format!("\"{}\"", three.iter().collect::<String>().replace('"', "\"\""));
            if trigrams.len() < MOST_TRIGRAMS && !trigrams.contains(&trigram) {
                trigrams.push(trigram);
            }
        }
    }
    (!trigrams.is_empty()).then(|| trigrams.join(" AND "))
}

/// A text column with a JSON object, without one of its members.
pub(super) fn without_member(column: &str, member: &str) -> String {
    format!("json_remove({column}, '$.{member}')")
}

/// Whether a text has letters beyond ASCII: it has more bytes than letters.
pub(super) fn beyond_ascii(text: &str) -> String {
    format!("length(CAST({text} AS BLOB)) <> length({text})")
}

/// About how many rows a table has, by the highest number that one was given.
pub(super) fn estimate_rows(table: &str, rowid: &str) -> String {
    format!("SELECT COALESCE(MAX({rowid}), 0) AS n FROM {table}")
}
