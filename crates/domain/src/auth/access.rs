//! What a single request does to a user's access: unlock, confirm, force a new password, sign out, send links.

use super::by_mail;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::deliveries::DeliveryKind;
use crate::id::UserId;
use crate::users::change::AccountChange;
use crate::users::commands::{carry_out, existing, require_allowed};
use crate::users::field::{Field, FieldValue};
use crate::users::model::Account;
use crate::users::values::AuthMethod;
use crate::users::{rules, sign_in_failures, store};
use crate::{Actor, Error, Millis, Result, deliveries};

/// Lets a user try again who was locked out by failed sign-ins.
pub fn unlock(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = touchable(conn, actor, id, if_version)?;
    if !account.is_locked(now) {
        return Ok(account);
    }
    sign_in_failures::forget_all(conn, id)?;
    store::note_change(conn, id, now)?;
    audit::record(conn, actor, now, [Entry::about("user.unlocked", id)])?;
    store::find(conn, id)
}

/// Marks a user's e-mail address as confirmed.
pub fn confirm(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, if_version: Option<i64>) -> Result<Account> {
    set(conn, actor, now, id, if_version, Field::Confirmed)
}

/// Asks a user for a new password at the next sign-in.
pub fn force_password_change(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
) -> Result<Account> {
    set(conn, actor, now, id, if_version, Field::MustChangePassword)
}

fn set(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
    field: Field,
) -> Result<Account> {
    let account = existing(conn, id, if_version)?;
    let change = AccountChange::towards(&account, [(field, FieldValue::Bool(true))]);
    carry_out(conn, actor, now, &account, &change)
}

/// Ends all of a user's sign-ins, everywhere, with the next request.
pub fn sign_out(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = existing(conn, id, if_version)?;
    carry_out(conn, actor, now, &account, &AccountChange::sign_out())
}

/// Sends the link to prove the address once more.
pub fn resend_confirmation(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
) -> Result<Account> {
    let account = touchable(conn, actor, id, if_version)?;
    if account.confirmed {
        return Err(Error::conflict(
            "already_confirmed",
            "The account is confirmed already; there is nothing to send.",
        ));
    }
    deliveries::put(conn, DeliveryKind::Confirmation, id, now)?;
    audit::record(conn, actor, now, [Entry::about("user.confirmation_sent", id)])?;
    Ok(account)
}

/// Sends a link to choose a new password. The old one works until then; no user can choose it for another.
pub fn reset_password(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
) -> Result<Account> {
    let account = touchable(conn, actor, id, if_version)?;
    if rules::is_staff(&account) && !actor.is_administrator() && actor.user_id != Some(id) {
        return Err(rules::protected_staff(Field::MustChangePassword).into());
    }
    if account.auth_method != AuthMethod::Manual.name() {
        let message = format!(
            "The person signs in by {}, not with a password here. Change the authentication method first.",
            account.auth_method
        );
        return Err(Error::conflict("no_password_here", message));
    }
    if account.suspended {
        return Err(Error::conflict("suspended", "The account is suspended; a new password would be worth nothing."));
    }
    by_mail::send_reset(conn, id, now)?;
    audit::record(conn, actor, now, [Entry::about("user.password_reset_sent", id)])?;
    Ok(account)
}

/// An account that the actor may act on without changing a field of it.
fn touchable(conn: &mut Conn, actor: &Actor, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = existing(conn, id, if_version)?;
    // The permission to sign a user out is enough for this.
    require_allowed(conn, actor, &account, &AccountChange::sign_out())?;
    Ok(account)
}
