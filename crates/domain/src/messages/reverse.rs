//! Taking messages back: those that nobody has read, planned.
//!
//! A plan changes nothing and can be thrown away, so that it must not tell who has read a message and keeps that private. Their messages are
//! planned as unread; when the undo is applied, those that were read stay, and the row says so.

use super::apply::{already_read, sent};
use super::preferences;
use crate::Result;
use crate::batches::engine::message::Message;
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::deliveries::{Ending, copies};
use crate::id::UserId;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// The reverse of rows that sent a message.
pub(super) fn reverse(conn: &mut Conn, reversal: Reversal<'_>, applied: Vec<Row>) -> Result<Vec<Row>> {
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let found = sent(conn, reversal.original, &ids)?;
    let copies = copies::of_people(conn, &ids)?;
    let preferences = preferences::of_people(conn, &ids)?;
    let tells = |user: &UserId| preferences.get(user).is_none_or(|chosen| chosen.read_receipts);
    let is_mailed = |id| copies.get(id).is_some_and(|copy| copy.ending == Some(Ending::Sent));
    let rows = applied.into_iter().map(|row| {
        let mut reversed = Row { user: row.user, version_planned: Some(1), ..Row::blank(row.line, &row.key) };
        let refusal = match row.user.and_then(|user| found.get(&user)) {
            Some(message) if message.read_at.is_some() && tells(&message.recipient) => Some(already_read()),
            Some(message) if !message.withdrawn => {
                reversed.outcomes = Outcome::Withdraw.into();
                if is_mailed(&message.id) {
                    let message = "The copy by e-mail was sent, and cannot be taken back.";
                    reversed.messages.push(Message::info("mailed", message.to_owned()));
                }
                None
            }
            _ => Some(Refusal::new(Code::ChangedSinceBatch, "The message is gone already.")),
        };
        if let Some(refusal) = refusal {
            reversed.refuse_planned(refusal);
        }
        reversed.settled = !reversed.outcomes.changes_something();
        reversed
    });
    Ok(rows.collect())
}
