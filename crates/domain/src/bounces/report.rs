//! What a mail server reports of a mail that it has taken: delivery status notifications (RFC 3464), and what a relay says by the API.
//!
//! Anybody can send a mail to the address that bounces go to. A report counts only if it is about a mail that was sent here, which it
//! has to name by its Message-ID; that id cannot be guessed.

use diesel::prelude::*;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::store::{self, Bounce, Consequence};
use crate::db::Conn;
use crate::db::schema::deliveries as d;
use crate::id::DeliveryId;
use crate::{Error, Millis, Result};

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The delivery that it is about.
    pub delivery: DeliveryId,
    /// The status of RFC 3463, such as `5.1.1`.
    pub status: String,
}

/// The longest report that is read, in bytes: the mail that bounced may be in it as a whole.
pub const LONGEST: usize = 1024 * 1024;

/// Reads a delivery status notification.
///
/// # Errors
/// `not_a_bounce` if it is none, or none about a mail of ours; `not_a_failure` if it says that the mail arrived or is only late.
pub fn read(mail: &[u8]) -> Result<Report> {
    let parsed = MessageParser::default().parse(mail).ok_or_else(|| none("It cannot be read as a mail."))?;
    let status = parsed
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| is(kind, "message", "delivery-status")))
        .ok_or_else(|| none("It has no part of the type message/delivery-status."))?;
    let text = match &status.body {
        PartType::Text(text) | PartType::Html(text) => text.to_string(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        PartType::Message(message) => String::from_utf8_lossy(message.raw_message()).into_owned(),
        PartType::Multipart(_) => return Err(none("Its delivery status cannot be read.")),
    };
    let field = |name: &str| {
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let action = field("Action").unwrap_or_default();
    if !action.eq_ignore_ascii_case("failed") {
        let message = format!("It says \"{}\", not that the mail failed.", crate::text::show(action));
        return Err(Error::invalid("mail", "not_a_failure", message));
    }
    let status = field("Status").and_then(|status| status.split_whitespace().next()).unwrap_or_default();
    let status = checked_status(status).ok_or_else(|| none("Its \"Status\" is missing or is none of RFC 3463."))?;
    let delivery =
        original(&parsed).ok_or_else(|| none("It does not name the Message-ID of a mail that was sent here."))?;
    Ok(Report { delivery, status })
}

fn is(kind: &mail_parser::ContentType<'_>, main: &str, sub: &str) -> bool {
    kind.ctype().eq_ignore_ascii_case(main) && kind.subtype().is_some_and(|found| found.eq_ignore_ascii_case(sub))
}

/// The delivery whose mail is in the report, whole or by its header.
fn original(report: &Message<'_>) -> Option<DeliveryId> {
    let in_part = |part: &mail_parser::MessagePart<'_>| match &part.body {
        PartType::Message(message) => message.message_id().and_then(delivery),
        PartType::Text(text) => header_of(text),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => header_of(&String::from_utf8_lossy(bytes)),
        _ => None,
    };
    let returned = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| is(kind, "message", "rfc822") || is(kind, "text", "rfc822-headers"))
            || matches!(part.body, PartType::Message(_))
    };
    report.parts.iter().filter(returned).find_map(in_part)
}

fn header_of(text: &str) -> Option<DeliveryId> {
    let line = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("message-id").then(|| delivery(value))?
    };
    text.lines().take_while(|line| !line.is_empty()).find_map(line)
}

/// The delivery that a Message-ID names: what stands before the `@`.
pub fn delivery(message_id: &str) -> Option<DeliveryId> {
    message_id.trim().trim_start_matches('<').split('@').next()?.parse().ok()
}

/// A status of RFC 3463 that says that a mail failed: `4.x.x` or `5.x.x`.
pub fn checked_status(status: &str) -> Option<String> {
    let parts: Vec<&str> = status.split('.').collect();
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = parts.len() == 3 && matches!(parts[0], "4" | "5") && parts.iter().all(is_number);
    is_one.then(|| status.to_owned())
}

fn none(why: &str) -> Error {
    Error::invalid(
        "mail",
        "not_a_bounce",
        format!("This is not a delivery status notification that can be used. {why}"),
    )
}

/// Takes a report.
///
/// # Errors
/// `unknown_delivery` if no such mail was sent, or too long ago.
pub fn take(conn: &mut Conn, report: &Report, now: Millis) -> Result<(String, Consequence)> {
    let sent_to: Option<Option<String>> = d::table.find(report.delivery).select(d::sent_to).first(conn).optional()?;
    let Some(address) = sent_to.flatten() else {
        let message = "No mail with this Message-ID was sent within the last 30 days.";
        return Err(Error::invalid("message_id", "unknown_delivery", message));
    };
    let is_hard = report.status.starts_with('5');
    let bounce = Bounce { delivery: report.delivery, address, status: report.status.clone(), is_hard };
    let consequence = store::note(conn, &bounce, now)?;
    Ok((bounce.address, consequence))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "019af0c2-1111-7000-8000-000000000001";

    fn notification(action: &str, status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.net\r\nTo: accounts@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nYour mail did not arrive.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
             Final-Recipient: rfc822; anna@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\n{returned}\r\n--b--\r\n"
        )
    }

    fn headers() -> String {
        format!(
            "Content-Type: text/rfc822-headers\r\n\r\nFrom: a@example.org\r\nMessage-ID: <{ID}@example.org>\r\nSubject: x\r\n"
        )
    }

    fn whole() -> String {
        format!(
            "Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nMessage-ID: <{ID}@example.org>\r\nSubject: x\r\n\r\nHello\r\n"
        )
    }

    #[test]
    fn a_notification_names_the_mail_by_its_header_or_as_a_whole() {
        for returned in [headers(), whole()] {
            let report = read(notification("failed", "5.1.1", &returned).as_bytes()).expect("a report");
            assert_eq!(report, Report { delivery: ID.parse().expect("an id"), status: "5.1.1".to_owned() });
        }
        let soft =
            read(notification("Failed", "4.4.7 (delivery time expired)", &headers()).as_bytes()).expect("a report");
        assert_eq!(soft.status, "4.4.7");
    }

    #[test]
    fn what_is_no_report_of_a_failure_is_refused_with_the_reason() {
        let code = |mail: &str| match read(mail.as_bytes()).expect_err("it is refused") {
            Error::Invalid { code, .. } => code,
            other => panic!("{other}"),
        };
        assert_eq!(code("Subject: I am away\r\n\r\nBack on Monday.\r\n"), "not_a_bounce");
        assert_eq!(code(&notification("delayed", "4.4.1", &headers())), "not_a_failure");
        assert_eq!(code(&notification("delivered", "2.0.0", &headers())), "not_a_failure");
        assert_eq!(code(&notification("failed", "no", &headers())), "not_a_bounce");
        assert_eq!(
            code(&notification("failed", "5.1.1", "Content-Type: text/plain\r\n\r\nMessage-ID: <x@y>")),
            "not_a_bounce"
        );
        assert_eq!(code(""), "not_a_bounce");
    }
}
