//! What people do to their own accounts.

use diesel::prelude::*;
use serde_json::{Value, json};

use super::current_password;
use super::password::Passwords;
use crate::db::schema::users;
use crate::db::{Conn, Db};
use crate::id::UserId;
use crate::users::change::AccountChange;
use crate::users::field::{Field, FieldValue};
use crate::users::model::Account;
use crate::users::store::{self, Occasion, PlannedChange};
use crate::users::values::AuthMethod;
use crate::{Actor, Error, Millis, Result};

/// A new password that a user has chosen, checked against the policy.
#[derive(Debug)]
pub struct ChosenPassword {
    user: UserId,
    /// The hash of the one in use when it was chosen.
    in_use: Option<String>,
    hash: String,
}

impl ChosenPassword {
    /// Checks the password in use and the new one. Blocks for as long as two hashes take.
    pub fn check(db: &Db, passwords: &Passwords, actor: &Actor, now: Millis, current: &str, new: &str) -> Result<Self> {
        let user = actor.user_id.ok_or_else(|| Error::internal("the system itself has no password"))?;
        let (account, in_use) = db.read(|conn| {
            let hash: Option<String> = users::table.find(user).select(users::password_hash).first(conn)?;
            Ok((store::find(conn, user)?, hash))
        })?;
        if account.auth_method != AuthMethod::Manual.name() {
            let message = "You sign in with another method than a password here, so there is none to change.";
            return Err(Error::conflict("no_password_here", message));
        }
        current_password::require(db, passwords, actor, now, user, current, in_use.as_deref())?;
        if current == new {
            return Err(Error::invalid(
                "new_password",
                "password_unchanged",
                "This is the current password. Choose another one.",
            ));
        }
        let about = [&account.username, &account.email, &account.first_name, &account.last_name].map(String::as_str);
        let hash = passwords.hash_chosen(new, &about).map_err(|error| of_member(error, "new_password"))?;
        Ok(Self { user, in_use, hash })
    }

    /// Sets it. All sign-ins and tokens end; a forced password change is done with it.
    pub fn set(&self, conn: &mut Conn, actor: &Actor, now: Millis) -> Result<UserId> {
        let account = store::find_for_change(conn, self.user)?;
        let in_use: Option<String> = users::table.find(self.user).select(users::password_hash).first(conn)?;
        if in_use != self.in_use {
            return Err(Error::Changed(account.version));
        }
        forget_demand(conn, actor, now, &account)?;
        store::set_password(conn, actor, now, self.user, &self.hash)?;
        Ok(self.user)
    }
}

fn forget_demand(conn: &mut Conn, actor: &Actor, now: Millis, account: &Account) -> Result<()> {
    let change = AccountChange::towards(account, [(Field::MustChangePassword, FieldValue::Bool(false))]);
    if change.is_empty() {
        return Ok(());
    }
    let details: Value = json!({ "by": "password change" });
    store::write(
        conn,
        actor,
        now,
        Occasion::default(),
        &[PlannedChange { account, change: &change, line: None, details }],
    )
}

/// The fault of a password, under the name that the caller gave it.
fn of_member(error: Error, member: &str) -> Error {
    match error {
        Error::Invalid { code, message, mut faults } => {
            faults.iter_mut().for_each(|fault| member.clone_into(&mut fault.field));
            Error::Invalid { code, message, faults }
        }
        other => other,
    }
}
