//! Presets as JSON.

use rollcall_domain::batches::file::private::mask_settings;
use rollcall_domain::presets::{NamedPreset, Settings};
use rollcall_domain::{self as domain, field_rights, time};
use rollcall_wire::batch_presets::BatchPreset;
use rollcall_wire::users::Actor;

use crate::saved_items::SavedItemJson;

impl SavedItemJson for Settings {
    type Json = BatchPreset;
    const PATH: &'static str = "/batch-presets";

    /// A preset as the caller may see it: private values in its defaults and filters are masked without the permission.
    fn json(mut preset: NamedPreset, reader: &domain::Actor) -> BatchPreset {
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
}
