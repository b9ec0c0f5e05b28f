//! Texts of messages to many: under a name, and the draft of what is being written.

use rollcall_wire::Page;
use rollcall_wire::message_templates::{KeepMessageDraft, MessageDraft, MessageTemplate};
use serde_json::json;
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

fn path(template: &MessageTemplate) -> String {
    format!("/message-templates/{}", encode(&template.id))
}

/// One's own and those that others share, the oldest first: nobody has more than a page of them to choose from.
pub async fn list(signal: &AbortSignal) -> Result<Page<MessageTemplate>, Failure> {
    Call::get("/message-templates?limit=500").signal(Some(signal)).fetch().await
}

/// Keeps a text under a name.
pub async fn create(name: &str, text: &KeepMessageDraft, shared: bool) -> Result<MessageTemplate, Failure> {
    let KeepMessageDraft { subject, body, email } = text;
    let body = json!({ "name": name, "subject": subject, "body": body, "email": email, "shared": shared });
    Call::post("/message-templates").json(&body).fetch().await
}

/// Keeps another text under the same name, if the template is still as it was seen.
pub async fn update(template: &MessageTemplate, text: &KeepMessageDraft) -> Result<MessageTemplate, Failure> {
    Call::patch(path(template)).if_match(template.version).json(text).fetch().await
}

/// Deletes a template.
pub async fn delete(template: &MessageTemplate) -> Result<(), Failure> {
    Call::delete(path(template)).if_match(template.version).send().await.map(|_| ())
}

fn draft_at(course: Option<&str>) -> String {
    Query::default().with("course", course.unwrap_or_default()).on("/messages/draft")
}

/// What one was writing to many, in a course or at site level.
pub async fn draft(course: Option<&str>, signal: &AbortSignal) -> Result<MessageDraft, Failure> {
    Call::get(draft_at(course)).signal(Some(signal)).fetch().await
}

/// Keeps what one is writing.
pub async fn keep_draft(course: Option<&str>, draft: &KeepMessageDraft) -> Result<MessageDraft, Failure> {
    Call::put(draft_at(course)).json(draft).fetch().await
}
