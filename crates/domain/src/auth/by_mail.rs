//! What people do by links in their mails: choose a password, prove their address.

use diesel::prelude::*;
use serde_json::{Value, json};

use super::link::{self, LinkKey, Purpose};
use super::own_email;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::{deliveries as mails, users};
use crate::deliveries::DeliveryKind;
use crate::id::UserId;
use crate::users::store::{self, Occasion, PlannedChange};
use crate::users::values::AuthMethod;
use crate::users::{Account, AccountChange, Field, FieldValue, email};
use crate::{Actor, Millis, Origin, Result, deliveries};

/// One mail of a kind within so long is enough, however often a user asks.
const PAUSE: Millis = 2 * 60_000;

/// A user has forgotten the password. The answer does not tell whether there is such an account.
pub fn request_reset(conn: &mut Conn, email: &str, origin: &Origin, now: Millis) -> Result<()> {
    let found: Option<UserId> = users::table
        .filter(users::email.eq(email::canonical(email)))
        .filter(users::deleted_at.is_null())
        .filter(users::suspended.eq(false))
        .filter(users::auth_method.eq(AuthMethod::Manual.name()))
        .select(users::id)
        .first(conn)
        .optional()?;
    if let Some(user) = found
        && !was_sent_lately(conn, DeliveryKind::PasswordReset, user, now)?
    {
        send_reset(conn, user, now)?;
    }
    // Known or not, an entry is written: both take the same time.
    let anybody = Actor { user_id: None, origin: origin.clone(), ..Actor::system() };
    let entry = Entry { subject: found.map(Into::into), ..Entry::general("password.reset_requested") };
    audit::record(conn, &anybody, now, [entry])
}

/// Sends a link to choose a new password; the links before it end.
pub fn send_reset(conn: &mut Conn, user: UserId, now: Millis) -> Result<()> {
    let serial = link::end_resets(conn, user)?;
    deliveries::put_about(conn, DeliveryKind::PasswordReset, user, &serial.to_string(), now)
}

fn was_sent_lately(conn: &mut Conn, kind: DeliveryKind, user: UserId, now: Millis) -> Result<bool> {
    Ok(sent_since(conn, kind, user, now - PAUSE)? > 0)
}

/// How many mails of a kind a user was sent.
pub fn sent_since(conn: &mut Conn, kind: DeliveryKind, user: UserId, since: Millis) -> Result<i64> {
    let sent = mails::table.filter(mails::recipient_id.eq(user)).filter(mails::kind.eq(kind.name()));
    Ok(sent.filter(mails::created_at.gt(since)).count().get_result(conn)?)
}

/// Whose link it is, before a password is hashed for it.
pub fn holder(conn: &mut Conn, key: &LinkKey, purpose: Purpose, token: &str, now: Millis) -> Result<Account> {
    let user = key.read(conn, purpose, token, now)?;
    store::find(conn, user)
}

/// Sets the password that a user has chosen by a link. All sessions end; the link is no longer valid.
pub fn set_password(
    conn: &mut Conn,
    key: &LinkKey,
    purpose: Purpose,
    token: &str,
    hash: &str,
    origin: &Origin,
    now: Millis,
) -> Result<()> {
    let wanted = [(Field::Confirmed, FieldValue::Bool(true)), (Field::MustChangePassword, FieldValue::Bool(false))];
    let (actor, account) = used(conn, key, purpose, token, origin, now, wanted)?;
    store::set_password(conn, &actor, now, account, hash)
}

/// Notes that a user has proved the address: the account's, or another one that becomes the account's by it.
pub fn confirm(conn: &mut Conn, key: &LinkKey, token: &str, origin: &Origin, now: Millis) -> Result<()> {
    let is_confirmed = (Field::Confirmed, FieldValue::Bool(true));
    let Ok(user) = key.read(conn, Purpose::EmailChange, token, now) else {
        used(conn, key, Purpose::Confirmation, token, origin, now, [is_confirmed])?;
        return Ok(());
    };
    let address = own_email::pending(conn, user)?.ok_or_else(link::worthless)?;
    // It may have been taken since it was asked for.
    own_email::require_free(conn, &address, user)?;
    let change = [(Field::Email, FieldValue::Text(address)), is_confirmed];
    used(conn, key, Purpose::EmailChange, token, origin, now, change)?;
    own_email::forget(conn, user)
}

/// Checks the link once more behind the lock, and writes what follows from it.
fn used(
    conn: &mut Conn,
    key: &LinkKey,
    purpose: Purpose,
    token: &str,
    origin: &Origin,
    now: Millis,
    wanted: impl IntoIterator<Item = (Field, FieldValue)>,
) -> Result<(Actor, UserId)> {
    let user = key.read(conn, purpose, token, now)?;
    let account = store::find_for_change(conn, user)?;
    key.read(conn, purpose, token, now)?;
    let actor = Actor::person(user, account.username.clone(), origin.clone());
    let change = AccountChange::towards(&account, wanted);
    if !change.is_empty() {
        let details: Value = json!({ "by": "link" });
        store::write(
            conn,
            &actor,
            now,
            Occasion::default(),
            &[PlannedChange { account: &account, change: &change, line: None, details }],
        )?;
    }
    Ok((actor, user))
}
