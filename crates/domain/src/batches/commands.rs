//! What a single request does with batches.

use std::collections::BTreeSet;

use serde_json::Value;

use super::causes::Causes;
use super::corrections::{corrected, kept_of};
use super::full_sync::{self, Sync};
use super::model::{Batch, Kind, Row, Source, State};
use super::planner::Planner;
use super::planning;
use super::settings::{ALL_OR_NOTHING_ROWS, FileSettings};
use super::source::Header;
use super::store::{self, NewBatch, Update};
use super::{action, apply, approve, claims, confirm, damaged_quotes, judging, rights, rows, schedule, stage};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::id::{BatchId, StagedId, UserId};
use crate::interrupt::Never;
use crate::roles::Capability;
use crate::settings::Settings;
use crate::tabular::Record;
use crate::users::notices::TELL_NEW_USERNAMES;
use crate::users::refusal::Code;
use crate::{Actor, Error, Millis, Result, time};

/// A file that was staged and whose header was found good.
#[derive(Debug)]
pub struct Upload<'a> {
    /// A name for the batch.
    pub name: &'a str,
    /// The settings in force.
    pub settings: &'a FileSettings,
    /// What is known about the file.
    pub source: Source,
    /// Its header.
    pub header: &'a Header,
    /// Where it is kept.
    pub staged: StagedId,
}

/// Makes a batch of a file, to be planned by a worker.
pub fn create_from_file(conn: &mut Conn, actor: &Actor, now: Millis, upload: Upload<'_>) -> Result<Batch> {
    let mut settings = serde_json::to_value(upload.settings)?;
    schedule::check(&mut settings, now, &Settings::load(conn)?.timezone)?;
    rights::require_by_columns(actor, upload.settings, &upload.header.columns)?;
    let mut source = Source { hides_deleted: !actor.may(Capability::UsersView), ..upload.source };
    upload.header.describe(&mut source);
    let id = BatchId::new();
    let new = NewBatch {
        id,
        name: upload.name,
        kind: Kind::File,
        action: upload.settings.preset.name(),
        settings: &settings,
        created_by: person(actor)?,
        source: &source,
        staged: Some(upload.staged),
        apply: upload.settings.apply,
        confirmed: upload.settings.confirm_affected,
        rows_estimated: upload.header.rows_estimated,
        warnings: &upload.header.warnings,
        undo_of: None,
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", id, serde_json::json!({ "sha256": source.sha256 }))?;
    store::find(conn, id)
}

/// Starts applying a planned batch, or has it started at a set time.
pub fn apply(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: BatchId,
    if_version: Option<i64>,
    confirmed: Option<i64>,
    at: Option<&str>,
) -> Result<Batch> {
    let site = Settings::load(conn)?;
    let starts_at = at.map(|at| schedule::read("at", at, now, &site.timezone)).transpose()?;
    let batch = in_version(store::find_for_change(conn, id)?, if_version)?;
    rights::require_for(actor, &batch)?;
    if batch.state != State::Planned {
        return Err(Error::conflict(
            "not_planned",
            format!("The batch is {}; only a planned one can be applied.", batch.state.name()),
        ));
    }
    approve::require_approval(conn, &batch, person(actor)?, &site, now)?;
    if confirm::asks(conn, &batch, &site)? && confirmed != Some(batch.affected) {
        return Err(Error::ConfirmationRequired { affected: batch.affected });
    }
    if apply::is_too_large_for_one_transaction(&batch) {
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
    record(
        conn,
        actor,
        now,
        "batch.applied",
        id,
        serde_json::json!({ "affected": batch.affected, "at": starts_at.map(time::format) }),
    )?;
    store::find(conn, id)
}

/// Accounts of a plan whose rows are noted as not reached while the caller waits.
const SKIPPED_AT_ONCE: i64 = 2_000;

/// Cancels a batch: a plan, or one that waits for its time, is done with at once, or a worker notes of its many rows that they
/// are not reached; work in hand ends behind the chunk that it is at.
pub fn cancel(conn: &mut Conn, actor: &Actor, now: Millis, id: BatchId, if_version: Option<i64>) -> Result<Batch> {
    let mut batch = in_version(store::find_for_change(conn, id)?, if_version)?;
    rights::require_for(actor, &batch)?;
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
                apply::skip_the_rest(conn, &mut batch, now)?;
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
    record(conn, actor, now, "batch.cancelled", id, Value::Null)?;
    store::find(conn, id)
}

/// Makes the batch that takes another one back, to be planned by a worker.
pub fn undo(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: BatchId,
    if_version: Option<i64>,
    apply: bool,
    confirmed: Option<i64>,
) -> Result<Batch> {
    let original = in_version(store::find_for_change(conn, id)?, if_version)?;
    let needs = action::needs_of_undo(&original)?;
    needs.iter().try_for_each(|capability| rights::require(actor, *capability))?;
    if !original.is_undoable() {
        let why = match (original.undone_by, original.state.is_resting()) {
            (Some(by), _) => format!("The batch was undone already, by batch {by}."),
            (None, false) => format!("The batch is {}. Wait for its end, or cancel it.", original.state.name()),
            (None, true) => "The batch has changed nothing that could be taken back.".to_owned(),
        };
        return Err(Error::conflict("not_undoable", why));
    }
    let needs: Vec<_> = needs.into_iter().map(Capability::name).collect();
    let mut settings = serde_json::json!({ "apply": apply, "needs": needs });
    if original.settings[TELL_NEW_USERNAMES] == true {
        // Who was told a new name is told that it is the old one again.
        settings[TELL_NEW_USERNAMES] = true.into();
    }
    let new = NewBatch {
        id: BatchId::new(),
        name: &format!("Undo of {}", original.name),
        kind: Kind::Undo,
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
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", new.id, serde_json::json!({ "undo_of": id }))?;
    store::find(conn, new.id)
}

/// What a new plan is made with.
#[derive(Debug, Default)]
pub struct Again<'a> {
    /// Other settings, in force; without them those of the batch.
    pub settings: Option<Value>,
    /// Whether to apply as soon as the plan is done.
    pub apply: bool,
    /// The number that was confirmed beforehand.
    pub confirmed: Option<i64>,
    /// The header of the file, read by the other settings.
    pub header: Option<&'a Header>,
}

/// Plans a batch from a file or a selection again.
pub fn replan(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: BatchId,
    if_version: Option<i64>,
    mut again: Again<'_>,
) -> Result<Batch> {
    if again.apply {
        rights::require(actor, Capability::BatchesApply)?;
    }
    if let Some(settings) = &mut again.settings {
        schedule::check(settings, now, &Settings::load(conn)?.timezone)?;
    }
    let batch = in_version(store::find_for_change(conn, id)?, if_version)?;
    rights::require_for(actor, &batch)?;
    if batch.state != State::Planned || batch.kind == Kind::Undo {
        return Err(Error::conflict(
            "not_planned",
            format!(
                "The batch is {}; only a planned batch from a file or a selection can be planned again.",
                batch.state.name()
            ),
        ));
    }
    if let (Some(settings), Kind::File) = (&again.settings, batch.kind) {
        let settings: FileSettings = serde_json::from_value(settings.clone())?;
        let columns = again.header.map_or(&[][..], |header| &header.columns);
        rights::require_of_file(actor, &settings, columns)?;
        if settings.preset.name() != batch.action {
            return Err(Error::invalid(
                "settings.preset",
                "invalid_value",
                format!("This is a batch of the kind {}. Upload the file again to plan another kind.", batch.action),
            ));
        }
    }
    let mut source = Source { rows: None, count: None, sync_held_back: None, ..batch.source.clone() };
    // What was said of the file holds as long as it is read the same way.
    let mut warnings = Causes::resume(&batch.warnings).of_the_file();
    if let Some(header) = again.header {
        let reading = |source: &Source| (source.delimiter.clone(), source.encoding.clone(), source.sheet.clone());
        let before = reading(&source);
        header.describe(&mut source);
        if before != reading(&source) {
            rows::forget_repairs(conn, id)?;
        }
        warnings.clone_from(&header.warnings);
    }
    let update = Update {
        settings: again.settings.map(|settings| settings.to_string()),
        apply_when_planned: Some(again.apply),
        confirmed: Some(again.confirmed),
        // Whoever plans again answers for what is then applied.
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
    record(conn, actor, now, "batch.planned_again", id, Value::Null)?;
    store::find(conn, id)
}

/// The most rows that are planned again together with one that was mended.
const ROWS_OF_A_PERSON: i64 = 1_000;

/// Corrects cells of a row, named by heading or column, and plans it again, together with the other rows of the same people.
pub fn repair_row(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: BatchId,
    if_version: Option<i64>,
    line: i64,
    corrections: &[(String, String)],
) -> Result<Row> {
    let mut batch = in_version(store::find_for_change(conn, id)?, if_version)?;
    rights::require_for(actor, &batch)?;
    if batch.kind != Kind::File {
        return Err(Error::conflict(
            "not_planned",
            "The rows of this batch come from no file, so there are no cells to mend. Select other people instead.",
        ));
    }
    if batch.state != State::Planned {
        return Err(Error::conflict(
            "not_planned",
            format!("The batch is {}; rows can be mended while it is planned.", batch.state.name()),
        ));
    }
    let site = Settings::load(conn)?;
    let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
    let row = rows::find(conn, id, line)?.ok_or(Error::NotFound("row"))?;
    if full_sync::is_of_a_sync(&row) {
        let message = "This row is not the file's: a full sync has added it. Add the person to the file, or plan again with another filter.";
        return Err(Error::invalid("line", "not_in_file", message));
    }
    if damaged_quotes::hides_rows(&row, &batch.source) {
        let message = "Other rows of the file were taken for cells of this one, and correcting cells would not bring them back. Correct the quotes in the file, and upload it again.";
        return Err(Error::invalid("line", Code::DamagedQuotes.name(), message));
    }
    let cells = corrected(&batch, &row, corrections, &site)?;
    rows::keep_repair(conn, id, line, &cells)?;
    // Who the row is about now, it may not have been about before: both people's rows are looked at again, and those that
    // want the same names.
    let planner = Planner { batch: &batch, actor, settings: &settings, site: &site, now, interrupt: &Never };
    let mended = planner.plan(conn, vec![Record::of_cells(line, cells.clone())], &kept_of([&row]))?;
    let people: Vec<UserId> = row.user.into_iter().chain(mended.iter().filter_map(|row| row.user)).collect();
    let mut old = rows::about(conn, id, &people, ROWS_OF_A_PERSON + 1)?;
    let known: BTreeSet<i64> = old.iter().map(|row| row.line).chain([line]).collect();
    let both = [row.clone(), mended.into_iter().next().unwrap_or_else(|| row.clone())];
    let touching = claims::touching(conn, id, &both, ROWS_OF_A_PERSON + 1)?;
    old.extend(rows::whole_by_lines(conn, id, &touching.difference(&known).copied().collect::<Vec<_>>())?);
    if old.len() as i64 > ROWS_OF_A_PERSON {
        return Err(Error::conflict(
            "too_many_rows",
            format!(
                "More than {ROWS_OF_A_PERSON} lines are about the same people or names. Mend the file, and upload it again."
            ),
        ));
    }
    old.retain(|other| other.line != line);
    old.push(row);
    old.sort_by_key(|row| row.line);
    let lines: Vec<i64> = old.iter().map(|row| row.line).collect();
    let touched: BTreeSet<UserId> = old.iter().filter_map(|row| row.user).chain(people).collect();
    rows::remove(conn, id, &lines)?;
    claims::remove(conn, id, &lines)?;
    let kept = kept_of(&old);
    let record_of =
        |row: &Row| Record::of_cells(row.line, if row.line == line { cells.clone() } else { row.cells.clone() });
    // People of a full sync are looked at again when it is known whom the file names.
    let of_the_file = old.iter().filter(|row| !full_sync::is_of_a_sync(row));
    let mut new = planner.plan(conn, of_the_file.map(record_of).collect(), &kept)?;
    rows::insert(conn, id, &new)?;
    claims::store(conn, id, &new)?;
    if let Some(sync) = settings.full_sync.as_ref().filter(|_| batch.source.sync_held_back.is_none()) {
        let sync = Sync { sync, actor, settings: &settings, site: &site };
        let touched: Vec<UserId> = touched.into_iter().collect();
        let left_out = sync.plan_again(conn, &batch, &touched, now)?;
        rows::insert(conn, id, &left_out)?;
        new.extend(left_out);
    }
    let mut causes = Causes::resume(&batch.warnings);
    planning::count_out(&mut batch, &mut causes, &old);
    planning::count_in(&mut batch, &mut causes, &new);
    batch.warnings = causes.warnings();
    let added = new.len() as i64 - old.len() as i64;
    judging::judge_all(conn, &mut batch)?;
    full_sync::warn(conn, &mut batch)?;
    (batch.done, batch.total) = (batch.done + added, batch.done + added);
    // Mending by hand is a review: the batch stays planned until somebody applies it.
    batch.apply_when_planned = false;
    batch.applied_by = Some(person(actor)?);
    let update = planning::after_plan(conn, &batch, &site)?;
    let update = Update {
        apply_when_planned: Some(false),
        applied_by: Some(batch.applied_by),
        shaped_by: Some(batch.also_shaped_by(person(actor)?)),
        ..update
    };
    store::update(conn, id, update)?;
    record(conn, actor, now, "batch.row_repaired", id, serde_json::json!({ "line": line }))?;
    rows::find(conn, id, line)?.ok_or(Error::NotFound("row"))
}

pub(super) fn in_version(batch: Batch, if_version: Option<i64>) -> Result<Batch> {
    // Reading for change has raised the version by one.
    Error::require_version(if_version, batch.version - 1)?;
    Ok(batch)
}

pub(super) fn person(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(|| Error::internal("a batch is made by a person"))
}

pub(super) fn record(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: BatchId,
    details: Value,
) -> Result<()> {
    audit::record(conn, actor, now, [Entry { batch: Some(id), details, ..Entry::general(action) }])
}
