//! Mails that do not reach somebody, and addresses that get none any more because of it.
//!
//! A mail that the server refuses for its recipient is a hard bounce, and the address is suppressed at once. One that it could not
//! deliver for days is a soft bounce; [`SOFT_LIMIT`] of these within [`SOFT_WINDOW`] count as a hard one. An address is suppressed
//! until the account has another one, or until somebody who looks after mail lifts it.

pub mod report;
pub mod store;

use crate::Millis;
use crate::erasure::{Erasure, Fate};
use crate::jobs::{Task, once};
use crate::time::DAY;
use crate::words::words;

/// So many soft bounces of an address within [`SOFT_WINDOW`] suppress it.
pub const SOFT_LIMIT: i64 = 3;
/// See [`SOFT_LIMIT`].
pub const SOFT_WINDOW: Millis = 7 * DAY;

/// Forgets bounces of long ago, and suppressed addresses that no account has any more.
pub const TASK: Task = Task::tidying("bounces of long ago", |db, now| once(db, |conn| store::tidy(conn, now)));

/// Erasure policy: the addresses of the person go.
pub const ERASURES: &[Erasure] = &[
    Erasure {
        table: "bounces",
        rows: "delivery_id IN (SELECT d.id FROM deliveries d WHERE d.recipient_id IN (SELECT c.id FROM {people})) \
               OR address IN (SELECT u.email FROM users u WHERE u.id IN (SELECT c.id FROM {people}))",
        fate: Fate::Removed,
    },
    Erasure {
        table: "suppressions",
        rows: "address IN (SELECT u.email FROM users u WHERE u.id IN (SELECT c.id FROM {people}))",
        fate: Fate::Removed,
    },
];

words! {
    /// Why an address gets no mail.
    SuppressionReason {
        /// The mail server says that it cannot be reached.
        Hard "hard_bounce",
        /// Mails to it could not be delivered again and again.
        Soft "soft_bounces",
    }
}
