//! What a single request does with messages.

use super::store::{self, Conversation, Keeping, NewMessage};
use super::{ConversationKind, Message, checked_body, reach};
use crate::db::Conn;
use crate::id::{ConversationId, MessageId, UserId};
use crate::notifications::{NotificationKind, store as notifications};
use crate::settings::{NotificationChoice, Settings};
use crate::time::MINUTE;
use crate::users::store as user_store;
use crate::{Actor, Error, Millis, Noun, Result, deliveries};

/// Sends a message to a person.
///
/// # Errors
/// See [`reach::require`]; a text that is blank or too long.
pub fn send(conn: &mut Conn, actor: &Actor, now: Millis, to: UserId, body: &str) -> Result<Message> {
    let body = checked_body("body", body)?;
    let site = Settings::load(conn)?;
    let recipient = reach::require(conn, actor, &site, to)?;
    let sender = oneself(actor)?;
    let new = NewMessage { sender: Some(sender), recipient: recipient.id, body: &body, at: now };
    let id = store::send_direct(conn, sender, &new)?;
    tell(conn, &site, recipient.id, id, now)?;
    sent(conn, id)
}

/// Answers in a conversation. Who answers a bulk message writes to its sender, whose inbox it stands in from then on.
///
/// # Errors
/// As for [`send`]; a notice cannot be answered (`not_answerable`).
pub fn answer(conn: &mut Conn, actor: &Actor, now: Millis, id: ConversationId, body: &str) -> Result<Message> {
    let body = checked_body("body", body)?;
    let site = Settings::load(conn)?;
    let sender = oneself(actor)?;
    let conversation = store::of_member(conn, id, sender)?;
    let to = match conversation.kind {
        ConversationKind::Notice => None,
        ConversationKind::Direct | ConversationKind::Bulk => conversation.other,
    };
    let Some(to) = to else {
        let message = "Nobody reads answers to this message.";
        return Err(Error::conflict("not_answerable", message));
    };
    let recipient = match conversation.kind {
        // Who has written to many is open to the answers.
        ConversationKind::Bulk => {
            reach::require_on(&site)?;
            let recipient = user_store::find(conn, to)?;
            reach::require_reachable(conn, sender, &recipient)?;
            recipient
        }
        ConversationKind::Direct | ConversationKind::Notice => reach::require(conn, actor, &site, to)?,
    };
    let new = NewMessage { sender: Some(sender), recipient: recipient.id, body: &body, at: now };
    let id = store::answer(conn, id, &new)?;
    tell(conn, &site, recipient.id, id, now)?;
    sent(conn, id)
}

/// Somebody who reads a message at once is not told of it by mail, too.
const TIME_TO_READ: Millis = 2 * MINUTE;

/// Has the recipient told by mail, if that is what the person wants.
fn tell(conn: &mut Conn, site: &Settings, to: UserId, id: MessageId, now: Millis) -> Result<()> {
    let chosen = notifications::of_people(conn, &[to])?;
    let choice = notifications::effective(site, chosen.get(&to), NotificationKind::DirectMessage, None);
    if matches!(choice, NotificationChoice::InApp | NotificationChoice::Off) {
        return Ok(());
    }
    deliveries::put_messages(conn, &[(to, id)], now, now + TIME_TO_READ)
}

fn sent(conn: &mut Conn, id: MessageId) -> Result<Message> {
    store::by_ids(conn, &[id])?.remove(&id).ok_or(Error::NotFound(Noun::Message))
}

/// Notes that the caller has read a conversation up to now.
pub fn mark_read(conn: &mut Conn, actor: &Actor, now: Millis, id: ConversationId) -> Result<()> {
    let user = oneself(actor)?;
    store::of_member(conn, id, user)?;
    store::mark_read(conn, id, user, now)
}

/// Stars, mutes or puts away a conversation.
pub fn keep(conn: &mut Conn, actor: &Actor, id: ConversationId, keeping: Keeping) -> Result<Conversation> {
    let user = oneself(actor)?;
    store::of_member(conn, id, user)?;
    store::keep(conn, id, user, keeping)?;
    store::of_member(conn, id, user)
}

/// Removes a conversation from the caller's inbox, with all that was written up to now. The other person keeps it.
pub fn clear(conn: &mut Conn, actor: &Actor, now: Millis, id: ConversationId) -> Result<()> {
    let user = oneself(actor)?;
    let conversation = store::of_member(conn, id, user)?;
    store::mark_read(conn, id, user, now)?;
    let cleared_at = Some(now.max(conversation.last_at));
    store::keep(conn, id, user, Keeping { cleared_at, ..Keeping::default() })
}

fn oneself(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(crate::auth::session::signed_out)
}
