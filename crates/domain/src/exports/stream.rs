//! The accounts of a list as a table, read in short steps: a slow reader holds nothing, and memory does not grow.

use std::panic::resume_unwind;
use std::thread;

use serde_json::{Value, json};

use super::{Columns, Layout, require_room};
use crate::audit::{self, Entry};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::listing::walk::{Walk, end_of_stretch};
use crate::pieces::Pieces;
use crate::tabular::export::{Format, Table};
use crate::users::parts::{Part, Parts, PartsOf};
use crate::{Actor, Millis, Result};

/// Accounts of the first stretch, and the most of any.
const FIRST: i64 = 500;
const MOST: i64 = 4_000;
/// About how many bytes a stretch has: much at a time is fast, and whatever people have written has room.
const BYTES: usize = 512 * 1024;

/// A requested download, and the caller.
#[derive(Debug)]
pub struct ExportRequest {
    /// Who asks.
    pub actor: Actor,
    /// When; states such as "locked" are meant at this time.
    pub now: Millis,
    /// The format.
    pub format: Format,
    /// The columns.
    pub columns: Columns,
    /// The accounts.
    pub walk: Walk,
    /// The filter as it was written.
    pub filter: Option<String>,
}

/// A download on its way.
pub struct Export {
    db: Db,
    asked: ExportRequest,
    layout: Layout,
    details: Value,
    table: Box<dyn Table>,
    /// Where it stands.
    at: At,
    count: usize,
}

/// Accounts that were read, some stretches of them.
struct StretchesRead {
    stretches: Vec<Parts>,
    /// Behind whom the next one begins, unless this is the last.
    next: Option<UserId>,
}

impl StretchesRead {
    /// All of a list that is short; of a long one the first.
    fn first(conn: &mut Conn, walk: &Walk, parts: &[Part]) -> Result<Self> {
        if let Some(all) = walk.few_in_parts(conn, FIRST, parts)? {
            return Ok(Self { stretches: vec![all], next: None });
        }
        let next = end_of_stretch(conn, None, FIRST)?;
        Ok(Self { stretches: vec![walk.stretch_in_parts(conn, None, next, parts)?], next })
    }

    /// The stretches behind these. Two at once: while the database looks for one, the other is taken apart.
    fn read_next(&self, db: &Db, walk: &Walk, parts: &[Part]) -> Result<Option<Self>> {
        let Some(behind) = self.next else { return Ok(None) };
        let length = self.next_length();
        let (middle, next) = db.read(|conn| {
            let middle = end_of_stretch(conn, Some(behind), length)?;
            let next = if middle.is_some() { end_of_stretch(conn, middle, length)? } else { None };
            Ok((middle, next))
        })?;
        let read = |behind, to| db.read(|conn| walk.stretch_in_parts(conn, Some(behind), to, parts));
        let stretches = thread::scope(|scope| {
            let second = middle.map(|middle| scope.spawn(move || read(middle, next)));
            let first = read(behind, middle);
            let second = second.map(|second| second.join().unwrap_or_else(|panic| resume_unwind(panic)));
            [Some(first), second].into_iter().flatten().collect::<Result<_>>()
        })?;
        Ok(Some(Self { stretches, next }))
    }

    /// How many accounts the next stretches have, by what those of these had to say.
    fn next_length(&self) -> i64 {
        let bytes: usize = self.stretches.iter().map(Parts::bytes).sum();
        let accounts: usize = self.stretches.iter().map(Parts::len).sum();
        if bytes == 0 {
            return MOST;
        }
        i64::try_from(BYTES.saturating_mul(accounts) / bytes).unwrap_or(MOST).clamp(1, MOST)
    }

    fn accounts(&self) -> impl Iterator<Item = PartsOf<'_>> {
        self.stretches.iter().flat_map(Parts::iter)
    }
}

enum At {
    /// The first accounts are read, to find out whether the rest can be, before anything is given away.
    Start(StretchesRead),
    /// These come next.
    Next(StretchesRead),
    /// Everybody was written.
    Rows,
    End,
}

impl Export {
    /// Begins a download. What is wrong with it is found here, before anything is given away. Reads: the beginning
    /// is noted in the audit by [`note_start`](Self::note_start).
    pub fn open(conn: &mut Conn, db: Db, asked: ExportRequest) -> Result<Self> {
        require_room(conn, &asked)?;
        let names: Vec<String> = asked.columns.names().map(str::to_owned).collect();
        let details =
            json!({ "format": asked.format.name(), "fields": names, "filter": asked.filter, "q": asked.walk.search });
        let table = asked.format.table(names);
        let layout = asked.columns.layout(asked.walk.private);
        let first = StretchesRead::first(conn, &asked.walk, layout.parts())?;
        Ok(Self { db, asked, layout, details, table, at: At::Start(first), count: 0 })
    }

    /// Notes in the audit that a user begins.
    pub fn note_start(&self) -> Result<()> {
        self.note("users.export_started")
    }

    /// Writes accounts into the table, while those behind them are read.
    fn write(&mut self, step: &StretchesRead) -> Result<Vec<u8>> {
        let Self { db, asked, layout, table, .. } = self;
        let (db, walk, parts) = (&*db, &asked.walk, layout.parts());
        let (piece, next, count) = thread::scope(|scope| {
            let next = scope.spawn(move || step.read_next(db, walk, parts));
            let rows: Vec<_> = step.accounts().map(|account| layout.row(account, asked.now)).collect();
            let piece = table.rows(&rows);
            (piece, next.join().unwrap_or_else(|panic| resume_unwind(panic)), rows.len())
        });
        self.at = next?.map_or(At::Rows, At::Next);
        self.count += count;
        Ok(piece?)
    }

    fn note(&self, action: &'static str) -> Result<()> {
        let entry = Entry { details: self.details.clone(), ..Entry::general(action) };
        self.db.write(Urgency::Foreground, |conn| audit::record(conn, &self.asked.actor, self.asked.now, [entry]))
    }
}

impl Pieces for Export {
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        match std::mem::replace(&mut self.at, At::End) {
            At::Start(step) => {
                let mut piece = self.table.begin()?;
                piece.extend(self.write(&step)?);
                Ok(Some(piece))
            }
            At::Next(step) => self.write(&step).map(Some),
            At::Rows => {
                let last = self.table.end()?;
                self.details["count"] = json!(self.count);
                self.note("users.exported")?;
                Ok(Some(last))
            }
            At::End => Ok(None),
        }
    }
}
