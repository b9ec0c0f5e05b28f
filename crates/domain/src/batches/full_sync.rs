//! Full sync: those of a filter whom no row of the file names are suspended (PRODUCT 6).
//!
//! When the rows of the file are planned, people are walked through in the order of their ids, a chunk at a time, and
//! whoever is left gets a row behind the file's last line. From then on it is a row like any other: who is in it was
//! decided when it was planned, and it is checked again when it is applied.

use serde::{Deserialize, Serialize};

use super::causes::{Level, Message, PERHAPS_MISSING};
use super::chunk::Pace;
use super::lease::Lease;
use super::model::{Batch, Kind, Row, Warning};
use super::planning::{self, Progress};
use super::rows;
use super::settings::{FileSettings, MatchBy};
use super::store::{self, Update};
use super::worker::Worker;
use crate::db::{Conn, Urgency};
use crate::filter::{self, Attribute, Filter, Operand, Operator, Scope};
use crate::id::UserId;
use crate::message_values::message_values;
use crate::settings::Settings;
use crate::users::change::Outcome;
use crate::users::refusal::Code;
use crate::users::rules::{self, Route, Subject, SuspensionRequest};
use crate::users::walk::Walk;
use crate::users::{Account, store as user_store};
use crate::{Actor, Error, Millis, Result};

/// Who is meant to be in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullSync {
    /// The filter of a list of accounts.
    pub filter: String,
}

/// What rows ask for that are not the file's; no row of a file asks in these words.
const ASKED: &str = "full_sync";

impl FullSync {
    /// Reads the filter, for somebody who may filter by all of it.
    pub fn parse(&self, scope: &Scope) -> Result<Filter> {
        let filter = filter::parse(&self.filter, scope)?;
        if filter.names_deleted() {
            let message = "A full sync is about accounts that are there. Leave deleted ones out of its filter.";
            return Err(Error::invalid("settings.full_sync.filter", "invalid_value", message));
        }
        Ok(filter)
    }

    fn walk(&self, conn: &mut Conn, batch: &Batch, actor: &Actor, at: Millis) -> Result<Walk> {
        let filter = self.parse(&Scope::of(conn, actor)?)?.with_keys(conn)?;
        // Whoever is suspended already stays as they are.
        let active = Filter::Compare(Attribute::SUSPENDED, Operator::Eq, Operand::Bool(false));
        Ok(Walk { filter: Some(Filter::And(vec![active, filter])), at, unnamed_in: Some(batch.id), ..Walk::default() })
    }
}

/// What the rows of a full sync are decided by.
pub(super) struct Sync<'a> {
    pub(super) sync: &'a FullSync,
    pub(super) actor: &'a Actor,
    pub(super) settings: &'a FileSettings,
    pub(super) site: &'a Settings,
}

impl Sync<'_> {
    /// Plans rows for those who are not in the file, from where the last worker stopped.
    pub(super) fn plan(&self, worker: &Worker, lease: &Lease, batch: &Batch) -> Result<Progress> {
        // People whom damaged rows hide would count as not in the file: then nobody does.
        let damaged = worker.db.read(|conn| rows::with_damaged_quotes(conn, batch.id))?;
        if damaged > 0 {
            return worker.db.write(Urgency::Background, |conn| {
                let Some(mut batch) = planning::begin(conn, lease, worker.clock.now())? else {
                    return Ok(Progress::Done);
                };
                batch.source.sync_held_back = Some(damaged);
                planning::end_rows(conn, lease, &mut batch, self.site)
            });
        }
        let walk = worker.db.read(|conn| self.sync.walk(conn, batch, self.actor, worker.clock.now()));
        let walk = match walk {
            // A custom field, or the right to ask for one, may have gone since the filter was given.
            Err(Error::Malformed { code, message, .. }) => {
                planning::fail(worker, lease, code, &message)?;
                return Ok(Progress::Done);
            }
            walk => walk?,
        };
        let pace = Pace::default();
        let (place, last) = worker.db.read(|conn| {
            let place = store::find(conn, batch.id)?.place;
            Ok((place, rows::find(conn, batch.id, place)?))
        })?;
        let mut line = place;
        let mut behind = last.filter(is_of_a_sync).and_then(|row| row.user);
        loop {
            // Read outside of the unit of work: however long the filter looks, nobody waits for the writer.
            let most = pace.rows();
            let found = worker.db.read(|conn| {
                let accounts = walk.step(conn, behind, i64::try_from(most).unwrap_or(i64::MAX))?;
                self.rows(conn, &accounts, line)
            })?;
            behind = found.last().and_then(|row| row.user).or(behind);
            line = found.last().map_or(line, |row| row.line);
            let is_last = found.len() < most;
            let began = std::time::Instant::now();
            let progress =
                worker.db.write(Urgency::Background, |conn| self.store(conn, worker, lease, &found, is_last))?;
            pace.end(found.len(), began.elapsed(), worker.db.is_quiet());
            if !matches!(progress, Progress::More) || worker.is_stopping() {
                return Ok(progress);
            }
        }
    }

    fn store(&self, conn: &mut Conn, worker: &Worker, lease: &Lease, found: &[Row], is_last: bool) -> Result<Progress> {
        let Some(mut batch) = planning::begin(conn, lease, worker.clock.now())? else { return Ok(Progress::Done) };
        rows::insert(conn, batch.id, found)?;
        planning::note_planned(&mut batch, found);
        if !is_last {
            store::advance(conn, lease, Update::counters(&batch)?)?;
            return Ok(Progress::More);
        }
        planning::end_rows(conn, lease, &mut batch, self.site)
    }

    /// Looks again at some people, after rows that name them have changed: rows behind the last line for those who are
    /// now left out. Their earlier rows of this kind are gone already.
    pub(super) fn plan_again(
        &self,
        conn: &mut Conn,
        batch: &Batch,
        people: &[UserId],
        now: Millis,
    ) -> Result<Vec<Row>> {
        let accounts = self.sync.walk(conn, batch, self.actor, now)?.among(conn, people)?;
        let last = rows::last_line(conn, batch.id)?;
        self.rows(conn, &accounts, last)
    }

    fn rows(&self, conn: &mut Conn, accounts: &[Account], behind: i64) -> Result<Vec<Row>> {
        let ids: Vec<UserId> = accounts.iter().map(|account| account.id).collect();
        let administrators = user_store::administrators_among(conn, &ids)?;
        let row = |(line, account): (i64, &Account)| self.row(line, account, administrators.contains(&account.id));
        Ok((behind + 1..).zip(accounts).map(row).collect())
    }

    fn row(&self, line: i64, account: &Account, is_administrator: bool) -> Row {
        let request = SuspensionRequest {
            suspended: Some(true),
            on_suspend: self.settings.on_suspend(),
            ..SuspensionRequest::default()
        };
        let change = rules::plan_suspension(account, &request);
        let mut row = Row {
            user: Some(account.id),
            asked: Some(ASKED.to_owned()),
            version_planned: Some(account.version),
            ..Row::blank(line, self.name(account))
        };
        match rules::guard(Subject { account, is_administrator }, &change, self.actor, Route::File) {
            Ok(()) => {
                row.outcomes = change.outcomes();
                (row.before, row.after) = (change.before_json(), change.after_json());
                row.messages.push(not_in_file());
            }
            // Nobody has asked for this very account, so there is nothing to mend either.
            Err(refusal) => {
                row.outcomes = Outcome::Skip.into();
                row.messages.push(Message::from_refusal(Level::Info, refusal));
            }
        }
        row.settled = !row.outcomes.changes_something();
        row
    }

    /// What the file would name the account by.
    fn name<'n>(&self, account: &'n Account) -> &'n str {
        match self.settings.match_by {
            MatchBy::Username => &account.username,
            MatchBy::Email => &account.email,
            MatchBy::IdNumber => account.id_number.as_deref().unwrap_or(&account.username),
        }
    }
}

fn not_in_file() -> Message {
    let message = "No row of the file names this account, and the full sync suspends it. To keep it as it is, add it to the file, or narrow the filter down.";
    Message::info("not_in_file", message.to_owned())
}

/// Whether a row is not the file's, but was added by a full sync.
pub fn is_of_a_sync(row: &Row) -> bool {
    row.asked.as_deref() == Some(ASKED)
}

/// Whether the batch is a file that suspends those who are not in it.
pub(super) fn is_asked(batch: &Batch) -> bool {
    batch.kind == Kind::File && batch.settings.get("full_sync").is_some_and(serde_json::Value::is_object)
}

/// Says how many rows name nobody, once all of them are planned: those people may be among the ones to be suspended.
pub(super) fn warn(conn: &mut Conn, batch: &mut Batch) -> Result<()> {
    if !is_asked(batch) {
        return Ok(());
    }
    batch.warnings.retain(|warning| warning.code != PERHAPS_MISSING);
    if let Some(count) = batch.source.sync_held_back {
        let warning = Warning {
            code: PERHAPS_MISSING.to_owned(),
            count,
            message: format!(
                "The double quotes of {count} rows are damaged, and other people of the file may be hidden in them. So nobody is suspended for not being in the file."
            ),
            repair: "Correct the quotes on the lines that these rows name, and upload the file again.".to_owned(),
            values: message_values([("damaged", count.into())]),
        };
        batch.warnings.insert(0, warning);
        return Ok(());
    }
    let may_hide = batch.warnings.iter().any(|warning| warning.code == Code::DamagedQuotes.name());
    let hiding = if may_hide { rows::perhaps_hiding(conn, batch.id)? } else { 0 };
    let count = rows::naming_nobody(conn, batch.id)? + hiding;
    if count > 0 {
        let warning = Warning {
            code: PERHAPS_MISSING.to_owned(),
            count,
            message: format!(
                "{count} rows name nobody, as they are an error or a skip, or may hide other rows. People whom they mean count as not in the file, and are suspended."
            ),
            repair: "Mend these rows before you apply, and look at who is suspended.".to_owned(),
            values: message_values([("nobody", count.into())]),
        };
        batch.warnings.insert(0, warning);
    }
    Ok(())
}
