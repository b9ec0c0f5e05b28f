//! Named settings for files, private or shared with all users who may see batches.
//!
//! What a file's settings may be is said in [`crate::batches::file::settings`]; [`crate::saved_items`] keeps them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::batches::file::settings::FileSettings;
use crate::erasure::Erasure;
use crate::saved_items::{self, SavedItem};
use crate::{Error, Noun, Result};

/// The longest settings, in bytes.
const LONGEST: usize = 20_000;
/// Settings of a single batch, which a preset does not hold.
const OF_A_BATCH: [&str; 4] = ["name", "apply", "apply_at", "confirm_affected"];

/// Settings for files under a name.
pub type NamedPreset = SavedItem<Settings>;

/// The given settings; absent ones have the defaults of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(pub Value);

impl saved_items::Content for Settings {
    const TABLE: &'static str = "batch_presets";
    const NOUN: Noun = Noun::Preset;
    const TOO_MANY: &'static str = "too_many_presets";
    const CREATED: &'static str = "batch_preset.created";
    const CHANGED: &'static str = "batch_preset.changed";
    const DELETED: &'static str = "batch_preset.deleted";
    const CONTENT: &'static str = "settings";
}

impl Settings {
    /// The same checks as for a file with these settings. The kind of file is always named, so that a preset stays what it is.
    pub fn checked(mut settings: Value) -> Result<Self> {
        if let Some(name) = OF_A_BATCH.into_iter().find(|name| !settings[*name].is_null()) {
            let message = format!("\"{name}\" is said of each batch anew; a preset cannot hold it.");
            return Err(Error::invalid(&format!("settings.{name}"), "invalid_value", message));
        }
        let resolved = FileSettings::resolve(&settings)?;
        settings["preset"] = json!(resolved.preset.name());
        if settings.to_string().len() > LONGEST {
            let message = format!("The settings may have at most {LONGEST} bytes.");
            return Err(Error::invalid("settings", "too_long", message));
        }
        Ok(Self(settings))
    }
}

/// Erasure policy of presets.
pub const ERASURES: &[Erasure] = &[saved_items::erasure::<Settings>()];
