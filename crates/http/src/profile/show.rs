//! Custom profile fields as JSON.

use rollcall_domain::id::ProfileFieldId;
use rollcall_domain::profile::ProfileField;
use rollcall_domain::{Error, Noun, Result, time};
use rollcall_wire::profile::ProfileField as ProfileFieldJson;

pub fn field(field: &ProfileField) -> ProfileFieldJson {
    ProfileFieldJson {
        id: field.id.to_string(),
        name: field.name.clone(),
        label: field.label.clone(),
        kind: field.kind.name().to_owned(),
        choices: field.choices.clone(),
        required: field.required,
        unique: field.unique,
        visible_to: field.visible_to.name().to_owned(),
        editable_by: field.editable_by.name().to_owned(),
        created_at: time::format(field.created_at),
        updated_at: time::format(field.updated_at),
        version: field.version,
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<ProfileFieldId> {
    text.parse().map_err(|_| Error::NotFound(Noun::ProfileField))
}
