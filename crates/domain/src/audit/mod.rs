//! The audit: what was done, by whom, to whom, append-only and sealed in a chain.
//!
//! An entry is written in the transaction of the change it is about. Each holds the digest of its
//! salted payload; a job gathers entries into blocks, and each block holds the hash of the one before
//! ([`seal`]). Erasing a person takes payload and salt away and leaves the digest, so that the chain
//! still verifies ([`verify`]).

pub mod history;
mod seal;

pub use seal::{Broken, seal, seal_all, verify};

use rand::RngCore;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::db::Conn;
use crate::db::recordset::{Chunk, ColumnSpec, Kind, Statement};
use crate::erasure::{Erasure, Fate};
use crate::id::{BatchId, UserId};
use crate::{Actor, Millis, Origin, Result};

/// One thing that was done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What, such as `user.suspended`.
    pub action: &'static str,
    /// To whom.
    pub target: Option<UserId>,
    /// In which batch.
    pub batch: Option<BatchId>,
    /// By which line of it.
    pub line: Option<i64>,
    /// The fields that changed, as they were.
    pub before: Value,
    /// The same fields as they are now.
    pub after: Value,
    /// What else there is to know; an object or null.
    pub details: Value,
}

impl Entry {
    /// An entry about nobody.
    pub fn general(action: &'static str) -> Self {
        Self {
            action,
            target: None,
            batch: None,
            line: None,
            before: Value::Null,
            after: Value::Null,
            details: Value::Null,
        }
    }

    /// An entry about an account, outside of a batch.
    pub fn about(action: &'static str, target: UserId) -> Self {
        Self { target: Some(target), ..Self::general(action) }
    }
}

/// What becomes of the audit when people are erased: the act stays under their ids, what it was about goes. What they
/// did to other people's accounts stays as it is; it belongs to those people's histories.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "audit_events",
        rows: "payload IS NOT NULL AND (target_id IN (SELECT c.id FROM {people}) OR (target_id IS NULL AND actor_id IN (SELECT c.id FROM {people})))",
        fate: Fate::Emptied {
            columns: &[("payload", "NULL"), ("salt", "NULL")],
            stay: &[
                "seq",
                "at",
                "actor_id",
                "action",
                "target_id",
                "batch_id",
                "line",
                "request_id",
                "digest",
                "block",
            ],
        },
    },
    Erasure {
        table: "audit_blocks",
        rows: "",
        fate: Fate::Nameless { columns: &["number", "events", "previous_hash", "hash", "sealed_at"] },
    },
];

const COLUMNS: [ColumnSpec; 10] = [
    ("at", Kind::Int),
    ("actor_id", Kind::Id),
    ("action", Kind::Text),
    ("target_id", Kind::Id),
    ("batch_id", Kind::Id),
    ("line", Kind::Int),
    ("request_id", Kind::Text),
    ("payload", Kind::Text),
    ("salt", Kind::Text),
    ("digest", Kind::Text),
];

/// Writes entries, all in one statement.
pub fn record(conn: &mut Conn, actor: &Actor, now: Millis, entries: impl IntoIterator<Item = Entry>) -> Result<()> {
    store(conn, &prepare(actor.user_id, &actor.origin, now, entries))
}

/// Makes entries ready to be written: payloads, salts and digests.
pub fn prepare(
    actor: Option<UserId>,
    origin: &Origin,
    now: Millis,
    entries: impl IntoIterator<Item = Entry>,
) -> Chunk<'static> {
    let entries = entries.into_iter();
    let mut chunk = Chunk::with_room(entries.size_hint().0, COLUMNS.len());
    for entry in entries {
        let mut payload = json!({
            "before": entry.before,
            "after": entry.after,
            "details": entry.details,
            "address": origin.address,
        });
        // What the request came with. In the payload, and not in columns of their own: blocks hash columns by position.
        if let Some(session) = origin.session {
            payload["session"] = json!(session);
        }
        if let Some(token) = origin.token {
            payload["token"] = json!(token);
        }
        let payload = payload.to_string();
        let salt = salt();
        let digest = digest(&salt, &payload);
        chunk.push([
            now.into(),
            actor.map(|id| id.0).into(),
            entry.action.into(),
            entry.target.map(|id| id.0).into(),
            entry.batch.map(|id| id.0).into(),
            entry.line.into(),
            origin.request_id.clone().into(),
            payload.into(),
            salt.into(),
            digest.into(),
        ]);
    }
    chunk
}

/// Writes entries that were made ready.
pub fn store(conn: &mut Conn, entries: &Chunk<'_>) -> Result<()> {
    conn.execute_chunk(Statement::Insert("audit_events"), &COLUMNS, entries)?;
    Ok(())
}

/// 128 random bits in hexadecimal: without them nobody can guess an erased payload from its digest.
fn salt() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

fn digest(salt: &str, payload: &str) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(payload).finalize())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}
