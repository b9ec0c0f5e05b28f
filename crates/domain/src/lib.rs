//! Everything Rollcall knows about accounts and batches, and how it stores it. No HTTP in here.
//!
//! A folder a noun. Within one: `rules` are pure, `store` is the only part that talks to the
//! database, `commands` are what other crates call. A command takes the connection of a unit of work
//! ([`db::Db::write`]) and the [`Actor`] that asks, and leaves one transaction's worth of change,
//! audit entries included.
//!
//! Where to look next: [`users::change`] for the one vocabulary of changes, [`batches`] for the flow
//! source -> plan -> apply -> report -> undo.

pub mod action_description;
pub mod actor;
pub mod audit;
pub mod auth;
pub mod batches;
pub mod bounces;
pub mod cohort_rules;
pub mod cohorts;
pub mod context;
pub mod courses;
pub mod db;
pub mod deliveries;
pub mod demo;
pub mod enrolments;
pub mod erasure;
pub mod error;
pub mod exports;
pub mod field_rights;
pub mod filter;
pub mod id;
pub mod idempotency;
pub mod interrupt;
pub mod jobs;
pub mod listing;
pub mod mail;
pub mod message_values;
pub mod messages;
pub mod notifications;
pub mod outcome;
pub mod people;
pub mod pieces;
pub mod presets;
pub mod privacy;
pub mod profile;
pub mod refusal;
pub mod registry;
pub mod role_assignments;
pub mod roles;
pub mod saved_items;
pub mod settings;
pub mod text;
pub mod time;
pub mod turns;
pub mod users;
pub mod views;
mod words;

pub use actor::{Actor, Origin};
pub use context::{Context, ContextKind};
pub use error::{Error, Fault, Faults, FileFault, FoundColumn, Noun, Result};
pub use message_values::MessageValues;
pub use rollcall_tabular as tabular;
pub use rollcall_tabular::visible;
pub use time::{Clock, Millis};
