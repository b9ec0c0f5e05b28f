//! Settings for files under a name, for oneself or for everybody who may see batches.
//!
//! What a file's settings may be is said in [`crate::batches::settings`]; here is whose they are.

pub mod store;

pub use store::NamedPreset;

use crate::privacy::{Erasure, Fate};

/// Somebody's presets go with them, also those that others used.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "batch_presets", rows: "owner_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];
