//! Making a batch of a selection.

use serde_json::{Value, json};

use super::target::Target;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::commands::{person, record};
use crate::batches::engine::operation::{Action, Operation};
use crate::batches::engine::rights::{require, require_in, require_to_apply};
use crate::batches::engine::source::Source;
use crate::batches::engine::store::{self, NewBatch};
use crate::db::Conn;
use crate::filter::{self, Scope};
use crate::id::{BatchId, StagedId};
use crate::listing::list::estimate;
use crate::roles::Capability;
use crate::{Actor, Context, Millis, Result};

/// So many ids are shown with the batch; where there are more, its rows tell.
const IDS_SHOWN: usize = 100;

/// What is said of people who are not narrowed down.
const EVERYBODY: &str = "everybody";
/// The longest name of a batch, in characters.
const LONGEST_NAME: usize = 200;

/// A selection whose settings and target were found good.
pub struct Selection<'a> {
    /// Which operation does it.
    pub operation: &'static dyn Operation,
    /// What to do.
    pub action: &'static Action,
    /// A name of one's own.
    pub name: Option<&'a str>,
    /// The settings in force.
    pub settings: &'a Value,
    /// Who is meant.
    pub target: &'a Target,
    /// Where the target is kept for the worker.
    pub staged: StagedId,
    /// Where the batch belongs.
    pub context: Context,
    /// Who of those is meant, as the operation itself says it.
    pub audience: Option<Value>,
    /// How many the caller saw.
    pub expected_count: Option<i64>,
}

/// Makes a batch of a selection, to be planned by a worker.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, selection: &Selection<'_>) -> Result<Batch> {
    require_in(actor, selection.action.needs, selection.context)?;
    if !matches!(selection.context, Context::Course(_)) {
        require(actor, Capability::BatchesCreate)?;
    }
    selection.operation.check_settings(conn, selection.context, selection.settings, now)?;
    let apply = selection.settings["apply"].as_bool().unwrap_or(false);
    if apply {
        require_to_apply(actor, selection.context)?;
    }
    let named = selection.target.named_count();
    let rows_estimated = match (named, selection.expected_count) {
        (Some(named), _) => i64::try_from(named).unwrap_or(i64::MAX),
        (None, Some(expected)) => expected,
        (None, None) => estimate(conn)?,
    };
    let described = described(conn, actor, selection.target)?;
    let name = match (selection.name, named) {
        (Some(name), _) => name.to_owned(),
        (None, Some(1)) => format!("{}: 1 account", selection.action.label),
        (None, Some(named)) => format!("{}: {named} accounts", selection.action.label),
        (None, None) => format!("{}: {}", selection.action.label, described.as_deref().unwrap_or(EVERYBODY)),
    };
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let id = BatchId::new();
    let source = Source {
        hides_deleted: !actor.may(Capability::UsersView),
        expected_count: selection.expected_count,
        description: described,
        audience: selection.audience.clone(),
        ..source(selection.target)
    };
    let new = NewBatch {
        id,
        name: &name,
        kind: BatchKind::Selection,
        action: selection.action.name,
        settings: selection.settings,
        created_by: person(actor)?,
        source: &source,
        staged: Some(selection.staged),
        apply,
        confirmed: selection.settings["confirm_affected"].as_i64(),
        rows_estimated,
        warnings: &[],
        undo_of: None,
        takes_long: false,
        context: selection.context,
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", id, json!({ "action": new.action, "filter": source.filter }))?;
    store::find(conn, id)
}

/// What a filter and a search mean, in words; `None` if people are named one by one.
fn described(conn: &mut Conn, actor: &Actor, target: &Target) -> Result<Option<String>> {
    let Target::Matching { filter, q, exclude, private } = target else { return Ok(None) };
    let scope = Scope::of(conn, actor)?;
    let filter = filter::parse_given(filter.as_deref(), &scope)?.map(|filter| filter::describe(&filter, &scope));
    // Who searches in private fields may have typed what stands there.
    let search = q.as_ref().map(|text| if *private { "a search".to_owned() } else { format!("\"{text}\"") });
    let parts: Vec<String> = filter.into_iter().chain(search).collect();
    let all = if parts.is_empty() { EVERYBODY.to_owned() } else { parts.join(", ") };
    let text = if exclude.is_empty() { all } else { format!("{all}, except {}", exclude.len()) };
    Ok(Some(text.chars().take(LONGEST_NAME).collect()))
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
