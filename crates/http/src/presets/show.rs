//! Presets as JSON.

use rollcall_domain::batches::file::private::mask_settings;
use rollcall_domain::id::SavedItemId;
use rollcall_domain::presets::NamedPreset;
use rollcall_domain::{self as domain, Error, Noun, Result, field_rights, time};
use rollcall_wire::batch_presets::BatchPreset;
use rollcall_wire::users::Actor;

/// A preset as the caller may see it: private values in its defaults and filters are masked without the permission.
pub fn preset(mut preset: NamedPreset, reader: &domain::Actor) -> BatchPreset {
    if !field_rights::may_see(reader) {
        mask_settings(&mut preset.content.0);
    }
    let (owner, username) = preset.owner;
    BatchPreset {
        id: preset.id.to_string(),
        name: preset.name,
        settings: preset.content.0,
        shared: preset.shared,
        owner: Actor { id: owner.to_string(), username },
        created_at: time::format(preset.created_at),
        updated_at: time::format(preset.updated_at),
        version: preset.version,
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<SavedItemId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Preset))
}
