//! Pasted lists: each line names a person by username, e-mail address or ID number.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::Result;
use crate::batches::file::deleted_names;
use crate::batches::file::settings::MatchBy;
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::UserId;
use crate::refusal::{Code, Refusal};
use crate::text::{canonical_username, fold, show};
use crate::users::values::id_number_form;
use crate::users::{Account, email};

/// Who can be meant by a line, besides those who are there by username and e-mail address.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// Deleted accounts.
    pub(crate) deleted: bool,
    /// That there was such an account which is deleted now: may be said.
    pub(crate) hints: bool,
    /// Accounts by their ID number: only for callers who may see these.
    pub(crate) numbers: bool,
}

/// The accounts that lines may mean.
pub(crate) struct PastedAccounts {
    reach: Reach,
    by_name: HashMap<String, Vec<Account>>,
    by_email: HashMap<String, Vec<Account>>,
    by_number: HashMap<String, Vec<Account>>,
    /// Names that deleted accounts have, of those that no other has.
    deleted: BTreeSet<String>,
}

impl PastedAccounts {
    /// Finds the accounts for all the lines at once.
    pub(crate) fn find(conn: &mut Conn, lines: &[(i64, String)], reach: Reach) -> Result<Self> {
        let names: Vec<String> = lines.iter().map(|(_, text)| canonical_username(text)).collect();
        let emails: Vec<String> = lines.iter().map(|(_, text)| email::canonical(text)).collect();
        let numbers: Vec<String> = lines.iter().filter(|_| reach.numbers).map(|(_, text)| fold(text)).collect();
        let (mut by_name, mut by_email, mut by_number) =
            (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        // Of deleted accounts also by names that were freed.
        let by_freed = |conn: &mut Conn, is_email: bool| -> Result<Vec<Account>> {
            let query = users::table.select(Account::as_select()).into_boxed();
            let query = if is_email {
                query.filter(users::freed_email.eq_any(&emails))
            } else {
                query.filter(users::freed_username.eq_any(&names))
            };
            Ok(if reach.deleted { query.load(conn)? } else { Vec::new() })
        };
        let query = || {
            let query = users::table.select(Account::as_select()).into_boxed();
            if reach.deleted { query } else { query.filter(users::deleted_at.is_null()) }
        };
        for account in query().filter(users::username.eq_any(&names)).load::<Account>(conn)? {
            by_name.entry(account.username.clone()).or_default().push(account);
        }
        for account in query().filter(users::email.eq_any(&emails)).load::<Account>(conn)? {
            by_email.entry(account.email.clone()).or_default().push(account);
        }
        for account in by_freed(conn, false)? {
            by_name.entry(account.username.clone()).or_default().push(account);
        }
        for account in by_freed(conn, true)? {
            by_email.entry(account.email.clone()).or_default().push(account);
        }
        for account in query().filter(users::id_number_key.eq_any(&numbers)).load::<Account>(conn)? {
            let number = id_number_form(account.id_number.as_deref().unwrap_or_default());
            by_number.entry(number).or_default().push(account);
        }
        let mut named = Self { reach, by_name, by_email, by_number, deleted: BTreeSet::new() };
        if reach.hints && !reach.deleted {
            let unmatched: Vec<&str> =
                lines.iter().map(|(_, text)| text.as_str()).filter(|text| named.meant(text).is_empty()).collect();
            let keys = |key: fn(&str) -> String| unmatched.iter().map(|text| key(text)).collect::<BTreeSet<_>>();
            let mut deleted = deleted_names::among(conn, MatchBy::Username, &keys(canonical_username))?;
            deleted.extend(deleted_names::among(conn, MatchBy::Email, &keys(email::canonical))?);
            if reach.numbers {
                deleted.extend(deleted_names::among(conn, MatchBy::IdNumber, &keys(id_number_form))?);
            }
            named.deleted = deleted;
        }
        Ok(named)
    }

    /// Every account that a line may mean.
    pub(crate) fn ids(&self) -> Vec<UserId> {
        self.all().flatten().map(|account| account.id).collect()
    }

    /// Forgets every account but these: for the caller there are no others.
    pub(crate) fn keep(&mut self, ids: &BTreeSet<UserId>) {
        for accounts in [&mut self.by_name, &mut self.by_email, &mut self.by_number] {
            accounts.values_mut().for_each(|found| found.retain(|account| ids.contains(&account.id)));
        }
    }

    fn all(&self) -> impl Iterator<Item = &Vec<Account>> {
        self.by_name.values().chain(self.by_email.values()).chain(self.by_number.values())
    }

    /// The accounts that a line may mean.
    fn meant(&self, text: &str) -> Vec<&Account> {
        let mut meant: Vec<&Account> = Vec::new();
        let names = self.by_name.get(&canonical_username(text)).into_iter().flatten();
        let emails = self.by_email.get(&email::canonical(text)).into_iter().flatten();
        let numbers = self.by_number.get(&id_number_form(text)).into_iter().flatten();
        for account in names.chain(emails).chain(numbers) {
            if meant.iter().all(|known| known.id != account.id) {
                meant.push(account);
            }
        }
        meant
    }

    fn is_deleted(&self, text: &str) -> bool {
        let keys = [canonical_username(text), email::canonical(text), id_number_form(text)];
        keys.iter().any(|key| self.deleted.contains(key))
    }

    /// The account that a line names. A line that could name several is ambiguous: no person is taken for another.
    pub(crate) fn one(&self, text: &str) -> Result<&Account, Refusal> {
        match self.meant(text).as_slice() {
            [account] => Ok(account),
            [] => {
                let what = if self.reach.numbers {
                    "username, e-mail address or ID number"
                } else {
                    "username or e-mail address"
                };
                let shown = show(text);
                let message = if self.is_deleted(text) {
                    format!(
                        "The account with the {what} \"{shown}\" is deleted. Restore it first, or take it out of the list."
                    )
                } else {
                    format!("No account has the {what} \"{shown}\". Correct it, or take it out of the list.")
                };
                Err(Refusal::of(Code::UnknownUser, "list", text, &format!("a {what}"), message))
            }
            several => Err(Refusal::of(
                Code::AmbiguousUser,
                "list",
                text,
                "a value that one account has",
                format!("{} accounts have \"{}\". Name the person by username.", several.len(), show(text)),
            )),
        }
    }
}
