//! Mail: from the deliveries to a server, or to files where none is set.
//!
//! A mail is tried until it is taken, with longer and longer pauses. It bears the same `Message-ID` each time: should a
//! process die between sending and noting it, the receiver can recognise a duplicate. Where a server refuses it for good,
//! or the account cannot use it any more, it is done with, and the row says why.
//!
//! [`postman`] carries mails; `compose` decides what a delivery becomes, `content` what it says in the words of `words`; `message` is
//! the mail on the wire.

mod compose;
mod content;
mod data;
mod folder;
mod message;
pub mod postman;
mod rate;
mod server_url;
mod smtp;
mod words;

pub use folder::Folder;
pub use postman::Postman;
pub use smtp::Smtp;

use crate::id::DeliveryId;

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The same however often it is tried.
    pub id: DeliveryId,
    /// Whose it is, as in `Anna Bauer`.
    pub name: String,
    /// Where it goes.
    pub address: String,
    /// What it is about.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// In which language, such as `de`.
    pub language: &'static str,
    /// Where answers go, name and address, if not to the sender of all mails.
    pub reply_to: Option<(String, String)>,
    /// A link that ends mails of this kind, if they can be ended.
    pub unsubscribe: Option<String>,
}

/// Why a mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// What was said, without the mail's content.
    pub reason: String,
    /// What that means.
    pub obstacle: Obstacle,
}

/// What it means that a mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Mails cannot be sent at all right now: it is no fault of this one.
    Unreachable,
    /// It may be taken later.
    Later,
    /// The connection broke while the server was to say whether it has taken it: it may have.
    Unknown,
    /// The mail itself is refused, and would be for every recipient.
    Refused,
    /// The recipient cannot be reached: the status of RFC 3463, or the code of the server.
    Recipient(String),
}

/// Takes mails to where they go.
pub trait Transport: Send + Sync {
    /// Sends one. Blocks; several threads may send at once.
    fn send(&self, mail: &Mail) -> Result<(), Undelivered>;
}
