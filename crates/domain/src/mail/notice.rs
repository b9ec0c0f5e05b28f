//! Mails that tell something, and want nothing.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::batches::engine::batch::{Batch, State};
use crate::batches::engine::store;
use crate::db::Conn;
use crate::outbox::{self, PendingMail};
use crate::outcome::Outcome;
use crate::settings::Settings;
use crate::users::Account;
use crate::users::values::AuthMethod;
use crate::{Error, Millis, Result, messages};

/// The subject and the text of a mail; `None` if its news is outdated.
pub(super) fn write(
    conn: &mut Conn,
    waiting: &PendingMail,
    account: &Account,
    base_url: &str,
) -> Result<Option<(String, String)>> {
    let is_here = account.deleted_at.is_none();
    Ok(match waiting.kind.as_str() {
        outbox::SUSPENDED if is_here && account.suspended => Some(suspended(account, &Settings::load(conn)?.timezone)),
        outbox::RENAMED if is_here => Some(renamed(account)),
        outbox::EMAIL_CHANGE_ASKED if is_here => Some(email_change_asked(account)),
        outbox::EMAIL_CHANGED if is_here => Some(email_changed(account)),
        outbox::BATCH_ENDED if is_here && !account.suspended => {
            let zone = Settings::load(conn)?.timezone;
            batch(conn, waiting)?.map(|batch| batch_ended(&batch, base_url, &zone))
        }
        outbox::MESSAGE if is_here => message(conn, waiting, base_url)?,
        _ => None,
    })
}

/// A message as a copy by mail; `None` if it was read or withdrawn in the meantime.
fn message(conn: &mut Conn, waiting: &PendingMail, base_url: &str) -> Result<Option<(String, String)>> {
    let (Ok(id), Some(user)) = (waiting.payload.parse(), waiting.recipient) else { return Ok(None) };
    let found = messages::store::by_ids(conn, &[id])?.remove(&id);
    let Some(found) = found.filter(|message| !message.withdrawn) else { return Ok(None) };
    let conversation = Error::or_none(messages::store::of_member(conn, found.conversation, user))?;
    let subject = conversation.and_then(|of| of.subject).unwrap_or_else(|| "A message for you".to_owned());
    let page = format!("{base_url}/messages/{}", found.conversation);
    let text = messages::markdown::to_text(&found.body);
    Ok(Some((subject, format!("{text}\n\n--\nTo answer, open {page}"))))
}

fn suspended(account: &Account, zone: &TimeZone) -> (String, String) {
    let until = account.suspended_until.map_or_else(String::new, |at| format!(" until {}", moment(at, zone)));
    let text = format!(
        "Your account {} was suspended. You cannot sign in{until}. Nothing of yours is lost: your courses, submissions \
         and messages stay as they are.\n\nIf you think that this is a mistake, ask those who run the site.",
        account.username
    );
    ("Your account was suspended".to_owned(), text)
}

fn renamed(account: &Account) -> (String, String) {
    let signs_in = !account.suspended && account.auth_method == AuthMethod::Manual.name();
    let what_next = if signs_in { " Sign in with it; your password stays as it is." } else { "" };
    let text = format!("Your username is {} from now on.{what_next}", account.username);
    ("Your username has changed".to_owned(), text)
}

fn email_change_asked(account: &Account) -> (String, String) {
    let text = format!(
        "Somebody who is signed in as {} has asked to use another e-mail address for the account. It counts once it is \
         confirmed from there; until then this address stays.\n\nIf it was not you, change your password, which ends the \
         request and all sign-ins.",
        account.username
    );
    ("Another e-mail address was asked for".to_owned(), text)
}

fn email_changed(account: &Account) -> (String, String) {
    let text = format!(
        "The e-mail address of your account {} was changed: this one is no longer in use. Links that were sent to it have \
         ended.\n\nIf you did not expect this, ask those who run the site.",
        account.username
    );
    ("Your e-mail address was changed".to_owned(), text)
}

/// The batch that a mail is about, if it is still kept.
fn batch(conn: &mut Conn, waiting: &PendingMail) -> Result<Option<Batch>> {
    let Ok(id) = waiting.payload.parse() else { return Ok(None) };
    Error::or_none(store::find(conn, id))
}

fn batch_ended(batch: &Batch, base_url: &str, zone: &TimeZone) -> (String, String) {
    let (name, page) = (&batch.name, format!("{base_url}/batches/{}", batch.id));
    if let (State::Applied, Some(until)) = (batch.state, batch.export_expires_at) {
        let until = moment(until, zone);
        let text = format!("The file that you asked for, \"{name}\", is ready. It is kept until {until}:\n\n{page}");
        return (format!("The file \"{name}\" is ready"), text);
    }
    let changed = of_many(batch.changed, "account was changed", "accounts were changed");
    let (word, told) = match (batch.state, &batch.problem) {
        (State::Failed, Some(problem)) => ("failed", format!("{} {changed} before that.", problem.message)),
        (State::Cancelled, _) => ("was cancelled", format!("{changed} before that.")),
        _ => ("is applied", format!("{changed}.")),
    };
    let left: Vec<String> = [
        (Outcome::Error, "row could not be carried out", "rows could not be carried out"),
        (
            Outcome::Conflict,
            "row was left alone, since another user changed the account",
            "rows were left alone, since another user changed the accounts",
        ),
    ]
    .into_iter()
    .filter(|(outcome, ..)| batch.counts.get(*outcome) > 0)
    .map(|(outcome, one, many)| format!(" {}.", of_many(batch.counts.get(outcome), one, many)))
    .collect();
    let text = format!("The batch \"{name}\" {word}. {told}{}\n\nThe report:\n\n{page}", left.concat());
    (format!("The batch \"{name}\" {word}"), text)
}

fn of_many(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A moment for people, such as `1 March 2026, 09:30 CET`.
fn moment(at: Millis, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone.clone());
    at.strftime("%-d %B %Y, %H:%M %Z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_the_time_of_the_site() {
        let vienna = TimeZone::get("Europe/Vienna").expect("the zone is known");
        assert_eq!(moment(1_772_353_800_000, &vienna), "1 March 2026, 09:30 CET");
        assert_eq!(moment(1_772_353_800_000, &TimeZone::UTC), "1 March 2026, 08:30 UTC");
    }

    #[test]
    fn one_is_told_as_one() {
        assert_eq!(of_many(1, "row was", "rows were"), "1 row was");
        assert_eq!(of_many(0, "row was", "rows were"), "0 rows were");
    }
}
