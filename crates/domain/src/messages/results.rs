//! What became of a bulk message, recipient by recipient: delivered, read, withdrawn; mailed or not, and why.

use std::collections::HashMap;

use diesel::prelude::*;

use super::apply::sent;
use super::preferences;
use super::request::bulk_message;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::operation::RowResult;
use crate::batches::engine::row::Row;
use crate::context::Context;
use crate::db::Conn;
use crate::db::schema::deliveries as d;
use crate::deliveries::{DeliveryKind, Ending};
use crate::id::UserId;
use crate::{Error, Millis, Result};

/// How the mail copy of a message fares.
struct MailCopy {
    ending: Option<Ending>,
    at: Option<Millis>,
    is_for_digest: bool,
}

/// The results of rows of a batch that has sent a message. Whether somebody has read it is told only of those who let others know.
pub(super) fn results(conn: &mut Conn, batch: &Batch, rows: &[Row]) -> Result<Vec<Vec<RowResult>>> {
    let users: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let found = sent(conn, batch.id, &users)?;
    if found.is_empty() {
        return Ok(vec![Vec::new(); rows.len()]);
    }
    let in_course = matches!(batch.context, Context::Course(_));
    let message = bulk_message(&batch.settings, in_course).map_err(|fault| Error::internal(fault.message))?;
    let preferences = preferences::of_people(conn, &users)?;
    let copies = if message.by_mail { copies(conn, &users)? } else { HashMap::new() };
    let of_row = |row: &Row| {
        let Some((user, sent)) = row.user.and_then(|user| Some((user, found.get(&user)?))) else { return Vec::new() };
        let tells = preferences.get(&user).is_none_or(|chosen| chosen.read_receipts);
        let here = match sent.read_at.filter(|_| tells) {
            _ if sent.withdrawn => RowResult::of("withdrawn"),
            Some(at) => RowResult { at: Some(at), ..RowResult::of("read") },
            None => RowResult::of("delivered"),
        };
        let copy = copies.get(&sent.id.to_string()).map(MailCopy::result);
        [here].into_iter().chain(copy).collect()
    };
    Ok(rows.iter().map(of_row).collect())
}

/// The mail copies that these people get or got, by the message.
fn copies(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<String, MailCopy>> {
    type Stored = (String, String, Option<String>, Option<Millis>);
    let kinds = [DeliveryKind::Message.name(), DeliveryKind::DigestItem.name()];
    let found = d::table.filter(d::recipient_id.eq_any(users)).filter(d::kind.eq_any(kinds));
    let rows: Vec<Stored> = found.select((d::payload, d::kind, d::result, d::delivered_at)).load(conn)?;
    let copy = |(payload, kind, result, at): Stored| {
        let ending = result.as_deref().and_then(Ending::from_name);
        (payload, MailCopy { ending, at, is_for_digest: kind == DeliveryKind::DigestItem.name() })
    };
    Ok(rows.into_iter().map(copy).collect())
}

impl MailCopy {
    fn result(&self) -> RowResult {
        let code = match self.ending {
            None if self.is_for_digest => "email_in_digest",
            None => "email_waiting",
            Some(Ending::Sent) => "emailed",
            Some(Ending::Bounced) => "bounced",
            Some(Ending::Refused) => "email_refused",
            Some(Ending::Suppressed) => "email_suppressed",
            Some(Ending::OptedOut) => "opted_out",
            Some(Ending::NoAddress) => "no_address",
            // It was read or withdrawn before.
            Some(Ending::Outdated) => "email_not_needed",
        };
        RowResult { at: self.at, ..RowResult::of(code) }
    }
}
