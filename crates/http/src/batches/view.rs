//! Batches and their rows as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web;
use rollcall_domain::batches::engine::batch::{self, State};
use rollcall_domain::batches::engine::message::Message;
use rollcall_domain::batches::engine::operation::RowResult;
use rollcall_domain::batches::engine::row::Row;
use rollcall_domain::batches::engine::{approve, causes, counts};
use rollcall_domain::db::Conn;
use rollcall_domain::exports::download::ExportFile;
use rollcall_domain::id::{BatchId, UserId};
use rollcall_domain::outcome::Outcome;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::settings::Settings;
use rollcall_domain::users::store;
use rollcall_domain::{self as domain, Error, Millis, Noun, Result, field_rights, time};
use rollcall_wire::Problem;
use rollcall_wire::batches::{self, Batch, BatchEvent, Counts, Progress, Source, Warning};
use rollcall_wire::users::Actor;

use crate::download::File;
use crate::extract::{Caller, IdempotencyKey};
use crate::idempotent::{Begun, RepeatableRequest, Reply};
use crate::problem::Failure;
use crate::role_assignments::context;
use crate::state::AppState;
use crate::users::view;

/// The id in a path; what is none names no batch.
pub fn id(text: &str) -> Result<BatchId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Batch))
}

/// Batches as the caller may see them; who made, applied and approved them is read for all of them together.
pub fn batches(
    conn: &mut Conn,
    reader: &domain::Actor,
    now: Millis,
    mut batches: Vec<batch::Batch>,
) -> Result<Vec<Batch>> {
    let of = |batch: &batch::Batch| [Some(batch.created_by), batch.applied_by, batch.approved_by];
    let people: Vec<_> = batches.iter().flat_map(of).flatten().collect();
    let approvals = Approvals::of(conn, &batches, now)?;
    let names: BTreeMap<_, _> =
        store::by_ids(conn, &people)?.into_iter().map(|(id, account)| (id, account.username)).collect();
    let actor = |id: UserId| Actor { id: id.to_string(), username: names.get(&id).cloned().unwrap_or_default() };
    // What a batch needs is told by all of it, and so before anything is concealed.
    let needs = batches.iter().map(needs).collect::<Result<Vec<_>>>()?;
    if !field_rights::may_see(reader) {
        for batch in &mut batches {
            REGISTRY.of(batch)?.conceal_batch(batch);
        }
    }
    batches.iter().zip(needs).map(|(batch, needs)| one(batch, needs, &approvals, actor)).collect()
}

/// What is asked of batches before they are applied. Of plans it is told as things are now, since that is what decides;
/// of the others as it was.
#[derive(Default)]
struct Approvals {
    site: Option<Settings>,
    required: BTreeSet<BatchId>,
    waiting: BTreeSet<BatchId>,
}

impl Approvals {
    fn of(conn: &mut Conn, batches: &[batch::Batch], now: Millis) -> Result<Self> {
        if !batches.iter().any(|batch| batch.approval_required || batch.state == State::Planned) {
            return Ok(Self::default());
        }
        let site = Settings::load(conn)?;
        let required = approve::required(conn, batches, &site, now)?;
        let waiting = approve::waiting(conn, &REGISTRY, batches, &site, now)?;
        Ok(Self { site: Some(site), required, waiting })
    }

    fn is_required(&self, batch: &batch::Batch) -> bool {
        match batch.state {
            State::Planned => self.required.contains(&batch.id),
            _ => batch.approval_required,
        }
    }

    fn above(&self, batch: &batch::Batch) -> Option<i64> {
        self.site.as_ref().map(|site| site.approve_above).filter(|_| self.is_required(batch))
    }
}

/// One batch, as the caller may see it.
pub fn batch(conn: &mut Conn, reader: &domain::Actor, now: Millis, batch: batch::Batch) -> Result<Batch> {
    batches(conn, reader, now, vec![batch])?.pop().ok_or(Error::NotFound(Noun::Batch))
}

fn needs(batch: &batch::Batch) -> Result<Vec<String>> {
    Ok(REGISTRY.of(batch)?.needs(batch)?.into_iter().map(|capability| capability.name().to_owned()).collect())
}

fn one(
    batch: &batch::Batch,
    needs: Vec<String>,
    approvals: &Approvals,
    actor: impl Fn(UserId) -> Actor,
) -> Result<Batch> {
    let time = |at: Option<Millis>| at.map(time::format);
    let (is_plan, by) = (matches!(batch.state, State::Planning | State::Planned), batch.applied_by.map(&actor));
    let source: Source = serde_json::from_value(serde_json::to_value(&batch.source)?)?;
    Ok(Batch {
        id: batch.id.to_string(),
        name: batch.name.clone(),
        kind: batch.kind.name().to_owned(),
        action: batch.action.clone(),
        state: batch.state.name().to_owned(),
        settings: batch.settings.clone(),
        created_by: Some(actor(batch.created_by)),
        created_at: time::format(batch.created_at),
        starts_at: time(batch.starts_at.filter(|_| batch.state == State::Queued)),
        started_at: time(batch.started_at),
        finished_at: time(batch.finished_at),
        context: context(batch.context),
        source,
        progress: progress(batch),
        counts: counts(&batch.counts),
        affected: batch.affected,
        confirmation_required: batch.confirmation_required,
        approval_required: approvals.is_required(batch),
        waits_for_approval: approvals.waiting.contains(&batch.id),
        approved_by: batch.approved_by.map(&actor),
        approved_at: time(batch.approved_at),
        approval_above: approvals.above(batch),
        planned_by: by.clone().filter(|_| is_plan),
        applied_by: by.filter(|_| !is_plan && (batch.started_at.is_some() || batch.state == State::Queued)),
        needs,
        warnings: batch.warnings.iter().map(warning).collect(),
        undoable: REGISTRY.is_undoable(batch)?,
        undo_of: batch.undo_of.map(|id| id.to_string()),
        undone_by: batch.undone_by.map(|id| id.to_string()),
        problem: batch.problem.as_ref().map(problem),
        download: ExportFile::of(batch).map(|file| download(batch, file)),
        version: batch.version,
    })
}

fn download(batch: &batch::Batch, ready: ExportFile) -> batches::Download {
    batches::Download {
        url: format!("/api/v1/batches/{}/download", batch.id),
        file_name: file(batch.id, ready).name,
        format: ready.format.name().to_owned(),
        media_type: ready.format.media_type().to_owned(),
        size: i64::try_from(ready.size).unwrap_or(i64::MAX),
        expires_at: time::format(ready.expires_at),
    }
}

/// What a client is told about the file of an export.
pub fn file(id: BatchId, ready: ExportFile) -> File {
    File { size: Some(ready.size), ..File::table(&format!("accounts-{id}"), ready.format) }
}

fn progress(batch: &batch::Batch) -> Progress {
    Progress { done: batch.done, total: batch.total }
}

fn counts(counts: &counts::Counts) -> Counts {
    Counts {
        create: counts.get(Outcome::Create),
        update: counts.get(Outcome::Update),
        rename: counts.get(Outcome::Rename),
        suspend: counts.get(Outcome::Suspend),
        activate: counts.get(Outcome::Activate),
        delete: counts.get(Outcome::Delete),
        restore: counts.get(Outcome::Restore),
        send: counts.get(Outcome::Send),
        submit: counts.get(Outcome::Submit),
        enrol: counts.get(Outcome::Enrol),
        unenrol: counts.get(Outcome::Unenrol),
        withdraw: counts.get(Outcome::Withdraw),
        unchanged: counts.get(Outcome::Unchanged),
        skip: counts.get(Outcome::Skip),
        conflict: counts.get(Outcome::Conflict),
        error: counts.get(Outcome::Error),
    }
}

fn warning(warning: &causes::Warning) -> Warning {
    Warning {
        code: warning.code.clone(),
        count: warning.count,
        message: warning.message.clone(),
        repair: warning.repair.clone(),
        values: warning.values.clone(),
    }
}

fn problem(failure: &batch::Failure) -> Problem {
    Problem {
        kind: format!("/problems/{}", failure.code),
        title: "The batch failed".to_owned(),
        status: StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        detail: failure.message.clone(),
        code: failure.code.clone(),
        request_id: String::new(),
        errors: Vec::new(),
        position: None,
        affected: None,
        values: failure.values.clone(),
        columns: Vec::new(),
    }
}

/// What listeners hear of a batch.
pub fn event(batch: &batch::Batch) -> BatchEvent {
    BatchEvent {
        id: batch.id.to_string(),
        state: batch.state.name().to_owned(),
        progress: progress(batch),
        counts: counts(&batch.counts),
    }
}

/// Rows; the people they are about are read for all of them together.
pub fn rows(conn: &mut Conn, batch: &batch::Batch, rows: Vec<Row>) -> Result<Vec<batches::Row>> {
    let people: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let accounts = store::by_ids(conn, &people)?;
    let person = |id: UserId| accounts.get(&id).map(view::person);
    let results = if batch.changed > 0 { REGISTRY.of(batch)?.results(conn, batch, &rows)? } else { Vec::new() };
    let mut results = results.into_iter();
    let shown = rows.into_iter().map(|found| batches::Row {
        user: found.user.and_then(person),
        results: results.next().unwrap_or_default().into_iter().map(result).collect(),
        ..row(found)
    });
    Ok(shown.collect())
}

fn result(found: RowResult) -> batches::RowResult {
    batches::RowResult { code: found.code.to_owned(), at: found.at.map(time::format) }
}

fn row(row: Row) -> batches::Row {
    let members = |value: serde_json::Value| match value {
        serde_json::Value::Object(members) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    batches::Row {
        line: row.line,
        not_in_file: row.is_added(),
        user_id: row.user.map(|id| id.to_string()),
        user: None,
        key: row.key,
        outcomes: row.outcomes.iter().map(|outcome| outcome.name().to_owned()).collect(),
        before: members(row.before),
        after: members(row.after),
        messages: row.messages.into_iter().map(message).collect(),
        results: Vec::new(),
        cells: row.cells,
    }
}

fn message(message: Message) -> batches::Message {
    batches::Message {
        level: message.level.name().to_owned(),
        code: message.code,
        field: message.field,
        found: message.found,
        expected: message.expected,
        message: message.message,
        values: message.values,
    }
}

/// The answer of a call that starts or changes a batch: 202, and where it is.
pub fn accepted(conn: &mut Conn, reader: &domain::Actor, now: Millis, batch: batch::Batch) -> Result<Reply> {
    let (location, version) = (format!("/api/v1/batches/{}", batch.id), batch.version);
    Ok(Reply::new(StatusCode::ACCEPTED, &self::batch(conn, reader, now, batch)?)?.at(location).version(version))
}

/// One call that starts or changes a batch, from the claim of its key to the answer.
pub async fn change(
    state: &web::Data<AppState>,
    caller: &Caller,
    key: IdempotencyKey,
    body: &[u8],
    wait: Option<Duration>,
    work: impl FnOnce(&mut Conn) -> Result<batch::Batch> + Send + 'static,
) -> Result<actix_web::HttpResponse, Failure> {
    match RepeatableRequest::begin(state, caller, key, body).await? {
        Begun::Replay(response) => Ok(response),
        Begun::Fresh(once) => start(state, caller, &once, wait, work).await,
    }
}

/// Carries out a call that starts or changes a batch, wakes the workers, and waits for a resting state where
/// the caller prefers that.
pub async fn start(
    state: &AppState,
    caller: &Caller,
    once: &RepeatableRequest,
    wait: Option<Duration>,
    work: impl FnOnce(&mut Conn) -> Result<batch::Batch> + Send + 'static,
) -> Result<actix_web::HttpResponse, Failure> {
    let (tell, told) = std::sync::mpsc::channel();
    let (reader, again, now) = (caller.actor.clone(), caller.actor.clone(), state.now());
    let reply = once
        .run(wait.is_none(), move |conn| {
            let batch = work(conn)?;
            // The receiver is gone only if the request is; then the result is not needed.
            let _ = tell.send((batch.id, batch.version));
            accepted(conn, &reader, now, batch)
        })
        .await?;
    state.signal.wake();
    let (Some(wait), Ok((id, version))) = (wait, told.try_recv()) else { return Ok(reply.into_response()) };
    let batch = state.hub.wait_until_resting(id, version, wait).await?;
    let reply = state.read(move |conn| accepted(conn, &again, now, batch)).await?;
    once.finish(&reply).await?;
    Ok(reply.into_response())
}
