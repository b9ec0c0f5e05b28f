//! Making a batch of a selection.

use serde_json::{Value, json};

use super::target::Target;
use crate::batches::action::Action;
use crate::batches::commands::{person, record, require};
use crate::batches::model::{Batch, Kind, Source};
use crate::batches::store::{self, NewBatch};
use crate::db::Conn;
use crate::id::{BatchId, StagedId};
use crate::roles::Capability;
use crate::users::list::estimate;
use crate::{Actor, Millis, Result};

/// So many ids are shown with the batch; where there are more, its rows tell.
const IDS_SHOWN: usize = 100;

/// A selection whose settings and target were found good.
#[derive(Debug)]
pub struct Selection<'a> {
    /// What to do.
    pub action: Action,
    /// A name of one's own.
    pub name: Option<&'a str>,
    /// The settings in force.
    pub settings: &'a Value,
    /// Who is meant.
    pub target: &'a Target,
    /// Where the target is kept for the worker.
    pub staged: StagedId,
    /// How many the caller saw.
    pub expected_count: Option<i64>,
}

/// Makes a batch of a selection, to be planned by a worker.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, selection: &Selection<'_>) -> Result<Batch> {
    require(actor, selection.action.capability())?;
    let apply = selection.settings["apply"].as_bool().unwrap_or(false);
    if apply {
        require(actor, Capability::BatchesApply)?;
    }
    let named = selection.target.named_count();
    let rows_estimated = match (named, selection.expected_count) {
        (Some(named), _) => i64::try_from(named).unwrap_or(i64::MAX),
        (None, Some(expected)) => expected,
        (None, None) => estimate(conn)?,
    };
    let name = match (selection.name, named) {
        (Some(name), _) => name.to_owned(),
        (None, Some(1)) => format!("{}: 1 account", selection.action.label()),
        (None, Some(named)) => format!("{}: {named} accounts", selection.action.label()),
        (None, None) => format!("{}: everybody who matches", selection.action.label()),
    };
    let id = BatchId::new();
    let source = Source { expected_count: selection.expected_count, ..source(selection.target) };
    let new = NewBatch {
        id,
        name: &name,
        kind: Kind::Selection,
        action: selection.action.name(),
        settings: selection.settings,
        created_by: person(actor)?,
        source: &source,
        staged: Some(selection.staged),
        apply,
        confirmed: selection.settings["confirm_affected"].as_i64(),
        rows_estimated,
        warnings: &[],
        undo_of: None,
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", id, json!({ "action": new.action, "filter": source.filter }))?;
    store::find(conn, id)
}

fn source(target: &Target) -> Source {
    match target {
        Target::Ids(ids) => Source { ids: Some(ids.clone()).filter(|ids| ids.len() <= IDS_SHOWN), ..Source::default() },
        Target::Matching { filter, q, private, .. } => {
            let searches_private = *private && q.is_some();
            Source { filter: filter.clone(), q: q.clone(), searches_private, ..Source::default() }
        }
        Target::List(_) | Target::ListOfAny(_) => Source::default(),
    }
}
