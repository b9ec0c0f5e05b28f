//! Settings for files under a name.

use rollcall_wire::Page;
use rollcall_wire::batch_presets::BatchPreset;
use serde_json::{Value, json};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::encode;

fn path(preset: &BatchPreset) -> String {
    format!("/batch-presets/{}", encode(&preset.id))
}

/// One's own and those that others share, the oldest first: nobody has more than a page of them to choose from.
pub async fn list(signal: &AbortSignal) -> Result<Page<BatchPreset>, Failure> {
    Call::get("/batch-presets?limit=500").signal(Some(signal)).fetch().await
}

/// Keeps settings under a name.
pub async fn create(name: &str, settings: &Value, shared: bool) -> Result<BatchPreset, Failure> {
    let body = json!({ "name": name, "settings": settings, "shared": shared });
    Call::post("/batch-presets").json(&body).fetch().await
}

/// Keeps other settings under the same name, if the preset is still as it was seen.
pub async fn update(preset: &BatchPreset, settings: &Value) -> Result<BatchPreset, Failure> {
    Call::patch(path(preset)).if_match(preset.version).json(&json!({ "settings": settings })).fetch().await
}

/// Deletes a preset.
pub async fn delete(preset: &BatchPreset) -> Result<(), Failure> {
    Call::delete(path(preset)).if_match(preset.version).send().await.map(|_| ())
}
