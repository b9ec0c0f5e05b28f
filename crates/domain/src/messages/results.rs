//! What became of a bulk message, recipient by recipient and counted: delivered, read, withdrawn; mailed or not, and why.
//!
//! Whether somebody has read it is told only of those who let others know. Of the others it is not told either that a copy by mail was
//! not needed, which would say the same.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::apply::sent;
use super::from_selection::message_of;
use super::preferences;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::operation::RowResult;
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::db::types::Id;
use crate::deliveries::copies::{self, MailCopy};
use crate::deliveries::{DeliveryKind, Ending};
use crate::id::UserId;
use crate::{Error, Result};

/// What an outdated copy is called: the message was read or withdrawn before it was mailed.
const NOT_NEEDED: &str = "email_not_needed";

/// All results, in the order in which they are counted.
const CODES: [&str; 12] = [
    "delivered",
    "read",
    "withdrawn",
    "email_waiting",
    "email_in_digest",
    "emailed",
    "bounced",
    "email_refused",
    "email_suppressed",
    "opted_out",
    "no_address",
    NOT_NEEDED,
];

/// The results of rows of a batch that has sent a message.
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
        let tells_of_copy = |copy: &RowResult| copy.code != NOT_NEEDED || tells || sent.withdrawn;
        let copy = copies.get(&sent.id).map(of_copy).filter(tells_of_copy);
        [here].into_iter().chain(copy).collect()
    };
    Ok(rows.iter().map(of_row).collect())
}

fn of_copy(copy: &MailCopy) -> RowResult {
    RowResult { at: copy.at, ..RowResult::of(code_of_copy(copy.ending, copy.is_in_digest)) }
}

fn code_of_copy(ending: Option<Ending>, is_in_digest: bool) -> &'static str {
    match ending {
        None if is_in_digest => "email_in_digest",
        None => "email_waiting",
        Some(Ending::Sent) => "emailed",
        Some(Ending::Bounced) => "bounced",
        Some(Ending::Refused) => "email_refused",
        Some(Ending::Suppressed) => "email_suppressed",
        Some(Ending::OptedOut) => "opted_out",
        Some(Ending::NoAddress) => "no_address",
        Some(Ending::Outdated) => NOT_NEEDED,
    }
}

#[derive(QueryableByName)]
struct CountedMessages {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct CountedCopies {
    #[diesel(sql_type = Nullable<Text>)]
    result: Option<String>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many recipients each result has that occurs, in one statement for the messages and one for the copies.
pub(super) fn counts(conn: &mut Conn, batch: &Batch) -> Result<Vec<(&'static str, i64)>> {
    let mut counted: HashMap<&'static str, i64> = HashMap::new();
    let of_messages = "SELECT CASE WHEN m.withdrawn THEN 'withdrawn' \
         WHEN m.read_at IS NOT NULL AND COALESCE(p.read_receipts, true) THEN 'read' ELSE 'delivered' END AS code, count(*) AS n \
         FROM messages m LEFT JOIN message_preferences p ON p.user_id = m.recipient_id \
         WHERE m.batch_id = $1 AND m.recipient_id IS NOT NULL GROUP BY 1";
    for CountedMessages { code, n } in diesel::sql_query(of_messages).bind::<Id, _>(batch.id).load(conn)? {
        let known = CODES.into_iter().find(|known| *known == code);
        *counted.entry(known.ok_or_else(|| Error::internal("a result that is none"))?).or_default() += n;
    }
    if message_of(batch)?.by_mail {
        let of_copies = "SELECT d.result, d.kind, count(*) AS n FROM messages m \
             JOIN deliveries d ON d.recipient_id = m.recipient_id AND d.payload = CAST(m.id AS text) \
             LEFT JOIN message_preferences p ON p.user_id = m.recipient_id \
             WHERE m.batch_id = $1 AND d.kind IN ('message', 'digest_item') \
             AND (COALESCE(d.result, '') <> 'outdated' OR m.withdrawn OR COALESCE(p.read_receipts, true)) GROUP BY 1, 2";
        for CountedCopies { result, kind, n } in diesel::sql_query(of_copies).bind::<Id, _>(batch.id).load(conn)? {
            let ending = result.as_deref().and_then(Ending::from_name);
            let code = code_of_copy(ending, kind == DeliveryKind::DigestItem.name());
            *counted.entry(code).or_default() += n;
        }
    }
    Ok(CODES.into_iter().filter_map(|code| Some((code, counted.remove(code)?))).collect())
}
