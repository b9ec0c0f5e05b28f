//! The uploaded file, kept where every node can read it: in the database, in parts.

use std::io::{self, Read};

use diesel::prelude::*;

use crate::Result;
use crate::db::schema::{batches, staged_parts};
use crate::db::{Db, Urgency};
use crate::id::StagedId;

/// Bytes of a part: each is a short unit of work.
const PART: usize = 1024 * 1024;

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

/// Forgets a file.
pub fn remove(conn: &mut crate::db::Conn, staged: StagedId) -> Result<()> {
    diesel::delete(staged_parts::table.filter(staged_parts::staged.eq(staged))).execute(conn)?;
    Ok(())
}

/// Forgets files that no batch names: their upload broke off. An hour is longer than any upload.
pub fn forget_orphans(conn: &mut crate::db::Conn, now: crate::Millis) -> Result<usize> {
    let named = batches::table.filter(batches::staged.is_not_null()).select(batches::staged.assume_not_null());
    let old = staged_parts::table.filter(staged_parts::staged.lt(StagedId::earliest(now - 3_600_000)));
    Ok(diesel::delete(old.filter(staged_parts::staged.ne_all(named))).execute(conn)?)
}

/// Reads a stored file, a part at a time.
pub struct Reader {
    db: Db,
    staged: StagedId,
    next: i64,
    part: io::Cursor<Vec<u8>>,
}

/// Opens a stored file.
pub fn open(db: &Db, staged: StagedId) -> Reader {
    Reader { db: db.clone(), staged, next: 0, part: io::Cursor::default() }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        let key = (self.staged, self.next);
        let bytes: Option<Vec<u8>> = self
            .db
            .read(|conn| Ok(staged_parts::table.find(key).select(staged_parts::bytes).first(conn).optional()?))
            .map_err(io::Error::other)?;
        let Some(bytes) = bytes else { return Ok(0) };
        self.next += 1;
        self.part = io::Cursor::new(bytes);
        self.part.read(buffer)
    }
}
