//! The operation that writes people into a file, which is kept for a while.

use serde_json::Value;

use super::settings::ExportSettings;
use super::writing;
use crate::batches::engine::batch::{Batch, BatchKind, Failure};
use crate::batches::engine::operation::{Action, Operation, OrFailure, RowOperation, RowSource};
use crate::batches::engine::rights::require;
use crate::batches::engine::row::Row;
use crate::batches::engine::work::Work;
use crate::batches::selection::selected_accounts::SelectedAccount;
use crate::batches::selection::settings::SelectionSettings;
use crate::batches::selection::source::{Decision, SelectionSource};
use crate::db::Conn;
use crate::filter::Scope;
use crate::people::{conceal, needs};
use crate::roles::Capability;
use crate::settings::Settings;
use crate::users::store as user_store;
use crate::{Actor, Millis, Result, field_rights};

/// Batches that write a file.
pub struct Exports;

/// The one action.
pub const EXPORT: &str = "export";

const ACTIONS: &[Action] =
    &[Action { name: EXPORT, label: "Export", needs: Capability::ExportsCreate, settings: &["format", "fields"] }];

impl Operation for Exports {
    fn has(&self, kind: BatchKind, action: &str) -> bool {
        kind == BatchKind::Selection && action == EXPORT
    }

    fn actions(&self) -> &'static [Action] {
        ACTIONS
    }

    fn settings(&self, action: &Action, given: &Value, scope: &Scope, site: &Settings, now: Millis) -> Result<Value> {
        let mut settings = SelectionSettings::read(action, given);
        settings.change(|settings| ExportSettings::resolve(settings, scope));
        settings.finish(&site.timezone, now)
    }

    fn needs(&self, batch: &Batch) -> Result<Vec<Capability>> {
        let of_private = (!needs::touched_by_selection(batch).is_empty()).then_some(field_rights::NEEDED);
        Ok([Capability::ExportsCreate].into_iter().chain(of_private).collect())
    }

    fn require(&self, actor: &Actor, batch: &Batch) -> Result<()> {
        field_rights::require(actor, needs::touched_by_selection(batch).iter().map(String::as_str))?;
        self.needs(batch)?.into_iter().try_for_each(|capability| require(actor, capability))
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
        Ok(Ok(Box::new(SelectionSource::new(work, actor, ExportDecision { site }))))
    }

    fn apply(&self, work: &Work<'_>) -> Result<()> {
        writing::write(work)
    }

    fn by_rows(&self) -> Option<&dyn RowOperation> {
        None
    }

    fn conceal_batch(&self, batch: &mut Batch) {
        conceal::conceal_batch(batch);
    }

    fn conceal(&self, batch: &Batch, row: &mut Row) {
        conceal::conceal(batch, row);
    }
}

/// People who are written into a file, and stay as they are.
struct ExportDecision<'a> {
    site: &'a Settings,
}

impl Decision for ExportDecision<'_> {
    fn with_deleted(&self) -> bool {
        false
    }

    fn rows(&self, _conn: &mut Conn, chosen: Vec<SelectedAccount>) -> Result<Vec<Row>> {
        Ok(chosen.into_iter().map(row).collect())
    }

    fn check(&self, batch: &Batch) -> OrFailure<()> {
        let format = ExportSettings::format_of(&batch.settings);
        match format.and_then(|format| super::too_many(format, batch.done, self.site)) {
            Some(message) => Err(Failure::new(super::TOO_MANY, message)),
            None => Ok(()),
        }
    }
}

fn row(one: SelectedAccount) -> Row {
    let mut row = Row { settled: true, ..Row::blank(one.line, &one.key) };
    match one.account {
        Ok(account) => {
            row.user = Some(account.id);
            row.version_planned = Some(account.version);
        }
        Err(refusal) => row.refuse(refusal),
    }
    row
}
