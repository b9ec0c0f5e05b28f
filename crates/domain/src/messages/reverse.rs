//! Taking messages back: those that nobody has read, planned.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::apply::already_read;
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::operation::Reversal;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::db::schema::{messages as m, outbox as o};
use crate::id::{MessageId, UserId};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::{Millis, Result, outbox};

/// The reverse of rows that sent a message.
pub(super) fn reverse(conn: &mut Conn, reversal: Reversal<'_>, applied: Vec<Row>) -> Result<Vec<Row>> {
    let ids: Vec<UserId> = applied.iter().filter_map(|row| row.user).collect();
    let of_batch = m::table.filter(m::batch_id.eq(reversal.original)).filter(m::recipient_id.eq_any(&ids));
    let found: Vec<(Option<UserId>, MessageId, Option<Millis>, bool)> =
        of_batch.select((m::recipient_id, m::id, m::read_at, m::withdrawn)).load(conn)?;
    let found: HashMap<UserId, (MessageId, Option<Millis>, bool)> = found
        .into_iter()
        .filter_map(|(user, id, read_at, withdrawn)| Some((user?, (id, read_at, withdrawn))))
        .collect();
    let mailed: HashSet<String> = o::table
        .filter(o::kind.eq(outbox::MESSAGE))
        .filter(o::recipient_id.eq_any(&ids))
        .filter(o::delivered_at.is_not_null())
        .filter(o::last_error.is_null())
        .select(o::payload)
        .load(conn)?
        .into_iter()
        .collect();
    let rows = applied.into_iter().map(|row| {
        let mut reversed = Row { user: row.user, version_planned: Some(1), ..Row::blank(row.line, &row.key) };
        let refusal = match row.user.and_then(|user| found.get(&user)) {
            None | Some((.., true)) => Some(Refusal::new(Code::ChangedSinceBatch, "The message is gone already.")),
            Some((_, Some(_), _)) => Some(already_read()),
            Some((id, None, false)) => {
                reversed.outcomes = Outcome::Withdraw.into();
                if mailed.contains(&id.to_string()) {
                    let message = "The copy by e-mail was sent, and cannot be taken back.";
                    reversed.messages.push(Message::info("mailed", message.to_owned()));
                }
                None
            }
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
