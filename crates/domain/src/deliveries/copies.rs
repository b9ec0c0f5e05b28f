//! The copies of messages that go out by mail.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{DeliveryKind, Ending};
use crate::db::Conn;
use crate::db::schema::deliveries as d;
use crate::id::{MessageId, UserId};
use crate::{Millis, Result};

/// How the copy of a message fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailCopy {
    /// How it has ended; `None`: it waits.
    pub ending: Option<Ending>,
    /// When it has.
    pub at: Option<Millis>,
    /// Whether it is told together with others.
    pub is_in_digest: bool,
}

/// The copies that these people get or got, by the message.
pub fn of_people(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<MessageId, MailCopy>> {
    type Stored = (String, String, Option<String>, Option<Millis>);
    let kinds = [DeliveryKind::Message.name(), DeliveryKind::DigestItem.name()];
    let found = d::table.filter(d::recipient_id.eq_any(users)).filter(d::kind.eq_any(kinds));
    let rows: Vec<Stored> = found.select((d::payload, d::kind, d::result, d::delivered_at)).load(conn)?;
    let copy = |(payload, kind, result, at): Stored| {
        let ending = result.as_deref().and_then(Ending::from_name);
        let copy = MailCopy { ending, at, is_in_digest: kind == DeliveryKind::DigestItem.name() };
        Some((payload.parse().ok()?, copy))
    };
    Ok(rows.into_iter().filter_map(copy).collect())
}

/// Takes back copies of messages to these people that were to go out by themselves. A digest leaves out what was withdrawn.
pub fn withdraw(conn: &mut Conn, users: &[UserId], messages: &[MessageId]) -> Result<()> {
    let payloads: Vec<String> = messages.iter().map(ToString::to_string).collect();
    let waiting = d::table.filter(d::kind.eq(DeliveryKind::Message.name())).filter(d::recipient_id.eq_any(users));
    diesel::delete(waiting.filter(d::payload.eq_any(payloads)).filter(d::delivered_at.is_null())).execute(conn)?;
    Ok(())
}
