//! The operation that changes accounts: by file, by selection, and back.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value;

use super::action::ACTIONS;
use super::from_file::FromFile;
use super::from_selection::AccountDecision;
use super::full_sync::{self, LeftOut};
use super::request::{self, SelectionRequest};
use super::{apply, claim_conflicts, claims, conceal, needs, prefetch, reverse};
use crate::batches::engine::apply::apply_rows;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::operation::{
    Action, Applying, CarriedOut, Operation, OrFailure, Proposal, Reversal, RowOperation, RowSource,
};
use crate::batches::engine::rights::require;
use crate::batches::engine::row::Row;
use crate::batches::engine::source::SourceColumn;
use crate::batches::engine::stop::Stop;
use crate::batches::engine::work::Work;
use crate::batches::file::rights::require_of_file;
use crate::batches::file::settings::{FileSettings, Preset};
use crate::batches::selection::source::SelectionSource;
use crate::db::Conn;
use crate::filter::Scope;
use crate::id::BatchId;
use crate::refusal::Code;
use crate::roles::Capability;
use crate::settings::Settings;
use crate::users::notices::TELL_NEW_USERNAMES;
use crate::users::store as user_store;
use crate::{Actor, Context, Error, Millis, Result, cohorts, field_rights};

/// Batches that change accounts.
pub struct Accounts;

impl Accounts {
    fn is_action(name: &str) -> bool {
        ACTIONS.iter().any(|action| action.name == name)
    }
}

impl Operation for Accounts {
    fn has(&self, kind: BatchKind, action: &str) -> bool {
        match kind {
            BatchKind::File => Preset::from_name(action).is_some(),
            BatchKind::Selection => Self::is_action(action),
            BatchKind::Undo => Preset::from_name(action).is_some() || Self::is_action(action),
        }
    }

    fn actions(&self) -> &'static [Action] {
        ACTIONS
    }

    fn settings(&self, action: &Action, given: &Value, _scope: &Scope, site: &Settings, now: Millis) -> Result<Value> {
        request::settings_in_force(action, given, &site.timezone, now)
    }

    fn resolve(&self, conn: &mut Conn, settings: &mut Value) -> Result<Context> {
        // Its key takes the place of a cohort's name or id, which may come to mean another one.
        let Some(named) = settings.get("cohort").and_then(Value::as_str) else { return Ok(Context::Site) };
        let Some(key) = cohorts::store::one(conn, named)? else {
            return Err(Error::invalid("settings.cohort", Code::UnknownCohort.name(), cohorts::unknown(named)));
        };
        if cohorts::store::unusable(conn, &BTreeSet::from([key.clone()]))?.contains_key(&key) {
            return Err(Error::invalid("settings.cohort", Code::Forbidden.name(), cohorts::filled(&key)));
        }
        settings["cohort"] = key.as_str().into();
        Ok(Context::Site)
    }

    fn check_settings(&self, conn: &mut Conn, _: Context, settings: &Value, _: Millis) -> Result<()> {
        request::require_role(conn, settings)
    }

    fn needs(&self, batch: &Batch) -> Result<Vec<Capability>> {
        needs::of_batch(batch)
    }

    fn needs_of_undo(&self, original: &Batch) -> Result<BTreeSet<Capability>> {
        needs::of_undo(original)
    }

    fn require(&self, actor: &Actor, batch: &Batch) -> Result<()> {
        field_rights::require(actor, needs::private_of(batch)?.iter().map(String::as_str))?;
        self.needs(batch)?.into_iter().try_for_each(|capability| require(actor, capability))
    }

    fn require_settings(&self, actor: &Actor, batch: &Batch, settings: &Value, columns: &[SourceColumn]) -> Result<()> {
        if batch.kind != BatchKind::File {
            return Ok(());
        }
        let settings: FileSettings = serde_json::from_value(settings.clone())?;
        require_of_file(actor, &settings, columns)?;
        if settings.preset.name() == batch.action {
            return Ok(());
        }
        let message =
            format!("This is a batch of the kind {}. Upload the file again to plan another kind.", batch.action);
        Err(Error::invalid("settings.preset", "invalid_value", message))
    }

    fn settings_of_undo(&self, original: &Batch, settings: &mut Value) {
        if original.settings[TELL_NEW_USERNAMES] == true {
            // Who was told a new name is told that it is the old one again.
            settings[TELL_NEW_USERNAMES] = true.into();
        }
    }

    fn is_undoable(&self, batch: &Batch) -> bool {
        // People who were signed out sign in again.
        batch.action != super::action::AccountAction::SignOut.name()
    }

    fn always_asks(&self, batch: &Batch) -> bool {
        // No list says in advance which accounts a full sync suspends.
        full_sync::is_asked(batch)
    }

    fn takes_long(&self, settings: &Value) -> bool {
        // A full sync looks at everybody, however few the file names.
        settings.get("full_sync").is_some_and(Value::is_object)
    }

    fn population(&self, conn: &mut Conn) -> Result<i64> {
        user_store::count(conn)
    }

    fn open<'w>(
        &self,
        work: &'w Work<'w>,
        actor: &'w Actor,
        site: &'w Settings,
    ) -> Result<OrFailure<Box<dyn RowSource + 'w>>> {
        if work.batch.kind == BatchKind::File {
            let settings: FileSettings = serde_json::from_value(work.batch.settings.clone())?;
            let left_out = settings.full_sync.clone().map(|sync| LeftOut {
                work,
                actor,
                settings: settings.clone(),
                sync,
                held_back: OnceLock::new(),
            });
            return Ok(Ok(Box::new(FromFile { work, actor, site, settings, left_out })));
        }
        let request = SelectionRequest::of(&work.batch.action, &work.batch.settings);
        let request = request.map_err(|fault| Error::internal(fault.message))?;
        let decision = AccountDecision { request, actor, site, now: work.now() };
        Ok(Ok(Box::new(SelectionSource::new(work, actor, decision))))
    }

    fn store_planned(&self, conn: &mut Conn, batch: BatchId, rows: &[Row]) -> Result<()> {
        claims::store(conn, batch, rows)
    }

    fn remove_planned(&self, conn: &mut Conn, batch: BatchId, limit: i64) -> Result<usize> {
        claims::remove_some(conn, batch, limit)
    }

    fn must_settle(&self, conn: &mut Conn, batch: BatchId) -> Result<bool> {
        claims::any(conn, batch)
    }

    fn settle(&self, work: &Work<'_>) -> Result<()> {
        claim_conflicts::judge(work)
    }

    fn end_plan(&self, conn: &mut Conn, batch: &mut Batch) -> Result<()> {
        full_sync::warn(conn, batch)
    }

    fn apply(&self, work: &Work<'_>) -> Result<()> {
        apply_rows(work, self)
    }

    fn by_rows(&self) -> Option<&dyn RowOperation> {
        Some(self)
    }

    fn conceal_batch(&self, batch: &mut Batch) {
        conceal::conceal_batch(batch);
    }

    fn conceal(&self, batch: &Batch, row: &mut Row) {
        conceal::conceal(batch, row);
    }

    fn key_column(&self, batch: &Batch) -> Option<usize> {
        let settings: FileSettings = serde_json::from_value(batch.settings.clone()).ok()?;
        let columns = batch.source.columns.as_deref()?;
        columns.iter().position(|column| column.field.as_deref() == Some(settings.key_column()))
    }
}

impl RowOperation for Accounts {
    fn prepare(&self, conn: &mut Conn, applying: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
        prefetch::prepare(conn, applying, rows)
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
