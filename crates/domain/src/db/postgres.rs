//! All SQL that only PostgreSQL understands, and how its connections are set up.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::filter::everything;
use crate::users::list::Predicate;

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

/// Locks accounts in the order of their ids, so that two batches on the same people cannot block each
/// other for ever; the parameter is a JSON array of ids.
pub(super) const LOCK_USERS: &str = "SELECT 1 FROM users WHERE id IN (SELECT value::uuid FROM json_array_elements_text($1::json)) ORDER BY id FOR UPDATE";

/// `$1`, a JSON array of texts, as a table `asked` with the column `text`.
pub(super) const TEXTS: &str = "(SELECT value AS text FROM json_array_elements_text($1::json)) AS asked";

/// `$1`, a JSON array of ids, as a table `c` with the column `id`.
pub(super) const IDS: &str = "(SELECT value::uuid AS id FROM json_array_elements_text($1::json)) AS c";

/// Locks one batch until the end of the unit of work.
pub(super) const LOCK_BATCH: &str = "SELECT 1 FROM batches WHERE id = $1 FOR UPDATE";

/// Holds off every other change to who is an active administrator until the end of the unit of work.
pub(super) const LOCK_ADMINISTRATORS: &str = "SELECT pg_advisory_xact_lock(7261001)";

/// One node at a time seals the audit chain.
pub(super) const LOCK_AUDIT_CHAIN: &str = "SELECT pg_advisory_xact_lock(7261002)";

/// Accounts whose search key holds all of the (folded) needles: by the trigram index, in one go over all needles that have
/// trigrams. For the others the index would have to be read as a whole, so that the account at hand is looked at.
pub(super) fn search(needles: &[String]) -> Predicate {
    let (indexed, short): (Vec<&String>, Vec<&String>) = needles.iter().partition(|needle| has_trigram(needle));
    let rest = short.into_iter().fold(everything(), |found, needle| Box::new(found.and(holds(needle))));
    let mut patterns = indexed.into_iter().map(|needle| pattern(needle));
    let Some(first) = patterns.next() else { return rest };
    let condition: Predicate = Box::new(sql::<Bool>("s.search_key LIKE ").bind::<Text, _>(first));
    let condition = patterns.fold(condition, |found, pattern| -> Predicate {
        Box::new(found.and(sql::<Bool>("s.search_key LIKE ").bind::<Text, _>(pattern)))
    });
    let found = sql::<Bool>("users.id IN (SELECT s.user_id FROM users_search s WHERE ");
    Box::new(found.bind::<Bool, _>(condition).sql(")").and(rest))
}

/// Whether the trigram index has an entry for a part of the needle: it keeps runs of letters and digits.
fn has_trigram(needle: &str) -> bool {
    needle.split(|letter: char| !letter.is_alphanumeric()).any(|run| run.chars().count() >= 3)
}

/// Whether the search key of an account at hand holds the (folded) needle.
pub(super) fn holds(needle: &str) -> Predicate {
    Box::new(sql::<Bool>("users.search_key LIKE ").bind::<Text, _>(pattern(needle)))
}

fn pattern(needle: &str) -> String {
    format!("%{}%", crate::text::escape_like(needle))
}

/// Whether a text has letters beyond ASCII: it has more bytes than letters.
pub(super) fn beyond_ascii(text: &str) -> String {
    format!("octet_length({text}) <> char_length({text})")
}

/// Takes a custom field (`$1`) out of the accounts that have a value of it; its name has letters, digits and `_` only.
pub(super) fn forget_profile_member(name: &str, now: crate::Millis) -> String {
    format!(
        "UPDATE users SET profile = (profile::jsonb - '{name}')::text, version = version + 1, updated_at = {now} \
         WHERE id IN (SELECT v.user_id FROM profile_values v WHERE v.field_id = $1)"
    )
}

/// About how many accounts there are, as the planner knows it.
pub const ESTIMATE_USERS: &str =
    "SELECT GREATEST(reltuples, 0)::bigint AS n FROM pg_class WHERE oid = 'users'::regclass";
