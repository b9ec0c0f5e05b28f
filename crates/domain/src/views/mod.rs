//! Saved views: the parts of a list's address under a name, private or shared with all users who may see accounts.
//!
//! [`content`] says what a view may hold; [`crate::saved_items`] keeps views and answers for whose they are.

pub mod content;

pub use content::Content;

use crate::Noun;
use crate::erasure::Erasure;
use crate::saved_items::{self, SavedItem};

/// A saved view.
pub type View = SavedItem<Content>;

impl saved_items::Content for Content {
    const TABLE: &'static str = "saved_views";
    const NOUN: Noun = Noun::View;
    const TOO_MANY: &'static str = "too_many_views";
    const CREATED: &'static str = "view.created";
    const CHANGED: &'static str = "view.changed";
    const DELETED: &'static str = "view.deleted";
    const CONTENT: &'static str = "content";
}

/// Erasure policy of views.
pub const ERASURES: &[Erasure] = &[saved_items::erasure::<Content>()];
