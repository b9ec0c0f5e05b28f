//! The operation that changes enrolments in a course: by selection, and back.

use serde_json::Value;

use super::action::{ACTIONS, EnrolmentAction};
use super::from_selection::EnrolmentDecision;
use super::{apply, request, reverse};
use crate::actor::Capability;
use crate::batches::engine::apply::apply_rows;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::operation::{
    Action, Applying, CarriedOut, Operation, OrFailure, Proposal, Reversal, RowOperation, RowSource,
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
use crate::{Actor, Error, Millis, Result, field_rights};

/// Batches that change enrolments.
pub struct Enrolments;

impl Operation for Enrolments {
    fn has(&self, kind: BatchKind, action: &str) -> bool {
        kind != BatchKind::File && EnrolmentAction::from_name(action).is_some()
    }

    fn actions(&self) -> &'static [Action] {
        ACTIONS
    }

    fn settings(&self, action: &Action, given: &Value, _: &Scope, site: &Settings, now: Millis) -> Result<Value> {
        request::settings_in_force(action, given, &site.timezone, now)
    }

    fn resolve(&self, conn: &mut Conn, settings: &mut Value) -> Result<Context> {
        request::resolve(conn, settings)
    }

    fn needs(&self, batch: &Batch) -> Result<Vec<Capability>> {
        let of_private = private::selects_by_private(batch).then_some(field_rights::NEEDED);
        Ok([Capability::EnrolmentsManage].into_iter().chain(of_private).collect())
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
        let request = request::request(&work.batch.action, &work.batch.settings);
        let request = request.map_err(|fault| Error::internal(fault.message))?;
        let decision = EnrolmentDecision { course: apply::course_of(work.batch.context)?, request, actor };
        Ok(Ok(Box::new(SelectionSource::new(work, actor, decision))))
    }

    fn apply(&self, work: &Work<'_>) -> Result<()> {
        apply_rows(work, self)
    }

    fn by_rows(&self) -> Option<&dyn RowOperation> {
        Some(self)
    }

    fn conceal_batch(&self, batch: &mut Batch) {
        private::conceal_source(batch);
    }

    fn conceal(&self, batch: &Batch, row: &mut Row) {
        private::conceal_key(batch, row);
    }
}

impl RowOperation for Enrolments {
    fn prepare(&self, conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
        if rows.is_empty() { Ok(None) } else { apply::prepare(conn, applying, rows) }
    }

    fn carry_out(
        &self,
        conn: &mut Conn,
        applying: Applying<'_>,
        rows: Vec<Row>,
        last: i64,
        stop: &mut Stop,
    ) -> Result<CarriedOut> {
        apply::carry_out(conn, applying, rows, last, stop)
    }

    fn reverse(&self, conn: &mut Conn, reversal: Reversal<'_>, rows: Vec<Row>) -> Result<Vec<Row>> {
        reverse::reverse(conn, reversal, rows)
    }
}
