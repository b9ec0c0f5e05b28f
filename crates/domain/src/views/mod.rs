//! Saved views: the parts of a list's address under a name, for oneself or for everybody who may see accounts.
//!
//! [`content`] says what a view may hold; [`store`] keeps views and answers for whose they are.

pub mod content;
pub mod store;

pub use content::Content;
pub use store::View;

use crate::privacy::{Erasure, Fate};

/// Somebody's views go with them, also those that others used.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "saved_views", rows: "owner_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];
