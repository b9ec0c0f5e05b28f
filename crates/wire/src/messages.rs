//! Messages: conversations, bulk messages, contacts.

use serde::{Deserialize, Serialize};

use crate::batches::SelectionSettings;
use crate::patch::or_default;
use crate::users::PersonRef;

/// A conversation as one of its people has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000021", "kind": "direct", "subject": null,
    "with": [{ "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" }],
    "last_message": {
        "id": "0199a000-0000-7000-8000-000000000022",
        "from": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" },
        "subject": null, "body": "Hello!", "html": "<p>Hello!</p>\n", "sent_at": "2026-03-01T09:30:00.000Z", "read_at": null,
        "withdrawn": false, "batch_id": null
    },
    "last_at": "2026-03-01T09:30:00.000Z", "unread": 1, "starred": false, "muted": false, "archived": false
})))]
pub struct Conversation {
    /// Its identity.
    pub id: String,
    /// `direct`, `bulk` or `notice`.
    pub kind: String,
    /// What a message to many is about.
    pub subject: Option<String>,
    /// The other people; nobody if the system writes, or the other account was erased.
    pub with: Vec<PersonRef>,
    /// The latest message; `null` if one has removed all that was written.
    pub last_message: Option<Message>,
    /// When it was sent.
    pub last_at: String,
    /// How many messages one has not read.
    pub unread: i64,
    /// Whether one has starred it.
    pub starred: bool,
    /// Whether one hears nothing of new messages in it.
    pub muted: bool,
    /// Whether one has put it away.
    pub archived: bool,
}

/// A page of one's conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "items": [{ "id": "0199a000-0000-7000-8000-000000000021", "kind": "direct", "subject": null,
    "with": [{ "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" }],
    "last_message": {
        "id": "0199a000-0000-7000-8000-000000000022",
        "from": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" },
        "subject": null, "body": "Hello!", "html": "<p>Hello!</p>\n", "sent_at": "2026-03-01T09:30:00.000Z", "read_at": null,
        "withdrawn": false, "batch_id": null
    },
    "last_at": "2026-03-01T09:30:00.000Z", "unread": 1, "starred": false, "muted": false, "archived": false }], "next_cursor": null, "unread_total": 1 })))]
pub struct Inbox {
    /// The conversations, the latest first.
    pub items: Vec<Conversation>,
    /// Where the next page begins; `null` at the end.
    pub next_cursor: Option<String>,
    /// How many messages one has not read, in all conversations that are neither muted nor put away.
    pub unread_total: i64,
}

/// A server-sent event of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "unread_total": 3 })))]
pub struct InboxEvent {
    /// How many messages one has not read.
    pub unread_total: i64,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "id": "0199a000-0000-7000-8000-000000000022",
        "from": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" },
        "subject": null, "body": "Hello!", "html": "<p>Hello!</p>\n", "sent_at": "2026-03-01T09:30:00.000Z", "read_at": null,
        "withdrawn": false, "batch_id": null })))]
pub struct Message {
    /// Its identity.
    pub id: String,
    /// Who wrote it; `null`: the system, or somebody whose account was erased.
    pub from: Option<PersonRef>,
    /// What a message to many is about.
    pub subject: Option<String>,
    /// The text in Markdown; empty if it was withdrawn.
    pub body: String,
    /// The text as HTML that is safe to show.
    pub html: String,
    /// When it was sent.
    pub sent_at: String,
    /// When its recipient read it; `null` also if one of both tells no such thing.
    pub read_at: Option<String>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// The batch that has sent it.
    pub batch_id: Option<String>,
}

/// A message to a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "to": "0199a000-0000-7000-8000-000000000002", "body": "Hello *Anna*!" })))]
pub struct SendMessage {
    /// The account's id.
    pub to: String,
    /// Markdown, at most 64 KB.
    pub body: String,
}

/// An answer in a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "body": "Thank you." })))]
pub struct AnswerMessage {
    /// Markdown, at most 64 KB.
    pub body: String,
}

/// How one keeps a conversation: missing members stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "starred": true })))]
pub struct KeepConversation {
    /// With a star.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Without hearing of new messages in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted: Option<bool>,
    /// Put away; a new message brings it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// Somebody whom one may write to: by name, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "id": "0199a000-0000-7000-8000-000000000002", "full_name": "Anna Bauer" })))]
pub struct Recipient {
    /// The account's id.
    pub id: String,
    /// First and last name.
    pub full_name: String,
}

/// Why a message is reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "reason": "Insults me" })))]
pub struct ReportMessage {
    /// At most 1,000 characters.
    pub reason: String,
}

/// A message that was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000023", "message": { "id": "0199a000-0000-7000-8000-000000000022",
        "from": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" },
        "subject": null, "body": "Hello!", "html": "<p>Hello!</p>\n", "sent_at": "2026-03-01T09:30:00.000Z", "read_at": null,
        "withdrawn": false, "batch_id": null },
    "reported_by": { "id": "0199a000-0000-7000-8000-000000000003", "username": "bea.huber", "full_name": "Bea Huber" },
    "reason": "Insults me", "reported_at": "2026-03-01T10:00:00.000Z"
})))]
pub struct ReportedMessage {
    /// The report's identity.
    pub id: String,
    /// The message.
    pub message: Message,
    /// Who has reported it.
    pub reported_by: Option<PersonRef>,
    /// Why.
    pub reason: String,
    /// When.
    pub reported_at: String,
}

/// Somebody whom one has as a contact, has asked, or has been asked by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "user": { "id": "0199a000-0000-7000-8000-000000000002", "full_name": "Anna Bauer" }, "state": "accepted",
    "since": "2026-03-01T09:30:00.000Z"
})))]
pub struct Contact {
    /// The person.
    pub user: Recipient,
    /// `accepted`; `asked`: one has asked the person; `asking`: the person has asked.
    pub state: String,
    /// Since when.
    pub since: String,
}

/// Somebody whom one has blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "user": { "id": "0199a000-0000-7000-8000-000000000002", "full_name": "Anna Bauer" }, "since": "2026-03-01T09:30:00.000Z" })))]
pub struct BlockedPerson {
    /// The person.
    pub user: Recipient,
    /// Since when.
    pub since: String,
}

/// Who may write to one, and whether senders learn that a message was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "who_may_message": "everybody", "site_allows": "everybody", "read_receipts": true
})))]
pub struct MessagePreferences {
    /// `everybody`, `course_mates` or `contacts`.
    pub who_may_message: String,
    /// What the site allows at most.
    pub site_allows: String,
    /// Whether senders see when one has read, and one sees when others have.
    pub read_receipts: bool,
}

/// A merge patch on them: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "who_may_message": "contacts" })))]
pub struct UpdateMessagePreferences {
    /// As in `MessagePreferences`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_may_message: Option<String>,
    /// As in `MessagePreferences`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_receipts: Option<bool>,
}

/// A message to people of a course.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "target": { "roles": ["learner"], "never_accessed": true },
    "settings": { "subject": "Welcome to {course_name}", "body": "Dear {first_name},\n\nthe course has begun.", "email": true }
})))]
pub struct CourseMessage {
    /// Who of the course; missing or empty: all participants.
    #[serde(default, deserialize_with = "or_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<CourseTarget>))]
    pub target: CourseTarget,
    /// Subject, text, and how to send it.
    pub settings: SelectionSettings,
}

/// Who of a course is meant: everything that is given has to hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "roles": ["learner"], "not_accessed_since": "2026-03-01" })))]
pub struct CourseTarget {
    /// Those with one of these roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// Those in one of these groups, by name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// These accounts; at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Those who have never looked at the course.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never_accessed: Option<bool>,
    /// Those who have not looked at it since this time, or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_accessed_since: Option<String>,
    /// Also who is suspended, or whose enrolment does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_inactive: Option<bool>,
}

/// How many people of a course a message would reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "recipients": 12, "inactive": 2 })))]
pub struct MessageAudience {
    /// Who would get it.
    pub recipients: i64,
    /// Who is meant and would not get it: suspended, or with an enrolment that is suspended, has ended or has not begun.
    pub inactive: i64,
}

/// A message to many, to be looked at as some recipients would read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "subject": "Hello {first_name}", "body": "Your department is {department|not known}.",
    "ids": ["0199a000-0000-7000-8000-000000000002"]
})))]
pub struct PreviewMessage {
    /// The subject, with placeholders.
    pub subject: String,
    /// The text, with placeholders.
    pub body: String,
    /// The course that it is sent in, by code or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// Up to three recipients; missing: oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
}

/// A message to many as one recipient reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "user": { "id": "0199a000-0000-7000-8000-000000000002", "full_name": "Anna Bauer" }, "subject": "Hello Anna",
    "body": "Your department is not known.", "html": "<p>Your department is not known.</p>\n", "blanks": []
})))]
pub struct RenderedMessage {
    /// The recipient.
    pub user: Recipient,
    /// The subject.
    pub subject: String,
    /// The text in Markdown.
    pub body: String,
    /// The text as HTML that is safe to show.
    pub html: String,
    /// Placeholders that stand for nothing with this recipient, and have no fallback.
    pub blanks: Vec<String>,
}

/// A message to many as a copy to oneself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "subject": "Hello {first_name}", "body": "Just a test." })))]
pub struct TestMessage {
    /// The subject, with placeholders.
    pub subject: String,
    /// The text, with placeholders.
    pub body: String,
    /// The course that it is sent in, by code or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// Whether the copy goes out by e-mail, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<bool>,
}
