//! What is done to people who were selected, and which capability that takes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::model::{Batch, Kind};
use super::settings::{FileSettings, Preset};
use crate::field_rights;
use crate::roles::Capability;
use crate::users::change::Outcome;
use crate::{Actor, Error, Result};

/// An action on a selection of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the actions are those of the API document, one for one")]
pub enum Action {
    Suspend,
    Activate,
    SetAuthMethod,
    Confirm,
    ForcePasswordChange,
    SignOut,
    AssignRole,
    AddToCohort,
    RemoveFromCohort,
    Delete,
    Restore,
    Export,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 12] = [
        Self::Suspend,
        Self::Activate,
        Self::SetAuthMethod,
        Self::Confirm,
        Self::ForcePasswordChange,
        Self::SignOut,
        Self::AssignRole,
        Self::AddToCohort,
        Self::RemoveFromCohort,
        Self::Delete,
        Self::Restore,
        Self::Export,
    ];

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Activate => "activate",
            Self::SetAuthMethod => "set_auth_method",
            Self::Confirm => "confirm",
            Self::ForcePasswordChange => "force_password_change",
            Self::SignOut => "sign_out",
            Self::AssignRole => "assign_role",
            Self::AddToCohort => "add_to_cohort",
            Self::RemoveFromCohort => "remove_from_cohort",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Export => "export",
        }
    }

    /// The action with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// What a batch is called that nobody has given a name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Suspend => "Suspend",
            Self::Activate => "Activate",
            Self::SetAuthMethod => "Set authentication method",
            Self::Confirm => "Confirm",
            Self::ForcePasswordChange => "Force password change",
            Self::SignOut => "Sign out",
            Self::AssignRole => "Assign role",
            Self::AddToCohort => "Add to cohort",
            Self::RemoveFromCohort => "Remove from cohort",
            Self::Delete => "Delete",
            Self::Restore => "Restore",
            Self::Export => "Export",
        }
    }

    /// The settings that it has besides those of every batch.
    pub fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Suspend => &["set_auth_method", "reason", "until"],
            Self::Activate => &["restore_auth_method"],
            Self::SetAuthMethod => &["auth_method"],
            Self::AssignRole => &["role"],
            Self::AddToCohort | Self::RemoveFromCohort => &["cohort"],
            Self::Export => &["format", "fields"],
            _ => &[],
        }
    }

    /// What it takes to do it, undo it, or cancel it.
    pub fn capability(self) -> Capability {
        match self {
            Self::Suspend | Self::Activate => Capability::UsersSuspend,
            Self::SetAuthMethod | Self::Confirm | Self::ForcePasswordChange | Self::SignOut => Capability::UsersUpdate,
            Self::AssignRole => Capability::RolesAssign,
            Self::AddToCohort | Self::RemoveFromCohort => Capability::CohortsManage,
            Self::Delete | Self::Restore => Capability::UsersDelete,
            Self::Export => Capability::ExportsCreate,
        }
    }
}

/// What it takes to plan, apply, cancel or undo a batch: what its action takes, or the kind of its file.
pub fn capabilities_of(batch: &Batch) -> Result<Vec<Capability>> {
    if batch.kind == Kind::File {
        let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
        return Ok(settings.capabilities(batch.source.columns.as_deref().unwrap_or_default()));
    }
    // An undo takes what the batch took that it undoes.
    if let Some(needs) = batch.settings.get("needs").and_then(Value::as_array) {
        return Ok(needs.iter().filter_map(|name| Capability::from_name(name.as_str()?)).collect());
    }
    if let Some(action) = Action::from_name(&batch.action) {
        let of_private = (!private_of(batch)?.is_empty()).then_some(field_rights::NEEDED);
        return Ok([action.capability()].into_iter().chain(of_private).collect());
    }
    match Preset::from_name(&batch.action) {
        Some(preset) => Ok(FileSettings { preset, ..FileSettings::default() }.capabilities(&[])),
        None => Err(Error::internal(format!("a batch has the action {:?}", batch.action))),
    }
}

/// What it takes to undo a batch: what the undo does, which is not what the batch has done. Accounts that were made are
/// deleted, those that were deleted come back, and so on.
pub(super) fn needs_of_undo(original: &Batch) -> Result<BTreeSet<Capability>> {
    let counts = |outcomes: &[Outcome]| outcomes.iter().any(|outcome| original.counts.get(*outcome) > 0);
    let of_outcomes = [
        (counts(&[Outcome::Create, Outcome::Delete, Outcome::Restore]), Capability::UsersDelete),
        (counts(&[Outcome::Suspend, Outcome::Activate]), Capability::UsersSuspend),
        (counts(&[Outcome::Rename]), Capability::UsersUpdate),
    ];
    let mut needs: BTreeSet<_> =
        of_outcomes.into_iter().filter(|(is_done, _)| *is_done).map(|(_, needs)| needs).collect();
    let of_batch = capabilities_of(original)?;
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

/// What of a batch touches private fields, by the names that its own request has for it: columns of its file, fields that it
/// exports, the filter of its selection.
pub(super) fn private_of(batch: &Batch) -> Result<Vec<String>> {
    if batch.kind == Kind::File {
        let settings: FileSettings = serde_json::from_value(batch.settings.clone())?;
        let columns = batch.source.columns.as_deref().unwrap_or_default();
        return Ok(settings.private_columns(columns).into_iter().map(str::to_owned).collect());
    }
    let exported = batch.settings.get("fields").and_then(Value::as_array).into_iter().flatten();
    let exported = exported.filter_map(Value::as_str).filter(|field| field_rights::is_private(field));
    let filters = batch.source.filter.as_deref().is_some_and(field_rights::is_private_filter);
    Ok(exported.chain(filters.then_some("filter")).map(str::to_owned).collect())
}

/// Whether somebody may apply a batch, and so approve it for another.
pub(super) fn may_apply(actor: &Actor, batch: &Batch) -> Result<bool> {
    let needed = capabilities_of(batch)?;
    Ok(actor.may(Capability::BatchesApply) && needed.iter().all(|capability| actor.may(*capability)))
}
