//! Texts of messages to many: under a name, and as drafts.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::users::Actor;

/// The text of a message to many under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000031", "name": "Welcome", "subject": "Welcome, {first_name}",
    "body": "Dear {full_name},\n\nyour account is **ready**.", "email": true, "shared": true,
    "owner": { "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer" },
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct MessageTemplate {
    /// Its identity.
    pub id: String,
    /// Its name; each person's templates have different ones.
    pub name: String,
    /// The subject, with placeholders.
    pub subject: String,
    /// The text in Markdown, with placeholders.
    pub body: String,
    /// Whether a copy goes out by e-mail.
    pub email: bool,
    /// Whether all users who may write to many see the template.
    pub shared: bool,
    /// Whose it is; only they change it.
    pub owner: Actor,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// A new template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Welcome", "subject": "Welcome, {first_name}", "body": "Your account is **ready**.", "shared": true
})))]
pub struct CreateMessageTemplate {
    /// 1 to 100 characters.
    pub name: String,
    /// As of a message to many: one line, with placeholders.
    pub subject: String,
    /// As of a message to many: Markdown, with placeholders, at most 64 KB.
    pub body: String,
    /// Whether a copy goes out by e-mail; missing means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<bool>,
    /// Missing means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// A merge patch on a template: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Welcome to all", "shared": false })))]
pub struct UpdateMessageTemplate {
    /// As in `MessageTemplate`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub name: Patch<String>,
    /// As in `CreateMessageTemplate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// As in `CreateMessageTemplate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// As in `MessageTemplate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<bool>,
    /// As in `MessageTemplate`.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub shared: Patch<bool>,
}

/// What one was writing to many and has not sent; all of it is empty if there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "subject": "Welcome, {first_name}", "body": "Dear {full", "email": false, "saved_at": "2026-03-01T09:30:00.000Z"
})))]
pub struct MessageDraft {
    /// The subject as it was typed.
    pub subject: String,
    /// The text as it was typed.
    pub body: String,
    /// Whether a copy goes out by e-mail.
    pub email: bool,
    /// When it was saved; `null` if there is no draft.
    pub saved_at: Option<String>,
}

/// What one is writing; it may be unfinished.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "subject": "Welcome, {first_name}", "body": "Dear {full", "email": false })))]
pub struct KeepMessageDraft {
    /// At most 255 characters.
    pub subject: String,
    /// At most 64 KB.
    pub body: String,
    /// Whether a copy goes out by e-mail.
    pub email: bool,
}
