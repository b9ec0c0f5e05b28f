//! The details of an account, custom ones included: which there are, how they are shown and edited. One's own account
//! and a person's page are made of this.
//!
//! [`kinds`] says which details there are and how each is put in; [`draft`] knows what has been changed, and what comes
//! of it where another user was faster (both pure); [`form`] is the form, [`card`]
//! what holds it.

mod card;
mod draft;
mod facts;
mod form;
mod input;
mod kinds;
mod save;

pub use card::DetailsCard;
pub use facts::told;
pub use kinds::{CUSTOM, of_oneself, of_somebody};
pub use save::Owner;
