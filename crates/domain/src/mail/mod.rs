//! Mail: from the outbox to a server, or to files where none is set.
//!
//! A mail is tried until it is taken, with longer and longer pauses. It bears the same `Message-ID` each time: should a
//! process die between sending and noting it, the receiver can recognise a duplicate. Where a server refuses it for good,
//! or the account cannot use it any more, it is done with, and the row says why.

mod folder;
mod notice;
mod smtp;
mod text;

pub use folder::Folder;
pub use smtp::Smtp;

use std::sync::Arc;

use crate::auth::link::{self, LinkKey};
use crate::auth::own_email;
use crate::batches::engine::store;
use crate::db::{Conn, Db, Urgency};
use crate::id::{OutboxId, UserId};
use crate::outbox::{self, PendingMail};
use crate::users::store as user_store;
use crate::{Error, Millis, Result};

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The same however often it is tried.
    pub id: OutboxId,
    /// Whose it is, as in `Anna Bauer`.
    pub name: String,
    /// Where it goes.
    pub address: String,
    /// What it is about.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Why a mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// What was said, without the mail's content.
    pub reason: String,
    /// Whether trying again is of no use.
    pub for_good: bool,
}

/// Takes mails to where they go.
pub trait Transport: Send + Sync {
    /// Sends one. Blocks.
    fn send(&self, mail: &Mail) -> Result<(), Undelivered>;
}

/// Delivers what waits in the outbox.
#[derive(Clone)]
pub struct Postman {
    /// How mails are sent.
    pub transport: Arc<dyn Transport>,
    /// Signs the links.
    pub links: LinkKey,
    /// Where people reach the console, without a slash at the end.
    pub base_url: String,
}

/// The time that a worker has to send a claimed mail.
const CLAIM: Millis = 5 * 60_000;
/// The first pause; each further failure doubles it.
const FIRST_PAUSE: Millis = 30_000;
/// The longest pause.
const LONGEST_PAUSE: Millis = 6 * 3_600_000;

impl Postman {
    /// Delivers what is due; returns how many mails were done with. Blocks.
    pub fn deliver(&self, db: &Db, now: Millis) -> Result<usize> {
        let mut done = 0;
        let due = |conn: &mut Conn| {
            let beside_a_batch = store::is_at_work(conn)?;
            outbox::due(conn, now, beside_a_batch, 50)
        };
        for waiting in db.read(due)? {
            if db.write(Urgency::Background, |conn| outbox::claim(conn, &waiting, now + CLAIM))? {
                done += usize::from(self.deliver_one(db, &waiting, now)?);
            }
        }
        Ok(done)
    }

    fn deliver_one(&self, db: &Db, waiting: &PendingMail, now: Millis) -> Result<bool> {
        let sent = match db.read(|conn| self.compose(conn, waiting, now))? {
            Some(mail) => self.transport.send(&mail),
            None => Err(Undelivered { reason: "the account cannot use it".to_owned(), for_good: true }),
        };
        let problem = sent.err();
        if let Some(problem) = &problem {
            tracing::warn!(mail = %waiting.id, kind = waiting.kind, reason = problem.reason, "a mail was not sent");
        }
        db.write(Urgency::Background, |conn| match &problem {
            Some(problem) if !problem.for_good => {
                let doublings = u32::try_from(waiting.attempts).unwrap_or(u32::MAX).min(20);
                let pause = (FIRST_PAUSE << doublings).min(LONGEST_PAUSE);
                outbox::put_off(conn, waiting.id, &problem.reason, now + pause)
            }
            _ => outbox::done(conn, waiting.id, problem.as_ref().map(|problem| problem.reason.as_str()), now),
        })?;
        Ok(problem.is_none_or(|problem| problem.for_good))
    }

    /// The mail as it is sent now; `None` if the account is gone, or has no use for it.
    fn compose(&self, conn: &mut Conn, waiting: &PendingMail, now: Millis) -> Result<Option<Mail>> {
        let Some(recipient) = waiting.recipient else { return Ok(None) };
        let Some(account) = Error::or_none(user_store::find(conn, recipient))? else { return Ok(None) };
        if waiting.kind == outbox::PASSWORD_RESET && is_superseded(conn, waiting, recipient)? {
            return Ok(None);
        }
        let written = match text::of(&waiting.kind) {
            Some(text) => self.links.issue(conn, text.purpose, recipient, now)?.map(|token| {
                let link = format!("{}/{}#{token}", self.base_url, text.page);
                (text.subject.to_owned(), text.body(&account, &link))
            }),
            None => notice::write(conn, waiting, &account, &self.base_url)?,
        };
        let Some((subject, text)) = written else { return Ok(None) };
        let name = account.full_name();
        let body = format!("Hello {name},\n\n{text}\n");
        let address = match waiting.kind.as_str() {
            outbox::EMAIL_CHANGE => own_email::pending(conn, recipient)?.unwrap_or(account.email),
            // What is told to an address that is, or soon may be, the account's no more.
            outbox::EMAIL_CHANGED | outbox::EMAIL_CHANGE_ASKED => waiting.payload.clone(),
            _ => account.email,
        };
        Ok(Some(Mail { id: waiting.id, name, subject, body, address }))
    }
}

/// Whether a later link to a new password was asked for; the payload is the number of this one.
fn is_superseded(conn: &mut Conn, waiting: &PendingMail, recipient: UserId) -> Result<bool> {
    let number: Option<i64> = waiting.payload.parse().ok();
    Ok(number.is_some() && number != Some(link::reset_serial(conn, recipient)?))
}
