//! The accounts of a list as a table, read in short steps: a slow reader holds nothing, and memory does not grow.

use serde_json::{Value, json};

use super::{Columns, require_room};
use crate::audit::{self, Entry};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::roles;
use crate::tabular::Pieces;
use crate::tabular::export::{Format, Table};
use crate::users::Account;
use crate::users::walk::Walk;
use crate::{Actor, Millis, Result};

/// Accounts of a piece: few enough for any row, many enough to be fast.
const PIECE: i64 = 500;

/// What is to be downloaded, and by whom.
#[derive(Debug)]
pub struct Asked {
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
    asked: Asked,
    details: Value,
    table: Box<dyn Table>,
    /// What was made, to find out whether it can be, before anything was given away.
    first: Option<Vec<u8>>,
    behind: Option<UserId>,
    count: usize,
    is_done: bool,
}

impl Export {
    /// Begins a download. What is wrong with it is found here, before anything is given away. Reads: the beginning
    /// is noted in the audit by [`note_start`](Self::note_start).
    pub fn open(conn: &mut Conn, db: Db, asked: Asked) -> Result<Self> {
        require_room(conn, &asked)?;
        let names: Vec<String> = asked.columns.names().map(str::to_owned).collect();
        let details =
            json!({ "format": asked.format.name(), "fields": names, "filter": asked.filter, "q": asked.walk.search });
        let table = asked.format.table(names);
        let mut export = Self { db, asked, details, table, first: None, behind: None, count: 0, is_done: false };
        let accounts = export.asked.walk.step(conn, None, PIECE)?;
        let mut first = export.table.begin()?;
        first.extend(export.piece(conn, &accounts)?);
        export.first = Some(first);
        Ok(export)
    }

    /// Notes in the audit that somebody begins.
    pub fn note_start(&self) -> Result<()> {
        self.note("users.export_started")
    }

    fn piece(&mut self, conn: &mut Conn, accounts: &[Account]) -> Result<Vec<u8>> {
        let ids: Vec<UserId> = accounts.iter().map(|account| account.id).collect();
        let roles = roles::store::of_users(conn, &ids)?;
        let of = |account: &Account| roles.get(&account.id).map_or(&[][..], Vec::as_slice);
        let Asked { columns, walk, now, .. } = &self.asked;
        let row = |account: &Account| columns.row(account, of(account), walk.private, *now);
        let rows: Vec<_> = accounts.iter().map(row).collect();
        // A short piece is the last: asking behind it would look at everybody who is left.
        let is_full = i64::try_from(ids.len()).is_ok_and(|found| found == PIECE);
        self.behind = ids.last().copied().filter(|_| is_full);
        self.count += rows.len();
        self.table.rows(&rows)
    }

    fn note(&self, action: &'static str) -> Result<()> {
        let entry = Entry { details: self.details.clone(), ..Entry::general(action) };
        self.db.write(Urgency::Foreground, |conn| audit::record(conn, &self.asked.actor, self.asked.now, [entry]))
    }
}

impl Pieces for Export {
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        if let Some(behind) = self.behind {
            let db = self.db.clone();
            let piece = db.read(|conn| {
                let accounts = self.asked.walk.step(conn, Some(behind), PIECE)?;
                self.piece(conn, &accounts)
            })?;
            return Ok(Some(piece));
        }
        if std::mem::replace(&mut self.is_done, true) {
            return Ok(None);
        }
        let last = self.table.end()?;
        self.details["count"] = json!(self.count);
        self.note("users.exported")?;
        Ok(Some(last))
    }
}
