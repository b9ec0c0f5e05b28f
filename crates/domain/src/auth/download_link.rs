//! Links to files that work without signing in, for a while: for scripts, and for programs that take an address.
//!
//! A link is worth as much as the person who made it: it names that person, and ends with their sign-ins.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use diesel::prelude::*;
use hmac::Mac;
use uuid::Uuid;

use super::link::{LinkKey, worthless};
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::{BatchId, UserId};
use crate::{Millis, Result};

/// What tells these links from those in mails.
const PURPOSE: u8 = 4;

/// Bytes of the id and the end.
const SAID: usize = 16 + 8;

impl LinkKey {
    /// The token of a link to the file of a batch; `None` if the person is not there.
    pub fn issue_download(
        &self,
        conn: &mut Conn,
        person: UserId,
        batch: BatchId,
        until: Millis,
    ) -> Result<Option<String>> {
        let Some(epoch) = epoch(conn, person)? else { return Ok(None) };
        let mut said = person.0.as_bytes().to_vec();
        said.extend(until.to_be_bytes());
        let signature = self.mac(PURPOSE, &said, &state(batch, epoch))?.finalize().into_bytes();
        said.extend(signature);
        Ok(Some(BASE64_URL_SAFE_NO_PAD.encode(said)))
    }

    /// Who made the link, where it is ours, is to this batch and has not ended.
    pub fn read_download(&self, conn: &mut Conn, token: &str, batch: BatchId, now: Millis) -> Result<UserId> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| worthless())?;
        let (said, signature) = bytes.split_at_checked(SAID).ok_or_else(worthless)?;
        let (id, end) = said.split_at(16);
        let person = UserId(Uuid::from_slice(id).map_err(|_| worthless())?);
        let end = Millis::from_be_bytes(end.try_into().map_err(|_| worthless())?);
        let epoch = epoch(conn, person)?.ok_or_else(worthless)?;
        self.mac(PURPOSE, said, &state(batch, epoch))?.verify_slice(signature).map_err(|_| worthless())?;
        if end <= now { Err(worthless()) } else { Ok(person) }
    }
}

fn state(batch: BatchId, epoch: i64) -> String {
    format!("{batch}\n{epoch}")
}

/// The number that every token of the person carries; raising it ends the links too.
fn epoch(conn: &mut Conn, person: UserId) -> Result<Option<i64>> {
    Ok(users::table.find(person).select(users::session_epoch).first(conn).optional()?)
}
