//! Items that people save under a name, for themselves or for others too: saved views of the list ([`crate::views`]), settings for
//! files ([`crate::presets`]), texts of messages to many ([`crate::messages::message_template`]).
//!
//! All kinds have tables of the same shape and the same rules: one's own things and those that others share are seen, only
//! one's own are changed, and no two of one's own of a kind have the same name. What a thing holds is its kind's business.

pub mod store;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::erasure::{Erasure, Fate};
use crate::id::{SavedItemId, UserId};
use crate::visible;
use crate::{Error, Millis, Noun, Result};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// What things of a kind hold.
pub trait Content: Clone + PartialEq + Serialize + DeserializeOwned {
    /// Where they are.
    const TABLE: &'static str;
    /// What one is called in messages, and in the audit.
    const NOUN: Noun;
    /// The code of the refusal of one too many.
    const TOO_MANY: &'static str;
    /// What the audit says when one was made.
    const CREATED: &'static str;
    /// When it was changed.
    const CHANGED: &'static str;
    /// When it was deleted.
    const DELETED: &'static str;
    /// What the audit calls the content.
    const CONTENT: &'static str;
}

/// Erasure policy of saved items: they are removed with their owner, also those that others used.
pub const fn erasure<C: Content>() -> Erasure {
    Erasure { table: C::TABLE, rows: "owner_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }
}

/// An item that a user has saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedItem<C> {
    /// Its id.
    pub id: SavedItemId,
    /// Whose it is, and their username.
    pub owner: (UserId, String),
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: C,
    /// Whether others see it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts changes.
    pub version: i64,
}

/// What changes of a thing besides its content.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Another name.
    pub name: Option<String>,
    /// Whether others see it.
    pub shared: Option<bool>,
}

/// A name as it is kept.
fn name<C: Content>(text: &str) -> Result<String> {
    if visible::is_blank(text) {
        return Err(Error::invalid("name", "missing_value", format!("A {} needs a name.", C::NOUN)));
    }
    let name = visible::name(text).ok_or_else(|| {
        let message = "A name is one line of text, without control characters and marks that turn its direction.";
        Error::invalid("name", "invalid_value", message)
    })?;
    if name.chars().count() > LONGEST_NAME {
        let message = format!("The name may have at most {LONGEST_NAME} characters.");
        return Err(Error::invalid("name", "too_long", message));
    }
    Ok(name.into_owned())
}
