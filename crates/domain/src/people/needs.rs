//! What it takes to do anything with a batch that changes accounts.

use std::collections::BTreeSet;

use serde_json::Value;

use super::action::ACTIONS;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::file::settings::FileSettings;
use crate::batches::selection::private::selects_by_private;
use crate::outcome::Outcome;
use crate::roles::Capability;
use crate::{Error, Result, field_rights};

/// What it takes to plan, apply, cancel or undo a batch: what its action takes, or the kind of its file.
pub(super) fn of_batch(batch: &Batch) -> Result<Vec<Capability>> {
    if batch.kind == BatchKind::File {
        let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
        return Ok(settings.capabilities(batch.source.columns.as_deref().unwrap_or_default()));
    }
    // An undo takes what the batch took that it undoes.
    if let Some(needs) = batch.settings.get("needs").and_then(Value::as_array) {
        return Ok(needs.iter().filter_map(|name| Capability::from_name(name.as_str()?)).collect());
    }
    let action = ACTIONS.iter().find(|action| action.name == batch.action);
    let action = action.ok_or_else(|| Error::internal(format!("a batch has the action {:?}", batch.action)))?;
    let of_private = (!touched_by_selection(batch).is_empty()).then_some(field_rights::NEEDED);
    Ok([action.needs].into_iter().chain(of_private).collect())
}

/// What it takes to undo a batch: what the undo does, which is not what the batch has done. Accounts that were made are
/// deleted, those that were deleted come back, and so on.
pub(super) fn of_undo(original: &Batch) -> Result<BTreeSet<Capability>> {
    let counts = |outcomes: &[Outcome]| outcomes.iter().any(|outcome| original.counts.get(*outcome) > 0);
    let of_outcomes = [
        (counts(&[Outcome::Create, Outcome::Delete, Outcome::Restore]), Capability::UsersDelete),
        (counts(&[Outcome::Suspend, Outcome::Activate]), Capability::UsersSuspend),
        (counts(&[Outcome::Rename]), Capability::UsersUpdate),
        (counts(&[Outcome::Enrol, Outcome::Unenrol]), Capability::EnrolmentsManage),
    ];
    let mut needs: BTreeSet<_> =
        of_outcomes.into_iter().filter(|(is_done, _)| *is_done).map(|(_, needs)| needs).collect();
    let of_batch = of_batch(original)?;
    let updates = counts(&[Outcome::Update]);
    // Creating and deleting follow from the outcomes alone; the rest of what a batch took, an update may have used.
    let also = |capability: &Capability| match capability {
        Capability::UsersCreate | Capability::UsersDelete => false,
        capability => updates || *capability == field_rights::NEEDED,
    };
    needs.extend(of_batch.iter().copied().filter(also));
    if needs.is_empty() {
        needs.extend(of_batch);
    }
    Ok(needs)
}

/// What of a batch touches private fields, by the names that its own request has for it: columns of its file, the filter of its
/// selection.
pub(super) fn private_of(batch: &Batch) -> Result<Vec<String>> {
    if batch.kind == BatchKind::File {
        let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
        let columns = batch.source.columns.as_deref().unwrap_or_default();
        return Ok(settings.private_columns(columns).into_iter().map(str::to_owned).collect());
    }
    Ok(touched_by_selection(batch))
}

/// The same of a batch that is no file: fields that it exports, and its filter.
pub(crate) fn touched_by_selection(batch: &Batch) -> Vec<String> {
    let exported = batch.settings.get("fields").and_then(Value::as_array).into_iter().flatten();
    let exported = exported.filter_map(Value::as_str).filter(|field| field_rights::is_private(field));
    exported.chain(selects_by_private(batch).then_some("filter")).map(str::to_owned).collect()
}
