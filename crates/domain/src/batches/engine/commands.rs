//! What a single request does with a batch.

use serde_json::Value;

use super::batch::{Batch, BatchKind, State};
use super::causes::{Causes, Warning};
use super::operation::Operation;
use super::registry::Registry;
use super::source::Source;
use super::stop::{self, ALL_OR_NOTHING_ROWS};
use super::store::{self, NewBatch, Update};
use super::{apply, approve, confirm, rights, rows, schedule, stage};
use crate::actor::Capability;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::id::{BatchId, UserId};
use crate::settings::Settings;
use crate::{Actor, Error, Millis, Result, time};

/// A request about a batch.
#[derive(Clone, Copy)]
pub struct BatchCommand<'a> {
    /// Which operations there are.
    pub registry: &'a Registry,
    /// Who asks.
    pub actor: &'a Actor,
    /// When.
    pub now: Millis,
    /// Which batch.
    pub id: BatchId,
    /// The version that the caller has seen.
    pub if_version: Option<i64>,
}

impl BatchCommand<'_> {
    /// The batch, locked against other changes until the end of the unit of work, and its operation.
    ///
    /// # Errors
    /// If it was changed since the caller read it, or the caller may not plan, apply, cancel or undo it.
    pub(crate) fn lock(&self, conn: &mut Conn) -> Result<(Batch, &'static dyn Operation)> {
        let batch = self.lock_unchecked(conn)?;
        let operation = self.registry.of(&batch)?;
        operation.require(self.actor, &batch)?;
        Ok((batch, operation))
    }

    /// The same without a look at what the caller may do.
    fn lock_unchecked(&self, conn: &mut Conn) -> Result<Batch> {
        let batch = store::find_for_change(conn, self.id)?;
        // Reading for change has raised the version by one.
        Error::require_version(self.if_version, batch.version - 1)?;
        Ok(batch)
    }

    /// Notes in the audit what was done with the batch.
    pub(crate) fn record(&self, conn: &mut Conn, action: &'static str, details: Value) -> Result<()> {
        record(conn, self.actor, self.now, action, self.id, details)
    }
}

/// Starts applying a planned batch, or has it started at a set time.
pub fn apply(conn: &mut Conn, command: BatchCommand<'_>, confirmed: Option<i64>, at: Option<&str>) -> Result<Batch> {
    let BatchCommand { registry, actor, now, id, .. } = command;
    let site = Settings::load(conn)?;
    let starts_at = at.map(|at| schedule::read("at", at, now, &site.timezone)).transpose()?;
    let (batch, operation) = command.lock(conn)?;
    if batch.state != State::Planned {
        return Err(Error::conflict(
            "not_planned",
            format!("The batch is {}; only a planned one can be applied.", batch.state.name()),
        ));
    }
    operation.check_apply(conn, &batch, now)?;
    approve::require_approval(conn, registry, &batch, person(actor)?, &site, now)?;
    if confirm::asks(conn, operation, &batch, &site)? && confirmed != Some(batch.affected) {
        return Err(Error::ConfirmationRequired { affected: batch.affected });
    }
    if stop::is_too_large_for_one_transaction(&batch) {
        return Err(Error::invalid(
            "settings.on_error",
            "too_many_rows",
            format!(
                "At most {ALL_OR_NOTHING_ROWS} accounts can be changed all or nothing; this batch changes {}. Split the file, or plan again with \"continue\".",
                batch.affected
            ),
        ));
    }
    let update = Update {
        confirmed: Some(confirmed),
        applied_by: Some(Some(person(actor)?)),
        starts_at: Some(starts_at),
        asked_at: Some(now),
        ..Update::to_state(State::Queued)
    };
    store::update(conn, id, update)?;
    command.record(
        conn,
        "batch.applied",
        serde_json::json!({ "affected": batch.affected, "at": starts_at.map(time::format) }),
    )?;
    store::find(conn, id)
}

/// Accounts of a plan whose rows are noted as not reached while the caller waits.
const SKIPPED_AT_ONCE: i64 = 2_000;

/// Cancels a batch: a plan, or one that waits for its time, is done with at once, or a worker notes of its many rows that they
/// are not reached; work in hand ends behind the chunk that it is at.
pub fn cancel(conn: &mut Conn, command: BatchCommand<'_>) -> Result<Batch> {
    let BatchCommand { actor, now, id, .. } = command;
    let (mut batch, _) = command.lock(conn)?;
    let waits = schedule::is_waiting(conn, &batch)?;
    let update = match batch.state {
        State::Planned | State::Queued if batch.state == State::Planned || waits => {
            if waits && actor.user_id != Some(batch.starter()) {
                store::tell_the_starter(conn, &batch, now)?;
            }
            if batch.affected > SKIPPED_AT_ONCE {
                Update {
                    cancel_requested: Some(true),
                    starts_at: Some(None),
                    asked_at: Some(now),
                    ..Update::to_state(State::Queued)
                }
            } else {
                batch.cancel_requested = true;
                apply::skip_the_rest(conn, &mut batch)?;
                if let Some(staged) = batch.staged {
                    stage::remove(conn, staged)?;
                }
                Update {
                    staged: Some(None),
                    affected: Some(0),
                    counts: Some(batch.counts.to_json().to_string()),
                    warnings: Some(serde_json::to_string(&batch.warnings)?),
                    ..Update::finished(State::Cancelled, None, now)?
                }
            }
        }
        State::Planning | State::Queued | State::Applying => {
            Update { cancel_requested: Some(true), ..Update::default() }
        }
        state => {
            return Err(Error::conflict(
                "not_running",
                format!("The batch is {} already; there is nothing to cancel.", state.name()),
            ));
        }
    };
    store::update(conn, id, update)?;
    command.record(conn, "batch.cancelled", Value::Null)?;
    store::find(conn, id)
}

/// Makes the batch that takes another one back, to be planned by a worker.
pub fn undo(conn: &mut Conn, command: BatchCommand<'_>, apply: bool, confirmed: Option<i64>) -> Result<Batch> {
    let BatchCommand { registry, actor, now, id, .. } = command;
    let original = command.lock_unchecked(conn)?;
    let operation = registry.of(&original)?;
    let needs = operation.needs_of_undo(&original)?;
    needs.iter().try_for_each(|capability| rights::require_in(actor, *capability, original.context))?;
    if !registry.is_undoable(&original)? {
        let why = match (original.undone_by, original.state.is_resting()) {
            (Some(by), _) => format!("The batch was undone already, by batch {by}."),
            (None, false) => format!("The batch is {}. Wait for its end, or cancel it.", original.state.name()),
            (None, true) => "The batch has changed nothing that could be taken back.".to_owned(),
        };
        return Err(Error::conflict("not_undoable", why));
    }
    let needs: Vec<_> = needs.into_iter().map(Capability::name).collect();
    let mut settings = serde_json::json!({ "apply": apply, "needs": needs });
    operation.settings_of_undo(&original, &mut settings);
    let new = NewBatch {
        id: BatchId::new(),
        name: &format!("Undo of {}", original.name),
        kind: BatchKind::Undo,
        action: &original.action,
        settings: &settings,
        created_by: person(actor)?,
        source: &Source { count: Some(original.changed), ..Source::default() },
        staged: None,
        apply,
        confirmed,
        rows_estimated: original.changed,
        warnings: &[],
        undo_of: Some(original.id),
        takes_long: false,
        context: original.context,
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", new.id, serde_json::json!({ "undo_of": id }))?;
    store::find(conn, new.id)
}

/// What a new plan is made with.
#[derive(Debug, Default)]
pub struct Again {
    /// Other settings, in force; without them those of the batch.
    pub settings: Option<Value>,
    /// Whether to apply as soon as the plan is done.
    pub apply: bool,
    /// The number that was confirmed beforehand.
    pub confirmed: Option<i64>,
    /// The source as it is read by the other settings, and what is to be said of it.
    pub source: Option<(Source, Vec<Warning>)>,
}

/// Plans a batch from a file or a selection again.
pub fn replan(conn: &mut Conn, command: BatchCommand<'_>, mut again: Again) -> Result<Batch> {
    let BatchCommand { actor, now, id, .. } = command;
    if let Some(settings) = &mut again.settings {
        schedule::check(settings, now, &Settings::load(conn)?.timezone)?;
    }
    let (batch, operation) = command.lock(conn)?;
    if again.apply {
        rights::require_to_apply(actor, batch.context)?;
    }
    if batch.state != State::Planned || batch.kind == BatchKind::Undo {
        return Err(Error::conflict(
            "not_planned",
            format!(
                "The batch is {}; only a planned batch from a file or a selection can be planned again.",
                batch.state.name()
            ),
        ));
    }
    if let Some(settings) = &again.settings {
        let columns = again.source.as_ref().and_then(|(source, _)| source.columns.as_deref()).unwrap_or_default();
        operation.require_settings(actor, &batch, settings, columns)?;
        if batch.kind == BatchKind::Selection {
            operation.check_settings(conn, batch.context, settings, now)?;
        }
    }
    // What was said of the file holds as long as it is read the same way.
    let (source, warnings) = match again.source {
        Some((source, warnings)) => {
            let reading = |source: &Source| (source.delimiter.clone(), source.encoding.clone(), source.sheet.clone());
            if reading(&batch.source) != reading(&source) {
                rows::forget_repairs(conn, id)?;
            }
            (source, warnings)
        }
        None => (batch.source.clone(), Causes::resume(&batch.warnings).of_the_file()),
    };
    let source = Source { rows: None, count: None, sync_held_back: None, ..source };
    let update = Update {
        takes_long: again.settings.as_ref().map(|settings| operation.takes_long(settings)),
        settings: again.settings.map(|settings| settings.to_string()),
        apply_when_planned: Some(again.apply),
        confirmed: Some(again.confirmed),
        // The person who plans again answers for what is then applied.
        applied_by: Some(Some(person(actor)?)),
        shaped_by: Some(batch.also_shaped_by(person(actor)?)),
        asked_at: Some(now),
        cancel_requested: Some(false),
        source: Some(serde_json::to_string(&source)?),
        place: Some(0),
        done: Some(0),
        counts: Some("{}".to_owned()),
        affected: Some(0),
        confirmation_required: Some(false),
        approval_required: Some(false),
        approved_by: Some(None),
        approved_at: Some(None),
        warnings: Some(serde_json::to_string(&warnings)?),
        ..Update::to_state(State::Planning)
    };
    store::update(conn, id, update)?;
    command.record(conn, "batch.planned_again", Value::Null)?;
    store::find(conn, id)
}

/// The person who makes or changes a batch.
pub(crate) fn person(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(|| Error::internal("a batch is made by a person"))
}

/// Notes in the audit what was done with a batch.
pub(crate) fn record(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: BatchId,
    details: Value,
) -> Result<()> {
    audit::record(conn, actor, now, [Entry { batch: Some(id), details, ..Entry::general(action) }])
}
