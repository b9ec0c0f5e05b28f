//! What waits to be sent: written in the transaction of the change that it tells of, delivered by a job.

use diesel::prelude::*;
use serde_json::json;

use crate::db::Conn;
use crate::db::schema::outbox;
use crate::id::{OutboxId, UserId};
use crate::privacy::{Erasure, Fate};
use crate::{Millis, Result};

/// What becomes of the outbox when people are erased: nothing is sent to them any more.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "outbox", rows: "recipient_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];

/// Notes that a person is to be invited to set a password.
pub fn invite(conn: &mut Conn, recipient: UserId, now: Millis) -> Result<()> {
    put(conn, "invitation", recipient, &json!({}), now)
}

fn put(conn: &mut Conn, kind: &str, recipient: UserId, payload: &serde_json::Value, now: Millis) -> Result<()> {
    diesel::insert_into(outbox::table)
        .values((
            outbox::id.eq(OutboxId::new()),
            outbox::kind.eq(kind),
            outbox::recipient_id.eq(recipient),
            outbox::payload.eq(payload.to_string()),
            outbox::created_at.eq(now),
            outbox::due_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}
