//! Full sync: those of a filter whom no row of the file names are suspended (PRODUCT 6).
//!
//! When the rows of the file are planned, people are walked through in the order of their ids, a chunk at a time, and
//! each who is left gets a row behind the file's last line. From then on it is a row like any other: who is in it was
//! decided when it was planned, and it is checked again when it is applied.

use std::sync::OnceLock;

use crate::batches::engine::batch::{Batch, BatchKind, Failure};
use crate::batches::engine::causes::{PERHAPS_MISSING, Warning};
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::operation::{OrFailure, PlannedRows, RowReader, RowSource};
use crate::batches::engine::row::{ADDED, Row};
use crate::batches::engine::work::Work;
use crate::batches::engine::{rows, store};
use crate::batches::file::settings::{FileSettings, FullSync, MatchBy};
use crate::db::Conn;
use crate::filter::{Attribute, Filter, Operand, Operator, Scope};
use crate::id::UserId;
use crate::listing::walk::Walk;
use crate::message_values::message_values;
use crate::outcome::Outcome;
use crate::refusal::Code;
use crate::users::rules::{self, Route, Subject, SuspensionRequest};
use crate::users::{Account, store as user_store};
use crate::{Actor, Error, Millis, Result};

/// What the rows of a full sync are decided by.
pub(super) struct Sync<'a> {
    pub(super) sync: &'a FullSync,
    pub(super) actor: &'a Actor,
    pub(super) settings: &'a FileSettings,
}

impl Sync<'_> {
    /// Those of the filter whom no row names and who are not suspended.
    fn walk(&self, conn: &mut Conn, batch: &Batch, at: Millis) -> Result<Walk> {
        let filter = self.sync.parse(&Scope::of(conn, self.actor)?)?.with_keys(conn)?;
        // Those who are suspended already stay as they are.
        let active = Filter::Compare(Attribute::SUSPENDED, Operator::Eq, Operand::Bool(false));
        Ok(Walk { filter: Some(Filter::And(vec![active, filter])), at, unnamed_in: Some(batch.id), ..Walk::default() })
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
        let accounts = self.walk(conn, batch, now)?.among(conn, people)?;
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
            asked: Some(ADDED.to_owned()),
            version_planned: Some(account.version),
            ..Row::blank(line, self.name(account))
        };
        match rules::guard(Subject { account, is_administrator }, &change, self.actor, Route::File) {
            Ok(()) => {
                row.outcomes = change.outcomes();
                (row.before, row.after) = (change.before_json(), change.after_json());
                row.messages.push(not_in_file());
            }
            // No row names this account, so there is nothing to repair either.
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

/// Those who are left out of the file, as rows behind its own.
pub(super) struct LeftOut<'w> {
    pub(super) work: &'w Work<'w>,
    pub(super) actor: &'w Actor,
    pub(super) settings: FileSettings,
    pub(super) sync: FullSync,
    /// How many rows with damaged quotes hold the sync back: people whom they hide would count as not in the file.
    pub(super) held_back: OnceLock<i64>,
}

impl LeftOut<'_> {
    fn sync(&self) -> Sync<'_> {
        Sync { sync: &self.sync, actor: self.actor, settings: &self.settings }
    }
}

impl RowSource for LeftOut<'_> {
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>> {
        let work = self.work;
        let (damaged, place) = work.read(|conn| {
            let place = store::find(conn, work.batch.id)?.place;
            Ok((rows::with_damaged_quotes(conn, work.batch.id)?, rows::find(conn, work.batch.id, place)?.ok_or(place)))
        })?;
        if damaged > 0 {
            self.held_back.get_or_init(|| damaged);
            return Ok(Ok(Box::new(Nobody)));
        }
        let sync = self.sync();
        let walk = match work.read(|conn| sync.walk(conn, work.batch, work.now())) {
            // A custom field, or the right to ask for one, may have gone since the filter was given.
            Err(Error::Malformed { code, message, .. }) => return Ok(Err(Failure::new(code, message))),
            walk => walk?,
        };
        let line = place.as_ref().map_or_else(|place| *place, |row| row.line);
        let behind = place.ok().filter(Row::is_added).and_then(|row| row.user);
        Ok(Ok(Box::new(Reader { work, sync, walk, line, behind })))
    }

    fn note(&self, batch: &mut Batch, _is_last: bool) -> OrFailure<()> {
        if let Some(damaged) = self.held_back.get() {
            batch.source.sync_held_back = Some(*damaged);
        }
        Ok(())
    }
}

/// Reads no row.
struct Nobody;

impl RowReader for Nobody {
    fn next(&mut self, _most: usize) -> Result<OrFailure<PlannedRows>> {
        Ok(Ok(PlannedRows { rows: Vec::new(), is_last: true }))
    }
}

/// Walks through those who are left out.
struct Reader<'r> {
    work: &'r Work<'r>,
    sync: Sync<'r>,
    walk: Walk,
    line: i64,
    behind: Option<UserId>,
}

impl RowReader for Reader<'_> {
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>> {
        let rows = self.work.read(|conn| {
            let accounts = self.walk.step(conn, self.behind, i64::try_from(most).unwrap_or(i64::MAX))?;
            self.sync.rows(conn, &accounts, self.line)
        })?;
        self.behind = rows.last().and_then(|row| row.user).or(self.behind);
        self.line = rows.last().map_or(self.line, |row| row.line);
        let is_last = rows.len() < most;
        Ok(Ok(PlannedRows { rows, is_last }))
    }
}

fn not_in_file() -> Message {
    let message = "No row of the file names this account, and the full sync suspends it. To keep it as it is, add it to the file, or narrow the filter down.";
    Message::info("not_in_file", message.to_owned())
}

/// Whether the batch is a file that suspends those who are not in it.
pub fn is_asked(batch: &Batch) -> bool {
    batch.kind == BatchKind::File && batch.settings.get("full_sync").is_some_and(serde_json::Value::is_object)
}

/// Says how many rows match no account, once all of them are planned: those people may be among the ones to be suspended.
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
                "The double quotes of {count} rows are damaged, and other people of the file may be hidden in them. So no account is suspended for not being in the file."
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
                "{count} rows name no account, as they are an error or a skip, or may hide other rows. People whom they mean count as not in the file, and are suspended."
            ),
            repair: "Repair these rows before you apply, and look at who is suspended.".to_owned(),
            values: message_values([("nobody", count.into())]),
        };
        batch.warnings.insert(0, warning);
    }
    Ok(())
}
