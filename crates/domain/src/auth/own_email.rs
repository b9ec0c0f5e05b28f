//! A new e-mail address of one's own: it counts once it is confirmed from there, and the one in use stays until then.

use diesel::prelude::*;

use super::by_mail;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::users;
use crate::deliveries::DeliveryKind;
use crate::id::UserId;
use crate::refusal::Code;
use crate::users::field::{Field, FieldValue};
use crate::users::{store, values};
use crate::{Actor, Error, Millis, Result, deliveries};

/// So many links to new addresses go out in ten minutes for an account.
const MOST_LINKS: i64 = 5;
const TEN_MINUTES: Millis = 10 * 60_000;

/// Notes the address that a user wants to have, sends a link to it, and tells the one in use. An earlier link to another
/// address ends.
pub fn ask(conn: &mut Conn, actor: &Actor, now: Millis, text: &str) -> Result<()> {
    let user = actor.user_id.ok_or_else(|| Error::internal("the system itself has no address"))?;
    actor.require_session("change one's own e-mail address")?;
    let account = store::find_for_change(conn, user)?;
    let FieldValue::Text(address) = values::parse(Field::Email, text)? else {
        return Err(Error::invalid("email", "missing_value", "Name the new address."));
    };
    if address == account.email {
        return Err(Error::conflict("email_unchanged", "This is the address in use already."));
    }
    require_free(conn, &address, user)?;
    // Enough to correct a typing error, and too few to fill a stranger's mailbox.
    if by_mail::sent_since(conn, DeliveryKind::EmailChange, user, now - TEN_MINUTES)? >= MOST_LINKS {
        return Err(Error::TooMany { retry_after: TEN_MINUTES.unsigned_abs() / 1_000 });
    }
    diesel::update(users::table.find(user)).set(users::pending_email.eq(&address)).execute(conn)?;
    deliveries::put(conn, DeliveryKind::EmailChange, user, now)?;
    deliveries::put_about(conn, DeliveryKind::EmailChangeAsked, user, &account.email, now)?;
    audit::record(conn, actor, now, [Entry::about("user.email_change_asked", user)])
}

/// The address that a user has asked for and not yet confirmed.
pub fn pending(conn: &mut Conn, user: UserId) -> Result<Option<String>> {
    Ok(users::table.find(user).select(users::pending_email).first(conn).optional()?.flatten())
}

/// Forgets the address that was asked for: it is in use now.
pub fn forget(conn: &mut Conn, user: UserId) -> Result<()> {
    diesel::update(users::table.find(user)).set(users::pending_email.eq(None::<String>)).execute(conn)?;
    Ok(())
}

/// Refuses an address that another account has.
pub fn require_free(conn: &mut Conn, address: &str, user: UserId) -> Result<()> {
    match store::holder(conn, Field::Email, address, Some(user))? {
        None => Ok(()),
        Some(_) => Err(Error::conflict(
            Code::EmailTaken.name(),
            "Another account has this e-mail address already. Choose another one.",
        )),
    }
}
