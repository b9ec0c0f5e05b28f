//! Saved views: the parts of a list's address under a name, for oneself or for everybody who may see accounts.
//!
//! [`content`] says what a view may hold; [`crate::kept`] keeps views and answers for whose they are.

pub mod content;

pub use content::Content;

use crate::kept::{self, Kept};
use crate::privacy::{Erasure, Fate};

/// A saved view.
pub type View = Kept<Content>;

impl kept::Content for Content {
    const TABLE: &'static str = "saved_views";
    const WORD: &'static str = "view";
    const TOO_MANY: &'static str = "too_many_views";
    const CREATED: &'static str = "view.created";
    const CHANGED: &'static str = "view.changed";
    const DELETED: &'static str = "view.deleted";
    const CONTENT: &'static str = "content";
}

/// Somebody's views go with them, also those that others used.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "saved_views", rows: "owner_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];
