//! Writing the file of an export.
//!
//! Nothing about any account changes: rows are `unchanged`. The file lies in parts where every node can read it. It is
//! written from its beginning to its end by one worker; a worker that takes over begins anew, with a file of its own.

use std::collections::HashMap;

use serde_json::json;

use super::Layout;
use super::settings::ExportSettings;
use crate::audit::{self, Entry};
use crate::batches::engine::apply::{self, count};
use crate::batches::engine::batch::{Batch, Failure, State};
use crate::batches::engine::lease::Lease;
use crate::batches::engine::row::Row;
use crate::batches::engine::store::{self, Update};
use crate::batches::engine::work::Work;
use crate::batches::engine::{rows, stage};
use crate::db::Conn;
use crate::id::{StagedId, UserId};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::roles::Capability;
use crate::settings::Settings;
use crate::tabular::export::Table;
use crate::users::Field;
use crate::users::parts::{self, Part, PartsOf};
use crate::{Actor, Error, Millis, Result, profile};

/// Rows of a step: each renews the lease.
const STEP: usize = 1_000;

/// Writes the file of a batch.
pub(super) fn write(work: &Work<'_>) -> Result<()> {
    if let Some(old) = work.batch.export_file {
        // What a worker before this one has left. Under the fence, or it could be its successor's.
        while work.write(|conn| {
            store::advance(conn, work.lease, Update::default())?;
            stage::remove_some(conn, old)
        })? > 0
        {}
    }
    let mut writing = match work.write(|conn| FileWriter::begin(conn, work)) {
        Err(Error::Conflict { code, message }) => return work.fail(&Failure::new(code, message)),
        begun => begun?,
    };
    loop {
        let step = work.read(|conn| writing.next(conn))?;
        if writing.store(work, &step)? {
            return Ok(());
        }
        if work.is_stopping() {
            return Ok(());
        }
    }
}

/// A file that is being written.
struct FileWriter {
    batch: Batch,
    table: Box<dyn Table>,
    layout: Layout,
    /// Where these are among the parts of an account.
    deleted_at: usize,
    version: usize,
    now: Millis,
    file: StagedId,
    /// What is not stored yet.
    bytes: Vec<u8>,
    parts: i64,
    size: i64,
    people: i64,
}

/// Rows that were looked at.
struct RowsWritten {
    taken: Vec<Row>,
    /// Those whose account is gone.
    lost: Vec<Row>,
    is_last: bool,
}

impl FileWriter {
    fn begin(conn: &mut Conn, work: &Work<'_>) -> Result<Self> {
        let mut batch = apply::begin(conn, work)?;
        let wanted = ExportSettings::read(&batch.settings, &profile::store::all(conn)?)?;
        // Who made the batch may have the file; so it holds nothing that one of both may not see.
        let mut private = true;
        for person in [batch.created_by, batch.starter()] {
            let actor = (work.registry().actor)(conn, person, work.now())?;
            private &= actor.is_some_and(|actor| actor.may(Capability::UsersViewPrivate));
        }
        let file = StagedId::new();
        batch.export_file = Some(file);
        batch.place = 0;
        batch.done = batch.total - batch.counts.get(Outcome::Unchanged);
        store::advance(conn, work.lease, Update { export_file: Some(Some(file)), ..Update::counters(&batch)? })?;
        let mut table = wanted.format.table(wanted.columns.names().map(str::to_owned).collect());
        let bytes = table.begin()?;
        let mut layout = wanted.columns.layout(private);
        let (deleted_at, version) = (layout.part(Part::Field(Field::DeletedAt)), layout.part(Part::Version));
        let now = work.now();
        Ok(Self { batch, table, layout, deleted_at, version, now, file, bytes, parts: 0, size: 0, people: 0 })
    }

    /// Looks at the next rows, and writes their accounts as they are now.
    fn next(&mut self, conn: &mut Conn) -> Result<RowsWritten> {
        let limit = i64::try_from(STEP).unwrap_or(i64::MAX);
        let taken = rows::page(conn, self.batch.id, Some(Outcome::Unchanged), self.batch.place, limit)?;
        let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
        let accounts = parts::by_ids(conn, &ids, self.layout.parts())?;
        let by_id: HashMap<UserId, PartsOf<'_>> = accounts.iter().map(|account| (account.id(), account)).collect();
        let (mut cells, mut lost) = (Vec::with_capacity(taken.len()), Vec::new());
        // A row that asks for nothing names a user whom a row before it names.
        for row in taken.iter().filter(|row| row.asked.is_some()) {
            let account = row.user.and_then(|id| by_id.get(&id)).filter(|account| self.is_as_planned(**account, row));
            let Some(account) = account else {
                lost.push(left_out(row));
                continue;
            };
            cells.push(self.layout.row(*account, self.now));
        }
        self.people += i64::try_from(cells.len()).unwrap_or(0);
        self.bytes.extend(self.table.rows(&cells)?);
        let is_last = taken.len() < STEP;
        if is_last {
            self.bytes.extend(self.table.end()?);
        }
        Ok(RowsWritten { taken, lost, is_last })
    }

    /// A user who was deleted since the plan is no longer in the list; a user deleted who was selected is.
    fn is_as_planned(&self, account: PartsOf<'_>, row: &Row) -> bool {
        account.text(self.deleted_at).is_none() || account.number(self.version) == row.version_planned
    }

    /// Stores what was written and how far that is. True if nothing is left to do.
    fn store(&mut self, work: &Work<'_>, step: &RowsWritten) -> Result<bool> {
        let mut left = std::mem::take(&mut self.bytes);
        let mut parts: Vec<Vec<u8>> = Vec::new();
        while left.len() >= stage::PART || (step.is_last && !left.is_empty()) {
            let rest = left.split_off(left.len().min(stage::PART));
            parts.push(std::mem::replace(&mut left, rest));
        }
        self.bytes = left;
        let (first, bytes) = (self.parts, parts.iter().map(Vec::len).sum::<usize>());
        self.parts += i64::try_from(parts.len()).unwrap_or(0);
        self.size += i64::try_from(bytes).unwrap_or(0);
        let now = work.now();
        let (place, ended) = work
            .write(|conn| {
                let mut batch = apply::begin(conn, work)?;
                if batch.cancel_requested {
                    // Housekeeping takes the file away.
                    store::end(conn, work.lease, &batch, State::Cancelled, None, now)?;
                    return Ok((batch.place, true));
                }
                let Some(actor) = apply::permitted(conn, work.registry(), &batch, work.now())? else {
                    return Err(Error::forbidden("forbidden", "The person who exports may no longer do so."));
                };
                for (number, part) in (first..).zip(&parts) {
                    stage::append(conn, self.file, number, part)?;
                }
                rows::settle_refused(conn, batch.id, &step.lost)?;
                count(&mut batch, &step.taken, &step.lost, 0);
                batch.place = step.taken.last().map_or(batch.place, |row| row.line);
                store::advance(conn, work.lease, Update::counters(&batch)?)?;
                if step.is_last {
                    self.finish(conn, work.lease, &batch, &actor, now)?;
                }
                Ok((batch.place, step.is_last))
            })
            .or_else(|error| match error {
                Error::Forbidden { code, message } => work.fail(&Failure::new(code, message)).map(|()| (0, true)),
                other => Err(other),
            })?;
        self.batch.place = place;
        Ok(ended)
    }

    fn finish(&self, conn: &mut Conn, lease: &Lease, batch: &Batch, actor: &Actor, now: Millis) -> Result<()> {
        let kept = Settings::load(conn)?.exports_kept;
        let update = Update {
            done: Some(batch.total),
            export_size: Some(Some(self.size)),
            export_expires_at: Some(Some(now + kept)),
            ..Update::default()
        };
        store::advance(conn, lease, update)?;
        let details = json!({
            "format": batch.settings["format"],
            "fields": batch.settings["fields"],
            "filter": batch.source.filter,
            "q": batch.source.q,
            "count": self.people,
        });
        audit::record(
            conn,
            actor,
            now,
            [Entry { batch: Some(batch.id), details, ..Entry::general("users.exported") }],
        )?;
        store::end(conn, lease, batch, State::Applied, None, now)
    }
}

fn left_out(row: &Row) -> Row {
    let refusal =
        Refusal::new(Code::ChangedSincePlan, "The account was deleted in the meantime. It is not in the file.");
    let mut row = row.clone();
    row.refuse_planned(refusal);
    row
}
