//! A mail as it goes over the wire, or into a file: text and page, and what mail programs and servers want to know.

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

use super::{Mail, Obstacle, Undelivered};
use crate::users::email::for_the_wire;
use crate::{Error, Result};

/// Whom mails are from.
#[derive(Debug, Clone)]
pub(super) struct Sender(Mailbox);

impl Sender {
    /// Reads a sender such as `Rollcall <accounts@example.org>`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mailbox = text.parse();
        mailbox.map(Self).map_err(|error| Error::internal(format!("the sender of mails is wrong: {error}")))
    }

    /// The sender of mails that go into files.
    pub(super) fn local() -> Self {
        let address = lettre::Address::new("rollcall", "localhost");
        #[expect(clippy::expect_used, reason = "the address is a constant")]
        Self(Mailbox::new(Some("Rollcall".to_owned()), address.expect("an address")))
    }

    /// The address that bounces go to.
    pub(super) fn address(&self) -> &lettre::Address {
        &self.0.email
    }
}

/// Defines headers whose values are written as they are.
macro_rules! headers {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($text)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
            }
        }
    )*};
}

headers! {
    /// How mails of the kind are ended (RFC 2369).
    ListUnsubscribe "List-Unsubscribe";
    /// That a POST to that link is enough (RFC 8058).
    ListUnsubscribePost "List-Unsubscribe-Post";
    /// That nobody sat down to write this: it is no use to answer by a machine (RFC 3834).
    AutoSubmitted "Auto-Submitted";
    /// The language (RFC 3282).
    ContentLanguage "Content-Language";
}

/// The mail as it goes over the wire, or into a file.
///
/// # Errors
/// If the address, or where answers go, cannot be written to.
pub(super) fn message(mail: &Mail, sender: &Sender) -> Result<Message, Undelivered> {
    let refused = |reason: &str| Undelivered { reason: reason.to_owned(), obstacle: Obstacle::Refused };
    let mailbox = |name: &str, address: &str| {
        let address = for_the_wire(address).parse().map_err(|_| refused("the address cannot be written to"))?;
        Ok(Mailbox::new(Some(name.to_owned()), address))
    };
    let mut builder = Message::builder()
        .from(sender.0.clone())
        .to(mailbox(&mail.name, &mail.address)?)
        .subject(&mail.subject)
        .message_id(Some(format!("<{}@{}>", mail.id, sender.0.email.domain())))
        .header(AutoSubmitted("auto-generated".to_owned()))
        .header(ContentLanguage(mail.language.to_owned()));
    if let Some((name, address)) = &mail.reply_to {
        builder = builder.reply_to(mailbox(name, address)?);
    }
    if let Some(link) = &mail.unsubscribe {
        builder = builder
            .header(ListUnsubscribe(format!("<{link}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
    }
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(plain(&mail.text));
    let page = SinglePart::builder().header(ContentType::TEXT_HTML).body(Body::new(mail.html.clone()));
    builder
        .multipart(MultiPart::alternative().singlepart(text).singlepart(page))
        .map_err(|_| refused("the mail cannot be written"))
}

/// Plain letters in lines that every server takes go as they are, so that a link stays on one line for readers of
/// the file; others as the mail standard has it.
fn plain(text: &str) -> Body {
    const LONGEST_LINE: usize = 900;
    if text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE) {
        let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
        return Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit);
    }
    Body::new(text.to_owned())
}
