//! A message to many as a test to its author alone.

use super::preview::{Rendered, render};
use super::reach::require_on;
use super::store::{self, NewMessage};
use crate::courses::Course;
use crate::db::Conn;
use crate::deliveries::{self, Ending};
use crate::id::UserId;
use crate::notifications::store::{ByMail, Notice, by_mail};
use crate::settings::Settings;
use crate::users::{Account, store as user_store};
use crate::{Error, Millis, Result};

/// Sends a message to its author, with the placeholders filled in for the author. With `email` a copy goes out by mail whatever the author
/// has chosen to be told of: a test has been asked for.
///
/// # Errors
/// A text that is not valid; `email_suppressed` or `no_address` if no mail can go out. Then nothing is sent.
pub fn send(
    conn: &mut Conn,
    author: UserId,
    (subject, body): (&str, &str),
    course: Option<&Course>,
    email: bool,
    now: Millis,
) -> Result<(Account, Rendered)> {
    let site = Settings::load(conn)?;
    require_on(&site)?;
    let account = user_store::find(conn, author)?;
    let rendered = render(subject, body, course, std::slice::from_ref(&account))?.pop();
    let rendered = rendered.ok_or_else(|| Error::internal("a message was not rendered"))?;
    if email {
        require_mail(conn, &site, &account, now)?;
    }
    let new = NewMessage { sender: None, recipient: author, body: &rendered.body, at: now };
    let id = store::notify(conn, &rendered.subject, &new)?;
    if email {
        deliveries::put_test_copy(conn, author, id, now)?;
    }
    Ok((account, rendered))
}

/// Refuses if no mail can go out to an account.
fn require_mail(conn: &mut Conn, site: &Settings, account: &Account, now: Millis) -> Result<()> {
    let notice = Notice { account, kind: None, course: None, address: &account.email };
    match by_mail(conn, site, &[notice], now)?.pop() {
        Some(ByMail::No(Ending::Suppressed, _)) => {
            let message = "Mails to your address have bounced, so none is sent there. Have the address checked, or send the test without \
                           a copy by e-mail.";
            Err(Error::conflict("email_suppressed", message))
        }
        Some(ByMail::No(..)) => {
            let message = "Your account has no e-mail address. Send the test without a copy by e-mail.";
            Err(Error::conflict("no_address", message))
        }
        _ => Ok(()),
    }
}
