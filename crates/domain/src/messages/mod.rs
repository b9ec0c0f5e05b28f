//! Messages: conversations of two people, and bulk messages to many.
//!
//! [`operation`] sends bulk messages, row by row and each once; [`commands`] is what single requests do; [`reach`] says who may write to
//! whom; [`template`] and [`markdown`] are the text, from placeholders to HTML; [`message_template`] texts that are kept for the next
//! time, [`drafts`] those that are being written.

mod action;
mod apply;
pub mod audience;
pub mod commands;
pub mod contacts;
pub mod drafts;
mod from_selection;
pub mod markdown;
pub mod message_template;
pub mod operation;
pub mod preferences;
pub mod preview;
pub mod reach;
pub mod reached;
pub mod reports;
mod request;
mod results;
mod reverse;
pub mod store;
pub mod template;
pub mod test_copy;

use crate::erasure::{Erasure, Fate};
use crate::id::{BatchId, ConversationId, MessageId, UserId};
use crate::words::words;
use crate::{Error, Fault, Millis, saved_items, visible};

/// The longest body, in bytes (API document: 64 KB).
pub const LONGEST_BODY: usize = 64 * 1024;
/// The longest subject, in characters.
const LONGEST_SUBJECT: usize = 255;

/// Erasure policy of messages: a person's inbox goes, and the text of what the person was sent. What the person has written to others
/// stays in their conversations, without a sender.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "conversations",
        rows: "id IN (SELECT m.conversation_id FROM conversation_members m WHERE m.user_id IN (SELECT c.id FROM {people}))",
        fate: Fate::Emptied {
            columns: &[
                ("subject", "CASE WHEN kind = 'direct' THEN subject ELSE '' END"),
                ("pair_key", "NULL"),
                ("sender_id", "CASE WHEN sender_id IN (SELECT c.id FROM {people}) THEN NULL ELSE sender_id END"),
            ],
            stay: &["id", "kind", "batch_id", "last_message_id", "created_at"],
        },
    },
    Erasure {
        table: "messages",
        rows: "sender_id IN (SELECT c.id FROM {people}) OR recipient_id IN (SELECT c.id FROM {people})",
        fate: Fate::Emptied {
            columns: &[
                ("body", "CASE WHEN recipient_id IN (SELECT c.id FROM {people}) THEN '' ELSE body END"),
                ("withdrawn", "CASE WHEN recipient_id IN (SELECT c.id FROM {people}) THEN true ELSE withdrawn END"),
                (
                    "recipient_id",
                    "CASE WHEN recipient_id IN (SELECT c.id FROM {people}) THEN NULL ELSE recipient_id END",
                ),
                ("sender_id", "CASE WHEN sender_id IN (SELECT c.id FROM {people}) THEN NULL ELSE sender_id END"),
            ],
            stay: &["id", "conversation_id", "sent_at", "read_at", "batch_id"],
        },
    },
    Erasure { table: "conversation_members", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure { table: "message_texts", rows: "", fate: Fate::Nameless { columns: &["batch_id", "subject", "body"] } },
    Erasure {
        table: "contacts",
        rows: "user_id IN (SELECT c.id FROM {people}) OR contact_id IN (SELECT c.id FROM {people})",
        fate: Fate::Removed,
    },
    Erasure {
        table: "blocks",
        rows: "user_id IN (SELECT c.id FROM {people}) OR blocked_id IN (SELECT c.id FROM {people})",
        fate: Fate::Removed,
    },
    Erasure { table: "message_preferences", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    saved_items::erasure::<message_template::TemplateText>(),
    Erasure { table: "message_drafts", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure { table: "message_reports", rows: "reporter_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
];

words! {
    /// What a conversation is.
    ConversationKind {
        /// Two people write to each other.
        Direct "direct",
        /// A bulk message, and the answers to it.
        Bulk "bulk",
        /// The system tells something.
        Notice "notice",
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The conversation that it is in.
    pub conversation: ConversationId,
    /// Who wrote it; `None` is the system, or somebody whose account was erased.
    pub sender: Option<UserId>,
    /// Who gets it.
    pub recipient: Option<UserId>,
    /// The text as it was written, in Markdown; empty if it was withdrawn.
    pub body: String,
    /// When it was sent.
    pub sent_at: Millis,
    /// When its recipient read it.
    pub read_at: Option<Millis>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// The batch that has sent it.
    pub batch: Option<BatchId>,
}

/// Checks the text of a message.
///
/// # Errors
/// `missing_value` if it is blank, `too_long` above 64 KB, `invalid_value` for the NUL character.
pub fn checked_body(field: &str, text: &str) -> std::result::Result<String, Fault> {
    if text.len() > LONGEST_BODY {
        return Err(Fault::new(field, "too_long", "A message has at most 64 KB."));
    }
    if visible::is_blank(text) {
        return Err(Fault::new(field, "missing_value", "A message needs a text."));
    }
    if text.contains('\0') {
        return Err(Fault::new(field, "invalid_value", "A message has no NUL characters in it."));
    }
    Ok(text.trim_end().to_owned())
}

/// Checks a subject: one line.
///
/// # Errors
/// `missing_value`, `too_long`, or `invalid_value` for line breaks and marks that turn the direction of text.
pub fn checked_subject(field: &str, text: &str) -> std::result::Result<String, Fault> {
    if visible::is_blank(text) {
        return Err(Fault::new(field, "missing_value", "A message to many needs a subject."));
    }
    let Some(subject) = visible::name(text) else {
        let message = "A subject is one line of text, without control characters and marks that turn its direction.";
        return Err(Fault::new(field, "invalid_value", message));
    };
    if subject.chars().count() > LONGEST_SUBJECT {
        return Err(Fault::new(field, "too_long", format!("A subject has at most {LONGEST_SUBJECT} characters.")));
    }
    Ok(subject.into_owned())
}

/// The refusal to write to somebody. It is the same for every reason: a blocked person learns nothing by it.
pub fn cannot_be_messaged() -> Error {
    Error::forbidden("cannot_be_messaged", "This person cannot be messaged.")
}
