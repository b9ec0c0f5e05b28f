//! The operation that sends bulk messages: by selection, at site level or in a course, and back.

use serde_json::Value;

use super::action::{ACTIONS, MESSAGE};
use super::from_selection::{MessageDecision, Place, message_of};
use super::{apply, reach, request, results, reverse};
use crate::actor::Capability;
use crate::batches::engine::apply::apply_rows;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::operation::{
    Action, Applying, CarriedOut, Operation, OrFailure, Proposal, Reversal, RowOperation, RowResult, RowSource,
};
use crate::batches::engine::row::Row;
use crate::batches::engine::stop::Stop;
use crate::batches::engine::work::Work;
use crate::batches::selection::private;
use crate::batches::selection::source::SelectionSource;
use crate::context::Context;
use crate::db::Conn;
use crate::filter::Scope;
use crate::settings::Settings;
use crate::users::store as user_store;
use crate::{Actor, Error, Millis, Result, courses, field_rights};

/// Batches that send a message to each of many people.
pub struct Messages;

impl Operation for Messages {
    fn has(&self, kind: BatchKind, action: &str) -> bool {
        kind != BatchKind::File && action == MESSAGE
    }

    fn actions(&self) -> &'static [Action] {
        ACTIONS
    }

    fn settings(&self, action: &Action, given: &Value, _: &Scope, site: &Settings, now: Millis) -> Result<Value> {
        request::settings_in_force(action, given, &site.timezone, now)
    }

    fn check_settings(&self, conn: &mut Conn, context: Context, settings: &Value, now: Millis) -> Result<()> {
        require_open(conn, context, now)?;
        let in_course = matches!(context, Context::Course(_));
        request::bulk_message(settings, in_course).map(drop).map_err(Error::from)
    }

    fn check_apply(&self, conn: &mut Conn, batch: &Batch, now: Millis) -> Result<()> {
        // What was sent can be taken back whenever.
        if batch.undo_of.is_some() { Ok(()) } else { require_open(conn, batch.context, now) }
    }

    fn needs(&self, batch: &Batch) -> Result<Vec<Capability>> {
        let of_private = private::selects_by_private(batch).then_some(field_rights::NEEDED);
        Ok([Capability::MessagesBulkSite].into_iter().chain(of_private).collect())
    }

    fn is_undoable(&self, batch: &Batch) -> bool {
        // What was withdrawn is not sent again.
        batch.undo_of.is_none()
    }

    fn population(&self, conn: &mut Conn) -> Result<i64> {
        user_store::count(conn)
    }

    fn open<'w>(
        &self,
        work: &'w Work<'w>,
        actor: &'w Actor,
        _: &'w Settings,
    ) -> Result<OrFailure<Box<dyn RowSource + 'w>>> {
        let place = work.read(|conn| Place::of(conn, work.batch, work.now()))?;
        let decision = MessageDecision { message: message_of(work.batch)?, place };
        Ok(Ok(Box::new(SelectionSource::new(work, actor, decision))))
    }

    fn apply(&self, work: &Work<'_>) -> Result<()> {
        apply_rows(work, self)
    }

    fn by_rows(&self) -> Option<&dyn RowOperation> {
        Some(self)
    }

    fn results(&self, conn: &mut Conn, batch: &Batch, rows: &[Row]) -> Result<Vec<Vec<RowResult>>> {
        results::results(conn, batch, rows)
    }

    fn count_results(&self, conn: &mut Conn, batch: &Batch) -> Result<Vec<(&'static str, i64)>> {
        // An undo sends nothing, and has no text.
        if batch.undo_of.is_some() { Ok(Vec::new()) } else { results::counts(conn, batch) }
    }

    fn conceal_batch(&self, batch: &mut Batch) {
        private::conceal_source(batch);
    }

    fn conceal(&self, batch: &Batch, row: &mut Row) {
        private::conceal_key(batch, row);
    }
}

/// Refuses while messages are switched off, or the course is over.
fn require_open(conn: &mut Conn, context: Context, now: Millis) -> Result<()> {
    reach::require_on(&Settings::load(conn)?)?;
    match context {
        Context::Course(id) if courses::store::find(conn, id)?.is_over(now) => {
            Err(Error::conflict("course_over", "The course is over; nobody is written to in it any more."))
        }
        _ => Ok(()),
    }
}

impl RowOperation for Messages {
    fn prepare(&self, conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
        apply::prepare(conn, applying, rows)
    }

    fn carry_out(
        &self,
        conn: &mut Conn,
        applying: Applying<'_>,
        rows: Vec<Row>,
        last: i64,
        stop: &mut Stop,
    ) -> Result<CarriedOut> {
        match applying.batch.undo_of {
            Some(original) => apply::withdraw(conn, applying, original, rows, last, stop),
            None => apply::carry_out(conn, applying, rows, last, stop),
        }
    }

    fn reverse(&self, conn: &mut Conn, reversal: Reversal<'_>, rows: Vec<Row>) -> Result<Vec<Row>> {
        reverse::reverse(conn, reversal, rows)
    }
}
