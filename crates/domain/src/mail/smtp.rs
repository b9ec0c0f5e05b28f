//! Mail to a server by SMTP, over connections that are kept for the next mail.
//!
//! Each step is taken by itself: a refusal of the recipient is another thing than one of the mail, and when the connection breaks
//! behind the last line nobody knows whether the mail was taken.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::data;
use super::message::{Sender, message};
use super::server_url::{ServerUrl, Tls};
use super::{Mail, Obstacle, Transport, Undelivered};
use crate::{Error, Result};

/// How long a server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many mails go over one connection.
const PER_CONNECTION: u32 = 500;

/// A server for mail.
pub struct Smtp {
    url: ServerUrl,
    tls: Option<TlsParameters>,
    hello: ClientId,
    sender: Sender,
    idle: Mutex<Vec<Connection>>,
}

struct Connection {
    smtp: SmtpConnection,
    mails: u32,
}

type Failed = lettre::transport::smtp::Error;

impl Smtp {
    /// With the server's address, such as `smtps://user:password@mail.example.org` or `smtp://127.0.0.1:1025`, and the
    /// sender, such as `Rollcall <accounts@example.org>`.
    pub fn new(url: &str, from: &str) -> Result<Self> {
        let url = ServerUrl::parse(url)?;
        let tls = match url.tls {
            Tls::None => None,
            Tls::Wrapped | Tls::Required | Tls::Opportunistic => {
                let builder = TlsParameters::builder(url.host.clone());
                let builder = match &url.trusted {
                    Some(certificate) => builder.add_root_certificate(certificate.clone()),
                    None => builder,
                };
                Some(builder.build().map_err(Error::internal)?)
            }
        };
        Ok(Self { url, tls, hello: ClientId::default(), sender: Sender::parse(from)?, idle: Mutex::default() })
    }

    /// A connection that was kept and still answers, or a new one.
    fn connection(&self) -> std::result::Result<Connection, Failed> {
        while let Some(mut kept) = self.take_idle() {
            // It also ends what an earlier mail has left.
            if kept.smtp.command(Rset).is_ok() {
                return Ok(kept);
            }
            kept.smtp.abort();
        }
        let wrapped = self.tls.as_ref().filter(|_| self.url.tls == Tls::Wrapped);
        let address = (self.url.host.as_str(), self.url.port);
        let mut smtp = SmtpConnection::connect(address, Some(PATIENCE), &self.hello, wrapped, None)?;
        if let Some(tls) = &self.tls
            && (self.url.tls == Tls::Required || (self.url.tls == Tls::Opportunistic && smtp.can_starttls()))
        {
            smtp.starttls(tls, &self.hello)?;
        }
        if let Some(credentials) = &self.url.credentials {
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
        }
        Ok(Connection { smtp, mails: 0 })
    }

    fn take_idle(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, mut connection: Connection) {
        connection.mails += 1;
        if connection.mails < PER_CONNECTION {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        } else {
            // The mail is taken, whether the server says goodbye or not.
            let _ = connection.smtp.quit();
        }
    }
}

impl Transport for Smtp {
    fn send(&self, mail: &Mail) -> std::result::Result<(), Undelivered> {
        let message = message(mail, &self.sender)?;
        let to = message.envelope().to().first().cloned();
        let to = to.ok_or_else(|| undelivered("the mail has no recipient", Obstacle::Refused))?;
        let mut connection = self.connection().map_err(|error| {
            undelivered(&format!("the mail server cannot be reached: {}", said(&error)), Obstacle::Unreachable)
        })?;
        let sent = transmit(&mut connection.smtp, self.sender.address(), &to, &message.formatted());
        match &sent {
            // After a plain refusal the connection is as good as before.
            Ok(()) | Err(Undelivered { obstacle: Obstacle::Recipient(_), .. }) => self.keep(connection),
            Err(_) => connection.smtp.abort(),
        }
        sent
    }
}

fn transmit(
    smtp: &mut SmtpConnection,
    from: &lettre::Address,
    to: &lettre::Address,
    mail: &[u8],
) -> std::result::Result<(), Undelivered> {
    let mut options = Vec::new();
    let is_plain = |address: &lettre::Address| AsRef::<str>::as_ref(address).is_ascii();
    if !is_plain(to) || !is_plain(from) {
        if !smtp.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(undelivered(
                "the mail server knows plain addresses only",
                Obstacle::Recipient("5.6.7".to_owned()),
            ));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !mail.is_ascii() && smtp.server_info().supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    smtp.command(From::new(Some(from.clone()), options)).map_err(|error| refusal("the sender", &error))?;
    if let Err(error) = smtp.command(Rcpt::new(to.clone(), vec![])) {
        return Err(refused_recipient(&error));
    }
    smtp.command(Data).map_err(|error| refusal("the mail", &error))?;
    data::send(smtp, mail).map(drop).map_err(|error| match error.status() {
        Some(_) => refusal("the mail", &error),
        None => undelivered("the mail server has not said whether it took it", Obstacle::Unknown),
    })
}

/// What it means that the recipient is not taken. A server that refuses us, and not the recipient (5.7: policy), says nothing about
/// the address.
fn refused_recipient(error: &Failed) -> Undelivered {
    let status = status(error);
    if error.is_permanent() && !status.starts_with("5.7.") {
        return undelivered(
            &format!("the mail server does not know the recipient: {status}"),
            Obstacle::Recipient(status),
        );
    }
    refusal("the recipient", error)
}

fn refusal(what: &str, error: &Failed) -> Undelivered {
    let obstacle = if error.is_permanent() { Obstacle::Refused } else { Obstacle::Later };
    undelivered(&format!("the mail server did not take {what}: {}", said(error)), obstacle)
}

/// The code says it; the server's text may hold the address.
fn said(error: &Failed) -> String {
    error.status().map_or_else(|| "no answer".to_owned(), |code| code.to_string())
}

/// The status of RFC 3463 at the beginning of the server's text, or the code.
fn status(error: &Failed) -> String {
    let text = error.to_string();
    let mut words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    words.find_map(crate::bounces::report::checked_status).unwrap_or_else(|| said(error))
}

fn undelivered(reason: &str, obstacle: Obstacle) -> Undelivered {
    Undelivered { reason: reason.to_owned(), obstacle }
}
