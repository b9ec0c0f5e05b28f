//! Messages that their recipients have reported, for moderators.

use diesel::prelude::*;
use serde_json::json;

use super::{Message, store};
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::db::schema::{message_reports as r, messages as m};
use crate::id::{MessageId, ReportId, UserId};
use crate::{Actor, Error, Millis, Noun, Result, visible};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;

/// A message that was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The message.
    pub message: Message,
    /// Who has reported it; `None` if that account was erased.
    pub reporter: Option<UserId>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Millis,
}

/// Reports a message that the caller was sent, once.
///
/// # Errors
/// [`Error::NotFound`] for a message that the caller was not sent; a reason that is blank or too long.
pub fn report(conn: &mut Conn, actor: &Actor, now: Millis, id: MessageId, reason: &str) -> Result<()> {
    let user = actor.user_id.ok_or_else(crate::auth::session::signed_out)?;
    if visible::is_blank(reason) {
        return Err(Error::invalid("reason", "missing_value", "Say what is wrong with the message."));
    }
    if reason.chars().count() > LONGEST_REASON || reason.contains('\0') {
        return Err(Error::invalid("reason", "too_long", "The reason has at most 1,000 characters."));
    }
    let is_own: Option<MessageId> =
        m::table.find(id).filter(m::recipient_id.eq(user)).select(m::id).first(conn).optional()?;
    is_own.ok_or(Error::NotFound(Noun::Message))?;
    let before = r::table.filter(r::message_id.eq(id)).filter(r::reporter_id.eq(user));
    if before.select(r::id).first::<ReportId>(conn).optional()?.is_some() {
        return Ok(());
    }
    let report = ReportId::new();
    diesel::insert_into(r::table)
        .values((
            r::id.eq(report),
            r::message_id.eq(id),
            r::reporter_id.eq(user),
            r::reason.eq(reason.trim()),
            r::reported_at.eq(now),
        ))
        .execute(conn)?;
    let entry = Entry::on("message.reported", Subject::of("message", id.0));
    audit::record(conn, actor, now, [Entry { details: json!({ "report": report.to_string() }), ..entry }])
}

/// A page of reports, the latest first. That they were looked at is noted in the audit.
pub fn page(conn: &mut Conn, actor: &Actor, now: Millis, behind: Option<ReportId>, limit: i64) -> Result<Vec<Report>> {
    let mut found = r::table.order(r::id.desc()).limit(limit).into_boxed();
    if let Some(id) = behind {
        found = found.filter(r::id.lt(id));
    }
    type Row = (ReportId, MessageId, Option<UserId>, String, Millis);
    let rows: Vec<Row> = found.select((r::id, r::message_id, r::reporter_id, r::reason, r::reported_at)).load(conn)?;
    let ids: Vec<MessageId> = rows.iter().map(|(_, message, ..)| *message).collect();
    let messages = store::by_ids(conn, &ids)?;
    audit::record(conn, actor, now, [Entry::general("messages.reports_read")])?;
    let report = |(id, message, reporter, reason, at): Row| {
        Some(Report { id, message: messages.get(&message)?.clone(), reporter, reason, at })
    };
    Ok(rows.into_iter().filter_map(report).collect())
}
