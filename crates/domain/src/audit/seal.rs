//! Sealing entries into blocks, and verifying the chain.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use sha2::{Digest, Sha256};

use super::{digest, hex};
use crate::db::schema::{audit_blocks, audit_events};
use crate::db::types::RawId;
use crate::db::{Conn, Db, Urgency};
use crate::id::{BatchId, UserId};
use crate::{Millis, Result};

/// How many entries a block holds at most: few enough to be a short unit of work.
const BLOCK: i64 = 5_000;

/// How blocks are hashed from here on: see [`hash`].
const FORMAT: i64 = 2;

/// The hash that the first block follows.
const GENESIS: &str = "rollcall";

#[derive(Queryable)]
struct EntryColumns {
    seq: i64,
    at: i64,
    actor: Option<UserId>,
    action: String,
    subject_kind: String,
    target: Option<RawId>,
    subject_key: Option<String>,
    context_kind: String,
    context_id: Option<RawId>,
    batch: Option<BatchId>,
    line: Option<i64>,
    request: Option<String>,
    payload: Option<String>,
    salt: Option<String>,
    digest: String,
}

/// What is wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// An entry's payload is not what was written.
    #[error("the payload of entry {0} is not what was written")]
    Payload(i64),
    /// A block's entries, or its place in the chain, are not what was sealed.
    #[error("block {0} does not hold what was sealed: entries were changed, added or taken away")]
    Block(i64),
}

/// Seals block after block until nothing is left, or until `is_at_work`: then a block at a time keeps the chain going.
pub fn seal_all(db: &Db, now: Millis, is_at_work: impl Fn(&mut Conn) -> Result<bool>) -> Result<()> {
    while db.write(Urgency::Background, |conn| seal(conn, now))? > 0 && !db.read(&is_at_work)? {}
    Ok(())
}

/// Seals up to one block of entries that are not sealed yet; returns how many.
pub fn seal(conn: &mut Conn, now: Millis) -> Result<usize> {
    conn.lock_name("the audit chain")?;
    let entries = load(conn, None)?;
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Ok(0);
    };
    let previous: Option<(i64, String)> = audit_blocks::table
        .order(audit_blocks::number.desc())
        .select((audit_blocks::number, audit_blocks::hash))
        .first(conn)
        .optional()?;
    let (number, previous) = previous.map_or((1, GENESIS.to_owned()), |(number, hash)| (number + 1, hash));
    // Entries that other transactions commit meanwhile inside the range belong to a later block.
    let sequence: Vec<i64> = entries.iter().map(|entry| entry.seq).collect();
    let dense = last.seq - first.seq + 1 == i64::try_from(sequence.len()).unwrap_or(0);
    let unsealed = audit_events::table.filter(audit_events::block.is_null());
    let sealed = if dense {
        diesel::update(unsealed.filter(audit_events::seq.between(first.seq, last.seq)))
            .set(audit_events::block.eq(number))
            .execute(conn)?
    } else {
        diesel::update(unsealed.filter(audit_events::seq.eq_any(&sequence)))
            .set(audit_events::block.eq(number))
            .execute(conn)?
    };
    diesel::insert_into(audit_blocks::table)
        .values((
            audit_blocks::number.eq(number),
            audit_blocks::events.eq(i64::try_from(sealed).unwrap_or(i64::MAX)),
            audit_blocks::hash.eq(hash(FORMAT, &previous, number, &entries)?),
            audit_blocks::format.eq(FORMAT),
            audit_blocks::previous_hash.eq(previous),
            audit_blocks::sealed_at.eq(now),
        ))
        .execute(conn)?;
    Ok(sealed)
}

/// Verifies every block, a block at a time. Returns how many entries are sealed and proven.
pub fn verify(conn: &mut Conn) -> Result<std::result::Result<i64, ChainFault>> {
    // What is sealed from here on belongs to the next verification.
    let last: Option<i64> = audit_blocks::table.select(diesel::dsl::max(audit_blocks::number)).first(conn)?;
    let (mut previous, mut proven, mut newest) = (GENESIS.to_owned(), 0, 1);
    for number in 1..=last.unwrap_or(0) {
        let block: Option<(String, String, i64, i64)> = audit_blocks::table
            .find(number)
            .select((audit_blocks::previous_hash, audit_blocks::hash, audit_blocks::events, audit_blocks::format))
            .first(conn)
            .optional()?;
        let Some((follows, sealed, count, format)) = block else { return Ok(Err(ChainFault::Block(number))) };
        let entries = load(conn, Some(number))?;
        for entry in &entries {
            if let (Some(salt), Some(payload)) = (&entry.salt, &entry.payload)
                && digest(salt, payload) != entry.digest
            {
                return Ok(Err(ChainFault::Payload(entry.seq)));
            }
        }
        // A chain never falls back to an older format, which says less of an entry.
        let is_older = format < newest;
        newest = format;
        if is_older || follows != previous || hash(format, &previous, number, &entries)? != sealed {
            return Ok(Err(ChainFault::Block(number)));
        }
        (previous, proven) = (sealed, proven + count);
    }
    // Entries that say they are sealed in a block behind the last one: blocks were cut off. One statement, so that
    // a block that is sealed just now is seen together with its entries.
    let beyond = sql::<Bool>("block > (SELECT COALESCE(MAX(number), 0) FROM audit_blocks)");
    let sealed: i64 = audit_events::table.filter(beyond).count().get_result(conn)?;
    Ok(if sealed > 0 { Err(ChainFault::Block(last.unwrap_or(0) + 1)) } else { Ok(proven) })
}

/// The entries of a block; without one, those that wait to be sealed.
fn load(conn: &mut Conn, block: Option<i64>) -> Result<Vec<EntryColumns>> {
    use audit_events as e;
    let columns = (
        e::seq,
        e::at,
        e::actor_id,
        e::action,
        e::subject_kind,
        e::target_id,
        e::subject_key,
        e::context_kind,
        e::context_id,
        e::batch_id,
        e::line,
        e::request_id,
        e::payload,
        e::salt,
        e::digest,
    );
    let query = e::table.select(columns).order(e::seq).into_boxed();
    Ok(match block {
        Some(number) => query.filter(e::block.eq(number)).load(conn)?,
        None => query.filter(e::block.is_null()).limit(BLOCK).load(conn)?,
    })
}

/// The hash of a block in its format: 1 for what was sealed before entries had subjects of any kind and contexts, and
/// 2. An unknown format has no valid hash.
fn hash(format: i64, previous: &str, number: i64, entries: &[EntryColumns]) -> Result<String> {
    match format {
        1 => Ok(hash_of_accounts(previous, number, entries)),
        2 => hash_of_subjects(previous, number, entries),
        _ => Ok(String::new()),
    }
}

/// Format 2: each entry is a line of JSON, so that no value of one column can pass for another's.
fn hash_of_subjects(previous: &str, number: i64, entries: &[EntryColumns]) -> Result<String> {
    let id = |id: &Option<RawId>| id.map(|id| id.0);
    let mut hasher = Sha256::new().chain_update(format!("{previous}\n{number}\n2\n"));
    for entry in entries {
        let line = (
            (entry.seq, entry.at, entry.actor, &entry.action),
            (&entry.subject_kind, id(&entry.target), &entry.subject_key, &entry.context_kind, id(&entry.context_id)),
            (entry.batch, entry.line, &entry.request, &entry.digest),
        );
        hasher.update(serde_json::to_string(&line)?);
        hasher.update("\n");
    }
    Ok(hex(&hasher.finalize()))
}

/// Format 1: what the first version of the program sealed. It stays as it is for as long as there are such blocks.
fn hash_of_accounts(previous: &str, number: i64, entries: &[EntryColumns]) -> String {
    fn show<T: ToString>(value: Option<&T>) -> String {
        value.map_or_else(|| "-".to_owned(), T::to_string)
    }
    let mut hasher = Sha256::new().chain_update(format!("{previous}\n{number}\n"));
    for entry in entries {
        hasher.update(format!(
            "{} {} {} {} {} {} {} {} {}\n",
            entry.seq,
            entry.at,
            show(entry.actor.as_ref()),
            entry.action,
            show(entry.target.map(|id| UserId(id.0)).as_ref()),
            show(entry.batch.as_ref()),
            show(entry.line.as_ref()),
            show(entry.request.as_ref()),
            entry.digest
        ));
    }
    hex(&hasher.finalize())
}
