//! Conversations and messages as JSON.

use std::collections::HashMap;

use rollcall_domain::db::Conn;
use rollcall_domain::id::{ConversationId, MessageId, UserId};
use rollcall_domain::messages::preferences::{self, MessagePreferences};
use rollcall_domain::messages::store::{self, Conversation};
use rollcall_domain::messages::{Message, markdown};
use rollcall_domain::users::{Account, store as user_store};
use rollcall_domain::{Error, Noun, Result, time};
use rollcall_wire::messages as wire;
use rollcall_wire::users::PersonRef;

use crate::users::view;

/// What is to be known of the people in some messages.
pub struct People {
    accounts: HashMap<UserId, Account>,
    preferences: HashMap<UserId, MessagePreferences>,
    reader: UserId,
}

impl People {
    /// Those of some messages, for somebody who reads them.
    pub fn of(conn: &mut Conn, reader: UserId, ids: impl IntoIterator<Item = UserId>) -> Result<Self> {
        let ids: Vec<UserId> = ids.into_iter().chain([reader]).collect();
        let (accounts, preferences) = (user_store::by_ids(conn, &ids)?, preferences::of_people(conn, &ids)?);
        Ok(Self { accounts, preferences, reader })
    }

    fn person(&self, id: UserId) -> Option<PersonRef> {
        self.accounts.get(&id).map(view::person)
    }

    fn tells(&self, id: UserId) -> bool {
        self.preferences.get(&id).copied().unwrap_or_default().read_receipts
    }

    /// When a message was read: its recipient knows; the sender learns it if both tell such things.
    fn read_at(&self, message: &Message) -> Option<String> {
        let recipient = message.recipient?;
        let may_know = recipient == self.reader || (self.tells(recipient) && self.tells(self.reader));
        message.read_at.filter(|_| may_know).map(time::format)
    }

    /// A message.
    pub fn message(&self, message: &Message, subject: Option<&str>) -> wire::Message {
        wire::Message {
            id: message.id.to_string(),
            from: message.sender.and_then(|id| self.person(id)),
            subject: subject.filter(|subject| !subject.is_empty()).map(str::to_owned),
            body: message.body.clone(),
            html: markdown::to_html(&message.body),
            sent_at: time::format(message.sent_at),
            read_at: self.read_at(message),
            withdrawn: message.withdrawn,
            batch_id: message.batch.map(|id| id.to_string()),
        }
    }

    fn conversation(&self, of: &Conversation, last: Option<&Message>) -> wire::Conversation {
        let subject = of.subject.as_deref().filter(|subject| !subject.is_empty());
        let last = last.filter(|message| message.sent_at > of.cleared_at);
        wire::Conversation {
            id: of.id.to_string(),
            kind: of.kind.name().to_owned(),
            subject: subject.map(str::to_owned),
            with: of.other.and_then(|id| self.person(id)).into_iter().collect(),
            last_message: last.map(|message| self.message(message, subject_of(of, message))),
            last_at: time::format(of.last_at),
            unread: of.unread,
            starred: of.starred,
            muted: of.muted,
            archived: of.archived,
        }
    }
}

/// The subject stands over the first message of a conversation, and not over answers.
pub fn subject_of<'c>(of: &'c Conversation, message: &Message) -> Option<&'c str> {
    of.subject.as_deref().filter(|_| message.batch.is_some() || message.sender.is_none())
}

/// Conversations of a person, with their latest messages.
pub fn conversations(conn: &mut Conn, reader: UserId, found: &[Conversation]) -> Result<Vec<wire::Conversation>> {
    let last: Vec<MessageId> = found.iter().map(|of| of.last_message).collect();
    let last = store::by_ids(conn, &last)?;
    let others = found.iter().filter_map(|of| of.other);
    let people = People::of(conn, reader, others.chain(last.values().filter_map(|message| message.sender)))?;
    Ok(found.iter().map(|of| people.conversation(of, last.get(&of.last_message))).collect())
}

/// One message, as its sender sees it.
pub fn sent(conn: &mut Conn, reader: UserId, message: &Message) -> Result<wire::Message> {
    let people = People::of(conn, reader, message.sender)?;
    Ok(people.message(message, None))
}

/// Somebody by name.
pub fn recipient(account: &Account) -> wire::Recipient {
    wire::Recipient { id: account.id.to_string(), full_name: account.full_name() }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<ConversationId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Conversation))
}
