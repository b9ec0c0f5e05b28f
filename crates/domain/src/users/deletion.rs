//! Deleting one account, and bringing it back until it is purged.

use super::commands::{carry_out, existing, in_version};
use super::model::Account;
use super::{freed, rules, store};
use crate::db::Conn;
use crate::id::UserId;
use crate::settings::Settings;
use crate::{Actor, Millis, Result};

/// Deletes an account: it is in no list any more and cannot sign in; its names stay reserved, so that it can come back,
/// unless the site frees them.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = existing(conn, id, if_version)?;
    let change = rules::plan_deletion(&account, now, Settings::load(conn)?.free_names);
    carry_out(conn, actor, now, &account, &change)
}

/// Restores a deleted account as it was; not where its names were freed and another user has one now. One that is not deleted stays as it is.
pub fn restore(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = in_version(store::find_for_change(conn, id)?, if_version)?;
    let change = rules::plan_restoration(&account);
    if let Some(refusal) = freed::taken(conn, [&account])?.remove(&account.id) {
        return Err(refusal.into());
    }
    carry_out(conn, actor, now, &account, &change)
}
