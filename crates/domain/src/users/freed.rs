//! Names of deleted accounts that others may take: where they are kept, and whether they can be taken back.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::change::AccountChange;
use super::field::{Field, FieldValue};
use super::model::Account;
use crate::Result;
use crate::db::Conn;
use crate::db::recordset::{Cell, ColumnKind, ColumnSpec};
use crate::db::schema::users;
use crate::id::UserId;
use crate::refusal::{Code, Refusal};
use crate::text::show;

/// The columns of [`stored_names`].
pub(super) const COLUMNS: [ColumnSpec; 4] = [
    ("username", ColumnKind::Text),
    ("email", ColumnKind::Text),
    ("freed_username", ColumnKind::Text),
    ("freed_email", ColumnKind::Text),
];

/// What the columns of names hold after a change. In the place of freed names stands what no account can be called, since
/// neither a username nor an address has a space in it. It begins with the name, so that a list of deleted accounts is
/// sorted by what they were called.
pub(super) fn stored_names(account: &Account, change: &AccountChange) -> [Cell<'static>; 4] {
    let [username, email] = [Field::Username, Field::Email].map(|field| change.value_after(account, field));
    if change.value_after(account, Field::NamesFreed) == FieldValue::Bool(true) {
        let stand_in = |name: &FieldValue| match name {
            FieldValue::Text(name) => Cell::from(format!("{name} :{}", account.id)),
            _ => Cell::from(format!(" :{}", account.id)),
        };
        return [stand_in(&username), stand_in(&email), username.into_cell(), email.into_cell()];
    }
    [username.into_cell(), email.into_cell(), Cell::Null, Cell::Null]
}

/// Whether a change takes freed names back.
pub fn takes_back(change: &AccountChange) -> bool {
    change.steps().get(&Field::NamesFreed).is_some_and(|step| step.after == FieldValue::Bool(false))
}

/// Who among the accounts cannot have the freed names back, and why: another account has one by now, or an account
/// before it in the order given takes it.
pub fn taken<'a>(conn: &mut Conn, accounts: impl IntoIterator<Item = &'a Account>) -> Result<HashMap<UserId, Refusal>> {
    let returning: Vec<&Account> = accounts.into_iter().filter(|account| account.names_freed).collect();
    let mut refused = HashMap::new();
    if returning.is_empty() {
        return Ok(refused);
    }
    let usernames: Vec<&str> = returning.iter().map(|account| account.username.as_str()).collect();
    let emails: Vec<&str> = returning.iter().map(|account| account.email.as_str()).collect();
    let held = users::table.filter(users::username.eq_any(&usernames)).select(users::username);
    let mut usernames: HashSet<String> = held.load(conn)?.into_iter().collect();
    let held = users::table.filter(users::email.eq_any(&emails)).select(users::email);
    let mut emails: HashSet<String> = held.load(conn)?.into_iter().collect();
    for account in returning {
        let refusal = if usernames.contains(&account.username) {
            refusal(Code::UsernameTaken, Field::Username, &account.username)
        } else if emails.contains(&account.email) {
            refusal(Code::EmailTaken, Field::Email, &account.email)
        } else {
            usernames.insert(account.username.clone());
            emails.insert(account.email.clone());
            continue;
        };
        refused.insert(account.id, refusal);
    }
    Ok(refused)
}

fn refusal(code: Code, field: Field, name: &str) -> Refusal {
    let label = field.label();
    let message = format!(
        "The {label} \"{}\" was freed when the account was deleted, and another account has it now. Give that account another {label} first.",
        show(name)
    );
    Refusal::of(code, field.name(), name, &format!("a {label} that no account has"), message)
}
