//! Who may write to somebody, and whether senders learn that a message was read.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::message_preferences as p;
use crate::id::UserId;
use crate::settings::WhoMayMessage;
use crate::{Error, Result};

/// What somebody has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessagePreferences {
    /// Who may write to the person; the site may allow less.
    pub who_may: WhoMayMessage,
    /// Whether senders see when the person has read, and the person sees when others have.
    pub read_receipts: bool,
}

impl Default for MessagePreferences {
    fn default() -> Self {
        Self { who_may: WhoMayMessage::Everybody, read_receipts: true }
    }
}

/// What some people have chosen; who has chosen nothing is not among them.
pub fn of_people(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<UserId, MessagePreferences>> {
    let found: Vec<(UserId, String, bool)> = p::table.filter(p::user_id.eq_any(users)).load(conn)?;
    let read = |(user, who_may, read_receipts): (UserId, String, bool)| {
        let who_may = WhoMayMessage::from_name(&who_may);
        let who_may = who_may.ok_or_else(|| Error::internal("a stored preference of messages cannot be read"))?;
        Ok((user, MessagePreferences { who_may, read_receipts }))
    };
    found.into_iter().map(read).collect()
}

/// What a person has chosen, or the default.
pub fn of_person(conn: &mut Conn, user: UserId) -> Result<MessagePreferences> {
    Ok(of_people(conn, &[user])?.remove(&user).unwrap_or_default())
}

/// Notes what a person has chosen.
pub fn set(conn: &mut Conn, user: UserId, chosen: MessagePreferences) -> Result<()> {
    diesel::delete(p::table.find(user)).execute(conn)?;
    diesel::insert_into(p::table)
        .values((p::user_id.eq(user), p::who_may.eq(chosen.who_may.name()), p::read_receipts.eq(chosen.read_receipts)))
        .execute(conn)?;
    Ok(())
}
