//! What became of a bulk message, recipient by recipient: delivered, read, withdrawn; mailed or not, and why.

use std::collections::HashMap;

use super::apply::sent;
use super::from_selection::message_of;
use super::preferences;
use crate::Result;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::operation::RowResult;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::deliveries::Ending;
use crate::deliveries::copies::{self, MailCopy};
use crate::id::UserId;

/// The results of rows of a batch that has sent a message. Whether somebody has read it is told only of those who let others know.
pub(super) fn results(conn: &mut Conn, batch: &Batch, rows: &[Row]) -> Result<Vec<Vec<RowResult>>> {
    let users: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let found = sent(conn, batch.id, &users)?;
    if found.is_empty() {
        return Ok(vec![Vec::new(); rows.len()]);
    }
    let preferences = preferences::of_people(conn, &users)?;
    let copies = if message_of(batch)?.by_mail { copies::of_people(conn, &users)? } else { HashMap::new() };
    let of_row = |row: &Row| {
        let Some((user, sent)) = row.user.and_then(|user| Some((user, found.get(&user)?))) else { return Vec::new() };
        let tells = preferences.get(&user).is_none_or(|chosen| chosen.read_receipts);
        let here = match sent.read_at.filter(|_| tells) {
            _ if sent.withdrawn => RowResult::of("withdrawn"),
            Some(at) => RowResult { at: Some(at), ..RowResult::of("read") },
            None => RowResult::of("delivered"),
        };
        let copy = copies.get(&sent.id).map(of_copy);
        [here].into_iter().chain(copy).collect()
    };
    Ok(rows.iter().map(of_row).collect())
}

fn of_copy(copy: &MailCopy) -> RowResult {
    let code = match copy.ending {
        None if copy.is_in_digest => "email_in_digest",
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
    RowResult { at: copy.at, ..RowResult::of(code) }
}
