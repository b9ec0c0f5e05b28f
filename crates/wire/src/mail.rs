//! Mail: what waits and how it fares, addresses that get none, and how one wants to be told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::users::PersonRef;

/// How mail fares. What has ended is counted for 30 days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "due": 12, "later": 3, "sent": 4800, "bounced": 7, "refused": 0, "suppressed": 2, "opted_out": 40, "no_address": 1, "outdated": 5,
    "unknown_ends": 0, "suppressions": 7
})))]
pub struct MailStatus {
    /// Mails that are sent as soon as it is their turn.
    pub due: i64,
    /// Mails that wait for a time: another attempt, a digest, an activation.
    pub later: i64,
    /// Mails that the mail server has taken.
    pub sent: i64,
    /// Mails that did not reach their recipient.
    pub bounced: i64,
    /// Mails that the mail server refused for what is in them or for their sender.
    pub refused: i64,
    /// Mails that were not sent because mails to the address have bounced before.
    pub suppressed: i64,
    /// Mails that were not sent because the recipient does not want them.
    pub opted_out: i64,
    /// Mails that were not sent because there is no address, or none that is surely the person's alone.
    pub no_address: i64,
    /// Mails that were not sent because what they tell has changed.
    pub outdated: i64,
    /// Attempts of which nobody knows whether the mail was taken; it was sent again under the same `Message-ID`.
    pub unknown_ends: i64,
    /// Addresses that get no mail.
    pub suppressions: i64,
}

/// An address that gets no mail, until the account has another one or the suppression is lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "address": "anna@example.org", "reason": "hard_bounce", "status": "5.1.1", "since": "2026-03-01T09:30:00.000Z",
    "users": [{ "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "full_name": "Anna Bauer" }]
})))]
pub struct Suppression {
    /// The address.
    pub address: String,
    /// `hard_bounce` (the mail server says that it cannot be reached) or `soft_bounces` (mails could not be delivered three times within a
    /// week).
    pub reason: String,
    /// The status of RFC 3463 that the last bounce gave, or the code of the server.
    pub status: String,
    /// Since when.
    pub since: String,
    /// The accounts that have it.
    pub users: Vec<PersonRef>,
}

/// A mail that did not reach somebody, as a relay reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "message_id": "<0199a000-0000-7000-8000-000000000031@example.org>", "status": "5.1.1"
})))]
pub struct ReportBounce {
    /// The `Message-ID` of the mail. Either this or `recipient`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The address, where the relay does not say which mail it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The status of RFC 3463: `5.x.x` cannot be reached, `4.x.x` could not be delivered in time.
    pub status: String,
}

/// What followed from a bounce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "address": "anna@example.org", "result": "suppressed" })))]
pub struct BounceTaken {
    /// Where the mail went.
    pub address: String,
    /// `suppressed` (the address gets no mail any more), `counted`, or `nothing` (it was known, or the account has another address).
    pub result: String,
}

/// How one is told of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "kinds": [{
        "kind": "bulk_message", "choice": "daily", "default": "email", "choices": ["in_app", "email", "daily", "weekly", "off"],
        "locked": false
    }],
    "courses": [{ "course_id": "0199a000-0000-7000-8000-000000000011", "kind": "bulk_message", "choice": "off" }],
    "address": { "suppressed": false, "confirmed": true }
})))]
pub struct Notifications {
    /// Each kind of thing.
    pub kinds: Vec<NotificationKind>,
    /// What one has chosen otherwise for a course.
    pub courses: Vec<CourseNotification>,
    /// How one's e-mail address fares.
    pub address: OwnAddress,
}

/// How one is told of one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "kind": "bulk_message", "choice": "daily", "default": "email", "choices": ["in_app", "email", "daily", "weekly", "off"], "locked": false
})))]
pub struct NotificationKind {
    /// `direct_message` (another person has written), `bulk_message` (staff have written to many) or `batch_ended` (a bulk operation of
    /// one's own has ended).
    pub kind: String,
    /// How one is told: `in_app` (in the inbox only), `email`, `daily` or `weekly` (by mail, together with the rest), `off`.
    pub choice: String,
    /// What the site has set for those who choose nothing.
    pub default: String,
    /// What there is to choose from.
    pub choices: Vec<String>,
    /// Whether the site leaves no choice.
    pub locked: bool,
}

/// What one has chosen for a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "course_id": "0199a000-0000-7000-8000-000000000011", "kind": "bulk_message", "choice": "off"
})))]
pub struct CourseNotification {
    /// The course.
    pub course_id: String,
    /// As in `NotificationKind`.
    pub kind: String,
    /// As in `NotificationKind`.
    pub choice: String,
}

/// How one's e-mail address fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "suppressed": false, "confirmed": true })))]
pub struct OwnAddress {
    /// Whether mails to it have bounced, so that it gets none any more.
    pub suppressed: bool,
    /// Whether it is confirmed; without that only mails about the account itself are sent.
    pub confirmed: bool,
}

/// Choices to change: missing ones stay, `null` goes back to the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "kinds": { "bulk_message": "daily" } })))]
pub struct UpdateNotifications {
    /// Choices by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, Option<String>>,
    /// Choices by course, and in it by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub courses: BTreeMap<String, BTreeMap<String, Option<String>>>,
}
