//! The server's HTTP API, in the types of `rollcall-wire`.
//!
//! [`request`] sends one call and reads its answer; [`token`] keeps the access token and renews it;
//! the rest is a file a noun. Nothing here draws anything.

pub mod batch_presets;
pub mod batches;
pub mod cohorts;
pub mod courses;
pub mod download;
pub mod events;
pub mod failure;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod in_browser;
mod locks;
pub mod mail;
pub mod me;
pub mod message_templates;
pub mod messages;
pub mod notifications;
pub mod profile_fields;
pub mod request;
pub mod roles;
pub mod session;
pub mod settings;
pub mod sse;
pub mod stats;
pub mod token;
pub mod users;
pub mod views;

pub use failure::Failure;
