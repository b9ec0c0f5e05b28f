//! Sending: one conversation, one message and one place in an inbox for each recipient; and taking them back.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::Value;

use super::from_selection::{Place, message_of};
use super::request::BulkMessage;
use super::template::Escaping;
use super::{ConversationKind, drafts};
use crate::audit::{self, Entries, Entry};
use crate::batches::engine::batch::Batch;
use crate::batches::engine::operation::{Applying, CarriedOut, Proposal};
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::engine::stop::Stop;
use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{conversation_members as cm, conversations as cv, message_texts as mt, messages as m};
use crate::deliveries::copies;
use crate::id::{BatchId, ConversationId, CourseId, MessageId, UserId};
use crate::notifications::store as notifications;
use crate::refusal::{Code, Refusal};
use crate::settings::NotificationChoice;
use crate::users::store as user_store;
use crate::{Context, Error, Millis, Origin, Result, deliveries};

const CONVERSATIONS: [ColumnSpec; 7] = [
    ("id", ColumnKind::Id),
    ("kind", ColumnKind::Text),
    ("subject", ColumnKind::Text),
    ("batch_id", ColumnKind::Id),
    ("sender_id", ColumnKind::Id),
    ("last_message_id", ColumnKind::Id),
    ("created_at", ColumnKind::Int),
];
const MEMBERS: [ColumnSpec; 6] = [
    ("conversation_id", ColumnKind::Id),
    ("user_id", ColumnKind::Id),
    ("other_id", ColumnKind::Id),
    ("last_at", ColumnKind::Int),
    ("unread", ColumnKind::Int),
    ("muted", ColumnKind::Bool),
];
const MESSAGES: [ColumnSpec; 7] = [
    ("id", ColumnKind::Id),
    ("conversation_id", ColumnKind::Id),
    ("sender_id", ColumnKind::Id),
    ("recipient_id", ColumnKind::Id),
    ("body", ColumnKind::Text),
    ("sent_at", ColumnKind::Int),
    ("batch_id", ColumnKind::Id),
];

/// Messages made ready to be stored.
struct PreparedMessages {
    batch: BatchId,
    /// Subject and body, if they are the same for everybody.
    shared: Option<(String, String)>,
    written: WrittenText,
    conversations: RecordSet<'static>,
    members: RecordSet<'static>,
    messages: RecordSet<'static>,
    mails: Vec<(UserId, MessageId)>,
    entries: Entries,
    applied: Vec<AppliedRow>,
    now: Millis,
}

/// The text as it was written, with its placeholders: it is a draft no more once it is sent.
struct WrittenText {
    by: UserId,
    course: Option<CourseId>,
    subject: String,
    body: String,
}

impl WrittenText {
    fn of(batch: &Batch) -> Self {
        let text = |name: &str| batch.settings[name].as_str().unwrap_or_default().to_owned();
        let course = if let Context::Course(id) = batch.context { Some(id) } else { None };
        Self { by: batch.created_by, course, subject: text("subject"), body: text("body") }
    }
}

/// Rows of a message that were checked: who gets it, or why not.
type Checked = Vec<std::result::Result<ToOne, Refusal>>;

/// What is sent to one recipient.
struct ToOne {
    user: UserId,
    /// Subject and body; `None` if they are the same for everybody.
    texts: Option<(String, String)>,
    /// Whether the person wants to be told of such messages at all.
    is_muted: bool,
}

fn check(conn: &mut Conn, place: &Place, message: &BulkMessage, rows: &[Row]) -> Result<Checked> {
    let ids: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let enrolments = place.enrolments(conn, &ids)?;
    let chosen = notifications::of_people(conn, &ids)?;
    let is_shared = message.subject.is_plain() && message.body.is_plain();
    let one = |row: &Row| {
        let gone = || Refusal::new(Code::UnknownUser, "The account is gone.");
        let account = row.user.and_then(|user| accounts.get(&user)).ok_or_else(gone)?;
        place.allows(message.to_inactive, account, enrolments.get(&account.id))?;
        let filling = place.filling(account);
        let texts = (!is_shared)
            .then(|| (message.subject.fill(filling, Escaping::Plain), message.body.fill(filling, Escaping::Markdown)));
        let choice = place.told(chosen.get(&account.id));
        Ok(ToOne { user: account.id, texts, is_muted: choice == NotificationChoice::Off })
    };
    Ok(rows.iter().map(one).collect())
}

fn made_ready(applying: Applying<'_>, message: &BulkMessage, sent: &[(i64, ToOne)]) -> Result<PreparedMessages> {
    let Applying { batch, actor, now } = applying;
    let sender = actor.user_id.ok_or_else(|| Error::internal("a message to many has a sender"))?;
    let is_shared = message.subject.is_plain() && message.body.is_plain();
    let mut prepared = PreparedMessages {
        batch: batch.id,
        shared: is_shared.then(|| (message.subject.text(), message.body.text())),
        written: WrittenText::of(batch),
        conversations: RecordSet::with_room(sent.len(), CONVERSATIONS.len()),
        members: RecordSet::with_room(sent.len(), MEMBERS.len()),
        messages: RecordSet::with_room(sent.len(), MESSAGES.len()),
        mails: Vec::new(),
        entries: Entries::default(),
        applied: Vec::with_capacity(sent.len()),
        now,
    };
    for (line, ToOne { user, texts, is_muted }) in sent {
        let (conversation, id) = (ConversationId::new(), MessageId::new());
        let (subject, body) = texts.clone().unzip();
        prepared.conversations.push([
            conversation.0.into(),
            ConversationKind::Bulk.name().into(),
            subject.into(),
            batch.id.0.into(),
            sender.0.into(),
            id.0.into(),
            now.into(),
        ]);
        prepared.members.push([
            conversation.0.into(),
            user.0.into(),
            sender.0.into(),
            now.into(),
            1.into(),
            (*is_muted).into(),
        ]);
        prepared.messages.push([
            id.0.into(),
            conversation.0.into(),
            sender.0.into(),
            user.0.into(),
            body.into(),
            now.into(),
            batch.id.0.into(),
        ]);
        if message.by_mail {
            prepared.mails.push((*user, id));
        }
        prepared.applied.push(AppliedRow { line: *line, version: 1, created: None });
    }
    let entries = sent.iter().map(|(line, to)| Entry {
        context: batch.context,
        batch: Some(batch.id),
        line: Some(*line),
        ..Entry::about("message.sent", to.user)
    });
    prepared.entries = audit::prepare(actor.user_id, &Origin::default(), now, entries);
    Ok(prepared)
}

impl PreparedMessages {
    fn store(&self, conn: &mut Conn) -> Result<()> {
        if let Some((subject, body)) = &self.shared
            && mt::table.find(self.batch).select(mt::batch_id).first::<BatchId>(conn).optional()?.is_none()
        {
            diesel::insert_into(mt::table)
                .values((mt::batch_id.eq(self.batch), mt::subject.eq(subject), mt::body.eq(body)))
                .execute(conn)?;
        }
        conn.execute_chunk(Statement::Insert("conversations"), &CONVERSATIONS, &self.conversations)?;
        conn.execute_chunk(Statement::Insert("conversation_members"), &MEMBERS, &self.members)?;
        conn.execute_chunk(Statement::Insert("messages"), &MESSAGES, &self.messages)?;
        deliveries::put_messages(conn, &self.mails, self.now, self.now)?;
        let WrittenText { by, course, subject, body } = &self.written;
        drafts::discard_sent(conn, *by, *course, (subject, body))?;
        audit::store(conn, &self.entries)
    }
}

impl Proposal for PreparedMessages {
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>> {
        self.store(conn)?;
        Ok(Some(self.applied.clone()))
    }
}

/// Makes rows ready ahead of the transaction that writes them; `None` if one of them has to be refused.
pub(super) fn prepare(conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
    // What is taken back is looked at in the transaction: somebody may be reading.
    if rows.is_empty() || applying.batch.undo_of.is_some() {
        return Ok(None);
    }
    let message = message_of(applying.batch)?;
    let place = Place::of(conn, applying.batch, applying.now)?;
    let checked = check(conn, &place, &message, rows)?;
    let Ok(checked) = checked.into_iter().collect::<std::result::Result<Vec<_>, Refusal>>() else { return Ok(None) };
    let sent: Vec<_> = rows.iter().zip(checked).map(|(row, to)| (row.line, to)).collect();
    Ok(Some(Box::new(made_ready(applying, &message, &sent)?)))
}

/// Sends rows in the transaction at hand.
pub(super) fn carry_out(
    conn: &mut Conn,
    applying: Applying<'_>,
    taken: Vec<Row>,
    last: i64,
    stop: &mut Stop,
) -> Result<CarriedOut> {
    let message = message_of(applying.batch)?;
    let place = Place::of(conn, applying.batch, applying.now)?;
    let checked = check(conn, &place, &message, &taken)?;
    let (sent, done) = CarriedOut::sorted(taken, last, checked, stop);
    let prepared = made_ready(applying, &message, &sent)?;
    prepared.store(conn)?;
    Ok(CarriedOut { applied: prepared.applied, ..done })
}

/// A message of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct SentMessage {
    pub(super) id: MessageId,
    pub(super) recipient: UserId,
    conversation: ConversationId,
    pub(super) read_at: Option<Millis>,
    pub(super) withdrawn: bool,
}

/// The messages of a batch to some people, by recipient.
pub(super) fn sent(conn: &mut Conn, batch: BatchId, recipients: &[UserId]) -> Result<HashMap<UserId, SentMessage>> {
    type Row = (MessageId, Option<UserId>, ConversationId, Option<Millis>, bool);
    let rows: Vec<Row> = m::table
        .filter(m::batch_id.eq(batch))
        .filter(m::recipient_id.eq_any(recipients))
        .select((m::id, m::recipient_id, m::conversation_id, m::read_at, m::withdrawn))
        .load(conn)?;
    let message = |(id, recipient, conversation, read_at, withdrawn): Row| {
        let recipient = recipient?;
        Some((recipient, SentMessage { id, recipient, conversation, read_at, withdrawn }))
    };
    Ok(rows.into_iter().filter_map(message).collect())
}

/// Takes back what is unread of another batch's messages, in the transaction at hand. What was mailed stays mailed.
pub(super) fn withdraw(
    conn: &mut Conn,
    applying: Applying<'_>,
    original: BatchId,
    taken: Vec<Row>,
    last: i64,
    stop: &mut Stop,
) -> Result<CarriedOut> {
    let Applying { batch, actor, now } = applying;
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    let found = sent(conn, original, &ids)?;
    let one = |row: &Row| match row.user.and_then(|user| found.get(&user)) {
        Some(one) if one.read_at.is_some() => Err(already_read()),
        Some(one) if !one.withdrawn => Ok(*one),
        _ => Err(Refusal::new(Code::ChangedSinceBatch, "The message is gone already.")),
    };
    let checked: Vec<_> = taken.iter().map(one).collect();
    let (withdrawn, done) = CarriedOut::sorted(taken, last, checked, stop);
    let messages: Vec<MessageId> = withdrawn.iter().map(|(_, one)| one.id).collect();
    let conversations: Vec<ConversationId> = withdrawn.iter().map(|(_, one)| one.conversation).collect();
    // Nobody has read it between the look and this, or the whole unit of work is done anew.
    let unread = m::table.filter(m::id.eq_any(&messages)).filter(m::read_at.is_null());
    let changed = diesel::update(unread).set((m::withdrawn.eq(true), m::body.eq(None::<String>))).execute(conn)?;
    if changed != messages.len() {
        return Err(Error::internal("a message was read while it was withdrawn; it is looked at again"));
    }
    diesel::update(cv::table.filter(cv::id.eq_any(&conversations))).set(cv::subject.eq("")).execute(conn)?;
    let members = cm::table.filter(cm::conversation_id.eq_any(&conversations)).filter(cm::unread.gt(0));
    diesel::update(members.filter(cm::user_id.eq_any(&ids))).set(cm::unread.eq(cm::unread - 1)).execute(conn)?;
    copies::withdraw(conn, &ids, &messages)?;
    let entries = withdrawn.iter().map(|(line, one)| Entry {
        context: batch.context,
        batch: Some(batch.id),
        line: Some(*line),
        before: Value::Null,
        ..Entry::about("message.withdrawn", one.recipient)
    });
    audit::record(conn, actor, now, entries)?;
    let applied = withdrawn.iter().map(|(line, _)| AppliedRow { line: *line, version: 2, created: None }).collect();
    Ok(CarriedOut { applied, ..done })
}

pub(super) fn already_read() -> Refusal {
    Refusal::new(Code::AlreadyRead, "The message was read already, and stays where it is.")
}
