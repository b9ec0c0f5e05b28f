//! Conversations and messages in the database.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{ConversationKind, Message};
use crate::db::Conn;
use crate::db::schema::{conversation_members as cm, conversations as cv, message_texts as mt, messages as m};
use crate::id::{BatchId, ConversationId, MessageId, UserId};
use crate::{Error, Millis, Noun, Result};

/// A conversation as one of its people has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// What it is.
    pub kind: ConversationKind,
    /// What a bulk message is about.
    pub subject: Option<String>,
    /// The batch that has begun it.
    pub batch: Option<BatchId>,
    /// Who has begun a bulk conversation.
    pub sender: Option<UserId>,
    /// The other person; `None` is the system, or somebody whose account was erased.
    pub other: Option<UserId>,
    /// The latest message.
    pub last_message: MessageId,
    /// When it was sent.
    pub last_at: Millis,
    /// How many messages the person has not read.
    pub unread: i64,
    /// Whether the person has starred it.
    pub starred: bool,
    /// Whether the person hears nothing of new messages in it.
    pub muted: bool,
    /// Whether the person has put it away.
    pub archived: bool,
    /// Messages up to this time are not shown to the person.
    pub cleared_at: Millis,
}

type Row = (
    (ConversationId, String, Option<String>, Option<BatchId>, Option<UserId>, MessageId),
    (Option<UserId>, Millis, i64, bool, bool, bool, Millis),
);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (
        (cv::id, cv::kind, cv::subject, cv::batch_id, cv::sender_id, cv::last_message_id),
        (cm::other_id, cm::last_at, cm::unread, cm::starred, cm::muted, cm::archived, cm::cleared_at),
    )
}

fn read((conversation, member): Row) -> Result<Conversation> {
    let (id, kind, subject, batch, sender, last_message) = conversation;
    let (other, last_at, unread, starred, muted, archived, cleared_at) = member;
    let kind = ConversationKind::from_name(&kind);
    Ok(Conversation {
        id,
        kind: kind.ok_or_else(|| Error::internal("a stored conversation has an unknown kind"))?,
        subject,
        batch,
        sender,
        other,
        last_message,
        last_at,
        unread,
        starred,
        muted,
        archived,
        cleared_at,
    })
}

/// The shared texts of some batches: subject and body.
fn texts(conn: &mut Conn, batches: Vec<BatchId>) -> Result<HashMap<BatchId, (String, String)>> {
    if batches.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(BatchId, String, String)> = mt::table.filter(mt::batch_id.eq_any(batches)).load(conn)?;
    Ok(found.into_iter().map(|(batch, subject, body)| (batch, (subject, body))).collect())
}

/// Which conversations of an inbox are asked for.
#[derive(Debug, Clone, Default)]
pub struct InboxFilter {
    /// Those that were put away, or those that were not.
    pub archived: bool,
    /// Only those with a star.
    pub starred: bool,
    /// Only those with something unread.
    pub unread: bool,
}

/// Where in an inbox a page ends.
pub type Place = (Millis, ConversationId);

/// A page of somebody's conversations, the latest first.
pub fn page(
    conn: &mut Conn,
    user: UserId,
    asked: &InboxFilter,
    behind: Option<Place>,
    limit: i64,
) -> Result<Vec<Conversation>> {
    let mut found = cm::table
        .inner_join(cv::table.on(cv::id.eq(cm::conversation_id)))
        .filter(cm::user_id.eq(user))
        .filter(cm::last_at.gt(cm::cleared_at))
        .filter(cm::archived.eq(asked.archived))
        .order((cm::last_at.desc(), cm::conversation_id.desc()))
        .limit(limit)
        .select(columns())
        .into_boxed();
    if asked.starred {
        found = found.filter(cm::starred.eq(true));
    }
    if asked.unread {
        found = found.filter(cm::unread.gt(0));
    }
    if let Some((at, id)) = behind {
        let earlier = cm::last_at.lt(at).or(cm::last_at.eq(at).and(cm::conversation_id.lt(id)));
        found = found.filter(cm::last_at.le(at)).filter(earlier);
    }
    let rows = found.load(conn)?;
    with_subjects(conn, rows)
}

/// A conversation of a person; an error if it is none of theirs.
pub fn of_member(conn: &mut Conn, id: ConversationId, user: UserId) -> Result<Conversation> {
    let found: Option<Row> = cm::table
        .inner_join(cv::table.on(cv::id.eq(cm::conversation_id)))
        .filter(cm::conversation_id.eq(id))
        .filter(cm::user_id.eq(user))
        .select(columns())
        .first(conn)
        .optional()?;
    let found = found.ok_or(Error::NotFound(Noun::Conversation))?;
    with_subjects(conn, vec![found])?.pop().ok_or(Error::NotFound(Noun::Conversation))
}

fn with_subjects(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Conversation>> {
    let mut found: Vec<Conversation> = rows.into_iter().map(read).collect::<Result<_>>()?;
    let is_shared = |of: &Conversation| of.kind == ConversationKind::Bulk && of.subject.is_none();
    let texts = texts(conn, found.iter().filter(|of| is_shared(of)).filter_map(|of| of.batch).collect())?;
    for conversation in found.iter_mut().filter(|of| is_shared(of)) {
        let text = conversation.batch.and_then(|batch| texts.get(&batch));
        conversation.subject = text.map(|(subject, _)| subject.clone());
    }
    Ok(found)
}

/// What conversations are, and what their subjects are.
pub fn headings(
    conn: &mut Conn,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, (ConversationKind, Option<String>)>> {
    type Row = (ConversationId, String, Option<String>, Option<BatchId>);
    let found = cv::table.filter(cv::id.eq_any(ids)).select((cv::id, cv::kind, cv::subject, cv::batch_id));
    let rows: Vec<Row> = found.load(conn)?;
    let texts = texts(conn, rows.iter().filter(|row| row.2.is_none()).filter_map(|row| row.3).collect())?;
    let read = |(id, kind, subject, batch): Row| {
        let kind = ConversationKind::from_name(&kind);
        let kind = kind.ok_or_else(|| Error::internal("a stored kind of conversation is unknown"))?;
        let shared = || batch.and_then(|batch| texts.get(&batch)).map(|(subject, _)| subject.clone());
        Ok((id, (kind, subject.or_else(shared))))
    };
    rows.into_iter().map(read).collect()
}

/// How many messages somebody has not read, in conversations that make themselves heard.
pub fn unread_total(conn: &mut Conn, user: UserId) -> Result<i64> {
    let unread: Vec<i64> = cm::table
        .filter(cm::user_id.eq(user))
        .filter(cm::unread.gt(0))
        .filter(cm::muted.eq(false))
        .filter(cm::archived.eq(false))
        .select(cm::unread)
        .load(conn)?;
    Ok(unread.into_iter().sum())
}

type MessageRow = (
    MessageId,
    ConversationId,
    Option<UserId>,
    Option<UserId>,
    Option<String>,
    Millis,
    Option<Millis>,
    bool,
    Option<BatchId>,
);

fn messages(conn: &mut Conn, rows: Vec<MessageRow>) -> Result<Vec<Message>> {
    let shared = rows.iter().filter(|row| row.4.is_none() && !row.7).filter_map(|row| row.8).collect();
    let texts = texts(conn, shared)?;
    let message = |row: MessageRow| {
        let (id, conversation, sender, recipient, body, sent_at, read_at, withdrawn, batch) = row;
        let shared = || batch.and_then(|batch| texts.get(&batch)).map(|(_, body)| body.clone());
        let body = if withdrawn { String::new() } else { body.or_else(shared).unwrap_or_default() };
        Message { id, conversation, sender, recipient, body, sent_at, read_at, withdrawn, batch }
    };
    Ok(rows.into_iter().map(message).collect())
}

/// Messages by their ids.
pub fn by_ids(conn: &mut Conn, ids: &[MessageId]) -> Result<HashMap<MessageId, Message>> {
    let rows: Vec<MessageRow> = m::table.filter(m::id.eq_any(ids)).load(conn)?;
    Ok(messages(conn, rows)?.into_iter().map(|message| (message.id, message)).collect())
}

/// A page of the messages of a conversation that a person sees, the latest first.
pub fn of_conversation(
    conn: &mut Conn,
    conversation: &Conversation,
    behind: Option<MessageId>,
    limit: i64,
) -> Result<Vec<Message>> {
    let mut found = m::table
        .filter(m::conversation_id.eq(conversation.id))
        .filter(m::sent_at.gt(conversation.cleared_at))
        .order(m::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(id) = behind {
        found = found.filter(m::id.lt(id));
    }
    let rows = found.load(conn)?;
    messages(conn, rows)
}

/// How many messages of a conversation a person sees.
pub fn count(conn: &mut Conn, conversation: &Conversation) -> Result<i64> {
    let seen = m::table.filter(m::conversation_id.eq(conversation.id)).filter(m::sent_at.gt(conversation.cleared_at));
    Ok(seen.count().get_result(conn)?)
}

/// The direct conversation of two people; `None` if they have not written to each other yet.
pub fn direct(conn: &mut Conn, one: UserId, other: UserId) -> Result<Option<ConversationId>> {
    Ok(cv::table.filter(cv::pair_key.eq(pair_key(one, other))).select(cv::id).first(conn).optional()?)
}

/// What two people have one of.
fn pair_key(one: UserId, other: UserId) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("{first} {second}")
}

/// A message to be stored.
#[derive(Debug)]
pub struct NewMessage<'a> {
    /// Who writes; `None` is the system.
    pub sender: Option<UserId>,
    /// Who gets it.
    pub recipient: UserId,
    /// The text.
    pub body: &'a str,
    /// When.
    pub at: Millis,
}

/// Stores a message in the direct conversation of two people, which is begun if they have none.
pub fn send_direct(conn: &mut Conn, sender: UserId, new: &NewMessage<'_>) -> Result<MessageId> {
    // Two first messages at once are one conversation.
    conn.lock_name(&format!("conversation {}", pair_key(sender, new.recipient)))?;
    let id = MessageId::new();
    let conversation = match direct(conn, sender, new.recipient)? {
        Some(conversation) => conversation,
        None => {
            let conversation = ConversationId::new();
            begin(conn, conversation, ConversationKind::Direct, Some(pair_key(sender, new.recipient)), id, new.at)?;
            conversation
        }
    };
    store(conn, id, conversation, new)?;
    Ok(id)
}

/// Stores an answer in a conversation.
pub fn answer(conn: &mut Conn, conversation: ConversationId, new: &NewMessage<'_>) -> Result<MessageId> {
    let id = MessageId::new();
    store(conn, id, conversation, new)?;
    Ok(id)
}

/// Stores a conversation with a notice of the system.
pub fn notify(conn: &mut Conn, subject: &str, new: &NewMessage<'_>) -> Result<MessageId> {
    let (id, conversation) = (MessageId::new(), ConversationId::new());
    begin(conn, conversation, ConversationKind::Notice, None, id, new.at)?;
    diesel::update(cv::table.find(conversation)).set(cv::subject.eq(subject)).execute(conn)?;
    store(conn, id, conversation, new)?;
    Ok(id)
}

fn begin(
    conn: &mut Conn,
    id: ConversationId,
    kind: ConversationKind,
    pair_key: Option<String>,
    first: MessageId,
    at: Millis,
) -> Result<()> {
    diesel::insert_into(cv::table)
        .values((
            cv::id.eq(id),
            cv::kind.eq(kind.name()),
            cv::pair_key.eq(pair_key),
            cv::last_message_id.eq(first),
            cv::created_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

fn store(conn: &mut Conn, id: MessageId, conversation: ConversationId, new: &NewMessage<'_>) -> Result<()> {
    diesel::insert_into(m::table)
        .values((
            m::id.eq(id),
            m::conversation_id.eq(conversation),
            m::sender_id.eq(new.sender),
            m::recipient_id.eq(new.recipient),
            m::body.eq(new.body),
            m::sent_at.eq(new.at),
        ))
        .execute(conn)?;
    diesel::update(cv::table.find(conversation)).set(cv::last_message_id.eq(id)).execute(conn)?;
    reach(conn, conversation, new.recipient, new.sender, new.at, 1)?;
    if let Some(sender) = new.sender {
        reach(conn, conversation, sender, Some(new.recipient), new.at, 0)?;
    }
    Ok(())
}

/// Lets a conversation stand in somebody's inbox, with so many more unread. What was put away comes back.
fn reach(
    conn: &mut Conn,
    conversation: ConversationId,
    user: UserId,
    other: Option<UserId>,
    at: Millis,
    unread: i64,
) -> Result<()> {
    let changed = diesel::update(cm::table.find((conversation, user)))
        .set((cm::last_at.eq(at), cm::unread.eq(cm::unread + unread), cm::archived.eq(false)))
        .execute(conn)?;
    if changed > 0 {
        return Ok(());
    }
    diesel::insert_into(cm::table)
        .values((
            cm::conversation_id.eq(conversation),
            cm::user_id.eq(user),
            cm::other_id.eq(other),
            cm::last_at.eq(at),
            cm::unread.eq(unread),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that somebody has read a conversation up to now.
pub fn mark_read(conn: &mut Conn, conversation: ConversationId, user: UserId, now: Millis) -> Result<()> {
    let unread = m::table
        .filter(m::conversation_id.eq(conversation))
        .filter(m::recipient_id.eq(user))
        .filter(m::read_at.is_null());
    diesel::update(unread).set(m::read_at.eq(now)).execute(conn)?;
    diesel::update(cm::table.find((conversation, user))).set(cm::unread.eq(0)).execute(conn)?;
    Ok(())
}

/// How somebody keeps a conversation; `None` leaves as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = cm)]
pub struct Keeping {
    /// With a star.
    pub starred: Option<bool>,
    /// Without hearing of new messages in it.
    pub muted: Option<bool>,
    /// Put away.
    pub archived: Option<bool>,
    /// Without what was written up to this time.
    pub cleared_at: Option<Millis>,
    /// With so many unread.
    pub unread: Option<i64>,
}

/// Changes how somebody keeps a conversation.
pub fn keep(conn: &mut Conn, conversation: ConversationId, user: UserId, keeping: Keeping) -> Result<()> {
    if keeping != Keeping::default() {
        diesel::update(cm::table.find((conversation, user))).set(keeping).execute(conn)?;
    }
    Ok(())
}

/// Whether somebody has ever written to another one in person.
pub fn has_written(conn: &mut Conn, from: UserId, to: UserId) -> Result<bool> {
    let Some(conversation) = direct(conn, from, to)? else { return Ok(false) };
    let written = m::table.filter(m::conversation_id.eq(conversation)).filter(m::sender_id.eq(from));
    Ok(written.select(m::id).limit(1).first::<MessageId>(conn).optional()?.is_some())
}
