//! Repairing a row of a planned file: it is planned again, together with the other rows of the same people and names.

use std::collections::BTreeSet;

use super::corrections::{corrected, kept_of};
use super::full_sync::{self, Sync};
use super::planner::Planner;
use super::{claim_conflicts, claims};
use crate::batches::engine::batch::{BatchKind, State};
use crate::batches::engine::causes::Causes;
use crate::batches::engine::commands::{BatchCommand, person};
use crate::batches::engine::row::Row;
use crate::batches::engine::store::{self, Update};
use crate::batches::engine::{plan, rows};
use crate::batches::file::damaged_quotes;
use crate::batches::file::settings::FileSettings;
use crate::db::Conn;
use crate::id::UserId;
use crate::interrupt::Never;
use crate::refusal::Code;
use crate::settings::Settings;
use crate::tabular::Record;
use crate::{Error, Noun, Result};

/// The most rows that are planned again together with one that was repaired.
const ROWS_OF_A_PERSON: i64 = 1_000;

/// Corrects cells of a row, named by heading or column, and plans it again, together with the other rows of the same people.
pub fn repair_row(
    conn: &mut Conn,
    command: BatchCommand<'_>,
    line: i64,
    corrections: &[(String, String)],
) -> Result<Row> {
    let BatchCommand { registry, actor, now, id, .. } = command;
    let (mut batch, _) = command.lock(conn)?;
    if batch.kind != BatchKind::File {
        return Err(Error::conflict(
            "not_planned",
            "The rows of this batch come from no file, so there are no cells to repair. Select other people instead.",
        ));
    }
    if batch.state != State::Planned {
        return Err(Error::conflict(
            "not_planned",
            format!("The batch is {}; rows can be repaired while it is planned.", batch.state.name()),
        ));
    }
    let site = Settings::load(conn)?;
    let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
    let row = rows::find(conn, id, line)?.ok_or(Error::NotFound(Noun::Row))?;
    if row.is_added() {
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
    let repaired = planner.plan(conn, vec![Record::of_cells(line, cells.clone())], &kept_of([&row]))?;
    let people: Vec<UserId> = row.user.into_iter().chain(repaired.iter().filter_map(|row| row.user)).collect();
    let mut old = rows::about(conn, id, &people, ROWS_OF_A_PERSON + 1)?;
    let known: BTreeSet<i64> = old.iter().map(|row| row.line).chain([line]).collect();
    let both = [row.clone(), repaired.into_iter().next().unwrap_or_else(|| row.clone())];
    let touching = claims::touching(conn, id, &both, ROWS_OF_A_PERSON + 1)?;
    old.extend(rows::whole_by_lines(conn, id, &touching.difference(&known).copied().collect::<Vec<_>>())?);
    if old.len() as i64 > ROWS_OF_A_PERSON {
        return Err(Error::conflict(
            "too_many_rows",
            format!(
                "More than {ROWS_OF_A_PERSON} lines are about the same people or names. Correct the file, and upload it again."
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
    let of_the_file = old.iter().filter(|row| !row.is_added());
    let mut new = planner.plan(conn, of_the_file.map(record_of).collect(), &kept)?;
    rows::insert(conn, id, &new)?;
    claims::store(conn, id, &new)?;
    if let Some(sync) = settings.full_sync.as_ref().filter(|_| batch.source.sync_held_back.is_none()) {
        let sync = Sync { sync, actor, settings: &settings };
        let touched: Vec<UserId> = touched.into_iter().collect();
        let left_out = sync.plan_again(conn, &batch, &touched, now)?;
        rows::insert(conn, id, &left_out)?;
        new.extend(left_out);
    }
    let mut causes = Causes::resume(&batch.warnings);
    plan::count_out(&mut batch, &mut causes, &old);
    plan::count_in(&mut batch, &mut causes, &new);
    batch.warnings = causes.warnings();
    let added = new.len() as i64 - old.len() as i64;
    claim_conflicts::judge_all(conn, &mut batch)?;
    full_sync::warn(conn, &mut batch)?;
    (batch.done, batch.total) = (batch.done + added, batch.done + added);
    // Repairing by hand is a review: the batch stays planned until a user applies it.
    batch.apply_when_planned = false;
    batch.applied_by = Some(person(actor)?);
    let update = plan::after_plan(conn, registry, &batch, &site)?;
    let update = Update {
        apply_when_planned: Some(false),
        applied_by: Some(batch.applied_by),
        shaped_by: Some(batch.also_shaped_by(person(actor)?)),
        ..update
    };
    store::update(conn, id, update)?;
    command.record(conn, "batch.row_repaired", serde_json::json!({ "line": line }))?;
    rows::find(conn, id, line)?.ok_or(Error::NotFound(Noun::Row))
}
