//! The audit: what was done, by whom, to whom, append-only and sealed in a chain.
//!
//! An entry is written in the transaction of the change it is about. Each holds the digest of its
//! salted payload; a job gathers entries into blocks, and each block holds the hash of the one before
//! ([`seal`]). Erasing a person takes payload and salt away and leaves the digest, so that the chain
//! still verifies ([`verify`]).

pub mod history;
mod seal;
mod since;
mod subject;

pub use seal::{ChainFault, seal, seal_all, verify};
pub use since::{EventSince, since};
pub use subject::{Subject, SubjectName};

use rand::RngCore;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::db::Conn;
use crate::db::recordset::{Cell, ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::erasure::{Erasure, Fate};
use crate::id::{BatchId, UserId};
use crate::{Actor, Context, Millis, Origin, Result};

/// One thing that was done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What, such as `user.suspended`.
    pub action: &'static str,
    /// To what or whom.
    pub subject: Option<Subject>,
    /// Where it counts.
    pub context: Context,
    /// In which batch.
    pub batch: Option<BatchId>,
    /// By which line of it.
    pub line: Option<i64>,
    /// The previous values of the changed fields.
    pub before: Value,
    /// The same fields as they are now.
    pub after: Value,
    /// What else there is to know; an object or null.
    pub details: Value,
}

impl Entry {
    /// An entry about nothing in particular.
    pub fn general(action: &'static str) -> Self {
        Self {
            action,
            subject: None,
            context: Context::Site,
            batch: None,
            line: None,
            before: Value::Null,
            after: Value::Null,
            details: Value::Null,
        }
    }

    /// An entry about an account, outside of a batch.
    pub fn about(action: &'static str, user: UserId) -> Self {
        Self::on(action, user.into())
    }

    /// An entry about a thing of any kind.
    pub fn on(action: &'static str, subject: Subject) -> Self {
        Self { subject: Some(subject), ..Self::general(action) }
    }

    /// Whether it is about an account, or nothing, and the site: what the columns say by themselves.
    fn is_usual(&self) -> bool {
        let is_user = |subject: &Subject| subject.kind == Subject::USER && subject.id().is_some();
        self.context == Context::Site && self.subject.as_ref().is_none_or(is_user)
    }
}

/// Erasure policy of the audit: the act stays under their ids, what it was about goes. What they
/// did to other people's accounts stays as it is; it belongs to those people's histories.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "audit_events",
        rows: "payload IS NOT NULL AND (target_id IN (SELECT c.id FROM {people}) OR ((target_id IS NULL OR subject_kind <> 'user') AND actor_id IN (SELECT c.id FROM {people})))",
        fate: Fate::Emptied {
            columns: &[("payload", "NULL"), ("salt", "NULL")],
            stay: &[
                "seq",
                "at",
                "actor_id",
                "action",
                "subject_kind",
                "target_id",
                "subject_key",
                "context_kind",
                "context_id",
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
        fate: Fate::Nameless { columns: &["number", "events", "previous_hash", "hash", "sealed_at", "format"] },
    },
];

/// The columns of an entry. Those behind [`USUAL`] have values by themselves that fit nearly all entries.
const COLUMNS: [ColumnSpec; USUAL + 4] = [
    ("at", ColumnKind::Int),
    ("actor_id", ColumnKind::Id),
    ("action", ColumnKind::Text),
    ("target_id", ColumnKind::Id),
    ("batch_id", ColumnKind::Id),
    ("line", ColumnKind::Int),
    ("request_id", ColumnKind::Text),
    ("payload", ColumnKind::Text),
    ("salt", ColumnKind::Text),
    ("digest", ColumnKind::Text),
    ("subject_kind", ColumnKind::Text),
    ("subject_key", ColumnKind::Text),
    ("context_kind", ColumnKind::Text),
    ("context_id", ColumnKind::Id),
];

/// How many columns say all of an entry that is about an account and the site.
const USUAL: usize = 10;

/// Entries made ready to be written.
#[derive(Debug, Default)]
pub struct Entries {
    chunk: RecordSet<'static>,
    /// Whether they are all about accounts and the site.
    is_usual: bool,
}

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
) -> Entries {
    prepare_each(entries.into_iter().map(|entry| (actor, origin, now, entry)))
}

/// The same of entries by several people: who, from where, when, and what.
pub fn prepare_each<'o>(entries: impl IntoIterator<Item = (Option<UserId>, &'o Origin, Millis, Entry)>) -> Entries {
    let entries: Vec<_> = entries.into_iter().collect();
    let is_usual = entries.iter().all(|(.., entry)| entry.is_usual());
    let mut chunk = RecordSet::with_room(entries.len(), if is_usual { USUAL } else { COLUMNS.len() });
    for (actor, origin, now, entry) in entries {
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
        let subject = entry.subject.as_ref();
        let usual: [Cell<'static>; USUAL] = [
            now.into(),
            actor.map(|id| id.0).into(),
            entry.action.into(),
            subject.and_then(Subject::id).into(),
            entry.batch.map(|id| id.0).into(),
            entry.line.into(),
            origin.request_id.clone().into(),
            payload.into(),
            salt.into(),
            digest.into(),
        ];
        if is_usual {
            chunk.push(usual);
            continue;
        }
        chunk.push(usual.into_iter().chain([
            subject.map_or(Subject::USER, |subject| subject.kind).into(),
            subject.and_then(Subject::key).map(str::to_owned).into(),
            entry.context.kind().name().into(),
            entry.context.id().into(),
        ]));
    }
    Entries { chunk, is_usual }
}

/// Writes entries that were made ready, all in one statement.
pub fn store(conn: &mut Conn, entries: &Entries) -> Result<()> {
    let columns = if entries.is_usual { COLUMNS.split_at(USUAL).0 } else { &COLUMNS };
    conn.execute_chunk(Statement::Insert("audit_events"), columns, &entries.chunk)?;
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
