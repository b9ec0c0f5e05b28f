//! What it takes to make a batch of a file.

use super::settings::FileSettings;
use crate::batches::engine::rights::require;
use crate::batches::engine::source::SourceColumn;
use crate::roles::Capability;
use crate::{Actor, Result, field_rights};

/// Refuses a caller who could not make a batch with these settings, whatever the columns of its file: before the file is
/// looked into, which can take a lot of work.
pub fn require_by_settings(actor: &Actor, settings: &FileSettings) -> Result<()> {
    require_by_columns(actor, settings, &[])
}

/// The same, once the columns are known.
pub fn require_by_columns(actor: &Actor, settings: &FileSettings, columns: &[SourceColumn]) -> Result<()> {
    require_of_file(actor, settings, columns)?;
    if settings.apply { require(actor, Capability::BatchesApply) } else { Ok(()) }
}

/// What a file with these settings and columns takes to be planned.
pub fn require_of_file(actor: &Actor, settings: &FileSettings, columns: &[SourceColumn]) -> Result<()> {
    field_rights::require(actor, settings.private_columns(columns))?;
    settings.capabilities(columns).into_iter().try_for_each(|capability| require(actor, capability))
}
