//! Planning: rows of a file to outcomes. Nothing is written to any account.

use std::collections::HashMap;

use diesel::prelude::*;
use encoding_rs::Encoding;

use super::causes::{Causes, Level, Message};
use super::chunk::Pace;
use super::lease::Lease;
use super::model::{Batch, Failure, Row, Source, State};
use super::settings::{FileSettings, MatchBy};
use super::store::{self, Update};
use super::suspension::{Reading, Understood};
use super::worker::Worker;
use super::{apply, confirm, rows, stage};
use crate::db::schema::users;
use crate::db::{Conn, Urgency};
use crate::id::UserId;
use crate::settings::Settings;
use crate::tabular::{Delimiter, ReadError, Record, Rows, formula};
use crate::text::fold;
use crate::users::change::{AccountChange, Outcome};
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, Route, Subject, SuspensionRequest};
use crate::users::{Account, store as user_store, values};
use crate::{Actor, Error, Result};

/// What became of a stretch of work.
pub(super) enum Progress {
    /// There is more to do.
    More,
    /// The batch rests, or waits for another kind of work.
    Done,
}

/// Plans a file from where the last worker stopped.
pub(super) fn plan_file(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    let site = worker.db.read(Settings::load)?;
    let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
    let planner = batch.applied_by.unwrap_or(batch.created_by);
    let actor = worker.db.read(|conn| Actor::load(conn, planner))?;
    let Some(actor) = actor else {
        return fail(worker, lease, "forbidden", "Whoever planned the file may no longer sign in.");
    };
    let Some(staged) = batch.staged else { return Err(Error::internal("a batch from a file has no file")) };
    if batch.place == 0 {
        let remove = |conn: &mut Conn| {
            // Under the fence like every chunk, or a worker that was taken for dead would remove its successor's plan.
            store::advance(conn, lease, Update { place: Some(0), ..Update::default() })?;
            rows::remove_some(conn, batch.id, 5_000)
        };
        while worker.db.write(Urgency::Background, remove)? > 0 {}
    }
    let (encoding, delimiter) = reading_of(&batch.source);
    let mut file = Rows::new(stage::open(&worker.db, staged), encoding, delimiter, site.max_cell_bytes * 4);
    let mut pace = Pace::default();
    let mut next = Next { header_seen: false, place: batch.place, ended: false };
    loop {
        pace.begin();
        let records = match next.take(&mut file, pace.rows(), &site) {
            Ok(records) => records,
            Err(failure) => return finish_failed(worker, lease, failure),
        };
        let taken = records.len();
        let progress = worker.db.write(Urgency::Background, |conn| {
            plan_chunk(conn, worker, lease, &actor, &settings, &site, records, next.ended)
        })?;
        pace.end(taken);
        if matches!(progress, Progress::Done) || worker.is_stopping() {
            return Ok(());
        }
    }
}

/// The encoding and delimiter in force.
fn reading_of(source: &Source) -> (&'static Encoding, Delimiter) {
    let encoding = source.encoding.as_deref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let delimiter = source.delimiter.as_deref().and_then(Delimiter::from_name);
    (encoding.unwrap_or(encoding_rs::UTF_8), delimiter.unwrap_or(Delimiter::ALL[0]))
}

/// The most text of a chunk, so that wide rows take no more memory than narrow ones.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Where in the file the reading is.
struct Next {
    header_seen: bool,
    place: i64,
    ended: bool,
}

impl Next {
    /// The next rows behind the place; those before were planned by a worker that is gone.
    fn take<R: std::io::Read>(
        &mut self,
        file: &mut Rows<R>,
        most: usize,
        site: &Settings,
    ) -> Result<Vec<Record>, Failure> {
        let mut records = Vec::with_capacity(most);
        let mut bytes = 0;
        while records.len() < most && bytes < MOST_BYTES {
            let mut record = match file.next_record() {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.ended = true;
                    break;
                }
                Err(error @ ReadError::TooLong { .. }) => {
                    return Err(Failure { code: "unreadable_file".to_owned(), message: error.to_string() });
                }
                Err(ReadError::Source(error)) => {
                    tracing::error!(%error, "a staged file cannot be read");
                    return Err(Failure {
                        code: "unreadable_file".to_owned(),
                        message: "The uploaded file could not be read to its end. Upload it again.".to_owned(),
                    });
                }
            };
            if !std::mem::replace(&mut self.header_seen, true) || record.line <= self.place {
                continue;
            }
            if let Some(cell) = record.cells.iter().find(|cell| cell.len() > site.max_cell_bytes) {
                return Err(Failure {
                    code: "too_long".to_owned(),
                    message: format!(
                        "Line {} has a cell of {} bytes; at most {} are allowed. Most likely a double quote is never closed.",
                        record.line,
                        cell.len(),
                        site.max_cell_bytes
                    ),
                });
            }
            for cell in &mut record.cells {
                if cell.contains('\0') {
                    // No database takes it; the row is refused for the letter in its place.
                    *cell = cell.replace('\0', "\u{FFFD}");
                }
                let restored = formula::restore(cell);
                if restored.len() != cell.len() {
                    *cell = restored.to_owned();
                }
            }
            self.place = record.line;
            bytes += record.cells.iter().map(String::len).sum::<usize>();
            records.push(record);
        }
        Ok(records)
    }
}

#[expect(clippy::too_many_arguments, reason = "all of it is what one chunk needs; a struct would only rename it")]
fn plan_chunk(
    conn: &mut Conn,
    worker: &Worker,
    lease: &Lease,
    actor: &Actor,
    settings: &FileSettings,
    site: &Settings,
    mut records: Vec<Record>,
    is_last: bool,
) -> Result<Progress> {
    let now = worker.clock.now();
    let mut batch = store::find_locked(conn, lease.batch)?;
    if batch.cancel_requested {
        store::end(conn, lease, &batch, State::Cancelled, None, now)?;
        return Ok(Progress::Done);
    }
    if let (Some(first), Some(last)) = (records.first(), records.last()) {
        for (line, cells) in rows::repairs(conn, batch.id, first.line, last.line)? {
            records.iter_mut().filter(|record| record.line == line).for_each(|record| record.cells = cells.clone());
        }
    }
    let planner = Planner { batch: &batch, actor, settings, site, now };
    let planned = planner.plan(conn, records)?;
    rows::insert(conn, batch.id, &planned)?;
    let mut causes = Causes::resume(&batch.warnings);
    count_in(&mut batch, &mut causes, &planned);
    batch.place = planned.last().map_or(batch.place, |row| row.line);
    batch.done += i64::try_from(planned.len()).unwrap_or(0);
    batch.total = batch.total.max(batch.done);
    batch.warnings = causes.warnings();
    if batch.done > site.max_rows {
        let failure = Failure {
            code: "too_many_rows".to_owned(),
            message: format!(
                "The file has more than {} rows. Split it, or raise the limit in the settings.",
                site.max_rows
            ),
        };
        store::end(conn, lease, &batch, State::Failed, Some(&failure), now)?;
        return Ok(Progress::Done);
    }
    if !is_last {
        store::advance(conn, lease, Update::counters(&batch)?)?;
        return Ok(Progress::More);
    }
    batch.source.rows = Some(batch.done);
    finish(conn, lease, &mut batch, site)?;
    Ok(Progress::Done)
}

/// Ends a plan: it rests, or goes on to be applied where that was asked for and nothing has to be confirmed.
pub(super) fn finish(conn: &mut Conn, lease: &Lease, batch: &mut Batch, site: &Settings) -> Result<()> {
    batch.total = batch.done;
    let update = after_plan(conn, batch, site)?;
    store::advance(conn, lease, update)
}

/// What follows from a plan that is complete, also after a row was mended.
pub(super) fn after_plan(conn: &mut Conn, batch: &Batch, site: &Settings) -> Result<Update> {
    let required = confirm::asks(conn, batch, site)?;
    let confirmed = !required || batch.confirmed == Some(batch.affected);
    let goes_on = batch.apply_when_planned && confirmed && !apply::is_too_large_for_one_transaction(batch);
    Ok(Update {
        state: Some(if goes_on { State::Queued } else { State::Planned }.name()),
        source: Some(serde_json::to_string(&batch.source)?),
        confirmation_required: Some(required),
        // From here on the place is that of applying.
        place: Some(0),
        ..Update::counters(batch)?
    })
}

pub(super) fn count_in(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.add(row.outcomes);
        batch.affected += i64::from(row.outcomes.changes_something());
        causes.add(&row.messages);
    }
}

pub(super) fn count_out(batch: &mut Batch, causes: &mut Causes, planned: &[Row]) {
    for row in planned {
        batch.counts.remove(row.outcomes);
        batch.affected -= i64::from(row.outcomes.changes_something());
        causes.remove(&row.messages);
    }
}

pub(super) fn fail(worker: &Worker, lease: &Lease, code: &str, message: &str) -> Result<()> {
    finish_failed(worker, lease, Failure { code: code.to_owned(), message: message.to_owned() })
}

fn finish_failed(worker: &Worker, lease: &Lease, failure: Failure) -> Result<()> {
    let now = worker.clock.now();
    worker.db.write(Urgency::Background, |conn| {
        let batch = store::find(conn, lease.batch)?;
        store::end(conn, lease, &batch, State::Failed, Some(&failure), now)
    })
}

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

impl Planner<'_> {
    /// Plans rows, in the order of their lines: a few queries for all of them.
    pub(super) fn plan(&self, conn: &mut Conn, records: Vec<Record>) -> Result<Vec<Row>> {
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
        for (user, line, asked) in rows::asked(conn, self.batch.id, &ids)? {
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
            (_, Err(_)) if row.key.is_empty() => None,
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
