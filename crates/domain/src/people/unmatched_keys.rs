//! Rows whose key no account has, or several: what is said of them. A deleted account is named, with the repair.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::claims::{self, Rename};
use super::planner::{ChunkFacts, Planner};
use super::requested_changes::Judge;
use crate::Result;
use crate::batches::engine::row::Row;
use crate::batches::file::derived_names::{self, Derivation};
use crate::batches::file::reading::{ParsedRow, STANDARDISED};
use crate::batches::file::settings::{MatchBy, Preset};
use crate::db::Conn;
use crate::db::schema::users;
use crate::refusal::{Code, Refusal};
use crate::tabular::Record;
use crate::text::{fold, show};
use crate::users::Account;

impl Planner<'_> {
    /// Refuses a row whose derived username is an account's that nothing else of the row confirms.
    pub(super) fn require_confirmation(
        &self,
        known: &ChunkFacts<'_>,
        row: &ParsedRow,
        derivation: Derivation,
        account: &Account,
        result: &mut Row,
    ) -> Result<(), Refusal> {
        if row.request.as_ref().is_ok_and(|request| derived_names::confirms(request, account, &known.shared_numbers)) {
            return Ok(());
        }
        // The account may be meant: a full sync does not suspend it for want of a row, and counts this row as naming
        // nobody, as it has no version.
        result.user = self.settings.full_sync.is_some().then_some(account.id);
        let request = row.request.as_ref().map_err(Clone::clone)?;
        // The refusal says who has the name now.
        let written = result.messages.iter().find(|message| message.code == STANDARDISED);
        let written = written.and_then(|message| message.found.clone()).unwrap_or_default();
        result.messages.retain(|message| message.code != STANDARDISED);
        let makes_account =
            self.settings.creates() && !known.judge.needs_account(request) && known.judge.missing(request).is_empty();
        Err(derived_names::refusal(derivation, &written, &account.username, makes_account))
    }

    /// ID numbers that rows have in common with accounts and that other accounts have as well, of rows for which it matters:
    /// those whose name is derived, and all of a file that can free names. One query, and none for most files.
    pub(super) fn shared_numbers(
        &self,
        conn: &mut Conn,
        understood: &[(Record, ParsedRow)],
        accounts: &HashMap<String, Vec<Account>>,
    ) -> Result<BTreeSet<String>> {
        let mut columns = self.batch.source.columns.iter().flatten();
        let frees_names = self.may_free_names() && columns.any(|column| column.field.as_deref() == Some("oldusername"));
        let asked = understood.iter().filter(|(_, row)| frees_names || row.derivation.is_some());
        let in_common = asked.filter_map(|(_, row)| {
            let request = row.request.as_ref().ok()?;
            let account = accounts.get(&self.comparable_key(&row.key))?.first()?;
            derived_names::number_in_common(request, account).map(|number| fold(&number))
        });
        let numbers: BTreeSet<String> = in_common.collect();
        if numbers.is_empty() {
            return Ok(BTreeSet::new());
        }
        let held = users::table.filter(users::deleted_at.is_null()).filter(users::id_number_key.eq_any(&numbers));
        let shared = held.group_by(users::id_number_key).having(diesel::dsl::count_star().gt(1));
        Ok(shared.select(users::id_number_key).load::<String>(conn)?.into_iter().collect())
    }

    /// Whether rows may take usernames that other rows of the file would free.
    pub(super) fn may_free_names(&self) -> bool {
        self.settings.match_by == MatchBy::Username && self.settings.preset == Preset::Upsert && self.settings.creates()
    }

    /// Whether a row is about a new person, who gets the name that an earlier row takes from an account: it has neither the
    /// address nor the ID number of that account, and all that a new account needs. Where the earlier row is refused, the
    /// account keeps its name, and a row that lacks something is refused as well: it may not change that account instead.
    pub(super) fn is_of_freed_name(
        &self,
        known: &ChunkFacts<'_>,
        row: &ParsedRow,
        account: &Account,
        rename: Rename,
    ) -> Result<bool, Refusal> {
        let Ok(request) = &row.request else { return Ok(false) };
        let is_new = self.may_free_names()
            && !request.renames
            && !known.judge.needs_account(request)
            && !derived_names::confirms(request, account, &known.shared_numbers);
        if is_new && rename.is_refused && !known.judge.missing(request).is_empty() {
            let mut refusal = claims::username_taken(&account.username, false);
            refusal.message = format!(
                "Line {} was to give the account \"{}\" another name, and cannot be done. Correct that line, or choose another username.",
                rename.line,
                show(&account.username)
            );
            return Err(refusal);
        }
        Ok(is_new && known.judge.missing(request).is_empty())
    }

    /// Whether a row is about an account, and none that is there has its key.
    pub(super) fn names_nobody(
        &self,
        accounts: &HashMap<String, Vec<Account>>,
        row: &ParsedRow,
        judge: &Judge<'_>,
    ) -> bool {
        let makes = self.settings.creates() && row.request.as_ref().is_ok_and(|request| !judge.needs_account(request));
        !makes && !accounts.contains_key(&self.comparable_key(&row.key))
    }

    pub(super) fn does_not_exist(&self, known: &ChunkFacts<'_>, key: &str) -> Refusal {
        let (what, shown) = (self.label(), show(key));
        let message = if known.deleted.contains(&self.comparable_key(key)) {
            format!(
                "The account with the {what} \"{shown}\" is deleted, and this file only changes accounts that are there. Restore it, and plan again."
            )
        } else {
            format!("No account has the {what} \"{shown}\", and this file only changes accounts that are there.")
        };
        Refusal { field: Some(self.settings.key_column().to_owned()), ..Refusal::new(Code::DoesNotExist, message) }
    }

    pub(super) fn unknown(&self, known: &ChunkFacts<'_>, key: &str) -> Refusal {
        let (column, what, shown) = (self.settings.key_column(), self.label(), show(key));
        let message = if known.deleted.contains(&self.comparable_key(key)) {
            format!(
                "The account with the {what} \"{shown}\" is deleted. Restore it, and plan again; or correct the row."
            )
        } else {
            format!("No account has the {what} \"{shown}\". Correct it, or make the account first.")
        };
        Refusal::of(Code::UnknownUser, column, key, &format!("the {what} of an account"), message)
    }

    pub(super) fn ambiguous(&self, key: &str, found: usize) -> Refusal {
        let (column, what) = (self.settings.key_column(), self.label());
        Refusal::of(
            Code::AmbiguousUser,
            column,
            key,
            "a value that one account has",
            format!("{found} accounts have the {what} \"{}\". Name the person by username.", show(key)),
        )
    }

    fn label(&self) -> &'static str {
        match self.settings.match_by {
            MatchBy::Username => "username",
            MatchBy::Email => "e-mail address",
            MatchBy::IdNumber => "ID number",
        }
    }
}
