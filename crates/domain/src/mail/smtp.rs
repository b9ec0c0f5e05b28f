//! Mail to a server by SMTP.

use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, Message};
use lettre::{SmtpTransport, Transport as _};

use super::{Mail, Transport, Undelivered};
use crate::users::email::for_the_wire;
use crate::{Error, Result};

/// A server for mail.
pub struct Smtp {
    transport: SmtpTransport,
    from: String,
}

impl Smtp {
    /// With the server's address, such as `smtps://user:password@mail.example.org` or `smtp://127.0.0.1:1025`, and the
    /// sender, such as `Rollcall <accounts@example.org>`.
    pub fn new(url: &str, from: &str) -> Result<Self> {
        from.parse::<Mailbox>().map_err(|error| Error::internal(format!("the sender of mails is wrong: {error}")))?;
        let builder = SmtpTransport::from_url(url)
            .map_err(|error| Error::internal(format!("the address of the mail server is wrong: {error}")))?;
        Ok(Self { transport: builder.timeout(Some(Duration::from_secs(30))).build(), from: from.to_owned() })
    }
}

impl Transport for Smtp {
    fn send(&self, mail: &Mail) -> Result<(), Undelivered> {
        let message = message(mail, &self.from)?;
        let sent = self.transport.send(&message);
        sent.map(drop).map_err(|error| {
            // The code says it; the server's text may hold the address.
            let code = error.status().map_or_else(|| "no answer".to_owned(), |code| code.to_string());
            Undelivered { reason: format!("the mail server did not take it: {code}"), for_good: error.is_permanent() }
        })
    }
}

/// Plain letters in lines that every server takes go as they are, so that a link stays on one line for readers of
/// the file; others as the mail standard has it.
fn body(text: &str) -> Body {
    const LONGEST_LINE: usize = 900;
    if text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE) {
        let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
        return Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit);
    }
    Body::new(text.to_owned())
}

/// The mail as it goes over the wire, or into a file.
pub(super) fn message(mail: &Mail, from: &str) -> Result<Message, Undelivered> {
    let never = |reason: &str| Undelivered { reason: reason.to_owned(), for_good: true };
    let address = for_the_wire(&mail.address).parse().map_err(|_| never("the address cannot be written to"))?;
    let from: Mailbox = from.parse().map_err(|_| never("the sender cannot be read"))?;
    let domain = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(Mailbox::new(Some(mail.name.clone()), address))
        .subject(&mail.subject)
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(body(&mail.body))
        .map_err(|_| never("the mail cannot be written"))
}
