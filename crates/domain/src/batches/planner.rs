//! The planner: rows of a file to outcomes, decided on by the pure rules with the accounts they name.

use std::collections::HashMap;

use diesel::prelude::*;

use super::causes::{Level, Message};
use super::model::{Batch, Row};
use super::rows;
use super::seen::Seen;
use super::settings::{FileSettings, MatchBy};
use super::suspension::{Reading, Understood};
use crate::Actor;
use crate::Result;
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::UserId;
use crate::settings::Settings;
use crate::tabular::Record;
use crate::text::fold;
use crate::users::change::{AccountChange, Outcome};
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, Route, Subject, SuspensionRequest};
use crate::users::{Account, store as user_store, values};

/// Plans rows of one batch.
pub(super) struct Planner<'a> {
    pub(super) batch: &'a Batch,
    pub(super) actor: &'a Actor,
    pub(super) settings: &'a FileSettings,
    pub(super) site: &'a Settings,
    pub(super) now: crate::Millis,
}

/// The first row of a person in the file.
struct First {
    line: i64,
    asked: String,
}

/// What rows ask for that are planned, and perhaps not stored yet: account, line and request.
pub(super) type Asked = (UserId, i64, String);

impl Planner<'_> {
    /// Plans rows, in the order of their lines: a few queries for all of them.
    pub(super) fn plan(&self, conn: &mut Conn, records: Vec<Record>) -> Result<Vec<Row>> {
        self.plan_behind(conn, records, &Seen::anybody(), [])
    }

    /// Plans rows while others before them are still on their way into the database; `seen` are the people of all
    /// rows before them.
    pub(super) fn plan_behind<'r>(
        &self,
        conn: &mut Conn,
        records: Vec<Record>,
        seen_before: &Seen,
        on_their_way: impl IntoIterator<Item = &'r Asked>,
    ) -> Result<Vec<Row>> {
        let columns = self.batch.source.columns.clone().unwrap_or_default();
        let reading =
            Reading { columns: &columns, settings: self.settings, timezone: &self.site.timezone, now: self.now };
        let understood: Vec<(Record, Understood)> = records
            .into_iter()
            .map(|record| {
                let understood = reading.understand(&record.cells);
                (record, understood)
            })
            .collect();
        let accounts = self.match_accounts(conn, understood.iter().map(|(_, row)| row.key.as_str()))?;
        let ids: Vec<UserId> = accounts.values().flatten().map(|account| account.id).collect();
        let administrators = user_store::administrators_among(conn, &ids)?;
        let mut seen: HashMap<UserId, Vec<First>> = HashMap::new();
        let again: Vec<UserId> = ids.iter().copied().filter(|id| seen_before.may_hold(*id)).collect();
        let on_their_way = on_their_way.into_iter().cloned();
        for (user, line, asked) in rows::asked(conn, self.batch.id, &again)?.into_iter().chain(on_their_way) {
            seen.entry(user).or_default().push(First { line, asked });
        }
        let mut planned = Vec::with_capacity(understood.len());
        for (record, row) in understood {
            let matched = accounts.get(&self.comparable_key(&row.key)).map_or(&[][..], Vec::as_slice);
            let mut result = self.blank(&record, &row.key);
            let decided =
                self.decide(matched, &row, record.line, &mut seen, &mut result, |id| administrators.contains(&id));
            if let Err(refusal) = decided {
                result.outcomes =
                    if refusal.code == Code::SuspensionsNotAllowed { Outcome::Skip } else { Outcome::Error }.into();
                let level = if refusal.code == Code::SuspensionsNotAllowed { Level::Info } else { Level::Error };
                result.messages.push(Message::from_refusal(level, refusal));
            }
            result.settled = !result.outcomes.changes_something();
            planned.push(result);
        }
        Ok(planned)
    }

    fn blank(&self, record: &Record, key: &str) -> Row {
        Row {
            line: record.line,
            key: key.to_owned(),
            user: None,
            cells: record.cells.clone(),
            asked: None,
            outcomes: Outcome::Unchanged.into(),
            settled: false,
            before: serde_json::Value::Null,
            after: serde_json::Value::Null,
            messages: Vec::new(),
            version_planned: None,
            version_applied: None,
        }
    }

    fn decide(
        &self,
        matched: &[Account],
        row: &Understood,
        line: i64,
        seen: &mut HashMap<UserId, Vec<First>>,
        result: &mut Row,
        is_administrator: impl Fn(UserId) -> bool,
    ) -> Result<(), Refusal> {
        // Who is named is said first: a wrong name is worth knowing even where the rest is wrong too.
        let account = match (matched, &row.request) {
            ([account], _) => Some(account),
            // A name that is not there, or that cannot be read, is no wrong name.
            (_, Err(_)) if row.key.is_empty() || row.key.contains('\u{FFFD}') => None,
            (_, Err(refusal)) if refusal.code == Code::WrongCellCount => None,
            ([], _) => return Err(self.unknown(&row.key)),
            (_, _) => return Err(self.ambiguous(&row.key, matched.len())),
        };
        result.user = account.map(|account| account.id);
        let request = row.request.clone()?;
        let Some(account) = account else { return Ok(()) };
        result.version_planned = Some(account.version);
        if let Some(asked) = Reading::comparable(&request) {
            if self.is_repeated(account, line, &asked, seen, result)? {
                return Ok(());
            }
            seen.entry(account.id).or_default().push(First { line, asked: asked.clone() });
            result.asked = Some(asked);
        }
        let change = self.change(account, &request)?;
        let subject = Subject { account, is_administrator: is_administrator(account.id) };
        rules::guard(subject, &change, self.actor, Route::File).inspect_err(|_| {
            // A refused row is no first row: another one may still do it.
            result.asked = None;
            if let Some(firsts) = seen.get_mut(&account.id) {
                firsts.retain(|first| first.line != line);
            }
        })?;
        result.outcomes = change.outcomes();
        result.before = change.before_json();
        result.after = change.after_json();
        Ok(())
    }

    fn change(&self, account: &Account, request: &SuspensionRequest) -> Result<AccountChange, Refusal> {
        if request.suspended.is_some() && !self.settings.allow_suspensions {
            return Err(Refusal::new(
                Code::SuspensionsNotAllowed,
                "The settings of this batch do not allow suspensions. Switch \"allow_suspensions\" on, and plan again.",
            ));
        }
        Ok(rules::plan_suspension(account, request))
    }

    /// Whether an earlier row asks the same for the same person; one that asks otherwise is a refusal.
    fn is_repeated(
        &self,
        account: &Account,
        line: i64,
        asked: &str,
        seen: &HashMap<UserId, Vec<First>>,
        result: &mut Row,
    ) -> Result<bool, Refusal> {
        let first = seen
            .get(&account.id)
            .and_then(|firsts| firsts.iter().filter(|first| first.line < line).min_by_key(|first| first.line));
        let Some(first) = first else { return Ok(false) };
        if first.asked != asked {
            return Err(Refusal::of(
                Code::DuplicateInFile,
                self.settings.match_by.column(),
                &result.key,
                "one row for each person",
                format!(
                    "\"{}\" is on line {} already, with other values. Keep one of the two rows.",
                    values::show(&result.key),
                    first.line
                ),
            ));
        }
        result.messages.push(Message {
            level: Level::Info,
            code: "same_as_before".to_owned(),
            field: None,
            found: None,
            expected: None,
            message: format!("Line {} asks the same; this row adds nothing.", first.line),
        });
        Ok(true)
    }

    fn unknown(&self, key: &str) -> Refusal {
        let (column, what) = (self.settings.match_by.column(), self.label());
        Refusal::of(
            Code::UnknownUser,
            column,
            key,
            &format!("the {what} of an account"),
            format!("No account has the {what} \"{}\". Correct it, or make the account first.", values::show(key)),
        )
    }

    fn ambiguous(&self, key: &str, found: usize) -> Refusal {
        let (column, what) = (self.settings.match_by.column(), self.label());
        Refusal::of(
            Code::AmbiguousUser,
            column,
            key,
            "a value that one account has",
            format!("{found} accounts have the {what} \"{}\". Name the person by username.", values::show(key)),
        )
    }

    fn label(&self) -> &'static str {
        match self.settings.match_by {
            MatchBy::Username => "username",
            MatchBy::Email => "e-mail address",
            MatchBy::IdNumber => "ID number",
        }
    }

    fn comparable_key(&self, key: &str) -> String {
        match self.settings.match_by {
            MatchBy::Username | MatchBy::Email => values::canonical_username(key),
            MatchBy::IdNumber => fold(key.trim()),
        }
    }

    /// The accounts that rows name, by what they are named by: one query.
    fn match_accounts<'k>(
        &self,
        conn: &mut Conn,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<HashMap<String, Vec<Account>>> {
        let mut keys: Vec<String> = keys.map(|key| self.comparable_key(key)).filter(|key| !key.is_empty()).collect();
        keys.sort_unstable();
        keys.dedup();
        let query = users::table
            .filter(users::deleted_at.is_null())
            .select((users::id_number_key, Account::as_select()))
            .into_boxed();
        let query = match self.settings.match_by {
            MatchBy::Username => query.filter(users::username.eq_any(keys)),
            MatchBy::Email => query.filter(users::email.eq_any(keys)),
            MatchBy::IdNumber => query.filter(users::id_number_key.eq_any(keys)),
        };
        let mut accounts: HashMap<String, Vec<Account>> = HashMap::new();
        for (id_number_key, account) in query.load::<(String, Account)>(conn)? {
            let key = match self.settings.match_by {
                MatchBy::Username => account.username.clone(),
                MatchBy::Email => account.email.clone(),
                MatchBy::IdNumber => id_number_key,
            };
            accounts.entry(key).or_default().push(account);
        }
        Ok(accounts)
    }
}
