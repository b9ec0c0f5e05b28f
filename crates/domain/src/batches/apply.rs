//! Applying: planned rows to changed accounts, each exactly once.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::time::Instant;

use super::action;
use super::ahead::{self, Ready};
use super::causes::{Causes, Level, Message};
use super::chunk::Pace;
use super::creation::{self, Creations};
use super::lease::Lease;
use super::model::{Batch, Failure, Kind, Row, State};
use super::planning::fail;
use super::settings::{ALL_OR_NOTHING_ROWS, OnError};
use super::store::{self, Update};
use super::worker::Worker;
use super::written::{self, Written};
use super::{chained, cohorts_of_rows, pipeline, rows};
use crate::db::{Conn, Urgency};
use crate::id::UserId;
use crate::message_values::message_values;
use crate::roles;
use crate::users::change::{AccountChange, Outcome};
use crate::users::notices::Notices;
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, Route, Subject};
use crate::users::store::{Occasion, Planned};
use crate::users::{Account, freed, store as user_store};
use crate::{Actor, Error, Millis, Result};

/// What became of a chunk.
pub(super) enum Step {
    More,
    Finished,
    Forbidden,
}

/// Applies a batch from where the last worker stopped.
pub(super) fn apply(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    // Of what is cancelled nothing is done, and so nothing can keep the rest from it.
    if on_error(batch) == OnError::AllOrNothing && !batch.cancel_requested {
        return apply_at_once(worker, lease, batch);
    }
    let pace = Pace::default();
    // Rows are read and checked while the ones before them are written.
    pipeline::run(
        |send| ahead::read(worker, batch, &pace, send),
        |ready: Ready| {
            let began = Instant::now();
            let step = match ready.write(worker, lease)? {
                Some(step) => step,
                // Something is not as it was when the rows were read, or one of them is refused.
                None => step(worker, lease, ready.rows().max(1))?,
            };
            pace.end(ready.rows(), began.elapsed(), worker.db.is_quiet());
            match step {
                Step::Forbidden => {
                    // What was applied stays; the report says of every other row that it was not reached.
                    skip_all(worker, lease)?;
                    let message = "Whoever applies the batch may no longer do so. What was applied so far stays; undo takes it back.";
                    fail(worker, lease, "forbidden", message)?;
                    Ok(ControlFlow::Break(()))
                }
                Step::Finished => Ok(ControlFlow::Break(())),
                Step::More if worker.is_stopping() => Ok(ControlFlow::Break(())),
                Step::More => Ok(ControlFlow::Continue(())),
            }
        },
    )
}

/// Applies the next rows, up to so many; ends the batch where there is none. Everything is read and checked in the
/// transaction that writes.
fn step(worker: &Worker, lease: &Lease, most: usize) -> Result<Step> {
    worker.db.write(Urgency::Background, |conn| {
        let mut batch = begin(conn, worker, lease)?;
        // Nothing is done any more where somebody has cancelled, whoever applies.
        let actor = if batch.cancel_requested { Some(Actor::system()) } else { permitted(conn, &batch)? };
        let Some(actor) = actor else { return Ok(Step::Forbidden) };
        let (taken, _) = chunk(conn, &mut batch, &actor, worker.clock.now(), most)?;
        if taken > 0 {
            store::advance(conn, lease, Update::counters(&batch)?)?;
            return Ok(Step::More);
        }
        finish(conn, lease, &batch, worker.clock.now())?;
        Ok(Step::Finished)
    })
}

/// All rows in one transaction, or none.
fn apply_at_once(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    let line = worker.db.read(|conn| rows::first_error(conn, batch.id))?;
    let mut values = line.map(|line| message_values([("line", line.into())])).unwrap_or_default();
    let mut obstacle = line.map(|line| format!("Line {line} is an error."));
    if batch.stop_behind.is_some() && !batch.cancel_requested {
        // A worker before this one found the obstacle, and died before it could say so.
        obstacle.get_or_insert_with(|| "A row was a conflict: its account was changed after the plan.".to_owned());
    }
    if obstacle.is_none() {
        // Long enough for the largest batch that is allowed; a crash rolls back and is noticed later.
        let long = Lease { length: lease.length.max(120_000), ..lease.clone() };
        let done = worker.db.write(Urgency::Background, |conn| {
            let mut batch = begin(conn, worker, &long)?;
            let actor = permitted(conn, &batch)?
                .ok_or_else(|| Error::conflict("all_or_nothing", "Whoever applies the batch may no longer do so."))?;
            loop {
                let (taken, refused) = chunk(conn, &mut batch, &actor, worker.clock.now(), 2_000)?;
                if refused {
                    values = message_values([("until", batch.place.into())]);
                    return Err(Error::conflict(
                        "all_or_nothing",
                        format!(
                            "A row up to line {} is a conflict: its account was changed after the plan.",
                            batch.place
                        ),
                    ));
                }
                if taken == 0 {
                    break;
                }
            }
            store::advance(conn, lease, Update::counters(&batch)?)?;
            finish(conn, lease, &batch, worker.clock.now())
        });
        match done {
            Err(Error::Conflict { message, .. }) => obstacle = Some(message),
            other => return other,
        }
    }
    skip_all(worker, lease)?;
    let why = obstacle.unwrap_or_default();
    let message = format!(
        "Nothing was applied, as the setting \"all_or_nothing\" asks. {why} Mend it, and upload the file again."
    );
    super::planning::finish_failed(worker, lease, Failure { values, ..Failure::new("all_or_nothing", message) })
}

/// Notes of all rows of a plan that they were not reached, in the unit of work at hand: for few rows.
pub(super) fn skip_the_rest(conn: &mut Conn, batch: &mut Batch, now: Millis) -> Result<()> {
    batch.place = 0;
    while skip_some(conn, batch, now)? > 0 {}
    Ok(())
}

/// Notes of the next rows that they were not reached; returns how many there were.
fn skip_some(conn: &mut Conn, batch: &mut Batch, now: Millis) -> Result<usize> {
    batch.stop_behind = Some(0);
    Ok(chunk(conn, batch, &Actor::system(), now, 2_000)?.0)
}

/// Notes for every row that it was not reached.
fn skip_all(worker: &Worker, lease: &Lease) -> Result<()> {
    loop {
        let left = worker.db.write(Urgency::Background, |conn| {
            let mut batch = begin(conn, worker, lease)?;
            let taken = skip_some(conn, &mut batch, worker.clock.now())?;
            store::advance(conn, lease, Update::counters(&batch)?)?;
            Ok(taken)
        })?;
        if left == 0 {
            return Ok(());
        }
    }
}

fn on_error(batch: &Batch) -> OnError {
    batch
        .settings
        .get("on_error")
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .unwrap_or(OnError::Continue)
}

/// Whether a batch asks to be applied all or nothing and has more rows than fit into one transaction.
pub(super) fn is_too_large_for_one_transaction(batch: &Batch) -> bool {
    on_error(batch) == OnError::AllOrNothing && batch.affected > ALL_OR_NOTHING_ROWS
}

/// The batch as it is in this unit of work; the first time it becomes `applying`.
pub(super) fn begin(conn: &mut Conn, worker: &Worker, lease: &Lease) -> Result<Batch> {
    let mut batch = store::find_locked(conn, lease.batch)?;
    if batch.state == State::Queued {
        batch.done = batch.total - batch.affected;
        // A plan that was cancelled never starts.
        batch.started_at = (!batch.cancel_requested).then(|| worker.clock.now());
        batch.state = State::Applying;
        if on_error(&batch) == OnError::Stop {
            batch.stop_behind = rows::first_error(conn, batch.id)?;
        }
        store::advance(
            conn,
            lease,
            Update {
                started_at: Some(batch.started_at),
                done: Some(batch.done),
                stop_behind: Some(batch.stop_behind),
                ..Update::to_state(State::Applying)
            },
        )?;
    }
    if batch.cancel_requested {
        batch.stop_behind.get_or_insert(batch.place);
    }
    Ok(batch)
}

/// Who applies, where the person still may.
pub(super) fn permitted(conn: &mut Conn, batch: &Batch) -> Result<Option<Actor>> {
    let actor = Actor::load(conn, batch.starter())?;
    Ok(match actor {
        Some(actor) if action::may_apply(&actor, batch)? => Some(actor),
        _ => None,
    })
}

/// Which route the changes of the batch take.
pub(super) fn route(batch: &Batch) -> Route {
    if batch.kind == Kind::File { Route::File } else { Route::Batch }
}

/// Applies the next rows, and those that hang together with them. Returns how many were taken, and whether one of them
/// was refused.
fn chunk(conn: &mut Conn, batch: &mut Batch, actor: &Actor, now: Millis, most: usize) -> Result<(usize, bool)> {
    let next = rows::unsettled(conn, batch.id, batch.place, most)?;
    let Some(last) = next.last().map(|row| row.line) else { return Ok((0, false)) };
    let (taken, last) = chained::complete(conn, batch, next, last)?;
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    conn.lock_users(&ids)?;
    let accounts = user_store::by_ids(conn, &ids)?;
    let administrators = user_store::administrators_among(conn, &ids)?;
    let taken_names = freed::taken(conn, taken.iter().filter_map(|row| accounts.get(&row.user?)))?;
    let risen = taken.iter().filter_map(|row| {
        let account = accounts.get(&row.user?)?;
        let by = account.version - row.version_planned?;
        (by > 0).then_some((account.id, by))
    });
    let written = written::since_planned(conn, batch.id, &risen.collect())?;
    let gone = cohorts_of_rows::gone(conn, &taken)?;
    let mut guard = Guard { actor, route: route(batch), administrators, written, now, active: None };
    let mut passed: Vec<Passed<'_>> = Vec::new();
    let mut refused: Vec<Row> = Vec::new();
    let stops = on_error(batch) == OnError::Stop;
    for row in &taken {
        if batch.stop_behind.is_some_and(|line| row.line > line) {
            refused.push(unreached(batch, row));
            continue;
        }
        let checked = match row.creates() {
            true => creation::check(row, actor)?.map(|()| None),
            false => guard.check(conn, row, &accounts)?.and_then(|(account, change)| {
                let refusal = taken_names.get(&account.id).filter(|_| freed::takes_back(&change));
                refusal.map_or(Ok(Some((account, change))), |refusal| Err(refusal.clone()))
            }),
        };
        match checked.and_then(|change| cohorts_of_rows::refused(row, &gone).map(|()| change)) {
            Ok(change) => passed.push(Passed { row, change }),
            Err(refusal) => {
                if stops {
                    batch.stop_behind = Some(row.line);
                }
                refused.push(refused_row(row, refusal));
            }
        }
    }
    // Names are looked at last: whoever was refused keeps theirs, and whoever waited for it does not get it.
    loop {
        let lost = chained::names_lost(conn, &passed)?;
        if lost.is_empty() {
            break;
        }
        if stops {
            let first = lost.keys().next().copied();
            batch.stop_behind = batch.stop_behind.into_iter().chain(first).min();
        }
        let stop = batch.stop_behind.filter(|_| stops).unwrap_or(i64::MAX);
        passed.retain(|passed| {
            let row = passed.row;
            match lost.get(&row.line) {
                // Rows behind the first that fails are not reached, even though they were looked at.
                _ if row.line > stop => refused.push(unreached(batch, row)),
                Some(refusal) => refused.push(refused_row(row, refusal.clone())),
                None => return true,
            }
            false
        });
    }
    let planned: Vec<Planned<'_>> = passed
        .iter()
        .filter_map(|passed| {
            let (account, change) = passed.change.as_ref()?;
            Some(Planned { account, change, line: Some(passed.row.line), details: serde_json::Value::Null })
        })
        .collect();
    let new = passed.iter().filter(|passed| passed.change.is_none()).map(|passed| passed.row);
    let creations = Creations::prepare(batch, actor.user_id, &actor.origin, now, new)?;
    let occasion = Occasion { batch: Some(batch.id), notices: Notices::of(conn, Some(&batch.settings))? };
    user_store::write(conn, actor, now, occasion, &planned)?;
    // New accounts come behind: a name that was freed just now may be theirs.
    creations.write(conn)?;
    let applied: Vec<(i64, i64)> =
        planned.iter().filter_map(|row| Some((row.line?, row.account.version + 1))).collect();
    rows::settle_applied(conn, batch.id, &applied)?;
    rows::settle_created(conn, batch.id, &creations.lines)?;
    rows::settle_refused(conn, batch.id, &refused)?;
    count(batch, &taken, &refused, applied.len() + creations.lines.len());
    batch.place = last;
    let failed = refused.iter().any(|row| !row.outcomes.contains(Outcome::Skip));
    Ok((taken.len(), failed))
}

/// A row that may be applied: with the change of its account, or none where it makes one.
pub(super) struct Passed<'a> {
    pub(super) row: &'a Row,
    pub(super) change: Option<(&'a Account, AccountChange)>,
}

/// A row that was not reached, and says why.
fn unreached(batch: &Batch, row: &Row) -> Row {
    let why = match (on_error(batch), batch.stop_behind) {
        _ if batch.cancel_requested => "The batch was cancelled before this row was applied.".to_owned(),
        (OnError::AllOrNothing, _) => {
            "Not everything could be applied, so that nothing was, as the setting \"all_or_nothing\" asks.".to_owned()
        }
        (OnError::Stop, Some(line @ 1..)) => {
            format!(
                "Line {line} failed, and rows behind the first that fails are not applied, as the setting \"stop\" asks."
            )
        }
        _ => "The batch ended before this row was applied.".to_owned(),
    };
    let mut row = row.clone();
    row.outcomes = Outcome::Skip.into();
    row.messages.push(Message::not_reached(why));
    row
}

fn refused_row(row: &Row, refusal: Refusal) -> Row {
    let mut row = row.clone();
    row.outcomes = if refusal.code.is_conflict() { Outcome::Conflict } else { Outcome::Error }.into();
    row.messages.push(Message::from_refusal(Level::Error, refusal));
    row
}

pub(super) fn count(batch: &mut Batch, taken: &[Row], refused: &[Row], applied: usize) {
    let mut causes = Causes::resume(&batch.warnings);
    let lines: HashMap<i64, &Row> = taken.iter().map(|row| (row.line, row)).collect();
    for row in refused {
        if let Some(planned) = lines.get(&row.line) {
            batch.counts.remove(planned.outcomes);
            causes.remove(&planned.messages);
        }
        batch.counts.add(row.outcomes);
        causes.add(&row.messages);
    }
    batch.warnings = causes.warnings();
    batch.changed += i64::try_from(applied).unwrap_or(0);
    batch.done += i64::try_from(taken.len()).unwrap_or(0);
}

/// Checks rows once more, against the accounts as they are now.
struct Guard<'a> {
    actor: &'a Actor,
    route: Route,
    administrators: BTreeSet<UserId>,
    /// What was written since the plan, also where it is as it was then.
    written: Written,
    now: Millis,
    /// How many administrators can sign in, once that matters.
    active: Option<i64>,
}

impl Guard<'_> {
    fn check<'b>(
        &mut self,
        conn: &mut Conn,
        row: &Row,
        accounts: &'b HashMap<UserId, Account>,
    ) -> Result<Result<(&'b Account, AccountChange), Refusal>> {
        let change = AccountChange::from_json(&row.before, &row.after)?.dated(self.now);
        let Some(account) = row.user.and_then(|id| accounts.get(&id)) else {
            return Ok(Err(Refusal::new(Code::ChangedSincePlan, "The account is gone.")));
        };
        let is_administrator = self.administrators.contains(&account.id);
        let checked = rules::recheck(account, &change, Code::ChangedSincePlan)
            .and_then(|()| written::untouched(&self.written, account.id, &change, Code::ChangedSincePlan))
            .and_then(|()| rules::guard(Subject { account, is_administrator }, &change, self.actor, self.route));
        if let Err(refusal) = checked {
            return Ok(Err(refusal));
        }
        if is_administrator && account.can_sign_in() && change.ends_administration() {
            conn.lock_administrators()?;
            let active = match self.active {
                Some(active) => active,
                None => roles::store::active_administrators(conn)?,
            };
            if active <= 1 {
                return Ok(Err(Refusal::new(
                    Code::LastAdministrator,
                    "This is the last administrator who can sign in. Make somebody else an administrator first.",
                )));
            }
            self.active = Some(active - 1);
        }
        Ok(Ok((account, change)))
    }
}

/// Ends a batch: applied, or cancelled where that was asked for. The batch that it undoes learns of it.
fn finish(conn: &mut Conn, lease: &Lease, batch: &Batch, now: Millis) -> Result<()> {
    let cancelled = batch.cancel_requested && (batch.counts.get(Outcome::Skip) > 0 || batch.started_at.is_none());
    let state = if cancelled { State::Cancelled } else { State::Applied };
    if let (Some(original), true) = (batch.undo_of, state == State::Applied && batch.changed > 0) {
        // An undo that was cancelled half-way leaves the rest to another one.
        store::update(conn, original, Update { undone_by: Some(Some(batch.id)), ..Update::default() })?;
    }
    store::advance(conn, lease, Update { done: Some(batch.total), ..Update::default() })?;
    store::end(conn, lease, batch, state, None, now)
}
