//! Files kept where every node can read and write them: in the database, in parts. Uploads, targets of selections, and
//! exports.

use std::io::{self, Read};

use diesel::prelude::*;

use crate::Result;
use crate::db::schema::{batches, staged_parts};
use crate::db::{Db, Urgency};
use crate::id::{BatchId, StagedId};
use crate::pieces::Pieces;

/// Bytes of a part: each is a short unit of work.
pub(crate) const PART: usize = 1024 * 1024;

/// Stores a file part by part.
pub fn store(db: &Db, mut file: impl Read) -> Result<StagedId> {
    let staged = StagedId::new();
    for part in 0_i64.. {
        let mut bytes = Vec::with_capacity(PART);
        file.by_ref().take(PART as u64).read_to_end(&mut bytes).map_err(crate::Error::internal)?;
        if bytes.is_empty() {
            break;
        }
        db.write(Urgency::Foreground, |conn| {
            diesel::insert_into(staged_parts::table)
                .values((staged_parts::staged.eq(staged), staged_parts::part.eq(part), staged_parts::bytes.eq(bytes)))
                .execute(conn)?;
            Ok(())
        })?;
    }
    Ok(staged)
}

/// Removes a file for which no batch has come to be. Where the connection was lost between a commit and its answer, one
/// has, although it looked otherwise.
pub fn remove_unused(conn: &mut crate::db::Conn, staged: StagedId) -> Result<()> {
    let used = batches::table.filter(batches::staged.eq(staged)).select(batches::id).limit(1);
    if used.first::<BatchId>(conn).optional()?.is_none() {
        remove(conn, staged)?;
    }
    Ok(())
}

/// Forgets a file.
pub fn remove(conn: &mut crate::db::Conn, staged: StagedId) -> Result<()> {
    diesel::delete(staged_parts::table.filter(staged_parts::staged.eq(staged))).execute(conn)?;
    Ok(())
}

/// Stores one part of a file, as a part of something larger.
pub(crate) fn append(conn: &mut crate::db::Conn, staged: StagedId, part: i64, bytes: &[u8]) -> Result<()> {
    diesel::insert_into(staged_parts::table)
        .values((staged_parts::staged.eq(staged), staged_parts::part.eq(part), staged_parts::bytes.eq(bytes)))
        .execute(conn)?;
    Ok(())
}

/// Forgets some parts of a long file; returns how many. Called until none is left.
pub(crate) fn remove_some(conn: &mut crate::db::Conn, staged: StagedId) -> Result<usize> {
    const SOME: i64 = 32;
    let of = || staged_parts::table.filter(staged_parts::staged.eq(staged));
    let parts: Vec<i64> = of().select(staged_parts::part).limit(SOME).load(conn)?;
    Ok(diesel::delete(of().filter(staged_parts::part.eq_any(parts))).execute(conn)?)
}

/// Forgets files that no batch names: their upload broke off. An hour is longer than any upload.
pub fn forget_orphans(conn: &mut crate::db::Conn, now: crate::Millis) -> Result<usize> {
    let named = batches::table.filter(batches::staged.is_not_null()).select(batches::staged.assume_not_null());
    let old = staged_parts::table.filter(staged_parts::staged.lt(StagedId::earliest(now - 3_600_000)));
    let made = batches::table.filter(batches::export_file.is_not_null()).select(batches::export_file.assume_not_null());
    let unnamed = old.filter(staged_parts::staged.ne_all(named)).filter(staged_parts::staged.ne_all(made));
    Ok(diesel::delete(unnamed).execute(conn)?)
}

/// A stored file, part by part: each is read when it is asked for.
pub struct Parts {
    db: Db,
    staged: StagedId,
    next: i64,
}

impl Parts {
    /// A stored file from its beginning.
    pub(crate) fn of(db: &Db, staged: StagedId) -> Self {
        Self { db: db.clone(), staged, next: 0 }
    }
}

impl Pieces for Parts {
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        let key = (self.staged, self.next);
        self.next += 1;
        self.db.read(|conn| Ok(staged_parts::table.find(key).select(staged_parts::bytes).first(conn).optional()?))
    }
}

/// Reads a stored file as one stream of bytes.
pub struct Reader {
    parts: Parts,
    part: io::Cursor<Vec<u8>>,
}

/// Opens a stored file.
pub fn open(db: &Db, staged: StagedId) -> Reader {
    Reader { parts: Parts::of(db, staged), part: io::Cursor::default() }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        let Some(bytes) = self.parts.next_piece().map_err(io::Error::other)? else { return Ok(0) };
        self.part = io::Cursor::new(bytes);
        self.part.read(buffer)
    }
}
