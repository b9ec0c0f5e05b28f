//! What it takes to make a batch, and to do anything with one.

use super::action;
use super::model::{Batch, SourceColumn};
use super::settings::FileSettings;
use crate::field_rights;
use crate::roles::Capability;
use crate::{Actor, Error, Result};

/// Refuses a caller who could not make a batch with these settings, whatever the columns of its file: before the file is
/// looked into, which can take a lot of work.
pub fn require_by_settings(actor: &Actor, settings: &FileSettings) -> Result<()> {
    require_by_columns(actor, settings, &[])
}

/// The same, once the columns are known.
pub(super) fn require_by_columns(actor: &Actor, settings: &FileSettings, columns: &[SourceColumn]) -> Result<()> {
    require_of_file(actor, settings, columns)?;
    if settings.apply { require(actor, Capability::BatchesApply) } else { Ok(()) }
}

/// Planning, applying, cancelling and undoing need the capability that the action needs.
pub(super) fn require_for(actor: &Actor, batch: &Batch) -> Result<()> {
    field_rights::require(actor, action::private_of(batch)?.iter().map(String::as_str))?;
    action::capabilities_of(batch)?.into_iter().try_for_each(|capability| require(actor, capability))
}

/// What a file with these settings and columns takes to be planned.
pub(super) fn require_of_file(actor: &Actor, settings: &FileSettings, columns: &[SourceColumn]) -> Result<()> {
    field_rights::require(actor, settings.private_columns(columns))?;
    settings.capabilities(columns).into_iter().try_for_each(|capability| require(actor, capability))
}

/// Refuses somebody who lacks the capability.
pub(super) fn require(actor: &Actor, capability: Capability) -> Result<()> {
    // A batch is carried out with the rights of its person. So the scopes of the token that asks for it are checked here.
    if capability == Capability::RolesAssign && actor.may(capability) && actor.grants_less_than_its_person() {
        let message = "This token is not for all that the roles hold which you may hand out. Sign in, or use a token for all of it.";
        return Err(Error::forbidden("role_not_grantable", message));
    }
    if actor.may(capability) {
        return Ok(());
    }
    Err(Error::forbidden(
        "forbidden",
        format!("This needs the capability {}, which none of your roles has.", capability.name()),
    ))
}
