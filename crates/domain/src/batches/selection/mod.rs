//! Batches from a selection: people by id, by filter and search, or by a pasted list.
//!
//! - [`target`]: who is meant; [`request`]: what is asked for each of them (pure);
//! - [`plan`](fn@plan): the worker's part, which freezes the people into rows; [`create`](fn@create): the batch itself.

mod create;
mod list;
mod pasted;
mod plan;
pub mod request;
pub mod target;

pub use create::{Selection, create, require_role};
pub(super) use plan::plan;
