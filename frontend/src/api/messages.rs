//! Messages: one's conversations, messages to many, contacts, and whom one has blocked.

use rollcall_wire::Page;
use rollcall_wire::batches::Batch;
use rollcall_wire::messages::{
    AnswerMessage, BlockedPerson, Contact, Conversation, CourseTarget, Inbox, KeepConversation, Message,
    MessageAudience, PreviewMessage, Recipient, RenderedMessage, ReportMessage, SendMessage, TestMessage,
};
use serde_json::{Map, Value, json};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

fn path(id: &str, rest: &str) -> String {
    format!("/conversations/{}{rest}", encode(id))
}

/// One page of one's conversations, the latest first. The API does not count them.
pub async fn list(query: Query, signal: Option<&AbortSignal>) -> Result<Page<Conversation>, Failure> {
    let query = query.replacing("count", "");
    let inbox: Inbox = Call::get(query.on("/conversations")).signal(signal).fetch().await?;
    Ok(Page { items: inbox.items, next_cursor: inbox.next_cursor, total: None })
}

/// The latest conversation with a user.
pub async fn with(user: &str) -> Result<Option<Conversation>, Failure> {
    let page = list(Query::default().with("limit", 50), None).await?;
    let is_with = |conversation: &Conversation| conversation.with.iter().any(|person| person.id == user);
    Ok(page.items.into_iter().find(|conversation| conversation.kind == "direct" && is_with(conversation)))
}

/// Changes how one keeps a conversation; gives it as it is kept then.
pub async fn keep(id: &str, how: &KeepConversation) -> Result<Conversation, Failure> {
    Call::patch(path(id, "")).json(how).fetch().await
}

/// The messages of a conversation, the latest first, as many as that.
pub async fn of(id: &str, limit: usize, signal: &AbortSignal) -> Result<Page<Message>, Failure> {
    let query = Query::default().with("limit", limit);
    Call::get(query.on(&path(id, "/messages"))).signal(Some(signal)).fetch().await
}

/// Says that all messages of a conversation are read.
pub async fn read(id: &str) -> Result<(), Failure> {
    Call::post(path(id, "/read")).json(&json!({})).send().await.map(|_| ())
}

/// Removes a conversation from one's inbox.
pub async fn clear(id: &str) -> Result<(), Failure> {
    Call::delete(path(id, "")).send().await.map(|_| ())
}

/// Answers in a conversation.
pub async fn answer(id: &str, body: String) -> Result<Message, Failure> {
    Call::post(path(id, "/messages")).json(&AnswerMessage { body }).fetch().await
}

/// Writes to a user.
pub async fn send(to: &str, body: String) -> Result<Message, Failure> {
    Call::post("/messages").json(&SendMessage { to: to.to_owned(), body }).fetch().await
}

/// Some of those whom one may write to, by a part of the name.
pub async fn recipients(q: &str, limit: usize, signal: &AbortSignal) -> Result<Page<Recipient>, Failure> {
    let query = Query::default().with("q", q).with("limit", limit);
    Call::get(query.on("/messages/recipients")).signal(Some(signal)).fetch().await
}

/// Reports a message to those who look after messages.
pub async fn report(id: &str, reason: String) -> Result<(), Failure> {
    let path = format!("/messages/{}/report", encode(id));
    Call::post(path).json(&ReportMessage { reason }).send().await.map(|_| ())
}

/// A message to many as some of its recipients would read it.
pub async fn preview(message: &PreviewMessage) -> Result<Vec<RenderedMessage>, Failure> {
    let page: Page<RenderedMessage> = Call::post("/messages/preview").json(message).fetch().await?;
    Ok(page.items)
}

/// Sends a message to many to oneself alone.
pub async fn test(message: &TestMessage) -> Result<RenderedMessage, Failure> {
    Call::post("/messages/test").json(message).fetch().await
}

/// Plans a message to people of a course.
pub async fn plan_in(course: &str, target: &CourseTarget, settings: &Map<String, Value>) -> Result<Batch, Failure> {
    let path = format!("/courses/{}/batches/message", encode(course));
    Call::post(path).json(&json!({ "target": target, "settings": settings })).fetch().await
}

/// How many people of a course a message would reach.
pub async fn audience(course: &str, target: &CourseTarget) -> Result<MessageAudience, Failure> {
    Call::post(format!("/courses/{}/messages/audience", encode(course))).json(target).fetch().await
}

/// Whom one has blocked.
pub async fn blocks(signal: &AbortSignal) -> Result<Page<BlockedPerson>, Failure> {
    Call::get("/me/blocks").signal(Some(signal)).fetch().await
}

/// Blocks a user.
pub async fn block(user: &str) -> Result<(), Failure> {
    Call::put(format!("/me/blocks/{}", encode(user))).send().await.map(|_| ())
}

/// Blocks a user no more.
pub async fn unblock(user: &str) -> Result<(), Failure> {
    Call::delete(format!("/me/blocks/{}", encode(user))).send().await.map(|_| ())
}

/// Whom one has as a contact, has asked, or has been asked by.
pub async fn contacts(signal: &AbortSignal) -> Result<Page<Contact>, Failure> {
    Call::get("/me/contacts").signal(Some(signal)).fetch().await
}

/// Asks a user to be a contact, or accepts.
pub async fn add_contact(user: &str) -> Result<Contact, Failure> {
    Call::put(format!("/me/contacts/{}", encode(user))).fetch().await
}

/// Ends what is between oneself and a user: a contact, a question, or the other's question.
pub async fn remove_contact(user: &str) -> Result<(), Failure> {
    Call::delete(format!("/me/contacts/{}", encode(user))).send().await.map(|_| ())
}
