//! The JSON that Rollcall's server and its consumers exchange.
//!
//! Plain types with serde, no behaviour beyond parsing and no access to anything: the crate builds
//! for WebAssembly, so that the console reads and writes the very types that the server does. The
//! contract these types follow is the API document; the feature `openapi` adds the schemas.
//!
//! Ids are UUIDv7 in their hyphenated form; times are RFC 3339 in UTC with milliseconds, such as
//! `2026-03-01T09:30:00.000Z`. Both are plain strings here.
//!
//! Rules about accounts do not live here: see `rollcall-domain`.

// The examples in the API document are long.
#![cfg_attr(feature = "openapi", recursion_limit = "512")]

pub mod auth;
pub mod batch_presets;
pub mod batch_settings;
pub mod batches;
pub mod cohorts;
pub mod context;
pub mod courses;
pub mod mail;
pub mod message_templates;
pub mod messages;
pub mod nothing;
pub mod page;
pub mod patch;
pub mod problem;
pub mod profile;
pub mod roles;
pub mod settings;
pub mod stats;
pub mod users;
pub mod views;

pub use context::Context;
pub use nothing::Nothing;
pub use page::Page;
pub use patch::Patch;
pub use problem::{FieldError, Problem, Values};
