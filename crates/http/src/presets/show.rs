//! Presets as JSON.

use rollcall_domain::id::KeptId;
use rollcall_domain::presets::NamedPreset;
use rollcall_domain::{Error, Result, time};
use rollcall_wire::batch_presets::BatchPreset;
use rollcall_wire::users::Actor;

pub fn preset(preset: NamedPreset) -> BatchPreset {
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
pub fn id(text: &str) -> Result<KeptId> {
    text.parse().map_err(|_| Error::NotFound("preset"))
}
