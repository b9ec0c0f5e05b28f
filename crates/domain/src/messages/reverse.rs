//! Taking messages back: those that nobody has read, planned.

use std::collections::HashSet;

use diesel::prelude::*;

use super::apply::{already_read, sent};
use crate::Result;
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::db::schema::deliveries as o;
use crate::deliveries::{DeliveryKind, Ending};
use crate::id::UserId;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// The reverse of rows that sent a message.
pub(super) fn reverse(conn: &mut Conn, reversal: Reversal<'_>, applied: Vec<Row>) -> Result<Vec<Row>> {
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let found = sent(conn, reversal.original, &ids)?;
    let mailed: HashSet<String> = o::table
        .filter(o::kind.eq_any([DeliveryKind::Message.name(), DeliveryKind::DigestItem.name()]))
        .filter(o::recipient_id.eq_any(&ids))
        .filter(o::result.eq(Ending::Sent.name()))
        .select(o::payload)
        .load(conn)?
        .into_iter()
        .collect();
    let rows = applied.into_iter().map(|row| {
        let mut reversed = Row { user: row.user, version_planned: Some(1), ..Row::blank(row.line, &row.key) };
        let refusal = match row.user.and_then(|user| found.get(&user)) {
            Some(message) if message.read_at.is_some() => Some(already_read()),
            Some(message) if !message.withdrawn => {
                reversed.outcomes = Outcome::Withdraw.into();
                if mailed.contains(&message.id.to_string()) {
                    let message = "The copy by e-mail was sent, and cannot be taken back.";
                    reversed.messages.push(Message::info("mailed", message.to_owned()));
                }
                None
            }
            _ => Some(Refusal::new(Code::ChangedSinceBatch, "The message is gone already.")),
        };
        if let Some(refusal) = refusal {
            let (level, outcome) =
                if refusal.code.is_skip() { (Level::Info, Outcome::Skip) } else { (Level::Error, Outcome::Conflict) };
            reversed.outcomes = outcome.into();
            reversed.messages.push(Message::from_refusal(level, refusal));
        }
        reversed.settled = !reversed.outcomes.changes_something();
        reversed
    });
    Ok(rows.collect())
}
