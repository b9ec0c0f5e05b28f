//! The text of a mail as it goes over the wire, in one piece with the line that ends it.
//!
//! In two pieces, the second waits until the server has acknowledged the first, which many do only after 40 ms: a connection would carry
//! no more than twenty-five mails a second.

use std::fmt;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::response::Response;

/// Sends the text of a mail, once the server has asked for it.
pub(super) fn send(smtp: &mut SmtpConnection, mail: &[u8]) -> Result<Response, Error> {
    match std::str::from_utf8(mail) {
        Ok(mail) => smtp.command(Data(mail)),
        Err(_) => smtp.message(mail),
    }
}

/// A mail with its end. A line that begins with a dot gets another one, which the server takes away (RFC 5321, 4.5.2).
struct Data<'a>(&'a str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, line) in self.0.split("\r\n").enumerate() {
            if number > 0 {
                f.write_str("\r\n")?;
            }
            if line.starts_with('.') {
                f.write_str(".")?;
            }
            f.write_str(line)?;
        }
        f.write_str("\r\n.\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_dots_are_no_end_and_the_end_is_behind_the_last_line() {
        assert_eq!(Data("a\r\n.\r\n..b\r\nc.").to_string(), "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(Data(".").to_string(), "..\r\n.\r\n");
        assert_eq!(Data("a\n.b\r\n").to_string(), "a\n.b\r\n\r\n.\r\n");
    }
}
