//! Batches from a selection: people by id, by filter and search, or by a pasted list.
//!
//! - [`target`]: who is meant; [`create`]: the batch itself;
//! - [`settings`]: the settings of its action; [`selected_accounts`]: the people of a target, a few at a time; [`source`]: rows of them.

pub mod create;
pub mod list;
pub mod pasted;
pub mod private;
pub mod selected_accounts;
pub mod settings;
pub mod source;
pub mod target;
