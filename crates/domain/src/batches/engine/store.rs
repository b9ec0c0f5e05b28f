//! Reading and writing batches.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use super::batch::{Batch, Failure, State, StoredBatch};
use super::causes::Warning;
use super::lease::Lease;
use super::schedule;
use super::source::Source;
use crate::context::{Context, ContextKind};
use crate::db::schema::batches;
use crate::db::types::{Id, RawId};
use crate::db::{Condition, Conn, Number, everything};
use crate::deliveries::DeliveryKind;
use crate::filter::{Filter, compile};
use crate::id::{BatchId, CourseId, StagedId, UserId};
use crate::{Error, Millis, Noun, Result, deliveries};

/// One batch.
pub fn find(conn: &mut Conn, id: BatchId) -> Result<Batch> {
    let stored: Option<StoredBatch> =
        batches::table.find(id).select(StoredBatch::as_select()).first(conn).optional()?;
    stored.ok_or(Error::NotFound(Noun::Batch))?.try_into()
}

/// Those of these batches that are kept.
pub fn by_ids(conn: &mut Conn, ids: &[BatchId]) -> Result<HashMap<BatchId, Batch>> {
    let stored: Vec<StoredBatch> =
        batches::table.filter(batches::id.eq_any(ids)).select(StoredBatch::as_select()).load(conn)?;
    stored.into_iter().map(|stored| Batch::try_from(stored).map(|batch| (batch.id, batch))).collect()
}

/// Where these batches act.
pub fn contexts(conn: &mut Conn, ids: &[BatchId]) -> Result<Vec<(BatchId, Context)>> {
    let found = batches::table.filter(batches::id.eq_any(ids));
    let rows: Vec<(BatchId, String, Option<RawId>)> =
        found.select((batches::id, batches::context_kind, batches::context_id)).load(conn)?;
    let read = |(id, kind, of): (BatchId, String, Option<RawId>)| {
        let context = ContextKind::from_name(&kind).and_then(|kind| Context::new(kind, of.map(|of| of.0)));
        Ok((id, context.ok_or_else(|| Error::internal("a stored context of a batch cannot be read"))?))
    };
    rows.into_iter().map(read).collect()
}

/// One batch, locked until the end of the worker's unit of work: a cancellation waits, or came before.
pub fn find_locked(conn: &mut Conn, id: BatchId) -> Result<Batch> {
    conn.lock_rows("batches", &[id])?;
    find(conn, id)
}

/// One batch, locked against other changes until the end of the unit of work.
pub fn find_for_change(conn: &mut Conn, id: BatchId) -> Result<Batch> {
    diesel::update(batches::table.find(id)).set(batches::version.eq(batches::version + 1)).execute(conn)?;
    find(conn, id)
}

/// Which batches a list shows; all of them unless more is said.
#[derive(Debug, Clone, Default)]
pub struct BatchFilter {
    /// What they are, and the time that times before now are meant from.
    pub filter: Option<(Filter, Millis)>,
    /// Only plans that a second person has to approve.
    pub waiting: Option<AwaitingApproval>,
    /// Only those that a person may see; `None`: all.
    pub visible_to: Option<VisibleTo>,
}

/// What a user without `batches.view` sees of batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleTo {
    /// The person's own.
    pub person: UserId,
    /// Those of courses, with the actions that the person may carry out there.
    pub in_courses: Vec<(CourseId, Vec<&'static str>)>,
}

impl VisibleTo {
    fn condition(&self) -> Condition<batches::table> {
        let own: Condition<batches::table> = Box::new(batches::created_by.eq(self.person));
        self.in_courses.iter().fold(own, |condition, (course, actions)| {
            let there = batches::context_kind.eq(ContextKind::Course.name()).and(
                // A course is named by the id of its context, which the site has not.
                sql::<Bool>("COALESCE(batches.context_id = ").bind::<Id, _>(*course).sql(", false)"),
            );
            Box::new(condition.or(there.and(batches::action.eq_any(actions.clone()))))
        })
    }
}

/// Plans that a second person has to approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitingApproval {
    /// Those that change more accounts than this, together with what the same person has applied; `None`: there are none.
    pub above: Option<i64>,
    /// Since when that counts.
    pub since: Millis,
    /// Those whose approver has lost the permission.
    pub lapsed: Vec<BatchId>,
}

impl BatchFilter {
    fn condition(&self) -> Condition<batches::table> {
        let mut condition: Condition<batches::table> = match &self.filter {
            Some((filter, now)) => compile(filter, *now, ""),
            None => everything(),
        };
        if let Some(AwaitingApproval { above, since, lapsed }) = &self.waiting {
            let others = changed_in_sql("batches.applied_by", *since);
            let is_large = above.map_or_else(
                || "1 = 0".to_owned(),
                |above| format!("(batches.affected > 0 AND batches.affected + {others} > {above})"),
            );
            let is_large = batches::state.eq(State::Planned.name()).and(sql::<Bool>(&is_large));
            let is_open = batches::approved_by.is_null().or(batches::id.eq_any(lapsed.clone()));
            condition = Box::new(condition.and(is_large).and(is_open));
        }
        if let Some(visible_to) = &self.visible_to {
            condition = Box::new(condition.and(visible_to.condition()));
        }
        condition
    }
}

/// A page of batches behind a place, latest first or oldest first.
pub fn page(
    conn: &mut Conn,
    shown: &BatchFilter,
    oldest_first: bool,
    behind: Option<(Millis, BatchId)>,
    limit: i64,
) -> Result<Vec<Batch>> {
    let query = batches::table.filter(shown.condition()).select(StoredBatch::as_select()).limit(limit).into_boxed();
    let mut query = match oldest_first {
        true => query.order((batches::created_at.asc(), batches::id.asc())),
        false => query.order((batches::created_at.desc(), batches::id.desc())),
    };
    if let Some((at, id)) = behind {
        query = match oldest_first {
            true => {
                let later = batches::created_at.gt(at).or(batches::created_at.eq(at).and(batches::id.gt(id)));
                query.filter(batches::created_at.ge(at)).filter(later)
            }
            false => {
                let earlier = batches::created_at.lt(at).or(batches::created_at.eq(at).and(batches::id.lt(id)));
                query.filter(batches::created_at.le(at)).filter(earlier)
            }
        };
    }
    query.load::<StoredBatch>(conn)?.into_iter().map(Batch::try_from).collect()
}

/// How many batches there are.
pub fn count(conn: &mut Conn, shown: &BatchFilter) -> Result<i64> {
    Ok(batches::table.filter(shown.condition()).count().get_result(conn)?)
}

/// How many accounts a user's batches have changed since, or are about to change, without an approval.
pub(crate) fn changed_since(conn: &mut Conn, person: UserId, since: Millis) -> Result<i64> {
    let sum = format!("SELECT {} AS n", changed_in_sql("$1", since));
    Ok(diesel::sql_query(sum).bind::<Id, _>(person).get_result::<Number>(conn)?.n)
}

/// The same as a part of a statement. What waits or is at work counts as it was planned.
fn changed_in_sql(person: &str, since: Millis) -> String {
    format!(
        "(SELECT CAST(COALESCE(SUM(CASE WHEN b.state IN ('queued', 'applying') THEN b.affected ELSE b.changed END), 0) \
         AS BIGINT) FROM batches b WHERE b.applied_by = {person} AND b.state NOT IN ('planning', 'planned') \
         AND b.approved_by IS NULL AND (b.state = 'queued' OR b.asked_at > {since} OR b.started_at > {since}))"
    )
}

/// Plans that a user has approved.
pub fn approved_plans(conn: &mut Conn) -> Result<Vec<Batch>> {
    let approved = batches::table
        .filter(batches::state.eq(State::Planned.name()))
        .filter(batches::approved_by.is_not_null())
        .select(StoredBatch::as_select());
    approved.load::<StoredBatch>(conn)?.into_iter().map(Batch::try_from).collect()
}

/// A batch that is about to be planned.
#[derive(Debug)]
pub struct NewBatch<'a> {
    /// Its id.
    pub id: BatchId,
    /// Its name.
    pub name: &'a str,
    /// What it is made from.
    pub kind: crate::batches::engine::batch::BatchKind,
    /// What it does.
    pub action: &'a str,
    /// Its settings, as the API shows them.
    pub settings: &'a serde_json::Value,
    /// Who makes it.
    pub created_by: UserId,
    /// What it is made from.
    pub source: &'a Source,
    /// The uploaded file.
    pub staged: Option<StagedId>,
    /// Whether it is applied as soon as it is planned.
    pub apply: bool,
    /// The number that was confirmed beforehand.
    pub confirmed: Option<i64>,
    /// About how many rows it has.
    pub rows_estimated: i64,
    /// What is known to be the matter already.
    pub warnings: &'a [Warning],
    /// The batch that it undoes.
    pub undo_of: Option<BatchId>,
    /// Whether it may take long, however few rows it has.
    pub takes_long: bool,
    /// Where it belongs.
    pub context: Context,
}

/// Stores a new batch, to be planned by the next worker.
pub fn insert(conn: &mut Conn, new: &NewBatch<'_>, now: Millis) -> Result<()> {
    diesel::insert_into(batches::table)
        .values((
            batches::id.eq(new.id),
            batches::name.eq(new.name),
            batches::kind.eq(new.kind.name()),
            batches::action.eq(new.action),
            batches::state.eq(State::Planning.name()),
            batches::settings.eq(new.settings.to_string()),
            batches::created_by.eq(new.created_by),
            batches::created_at.eq(now),
            batches::asked_at.eq(now),
            batches::source.eq(serde_json::to_string(new.source)?),
            batches::staged.eq(new.staged),
            batches::apply_when_planned.eq(new.apply),
            batches::confirmed.eq(new.confirmed),
            batches::total.eq(new.rows_estimated),
            batches::counts.eq("{}"),
            batches::warnings.eq(serde_json::to_string(new.warnings)?),
            batches::undo_of.eq(new.undo_of),
            batches::takes_long.eq(new.takes_long),
            batches::context_kind.eq(new.context.kind().name()),
            batches::context_id.eq(new.context.id().map(RawId)),
            batches::applied_by.eq(new.created_by),
            batches::shaped_by.eq(new.created_by.to_string()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What changes about a batch; `None` leaves as it is.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = batches)]
#[expect(missing_docs, reason = "the fields are the columns, one for one")]
pub struct Update {
    pub state: Option<&'static str>,
    pub settings: Option<String>,
    pub source: Option<String>,
    pub staged: Option<Option<StagedId>>,
    pub apply_when_planned: Option<bool>,
    pub confirmed: Option<Option<i64>>,
    pub started_at: Option<Option<Millis>>,
    pub finished_at: Option<Option<Millis>>,
    pub place: Option<i64>,
    pub done: Option<i64>,
    pub total: Option<i64>,
    pub counts: Option<String>,
    pub affected: Option<i64>,
    pub changed: Option<i64>,
    pub confirmation_required: Option<bool>,
    pub warnings: Option<String>,
    pub undone_by: Option<Option<BatchId>>,
    pub problem: Option<Option<String>>,
    pub cancel_requested: Option<bool>,
    pub applied_by: Option<Option<UserId>>,
    pub shaped_by: Option<String>,
    pub stop_behind: Option<Option<i64>>,
    pub export_file: Option<Option<StagedId>>,
    pub export_size: Option<Option<i64>>,
    pub export_expires_at: Option<Option<Millis>>,
    pub approval_required: Option<bool>,
    pub approved_by: Option<Option<UserId>>,
    pub approved_at: Option<Option<Millis>>,
    pub starts_at: Option<Option<Millis>>,
    pub asked_at: Option<Millis>,
    pub takes_long: Option<bool>,
}

impl Update {
    /// The state, and what follows from it.
    pub fn to_state(state: State) -> Self {
        Self { state: Some(state.name()), ..Self::default() }
    }

    /// The counters, as the batch has them in memory.
    pub fn counters(batch: &Batch) -> Result<Self> {
        Ok(Self {
            place: Some(batch.place),
            done: Some(batch.done),
            total: Some(batch.total),
            counts: Some(batch.counts.to_json().to_string()),
            affected: Some(batch.affected),
            changed: Some(batch.changed),
            warnings: Some(serde_json::to_string(&batch.warnings)?),
            stop_behind: Some(batch.stop_behind),
            ..Self::default()
        })
    }

    /// The end, with the reason if the batch failed.
    pub fn finished(state: State, problem: Option<&Failure>, now: Millis) -> Result<Self> {
        Ok(Self {
            finished_at: Some(Some(now)),
            problem: Some(problem.map(serde_json::to_string).transpose()?),
            ..Self::to_state(state)
        })
    }
}

/// Changes a batch.
pub fn update(conn: &mut Conn, id: BatchId, update: Update) -> Result<()> {
    diesel::update(batches::table.find(id)).set((update, batches::version.eq(batches::version + 1))).execute(conn)?;
    Ok(())
}

/// Changes a batch for the worker that holds it, and renews the lease. Fails, and so takes back the
/// whole unit of work, where another worker has claimed the batch.
pub fn advance(conn: &mut Conn, lease: &Lease, update: Update) -> Result<()> {
    let until = sql::<BigInt>(&format!("{} + {}", conn.engine().now(), lease.length));
    let held = batches::table.find(lease.batch).filter(batches::fence.eq(lease.fence));
    let changed = diesel::update(held)
        .set((
            update,
            batches::version.eq(batches::version + 1),
            batches::lease_until.eq(until),
            batches::attempts.eq(0),
        ))
        .execute(conn)?;
    lease.watch.note_progress();
    if changed == 1 { Ok(()) } else { Err(Error::internal("another worker has taken the batch over")) }
}

/// Renews a lease, and says whether a user has cancelled the batch meanwhile; `None` if another worker has it.
pub fn renew(conn: &mut Conn, lease: &Lease) -> Result<Option<bool>> {
    let until = sql::<BigInt>(&format!("{} + {}", conn.engine().now(), lease.length));
    let held = batches::table.find(lease.batch).filter(batches::fence.eq(lease.fence));
    if diesel::update(held).set(batches::lease_until.eq(until)).execute(conn)? == 0 {
        return Ok(None);
    }
    Ok(Some(held.select(batches::cancel_requested).first(conn)?))
}

/// Ends a batch for the worker that holds it; the file that it came from is no longer needed.
pub fn end(
    conn: &mut Conn,
    lease: &Lease,
    batch: &Batch,
    state: State,
    problem: Option<&Failure>,
    now: Millis,
) -> Result<()> {
    if let Some(staged) = batch.staged {
        crate::batches::engine::stage::remove(conn, staged)?;
    }
    tell_of_the_end(conn, batch, now)?;
    // What ends early has changed fewer accounts than were planned, or none.
    let affected = Some(batch.changed);
    advance(conn, lease, Update { staged: Some(None), affected, ..Update::finished(state, problem, now)? })
}

/// Notes that the person who started a batch is to be told by mail that it has ended, unless it came to its end while the
/// person was still looking.
fn tell_of_the_end(conn: &mut Conn, batch: &Batch, now: Millis) -> Result<()> {
    const SOON: Millis = 60_000;
    if now - batch.asked_at < SOON && batch.starts_at.is_none() {
        return Ok(());
    }
    tell_the_starter(conn, batch, now)
}

/// Notes that the person who started a batch is to be told its result by mail.
pub fn tell_the_starter(conn: &mut Conn, batch: &Batch, now: Millis) -> Result<()> {
    deliveries::put_about(conn, DeliveryKind::BatchEnded, batch.starter(), &batch.id.to_string(), now)
}

/// Puts a batch off after an error that may pass, longer each time; after too many it has failed. Without that
/// one batch that cannot be taken on would hold up all others for ever.
pub fn put_off(conn: &mut Conn, lease: &Lease, now: Millis) -> Result<()> {
    const ATTEMPTS: i64 = 6;
    let held = batches::table.find(lease.batch).filter(batches::fence.eq(lease.fence));
    let attempts: Option<i64> = held.select(batches::attempts).first(conn).optional()?;
    let Some(attempts) = attempts.map(|attempts| attempts + 1) else { return Ok(()) };
    if attempts >= ATTEMPTS {
        return give_up(conn, lease, now);
    }
    let until = sql::<BigInt>(&format!("{} + {}", conn.engine().now(), 250_i64 << attempts));
    diesel::update(held)
        .set((batches::attempts.eq(attempts), batches::lease_until.eq(until), batches::lease_owner.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// A batch that cannot be taken on has failed.
pub fn give_up(conn: &mut Conn, lease: &Lease, now: Millis) -> Result<()> {
    let failure = Failure::new(
        "internal",
        "The server could not take the batch on, however often it tried. What was applied so far stays; the log of the server says what is wrong.",
    );
    let batch = find(conn, lease.batch)?;
    end(conn, lease, &batch, State::Failed, Some(&failure), now)
}

/// Gives the lease back, so that the next worker need not wait for its end.
pub fn release(conn: &mut Conn, lease: &Lease) -> Result<()> {
    diesel::update(batches::table.find(lease.batch).filter(batches::fence.eq(lease.fence)))
        .set((batches::lease_until.eq(0), batches::lease_owner.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// The states in which batches wait for work or are worked on.
const AT_WORK: [&str; 3] = ["planning", "queued", "applying"];

/// Whether any batch waits for work or is worked on.
pub fn is_at_work(conn: &mut Conn) -> Result<bool> {
    let waiting = batches::table.filter(batches::state.eq_any(AT_WORK)).filter(sql::<Bool>(&schedule::is_due(conn)));
    Ok(waiting.select(batches::id).limit(1).first::<BatchId>(conn).optional()?.is_some())
}

/// Whether a batch waits for work and no worker holds it.
pub fn has_work(conn: &mut Conn) -> Result<bool> {
    let waiting = batches::table.filter(batches::state.eq_any(AT_WORK)).filter(sql::<Bool>(&schedule::is_due(conn)));
    let free = sql::<Bool>(&format!("lease_until < {}", conn.engine().now()));
    Ok(waiting.filter(free).select(batches::id).limit(1).first::<BatchId>(conn).optional()?.is_some())
}
