//! The planner: rows of a file to outcomes, decided on by the pure rules with the accounts they name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use super::claims::{self, Holders, Rename};
use super::repeated_people::RepeatedPeople;
use super::requested_changes::{Defaults, Judge};
use super::{confusable, numbering};
use crate::auth::password;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::row::Row;
use crate::batches::engine::rows;
use crate::batches::engine::source::SourceColumn;
use crate::batches::file::damaged_quotes::{self, QuoteCheck};
use crate::batches::file::enrolments_of_rows::NamedCourses;
use crate::batches::file::reading::{MOST_FURTHER, ParsedRow, Reading, secret_columns};
use crate::batches::file::request::{Password, PasswordText};
use crate::batches::file::settings::{FileSettings, MatchBy, Mode, Preset};
use crate::batches::file::{cohorts_of_rows, deleted_names, roles_of_rows, template};
use crate::db::Conn;
use crate::db::schema::users;
use crate::enrolments::Enrolment;
use crate::id::{CourseId, UserId};
use crate::interrupt::Interrupt;
use crate::outcome::Outcome;
use crate::profile::index::UniqueValueHolders;
use crate::refusal::{Code, Refusal};
use crate::roles::Capability;
use crate::settings::Settings;
use crate::tabular::Record;
use crate::text::{canonical_username, fold, show};
use crate::users::{Account, Field, FieldValue, email, store as user_store, values};
use crate::{Actor, MessageValues, Result, cohorts, enrolments, profile, visible};

/// Plans rows of one batch.
pub(super) struct Planner<'a> {
    pub(super) batch: &'a Batch,
    pub(super) actor: &'a Actor,
    pub(super) settings: &'a FileSettings,
    pub(super) site: &'a Settings,
    pub(super) now: crate::Millis,
    pub(super) interrupt: &'a dyn Interrupt,
}

/// The first row of a person in the file.
struct First {
    line: i64,
    asked: String,
}

/// What a row asks for that is planned, and perhaps not stored yet: account, line and request.
pub(super) type PendingRequest = (UserId, i64, String);

/// What is to be known of rows that are planned and on their way into the database.
#[derive(Default)]
pub(super) struct OnTheWay {
    asked: Vec<PendingRequest>,
    usernames: Vec<String>,
    renamed: Vec<(UserId, Rename)>,
}

impl OnTheWay {
    /// What is to be known of these rows.
    pub(super) fn of(rows: &[Row]) -> Self {
        let usernames = rows.iter().flat_map(|row| &row.claims);
        let usernames = usernames.filter(|claim| claim.field == claims::USERNAME && !claim.failed);
        Self {
            asked: rows.iter().filter_map(|row| Some((row.user?, row.line, row.asked.clone()?))).collect(),
            usernames: usernames.map(|claim| claim.value.clone()).collect(),
            renamed: rows.iter().filter_map(rename_of).collect(),
        }
    }
}

/// The hash of a row's password from when it was planned before, and whether it is easy to guess.
pub(super) type HashedPasswords = BTreeMap<i64, (String, bool)>;

/// What the rows of a chunk are decided by, besides themselves.
pub(super) struct ChunkFacts<'k> {
    accounts: HashMap<String, Vec<Account>>,
    pub(super) administrators: BTreeSet<UserId>,
    /// ID numbers that several accounts have, among those of accounts that rows may mean (folded).
    pub(super) shared_numbers: BTreeSet<String>,
    /// Keys of rows that deleted accounts have, for those who may know.
    pub(super) deleted: BTreeSet<String>,
    pub(super) holders: Holders,
    pub(super) held: UniqueValueHolders,
    /// The enrolments that rows are about.
    pub(super) enrolments: HashMap<(CourseId, UserId), Enrolment>,
    pub(super) judge: Judge<'k>,
}

impl Planner<'_> {
    /// Plans rows, in the order of their lines: a few queries for all of them.
    pub(super) fn plan(&self, conn: &mut Conn, records: Vec<Record>, kept: &HashedPasswords) -> Result<Vec<Row>> {
        self.plan_behind(conn, records, kept, &RepeatedPeople::anybody(), &[])
    }

    /// Plans rows while others before them are still on their way into the database; `seen` are the people of all
    /// rows before them.
    pub(super) fn plan_behind(
        &self,
        conn: &mut Conn,
        records: Vec<Record>,
        kept: &HashedPasswords,
        seen_before: &RepeatedPeople,
        on_the_way: &[&OnTheWay],
    ) -> Result<Vec<Row>> {
        let columns = self.batch.source.columns.clone().unwrap_or_default();
        let custom = if self.settings.preset == Preset::Upsert { profile::store::all(conn)? } else { Vec::new() };
        let template = self.settings.username_template.as_deref().and_then(|text| template::parse(text).ok());
        let (template, timezone) = (template.as_deref(), &self.site.timezone);
        let cohorts = cohorts::store::named(conn, &cohorts_of_rows::named(&columns, &records))?;
        let filled_cohorts = if cohorts.is_empty() { BTreeSet::new() } else { cohorts::store::all_filled(conn)? };
        let roles = roles_of_rows::holdable(conn, &columns)?;
        let courses = NamedCourses::find(conn, &columns, &records)?;
        let letters = values::Letters::of(self.site);
        let secret = secret_columns(&columns);
        let reading = Reading {
            columns: &columns,
            settings: self.settings,
            custom: &custom,
            template,
            cohorts: &cohorts,
            filled_cohorts: &filled_cohorts,
            roles: &roles,
            courses: &courses,
            letters,
            secret: &secret,
            delimiter: damaged_quotes::delimiter_of(&self.batch.source),
            timezone,
            now: self.now,
        };
        let mut understood: Vec<(Record, ParsedRow)> = records
            .into_iter()
            .map(|mut record| {
                fit(&mut record.cells, &columns);
                let kept = kept.get(&record.line).map(|(hash, is_weak)| (hash.as_str(), *is_weak));
                let mut row = reading.understand(&record.cells, kept);
                match damaged_quotes::look(&reading, &record) {
                    QuoteCheck::Nothing => {}
                    QuoteCheck::Suspicious(remark) => row.remarks.push(remark),
                    QuoteCheck::Damaged(refusal) => {
                        row.damage = Some(refusal);
                        row.key = reading.key_of_damaged(&row.key);
                    }
                }
                let unreadable = reading.unreadable(&record, self.site.max_cell_bytes);
                let is_unnamed = unreadable.iter().any(|refusal| reading.names_the_account(refusal));
                row.refuse(unreadable, is_unnamed);
                let cells = reading.without_password(record.cells, row.damage.is_some());
                (Record { cells, ..record }, row)
            })
            .collect();
        self.weigh_passwords(&mut understood)?;
        if self.settings.mode == Mode::CreateNumbered {
            let taken = on_the_way.iter().flat_map(|rows| rows.usernames.iter().cloned()).collect();
            numbering::number(conn, self.batch.id, &mut understood, taken)?;
        }
        let defaults = Defaults::of(self.settings, &custom);
        let judge = Judge {
            actor: self.actor,
            settings: self.settings,
            defaults: &defaults,
            custom: &custom,
            now: self.now,
            frees_names: self.site.free_names,
        };
        let known = self.look_up(conn, &understood, judge)?;
        let mut seen: HashMap<UserId, Vec<First>> = HashMap::new();
        let ids = known.accounts.values().flatten().map(|account| account.id);
        let again: Vec<UserId> = ids.filter(|id| seen_before.may_hold(*id)).collect();
        let mut renamed: HashMap<UserId, Rename> = claims::renamed(conn, self.batch.id, &again)?.into_iter().collect();
        renamed.extend(on_the_way.iter().flat_map(|rows| rows.renamed.iter().copied()));
        let names_on_the_way = on_the_way.iter().flat_map(|rows| &rows.usernames);
        let on_the_way = on_the_way.iter().flat_map(|rows| rows.asked.iter().cloned());
        for (user, line, asked) in rows::asked(conn, self.batch.id, &again)?.into_iter().chain(on_the_way) {
            seen.entry(user).or_default().push(First { line, asked });
        }
        let mut planned = Vec::with_capacity(understood.len());
        let mut passwords = Vec::new();
        for (record, row) in understood {
            let mut result = Row { cells: record.cells, ..Row::blank(record.line, &row.key) };
            result.messages = if row.damage.is_some() { Vec::new() } else { row.remarks.clone() };
            let mut further = Vec::new();
            if let Err(refusal) = self.decide(&known, &row, &renamed, &mut seen, &mut result, &mut further) {
                let is_skip = refusal.code.is_skip();
                // Of damaged quotes follows what else seems to be wrong.
                let is_damaged = refusal.code == Code::DamagedQuotes;
                let first = row.request.as_ref().err().filter(|first| **first != refusal);
                result.refuse(refusal);
                // What is wrong with the cells is said as well, unless nothing would be done anyway.
                let others = first.into_iter().chain(&row.further).chain(&further);
                let cells = others.filter(|_| !is_skip && !is_damaged).take(MOST_FURTHER).cloned();
                result.messages.extend(cells.map(|refusal| Message::from_refusal(Level::Error, refusal)));
                result.asked = None;
                result.claims = self.claims_of_refused(&row, &result);
            }
            for claim in result.claims.iter_mut().filter(|claim| claim.field == claims::USERNAME) {
                claim.derived = row.derivation.is_some();
            }
            renamed.extend(rename_of(&result));
            result.settled = !result.outcomes.changes_something();
            self.take_password(row, &mut result, &mut passwords);
            planned.push(result);
        }
        self.keep_passwords(&mut planned, passwords)?;
        confusable::warn(conn, self.batch.id, &mut planned, names_on_the_way)?;
        Ok(planned)
    }

    /// Everything that the rows are decided by: a query for each kind of thing, however many rows there are.
    fn look_up<'k>(
        &self,
        conn: &mut Conn,
        understood: &[(Record, ParsedRow)],
        judge: Judge<'k>,
    ) -> Result<ChunkFacts<'k>> {
        let accounts = if self.settings.mode == Mode::CreateNumbered {
            HashMap::new()
        } else {
            self.match_accounts(conn, understood.iter().map(|(_, row)| row.key.as_str()))?
        };
        let ids: Vec<UserId> = accounts.values().flatten().map(|account| account.id).collect();
        let administrators = user_store::administrators_among(conn, &ids)?;
        let (mut usernames, mut emails, mut members) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        if !matches!(self.settings.preset, Preset::Suspension | Preset::Delete) {
            for (_, row) in understood {
                let Some(request) = row.request.as_ref().ok().or(row.partial.as_ref()) else { continue };
                let account = accounts.get(&self.comparable_key(&row.key)).and_then(|matched| matched.first());
                if let Some(Ok(name)) =
                    request.username.as_ref().filter(|_| account.is_none() || request.renames || self.may_free_names())
                {
                    usernames.insert(name.clone());
                }
                for (field, value) in &request.details {
                    if let (Field::Email, FieldValue::Text(address)) = (field, value)
                        && account.is_none_or(|account| account.email != *address)
                    {
                        emails.insert(address.clone());
                    }
                }
                members.push(&request.members);
            }
        }
        let mut holders = Holders::find(conn, &usernames, &emails)?;
        let held = UniqueValueHolders::find(conn, judge.custom, members)?;
        let asked = understood.iter().filter_map(|(_, row)| row.request.as_ref().ok().or(row.partial.as_ref()));
        let courses = asked.flat_map(|request| request.enrolments.keys().copied()).collect();
        let enrolments = enrolments::store::in_courses(conn, &courses, &ids)?;
        let shared_numbers = self.shared_numbers(conn, understood, &accounts)?;
        let mut deleted = BTreeSet::new();
        if self.actor.may(Capability::UsersView) && !self.batch.source.hides_deleted {
            let unmatched =
                understood.iter().map(|(_, row)| row).filter(|row| self.names_nobody(&accounts, row, &judge));
            let keys = unmatched.map(|row| self.comparable_key(&row.key)).filter(|key| !key.is_empty()).collect();
            deleted = deleted_names::among(conn, self.settings.match_by, &keys)?;
        } else {
            holders.hide_deleted();
        }
        Ok(ChunkFacts { accounts, administrators, shared_numbers, deleted, holders, held, enrolments, judge })
    }

    fn decide(
        &self,
        known: &ChunkFacts<'_>,
        row: &ParsedRow,
        renamed: &HashMap<UserId, Rename>,
        seen: &mut HashMap<UserId, Vec<First>>,
        result: &mut Row,
        further: &mut Vec<Refusal>,
    ) -> Result<(), Refusal> {
        if let Some(refusal) = &row.damage {
            // Whom the row seems to name may stand on another line.
            return Err(refusal.clone());
        }
        let matched = known.accounts.get(&self.comparable_key(&row.key)).map_or(&[][..], Vec::as_slice);
        // An earlier row gives the account another name: this one is about a new person, who gets the freed name.
        let rename = |account: &Account| renamed.get(&account.id).copied().filter(|rename| rename.line < result.line);
        let matched = match matched {
            [account] => match rename(account) {
                Some(rename) if self.is_of_freed_name(known, row, account, rename)? => &[],
                _ => matched,
            },
            matched => matched,
        };
        if let (Some(derivation), [account]) = (row.derivation, matched) {
            self.require_confirmation(known, row, derivation, account, result)?;
        }
        // Who is named is said first: a wrong name is worth knowing even where the rest is wrong too.
        let account = match (matched, &row.request) {
            ([account], _) => Some(account),
            // A name that is not there, or that cannot be read, is no wrong name.
            (_, Err(_)) if row.key.is_empty() || row.key.contains('\u{FFFD}') => None,
            (_, Err(refusal)) if refusal.code == Code::WrongCellCount => None,
            ([], Err(_)) if self.settings.creates() => None,
            ([], Ok(request)) if self.settings.creates() && !known.judge.needs_account(request) => None,
            ([], Ok(request)) if self.is_update_only() && !known.judge.needs_account(request) => {
                return Err(self.does_not_exist(known, &row.key));
            }
            ([], Err(_)) if self.is_update_only() => return Err(self.does_not_exist(known, &row.key)),
            ([], _) => return Err(self.unknown(known, &row.key)),
            (_, _) => return Err(self.ambiguous(&row.key, matched.len())),
        };
        result.user = account.map(|account| account.id);
        result.version_planned = account.map(|account| account.version);
        let request = match &row.request {
            Ok(request) => request,
            Err(refusal) => {
                let makes = account.is_none() && self.settings.creates();
                let beside = match (&row.partial, account) {
                    (Some(partial), Some(account)) => self.refusals_of_change(known, account, partial),
                    (Some(partial), None) if makes && !known.judge.needs_account(partial) => {
                        self.refusals_of_creation(known, partial, row)
                    }
                    _ => Vec::new(),
                };
                further.extend(row.not_said_of(beside));
                return Err(refusal.clone());
            }
        };
        let is_needed = |refusal: &&Refusal| account.is_none() && known.judge.is_needed(refusal.field.as_deref());
        let left_out = request.left_out.iter().filter(|refusal| !is_needed(refusal));
        result.messages.extend(left_out.cloned().map(Message::left_out));
        let Some(account) = account else {
            return self.create(known, request, row.password.as_ref(), result, further);
        };
        if let Some(asked) = request.comparable() {
            if self.is_repeated(account, &asked, seen, result)? {
                return Ok(());
            }
            seen.entry(account.id).or_default().push(First { line: result.line, asked: asked.clone() });
            result.asked = Some(asked);
        }
        let line = result.line;
        self.change(known, account, request, result, further).inspect_err(|_| {
            // A refused row is no first row: another one may still do it.
            if let Some(firsts) = seen.get_mut(&account.id) {
                firsts.retain(|first| first.line != line);
            }
        })
    }

    /// Takes note of a password that has to be hashed: that of a new account, and that of a row which may yet be repaired
    /// to make one.
    fn take_password(&self, row: ParsedRow, result: &mut Row, passwords: &mut Vec<(i64, String)>) {
        let is_of_use = result.creates() || (result.outcomes.contains(Outcome::Error) && result.user.is_none());
        let Some(password) = row.password.filter(|_| is_of_use) else { return };
        if password.is_weak {
            result.messages.push(weak_password());
        }
        match password.text {
            PasswordText::Plain { text, .. } => passwords.push((result.line, text)),
            PasswordText::Hashed(hash) => result.secret = Some(hash),
        }
    }

    /// Finds out which passwords are easy to guess, on all cores.
    fn weigh_passwords(&self, understood: &mut [(Record, ParsedRow)]) -> Result<()> {
        let mut given: Vec<&mut Password> =
            understood.iter_mut().filter_map(|(_, row)| row.password.as_mut()).collect();
        let plain: Vec<(&str, Vec<&str>)> = given.iter().filter_map(|password| password.plain()).collect();
        let mut weak = password::find_weak(&plain, self.interrupt)?.into_iter();
        for password in given.iter_mut().filter(|password| password.plain().is_some()) {
            password.is_weak = weak.next().unwrap_or(true);
        }
        Ok(())
    }

    fn keep_passwords(&self, planned: &mut [Row], passwords: Vec<(i64, String)>) -> Result<()> {
        let texts: Vec<&str> = passwords.iter().map(|(_, text)| text.as_str()).collect();
        let hashes = password::hash_all(&texts, self.interrupt)?;
        let mut by_line: HashMap<i64, String> = passwords.iter().map(|(line, _)| *line).zip(hashes).collect();
        for row in planned {
            row.secret = by_line.remove(&row.line).or(row.secret.take());
        }
        Ok(())
    }

    fn is_update_only(&self) -> bool {
        self.settings.preset == Preset::Upsert && self.settings.mode == Mode::Update
    }

    /// Whether an earlier row asks the same for the same person; one that asks otherwise is a refusal.
    fn is_repeated(
        &self,
        account: &Account,
        asked: &str,
        seen: &HashMap<UserId, Vec<First>>,
        result: &mut Row,
    ) -> Result<bool, Refusal> {
        let line = result.line;
        let first = seen
            .get(&account.id)
            .and_then(|firsts| firsts.iter().filter(|first| first.line < line).min_by_key(|first| first.line));
        let Some(first) = first else { return Ok(false) };
        if first.asked != asked {
            return Err(Refusal::of(
                Code::DuplicateInFile,
                self.settings.key_column(),
                &result.key,
                "one row for each person",
                format!(
                    "\"{}\" is on line {} already, with other values. Keep one of the two rows.",
                    show(&result.key),
                    first.line
                ),
            )
            .naming_line(first.line));
        }
        result.messages.push(Message::same_as_before(first.line));
        Ok(true)
    }

    pub(super) fn comparable_key(&self, key: &str) -> String {
        match self.settings.match_by {
            MatchBy::Username => canonical_username(key),
            MatchBy::Email => email::canonical(key),
            MatchBy::IdNumber => values::id_number_form(key),
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
        let query = users::table.filter(users::deleted_at.is_null()).select(Account::as_select()).into_boxed();
        let query = match self.settings.match_by {
            MatchBy::Username => query.filter(users::username.eq_any(keys)),
            MatchBy::Email => query.filter(users::email.eq_any(keys)),
            // By the form that has an index, in which more are the same.
            MatchBy::IdNumber => {
                query.filter(users::id_number_key.eq_any(keys.iter().map(|key| fold(key)).collect::<Vec<_>>()))
            }
        };
        let mut accounts: HashMap<String, Vec<Account>> = HashMap::new();
        for account in query.load::<Account>(conn)? {
            let key = match self.settings.match_by {
                MatchBy::Username => account.username.clone(),
                MatchBy::Email => account.email.clone(),
                MatchBy::IdNumber => values::id_number_form(account.id_number.as_deref().unwrap_or_default()),
            };
            accounts.entry(key).or_default().push(account);
        }
        Ok(accounts)
    }
}

/// The account that a row would give another username.
fn rename_of(row: &Row) -> Option<(UserId, Rename)> {
    let claim = row.claims.iter().find(|claim| claim.field == claims::USERNAME)?;
    Some((row.user?, Rename { line: row.line, is_refused: claim.failed }))
}

/// Takes blank cells behind the last column off, and adds those that are missing under blank headings at the end: programs
/// write rows as wide as the widest.
fn fit(cells: &mut Vec<String>, columns: &[SourceColumn]) {
    while cells.len() > columns.len() && cells.last().is_some_and(|cell| visible::is_blank(cell)) {
        cells.pop();
    }
    while columns.get(cells.len()).is_some()
        && columns[cells.len()..].iter().all(|column| visible::is_blank(&column.header))
    {
        cells.push(String::new());
    }
}

fn weak_password() -> Message {
    Message {
        level: Level::Warning,
        code: "weak_password".to_owned(),
        field: Some("password".to_owned()),
        found: None,
        expected: Some("at least 15 characters that are not easy to guess".to_owned()),
        message: "The password is short or easy to guess. Let the person change it: set \"force_password_change\" to \"weak\".".to_owned(),
        values: MessageValues::new(),
    }
}
